"""Whether somebody is there for this visitor, from this page, now: widget, start and closing time say the same (B4)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import editing, queue
from chalicelib.core import work
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.service import groups
from chalicelib.plans import service as plans
from chalicelib.visitors.model.visitor import EditVisitor
from tests.in_process import Asking
from tests.routing.test_closing_time import NEARLY_SIX, NINE_TO_SIX
from tests.worlds import World, counted

TEA, SHOES = "https://shop.example/tea/longjing?token=1#top", "https://shop.example/shoes"


def found(world: World, **receives: Any) -> Any:
    """One agent, online, whose group receives only these."""
    (agent,) = world.found(agents=1)
    groups.update_group(world.desk, world.group.group_id if world.group else "", UpdateGroup(**receives))
    world.online(agent)
    return agent


def config(page: str | None = None, level: str | None = None) -> Any:
    asked = [f"{name}={quote(value)}" for name, value in (("page", page), ("level", level)) if value is not None]
    answer = Asking().ask("GET", "/v1/widget/demo/config?" + "&".join(asked))
    assert answer.status == 200, answer
    return answer.said


def begin(world: World, page: str | None, visitor: Any = None) -> tuple[Any, str]:
    visitor = visitor or world.visitor()
    begun = conversations.start_conversation(
        world.desk, visitor, "demo", StartConversation(text="hi", client_id="c", page=page)
    )
    return visitor, begun.conversation_id


@pytest.mark.parametrize(
    ("channels", "page", "served"),
    [
        (["https://shop.example/tea"], TEA, True),
        (["https://shop.example/tea"], SHOES, False),
        (["https://shop.example/tea"], "https://mei:secret@shop.example/tea", True),
        (["web"], SHOES, True),
        (["app"], SHOES, False),
        ([], SHOES, True),
    ],
)
def test_the_widget_says_of_a_page_what_a_start_from_there_finds(
    world: World, channels: list[str], page: str, served: bool
) -> None:
    agent = found(world, channels=channels)

    online = config(page)["online"]
    _, conversation_id = begin(world, page)

    assert online is served
    assert (conversations.find(world.desk, conversation_id).agent_id == agent.agent_id) is served


@pytest.mark.parametrize(
    "odd", ["", "no address", "a\x00b\nc", "javascript:alert(1)", "https://[::", "x" * 5_000, "\ud7ff"]
)
def test_an_odd_address_is_an_unknown_page_and_never_refused(world: World, odd: str) -> None:
    found(world, channels=["https://shop.example/tea"])

    said = [config(odd)["online"], config(odd, "\x00")["online"], config(None)["online"], config(TEA, "odd")["online"]]

    assert said == [False, False, True, True]


def test_the_level_counts_where_the_website_knows_it(world: World) -> None:
    found(world, levels=["vip"])
    boss, visitor = world.agent(role=SUPERVISOR), world.visitor()
    world.known(visitor)
    editing.edit_visitor(world.desk, boss, visitor.visitor_id, EditVisitor(level="vip"))

    said = [config(SHOES)["online"], config(SHOES, "vip")["online"], config(None, "gold")["online"]]
    _, conversation_id = begin(world, SHOES, visitor)

    assert said == [False, True, False]
    assert conversations.find(world.desk, conversation_id).state == "open"


def test_asking_about_a_page_takes_no_request_more(world: World) -> None:
    found(world, channels=["https://shop.example/tea"])

    with counted() as of_any:
        config()
    with counted() as of_tea:
        config(TEA)
    with counted() as of_shoes:
        config(SHOES)

    # once a minute, whether there are articles to read, and topics to hear of
    assert of_any.names == ["GetItem", "Query", "BatchGetItem", "GetItem"]
    assert (of_tea.names, of_shoes.names) == (["GetItem", "Query"], ["GetItem"])


def test_closing_time_turns_nobody_away_whose_group_is_there(world: World) -> None:
    agent = found(world, channels=["https://shop.example/tea"])
    plans.update_plan(world.desk, "demo", {"hours": NINE_TO_SIX}, None)
    world.clock.at = NEARLY_SIX
    world.online(agent, "busy")
    visitor, conversation_id = begin(world, TEA)

    for _ in range(4):
        world.clock.forward(seconds=40)
        queue.still_here(world.desk, visitor, "demo", conversation_id)
        world.online(agent, "busy")
        work.run_due(world.desk)
    while_there = conversations.find(world.desk, conversation_id).state
    world.online(agent, "offline")
    world.clock.forward(seconds=61)
    queue.still_here(world.desk, visitor, "demo", conversation_id)
    work.run_due(world.desk)

    assert (while_there, conversations.find(world.desk, conversation_id).state) == ("waiting", "closed")


def test_closing_time_asks_only_for_those_who_receive_whoever_waits(world: World) -> None:
    agent = found(world, channels=["https://shop.example/tea"])
    other = world.agent()
    second = people.create_group(world.desk, CreateGroup("Shoes", other.agent_id, [other.agent_id]))
    groups.update_group(world.desk, second.group_id, UpdateGroup(channels=[SHOES]))
    both = [world.group.group_id if world.group else "", second.group_id]
    plans.update_plan(world.desk, "demo", {"group_ids": both, "hours": NINE_TO_SIX}, None)
    world.clock.at = NEARLY_SIX
    visitor, conversation_id = begin(world, SHOES)

    for _ in range(3):
        world.clock.forward(seconds=40)
        queue.still_here(world.desk, visitor, "demo", conversation_id)
        world.online(agent)
        work.run_due(world.desk)

    assert conversations.find(world.desk, conversation_id).state == "closed"
