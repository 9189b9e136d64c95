"""What one visitor is told of their place never grows, except by a higher priority, and is the same everywhere (B5)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.positions import Standing
from chalicelib.conversations.model.queue import WINDOW
from chalicelib.conversations.service import editing, queue
from chalicelib.core import work
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.visitors.model.visitor import EditVisitor
from infra.bench.crowd import wait_in_queue
from tests.routing.test_manual import begin
from tests.worlds import World, counted


def sign(world: World, visitor: Any, conversation_id: str) -> Standing:
    _, standing = queue.still_here(world.desk, visitor, "demo", conversation_id)
    assert standing is not None
    return standing


def transcript(world: World, visitor: Any, conversation_id: str) -> list[Any]:
    return list(conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100).entries)


def test_who_comes_back_into_the_queue_makes_no_place_told_a_worse_one(world: World) -> None:
    (one,) = world.found(agents=1, capacity=5)
    world.online(one)
    for _ in range(5):
        begin(world)
    visitor = world.visitor()
    mine = begin(world, visitor)
    before = sign(world, visitor, mine).place

    world.online(one, "offline")
    after = sign(world, visitor, mine).place
    world.clock.forward(seconds=61)
    sign(world, visitor, mine)
    work.run_due(world.desk)

    assert (before, after) == (1, 1)
    assert [each.place for each in transcript(world, visitor, mine) if each.place] == [1, 1, 1]


def test_a_place_that_was_told_in_a_sign_is_not_taken_back_by_the_transcript(world: World) -> None:
    (one,) = world.found(agents=1, capacity=1)
    world.online(one)
    first = begin(world)
    helped = [world.visitor() for _ in range(3)]
    ahead = [begin(world, each) for each in helped]
    visitor = world.visitor()
    mine = begin(world, visitor)
    for each, conversation_id in zip(helped, ahead, strict=True):
        conversations.close_by_visitor(world.desk, each, "demo", conversation_id)

    told = [sign(world, visitor, mine).place]
    world.online(one, "offline")
    told.append(sign(world, visitor, mine).place)
    world.clock.forward(seconds=61)
    work.run_due(world.desk)

    assert told == [1, 1]
    assert [each.place for each in transcript(world, visitor, mine) if each.place] == [4, 1, 1]
    assert conversations.find(world.desk, first).state == "waiting"


def test_who_matters_more_comes_first_and_that_is_said_once(world: World) -> None:
    world.found(agents=1)
    boss = world.agent(role=SUPERVISOR)
    begin(world)
    visitor, others = world.visitor(), [world.visitor() for _ in range(3)]
    mine = begin(world, visitor)

    places = [sign(world, visitor, mine).place]
    for other in others:
        world.known(other)
        editing.edit_visitor(world.desk, boss, other.visitor_id, EditVisitor(level="vip"))
        begin(world, other)
        places.append(sign(world, visitor, mine).place)

    said = [each for each in transcript(world, visitor, mine) if "priority" in each.text]
    assert places == [2, 3, 4, 5]
    assert [(each.kind, each.place) for each in said] == [("waiting", 3)]
    assert said[0].text == "Customers of a higher priority are served first; 2 ahead of you, please wait"


@pytest.mark.parametrize(
    ("locale", "words", "later"),
    [
        ("en", "Nobody is online right now", "Thank you for waiting; more than 40 ahead of you."),
        ("zh-CN", "客服暂时不在线", "您前面还有超过 40 位"),
    ],
)
def test_beyond_what_is_counted_more_is_said(world: World, locale: str, words: str, later: str) -> None:
    world.found(agents=1)
    wait_in_queue(world.desk, WINDOW + 1, (world.group.group_id if world.group else "",))
    visitor = world.visitor(locale)
    mine = begin(world, visitor)

    standing = sign(world, visitor, mine)
    world.clock.forward(seconds=61)
    sign(world, visitor, mine)
    work.run_due(world.desk)
    first, reminder = [each for each in transcript(world, visitor, mine) if each.place]

    assert (standing.place, standing.more) == (WINDOW + 1, True)
    assert (first.place, first.more, reminder.place, reminder.more) == (WINDOW + 1, True) * 2
    assert words in first.text
    assert later in reminder.text


def test_exactly_as_many_as_are_counted_are_no_more(world: World) -> None:
    world.found(agents=1)
    wait_in_queue(world.desk, WINDOW, (world.group.group_id if world.group else "",))
    visitor = world.visitor()

    mine = begin(world, visitor)

    assert sign(world, visitor, mine) == Standing(WINDOW, 0)
    assert not transcript(world, visitor, mine)[-1].more


def test_a_sign_is_written_when_a_minute_has_gone_by_or_the_place_is_another_one(world: World) -> None:
    world.found(agents=1)
    other = world.visitor()
    ahead = begin(world, other)
    visitor = world.visitor()
    mine = begin(world, visitor)

    def taken(seconds: float) -> list[str]:
        world.clock.forward(seconds=seconds)
        with counted() as requests:
            sign(world, visitor, mine)
        return requests.names

    quiet = [taken(15) for _ in range(3)]
    after_a_minute = taken(20)
    conversations.close_by_visitor(world.desk, other, "demo", ahead)
    moved, quiet_again = taken(15), taken(15)

    assert quiet == [["Query"] * 2] * 3
    assert (after_a_minute, moved, quiet_again) == (["Query"] * 2 + ["UpdateItem"],) * 2 + (["Query"] * 2,)
