"""Groups that receive only of whom a website proved what they ask (A5, B4)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.core import work
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.attributes import AttributeAsked
from chalicelib.people.model.forms import AttributeAskedBody, CreateGroup, UpdateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from tests.in_process import Asking
from tests.visitors.test_joining import caller_of, stranger, talk
from tests.vouching import Website
from tests.worlds import World, counted

GOLD = [AttributeAskedBody("Member", "equals", ("gold",))]


class Shop:
    """A plan of a group for everybody, and of one for customers whose website says that they are members of gold."""

    def __init__(self, world: World, *, usual: bool = True) -> None:
        self.world, self.desk = world, world.desk
        self.agents = world.found(agents=2)
        assert world.group is not None
        self.gold = people.create_group(self.desk, CreateGroup("Gold", self.agents[1].agent_id, attributes=GOLD))
        people.update_group(self.desk, world.group.group_id, UpdateGroup(member_ids=[self.agents[0].agent_id]))
        self.usual_id = world.group.group_id
        group_ids = [self.gold.group_id, *([self.usual_id] if usual else [])]
        plans.update_plan(self.desk, "demo", {"group_ids": group_ids}, None)
        self.site = Website(world)

    def member(self, user_id: str, member: Any, known: str | None = None) -> visitors.Caller:
        return caller_of(self.site, self.site.sign_in(user_id, known, attributes={"Member": member, "Shoe": 42})[1])

    def pools(self, conversation_id: str) -> tuple[str, ...] | None:
        return conversations.find(self.desk, conversation_id).pools


def test_a_group_receives_of_whom_it_is_proved_and_says_so_and_a_start_costs_what_it_did(world: World) -> None:
    shop = Shop(world, usual=False)
    for agent in shop.agents:
        world.online(agent)
    http = Asking()
    token = http.sign_in(world.agent(role=ADMINISTRATOR))
    customer = shop.member("u1", "Gold")

    with counted() as start:
        conversation_id = talk(shop.site, customer)

    others = [talk(shop.site, each) for each in (shop.member("u2", "silver"), stranger(shop.site)[1])]
    header = conversations.find(shop.desk, conversation_id)
    (why,) = http.ask("GET", f"/v1/desk/conversations/{conversation_id}/assignment", token).said["items"]
    assert (header.agent_id, header.proved) == (shop.agents[1].agent_id, {"Member": "Gold", "Shoe": 42})
    assert [shop.pools(each) for each in others] == [(), ()]
    assert len(start) == 4
    assert why["words"]["en"].endswith("(the website proved Member: gold)")


def test_who_waits_is_received_by_others_once_it_is_proved_or_a_group_asks_for_something_else(world: World) -> None:
    shop = Shop(world)
    token, before = stranger(shop.site)
    conversation_id = talk(shop.site, before)
    at_first = shop.pools(conversation_id)

    shop.member("u1", "gold", token)
    proved = shop.pools(conversation_id)
    people.update_group(
        shop.desk, shop.gold.group_id, UpdateGroup(attributes=[AttributeAskedBody("Shoe", "equals", ("42",))])
    )
    asked = shop.pools(conversation_id)

    assert at_first == (shop.usual_id,)
    assert proved == asked == (shop.gold.group_id, shop.usual_id)
    assert people.read_agent(shop.desk, shop.agents[1].agent_id).memberships[0].attributes == (
        AttributeAsked("Shoe", "equals", ("42",)),
    )


def test_what_a_group_begins_to_ask_for_is_known_of_whom_it_has_and_of_who_waits_for_it(world: World) -> None:
    shop = Shop(world, usual=False)
    world.online(shop.agents[1])
    served, others = talk(shop.site, shop.member("u1", "gold")), shop.member("u2", "gold")
    world.online(shop.agents[1], "busy")
    waiting = talk(shop.site, others)

    people.update_group(
        shop.desk, shop.gold.group_id, UpdateGroup(attributes=[AttributeAskedBody("Shoe", "equals", ("42",))])
    )
    while work.run_due(shop.desk):
        pass

    assert shop.pools(waiting) == (shop.gold.group_id,)
    for each in (served, waiting):
        conversations.read_conversation(shop.desk, world.now(shop.agents[1]), each)


def test_only_who_is_in_the_group_may_see_whom_it_receives(world: World) -> None:
    shop = Shop(world)
    conversation_id = talk(shop.site, stranger(shop.site)[1])

    conversations.read_conversation(shop.desk, world.now(shop.agents[0]), conversation_id)
    with pytest.raises(NotYours):
        conversations.read_conversation(shop.desk, world.now(shop.agents[1]), conversation_id)


def test_what_is_asked_is_checked_and_named(world: World) -> None:
    shop = Shop(world)
    longest = tuple(f"{number:0199}" for number in range(5))
    most, one_more = (AttributeAskedBody("Shoe" + "s" * more, "one_of", longest) for more in (1, 2))

    def refused(*asked: AttributeAskedBody) -> list[str]:
        with pytest.raises(Invalid) as refusal:
            people.update_group(shop.desk, shop.gold.group_id, UpdateGroup(attributes=list(asked)))
        return [each.field for each in refusal.value.errors]

    assert refused(AttributeAskedBody(" ", "equals", ())) == ["attributes.0.name", "attributes.0.values"]
    assert refused(one_more) == ["attributes"]
    people.update_group(shop.desk, shop.gold.group_id, UpdateGroup(attributes=[most]))
