"""What time brings: who did not answer, who waits long, who left the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import queue
from chalicelib.core import work
from chalicelib.plans.store import PlanRow
from infra.bench.crowd import everybody_waiting
from tests.routing.test_manual import begin, kinds, plan_with
from tests.worlds import World, in_use


def keep_alive(world: World, *agents: Any, seconds: int) -> None:
    """Heartbeats and the schedule, while time goes by."""
    for _ in range(seconds // 20):
        for each in agents:
            world.online(each)
        world.clock.forward(seconds=20)
        while work.run_due(world.desk):
            pass


def test_who_does_not_answer_in_time_loses_it_to_the_next(world: World) -> None:
    slow, quick = world.found(agents=2)
    plan_with(world, accept_seconds=60)
    world.online(slow)
    conversation_id = begin(world)

    keep_alive(world, slow, quick, seconds=100)

    assert (world.now(slow).serving, world.now(quick).serving) == (frozenset(), {conversation_id})
    assert kinds(world, conversation_id)[-1] == "reassigned"


def test_who_has_answered_keeps_it(world: World) -> None:
    one, other = world.found(agents=2)
    plan_with(world, accept_seconds=60)
    world.online(one)
    conversation_id = begin(world)
    conversations.reply(world.desk, world.now(one), conversation_id, "hello", "r")

    keep_alive(world, one, other, seconds=200)

    assert world.now(one).serving == {conversation_id}


def test_with_nobody_else_it_stays_and_is_looked_at_again(world: World) -> None:
    slow, late = world.found(agents=2)
    plan_with(world, accept_seconds=60)
    world.online(slow)
    conversation_id = begin(world)

    keep_alive(world, slow, seconds=120)
    assert world.now(slow).serving == {conversation_id}
    keep_alive(world, slow, late, seconds=80)

    assert world.now(late).serving == {conversation_id}


def test_who_waits_is_reminded_once_and_offered_to_leave_a_message(world: World) -> None:
    world.found()
    visitor = world.visitor()
    conversation_id = begin(world, visitor)

    for _ in range(5):
        world.clock.forward(seconds=61)
        queue.still_here(world.desk, visitor, "demo", conversation_id)
        work.run_due(world.desk)

    assert kinds(world, conversation_id) == ["message", "waiting", "reminder"]


@contextmanager
def plans_read() -> Iterator[list[str]]:
    """The plans that are read in this block."""
    read: list[str] = []

    def note(operation: str, arguments: Mapping[str, Any]) -> None:
        if operation == "GetItem" and arguments["TableName"] == PlanRow.Meta.table_name:
            read.append(arguments["Key"]["plan_key"]["S"])

    with in_use().watching(before=note):
        yield read


def reminder(world: World, visitor: Any, conversation_id: str) -> tuple[str | None, int]:
    """What is said after five minutes of waiting, and how often the plan was read for it."""
    reads = 0
    for _ in range(5):
        world.clock.forward(seconds=61)
        queue.still_here(world.desk, visitor, "demo", conversation_id)
        with plans_read() as plans:
            work.run_due(world.desk)
        reads += len(plans)
    entries = conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100).entries
    return next((entry.text for entry in entries if entry.kind == "reminder"), None), reads


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No. {place}, {ahead} ahead", "No. 2, 1 ahead"),
        ("50% {off, soon", "50% {off, soon"),
        ("  ", None),
    ],
)
def test_the_reminder_is_in_the_plans_own_words(world: World, text: str, told: str | None) -> None:
    world.found()
    plan_with(world, texts={"en": {"waiting": text}})
    begin(world)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)

    said, _ = reminder(world, visitor, conversation_id)

    assert said == told


def test_the_plan_is_read_once_at_each_look_whether_or_not_it_says_anything(world: World) -> None:
    world.found()
    reads = []
    for text in ("{place}", ""):
        plan_with(world, texts={"en": {"waiting": text}})
        visitor = world.visitor()
        conversation_id = begin(world, visitor)
        reads.append(reminder(world, visitor, conversation_id)[1])
        conversations.close_by_visitor(world.desk, visitor, "demo", conversation_id)

    assert reads == [5, 5]


def test_who_leaves_the_page_drops_out_of_the_line(world: World) -> None:
    world.found()
    visitor, staying = world.visitor(), world.visitor()
    conversation_id = begin(world, visitor)
    behind = begin(world, staying)

    header, standing = queue.still_here(world.desk, visitor, "demo", conversation_id)
    for _ in range(4):
        world.clock.forward(seconds=61)
        queue.still_here(world.desk, staying, "demo", behind)
        work.run_due(world.desk)

    assert standing is not None
    assert (header.state, standing.place) == ("waiting", 1)
    assert [h.conversation_id for h in everybody_waiting(world.desk)] == [behind]
    assert kinds(world, conversation_id)[-1] == "closed"
