"""Groups that are copied, archived and brought back (B4, A6)."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.errors import Forbidden, Invalid
from chalicelib.core.once import Once
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER
from chalicelib.people.service.groups import copy_group
from chalicelib.plans import service as plans
from chalicelib.plans.service import reading
from chalicelib.routing.model import GroupArchived, Transfer
from chalicelib.routing.service import manual
from chalicelib.routing.service.archiving import GroupNeeded, update_group
from tests.in_process import Asking
from tests.worlds import World


class Shop:
    """A plan with two groups of one agent each: ``tea`` and ``cake``."""

    def __init__(self, world: World) -> None:
        self.world = world
        (self.one,) = world.found(agents=1, capacity=3)
        self.other = world.agent(capacity=3)
        assert world.group is not None
        self.tea = world.group
        self.cake = people.create_group(world.desk, CreateGroup("Cake", self.other.agent_id))
        plans.update_plan(world.desk, "demo", {"group_ids": [self.tea.group_id, self.cake.group_id]}, None)

    def archived(self, group: Group, *, back: bool = False) -> Group:
        return update_group(self.world.desk, group.group_id, UpdateGroup(archived=not back))

    def comes(self, **more: Any) -> Header:
        form = StartConversation(text="hello", client_id=self.world.desk.new_id("c"), **more)
        begun = conversations.start_conversation(self.world.desk, self.world.visitor(), "demo", form)
        return conversations.find(self.world.desk, begun.conversation_id)

    def hand(self, agent: Agent, header: Header, group: Group) -> Header:
        to = Transfer(group_id=group.group_id, anyway=True)
        return manual.transfer(self.world.desk, self.world.now(agent), header.conversation_id, to)


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop(world)


def test_an_archived_group_gets_nobody_new_and_its_agents_stay_with_whom_they_have(shop: Shop) -> None:
    shop.world.online(shop.other)
    before = shop.comes()

    after = shop.archived(shop.cake)

    conversations.reply(shop.world.desk, shop.world.now(shop.other), before.conversation_id, "yes", "r")
    came = shop.comes()
    assert (before.agent_id, after.member_ids) == (shop.other.agent_id, (shop.other.agent_id,))
    assert (came.state, came.pools, came.group_ids) == ("waiting", (shop.tea.group_id,), (shop.tea.group_id,))


def test_a_group_that_is_brought_back_receives_again(shop: Shop) -> None:
    shop.archived(shop.cake)
    shop.world.online(shop.other)
    waits = shop.comes()

    shop.archived(shop.cake, back=True)

    served = conversations.find(shop.world.desk, waits.conversation_id)
    assert (waits.state, served.agent_id) == ("waiting", shop.other.agent_id)


def test_nothing_is_transferred_to_an_archived_group(shop: Shop) -> None:
    shop.world.online(shop.one)
    had = shop.comes()
    shop.archived(shop.cake)

    with pytest.raises(GroupArchived, match="Cake is archived"):
        shop.hand(shop.one, had, shop.cake)


def test_a_widget_does_not_say_that_somebody_is_there_where_only_an_archived_group_is(shop: Shop) -> None:
    shop.world.online(shop.other)
    _, _, before = reading.appearance(shop.world.desk, "demo", None)

    shop.archived(shop.cake)

    _, _, after = reading.appearance(shop.world.desk, "demo", None)
    assert (before, after) == (True, False)


def test_a_plan_is_not_left_without_any_group(shop: Shop) -> None:
    shop.archived(shop.cake)

    with pytest.raises(GroupNeeded, match="Demo") as refused:
        shop.archived(shop.tea)

    assert [each.plan_key for each in refused.value.extra["plans"]] == ["demo"]
    plans.update_plan(shop.world.desk, "demo", {"archived": True}, None)
    assert shop.archived(shop.tea).archived


def test_a_group_to_which_a_first_choice_leads_is_needed(shop: Shop) -> None:
    choice = {"choice_id": "cake", "texts": {"en": "Cake"}, "group_id": shop.cake.group_id}
    plans.update_plan(shop.world.desk, "demo", {"prechat": {"active": True, "choices": [choice]}}, None)

    with pytest.raises(GroupNeeded):
        shop.archived(shop.cake)


def test_who_waits_for_the_group_alone_keeps_it_and_who_waits_for_others_too_does_not(shop: Shop) -> None:
    shop.world.online(shop.one)
    handed = shop.hand(shop.one, shop.comes(), shop.cake)
    people.set_presence(shop.world.desk, shop.world.tokens[shop.one.agent_id], "break")
    both = shop.comes()

    with pytest.raises(GroupNeeded, match="1 wait for it alone") as refused:
        shop.archived(shop.cake)

    assert (handed.state, refused.value.extra["waiting"]) == ("waiting", 1)
    shop.world.online(shop.other)
    served = conversations.find(shop.world.desk, handed.conversation_id)
    assert (served.agent_id, both.state) == (shop.other.agent_id, "waiting")
    assert shop.archived(shop.cake).archived


def test_who_waits_moves_out_of_the_queue_of_the_archived(shop: Shop) -> None:
    waits = shop.comes()

    shop.archived(shop.cake)

    now = conversations.find(shop.world.desk, waits.conversation_id)
    assert (waits.pools, now.pools) == ((shop.tea.group_id, shop.cake.group_id), (shop.tea.group_id,))


def test_a_plan_whose_groups_are_all_archived_is_received_by_them_still(shop: Shop) -> None:
    for group in (shop.tea, shop.cake):  # as by two requests at once, of which neither saw the other
        people.update_group(shop.world.desk, group.group_id, UpdateGroup(archived=True))

    assert shop.comes().pools == (shop.tea.group_id, shop.cake.group_id)


def test_an_archived_group_is_chosen_by_no_plan_and_stays_where_it_was(shop: Shop) -> None:
    shop.archived(shop.cake)
    both, desk = [shop.tea.group_id, shop.cake.group_id], shop.world.desk

    kept = plans.update_plan(desk, "demo", {"group_ids": both, "name": "Shop"}, None)

    assert (kept.group_ids, kept.receiving_ids) == (tuple(both), (shop.tea.group_id,))
    with pytest.raises(Invalid, match="no such one"):
        plans.create_plan(desk, "new", {"group_ids": [shop.cake.group_id]})


def test_a_copy_has_all_of_a_group_but_its_name_and_is_made_once(shop: Shop) -> None:
    again = partial(copy_group, shop.world.desk, shop.cake.group_id, "More cake")
    once = partial(Once.of, "copy_group#agt", "key-1", ["More cake"])
    shop.archived(shop.cake)

    made, known = again(once=once()), again(once=once())

    assert made == known
    assert (made.name, made.leader_id, made.member_ids) == ("More cake", shop.other.agent_id, (shop.other.agent_id,))
    assert (made.archived, shop.world.now(shop.other).groups) == (False, {shop.cake.group_id, made.group_id})


def test_nobody_copies_or_archives_a_group_of_others(shop: Shop) -> None:
    leader = shop.world.agent(role=GROUP_LEADER)

    with pytest.raises(Forbidden):
        copy_group(shop.world.desk, shop.cake.group_id, "Mine", giver=leader)
    with pytest.raises(Forbidden):
        update_group(shop.world.desk, shop.cake.group_id, UpdateGroup(archived=True), giver=leader)


def test_lists_leave_out_archived_groups_unless_they_are_asked_for(shop: Shop) -> None:
    http, desk_path = Asking(), "/v1/desk/groups"
    token = http.sign_in(shop.world.agent(role=ADMINISTRATOR))
    path = f"/v1/admin/groups/{shop.cake.group_id}"

    said = http.ask("PUT", path, token, {"archived": True}).said
    refused = http.ask("PUT", f"/v1/admin/groups/{shop.tea.group_id}", token, {"archived": True})

    names = [
        [each["name"] for each in http.ask("GET", f"/v1/admin/groups{query}", token).said["items"]]
        for query in ("", "?archived=true")
    ]
    marks = {each["name"]: each["archived"] for each in http.ask("GET", desk_path, token).said["items"]}
    assert (said["archived"], refused.status, refused.said["plans"]) == (
        True,
        409,
        [{"plan_key": "demo", "name": "Demo"}],
    )
    assert (names, marks) == ([["Sales"], ["Cake"]], {"Sales": False, "Cake": True})
