"""Loads and totals rebuilt from the facts."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.core import audit, work
from chalicelib.core.database import Answer
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.routing import service as routing
from tests.routing.test_manual import begin
from tests.worlds import World, at_once, counted, in_use


def note_total(world: World, agent: Any, total: int) -> None:
    """Their record says so, whatever was decided."""
    tx = Transaction(world.desk)
    people.set_total(tx, world.now(agent), total)
    tx.commit()


def test_recount_finds_nothing_where_nothing_is_wrong(world: World) -> None:
    first, second = world.found(agents=2)
    for each in (first, second):
        world.online(each)
    for _ in range(4):
        begin(world)

    assert routing.recount(world.desk) == []


@pytest.mark.also_on_moto
def test_recount_mends_what_is_wrong_and_says_what_it_was(world: World) -> None:
    (one,) = world.found(agents=1)
    world.online(one)
    real = begin(world)
    tx = Transaction(world.desk)
    people.set_conversations(tx, world.now(one), serving=frozenset({"cnv_ghost"}))
    tx.commit()

    progress: list[tuple[int, int]] = []
    (drift,) = routing.recount(world.desk, progress=lambda done, of: progress.append((done, of)))

    assert progress == [(1, 1)]
    assert (drift.missing, drift.extra) == ((real,), ("cnv_ghost",))
    assert world.now(one).serving == {real}
    assert routing.recount(world.desk) == []


def test_what_visitors_who_left_keep_is_mended_too(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=3)
    watch = {"left_seconds": 120}
    plans.update_plan(world.desk, "demo", {"watch": watch, "limits": {"idle_minutes": 0}}, None)
    world.online(agent)
    kept, gone = (begin(world, world.visitor()) for _ in range(2))
    for each in (kept, gone):
        conversations.reply(world.desk, world.now(agent), each, "yes", "r")
    let_visitors_leave(world, agent, kept, gone)
    here = begin(world, world.visitor())
    conversations.end_conversation(world.desk, world.now(agent), gone)
    tx = Transaction(world.desk)
    people.set_conversations(tx, world.now(agent), serving=frozenset({kept}), parked=frozenset({gone, here}))
    tx.commit()

    (drift,) = routing.recount(world.desk)

    assert (drift.missing, drift.extra) == ((here,), (kept,))
    assert (drift.parked_missing, drift.parked_extra) == ((kept,), tuple(sorted((gone, here))))
    assert (world.now(agent).serving, world.now(agent).parked) == ({here}, {kept})
    assert routing.recount(world.desk) == []
    (entry,) = [each for each in audit.read(world.desk, f"{world.clock():%Y-%m}")[0] if each.act == "recount"]
    assert entry.after == {"serving": [here], "parked": [kept]}


def let_visitors_leave(world: World, agent: Any, *conversation_ids: str) -> None:
    """Minutes go by in which the agent is there, and nothing is heard of these visitors."""
    while not world.now(agent).parked >= set(conversation_ids):
        world.online(agent)
        world.clock.forward(seconds=40)
        work.run_due(world.desk)


def test_a_wrong_total_is_mended_from_the_decisions_and_reported(world: World) -> None:
    one, other = world.found(agents=2)
    world.online(one)
    for _ in range(3):
        begin(world)
    note_total(world, one, 9)

    (drift,) = routing.recount(world.desk)

    assert (drift.agent_id, drift.total_was, drift.total_is) == (one.agent_id, 9, 3)
    assert (drift.missing, drift.extra) == ((), ())
    assert (world.now(one).assigned_total, world.now(other).assigned_total) == (3, 0)
    assert routing.recount(world.desk) == []
    (entry,) = [each for each in audit.read(world.desk, f"{world.clock():%Y-%m}")[0] if each.act == "recount"]
    assert (entry.before, entry.after) == ({"assigned_total": 9}, {"assigned_total": 3})


def test_a_total_stays_right_over_many_recounts_and_days(world: World) -> None:
    (one,) = world.found(agents=1, capacity=100)
    drifts = []
    for _ in range(6):
        world.online(one)
        begin(world)
        world.clock.forward(minutes=45)
        drifts += routing.recount(world.desk)

    assert drifts == []
    assert world.now(one).assigned_total == 6
    assert world.now(one).counted_total == 5  # the last one is not old enough to be settled


def test_a_count_begins_where_the_last_one_ended(world: World) -> None:
    (one,) = world.found(agents=1, capacity=100)
    world.online(one)
    for _ in range(20):
        begin(world)
    world.clock.forward(hours=2)
    first = looked_at(world)
    world.online(one)
    for _ in range(3):
        begin(world)
    world.clock.forward(hours=2)

    second, third = looked_at(world), looked_at(world)

    assert (first, second, third) == (20, 3, 0)
    assert world.now(one).assigned_total == 23


def looked_at(world: World) -> int:
    """How many decisions a recount counts."""
    found: list[int] = []

    def note(operation: str, _: Any, answer: Answer) -> None:
        if operation == "Query" and "Items" not in answer:
            found.append(int(answer["ScannedCount"]))

    with in_use().watching(after=note):
        assert routing.recount(world.desk) == []
    return sum(found)


def test_a_recount_asks_the_same_however_much_was_ever_decided(world: World) -> None:
    (one,) = world.found(agents=1, capacity=1000)
    asked = []
    for number in (5, 30):
        world.online(one)
        for _ in range(number):
            begin(world)
        for conversation_id in world.now(one).serving:
            assignment_ends(world, one, conversation_id)
        world.clock.forward(hours=2)
        routing.recount(world.desk)
        with counted() as requests:
            routing.recount(world.desk)
        asked.append(requests.names)

    assert asked[0] == asked[1]
    assert len(asked[0]) <= 5, asked[0]


def assignment_ends(world: World, agent: Any, conversation_id: str) -> None:
    from chalicelib.conversations import service as conversations

    conversations.end_conversation(world.desk, world.now(agent), conversation_id)


@pytest.mark.race
def test_recounting_while_everybody_is_assigned_loses_nothing(atomic_world: World) -> None:
    world = atomic_world
    agents = world.found(agents=2, capacity=50)
    for each in agents:
        world.online(each)
    note_total(world, agents[0], 7)

    outcomes = at_once(
        [
            *[partial(begin, world, world.visitor()) for _ in range(16)],
            *[partial(routing.recount, world.desk) for _ in range(4)],
        ]
    )
    routing.recount(world.desk)

    assert not [each for each in outcomes if isinstance(each, Exception)]
    for each in map(world.now, agents):
        assert each.assigned_total == len(each.serving)
    assert sum(world.now(each).assigned_total for each in agents) == 16
