"""Who waits, and whom a plan names, as the version before wrote it: nobody is lost, and nobody waits longer."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations import store
from chalicelib.conversations.service import queue
from chalicelib.core import work
from chalicelib.core.tables import table_name
from chalicelib.operations import service as operations
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from infra.bench.crowd import everybody_waiting
from infra.bench.storm import disagreements
from tests.crashes import crash_at
from tests.stored import every_item, put_item
from tests.worlds import World, counted

STORED = Path(__file__).parent / "stored" / "line.jsonl"
EARLIEST, SECOND, ANYBODY, NAMED, VIP, GOLD, LAST = (f"cnv_{n:026d}" for n in (24, 28, 32, 36, 41, 46, 50))
ONE, TWO = "agent1@example.com", "agent2@example.com"  # of the group, the first named by a plan; the other for VIPs too


def as_it_was(world: World) -> World:
    """A desk of the version before, with seven who wait at three plans; its ids go on behind those that are there."""
    for line in STORED.read_text().splitlines():
        row = json.loads(line)
        put_item(table_name(row["table"]), row["item"])
    world.desk.new_id.numbers = count(1_000)  # type: ignore[attr-defined]
    return world


def bring_up(world: World) -> None:
    operations.bring_up(world.desk)
    for _ in range(5):
        work.run_due(world.desk)


def agent(world: World, email: str) -> Any:
    found = people.find_agent(world.desk, email)
    assert found is not None
    return found


def in_line() -> int:
    return sum(item["conversation_id"]["S"] == store.LINE for item in every_item(table_name("conversations")))


def test_whoever_waits_comes_into_the_queues_of_their_pools_in_their_place_in_time(world: World) -> None:
    as_it_was(world)

    bring_up(world)

    headers = everybody_waiting(world.desk)
    ids = [each.conversation_id for each in headers]
    group_id = plans.read_plan(world.desk, "demo").group_ids[0]
    assert ids == [VIP, GOLD, EARLIEST, SECOND, ANYBODY, NAMED, LAST]
    assert {each.conversation_id: each.pools for each in headers} == {
        EARLIEST: (group_id,),
        SECOND: (group_id,),
        LAST: (group_id,),
        GOLD: (group_id,),
        ANYBODY: ("everybody",),
        NAMED: ("plan:named",),
        VIP: (plans.read_plan(world.desk, "named").group_ids[0], "plan:named"),
    }
    assert in_line() == 0
    assert disagreements(world.desk, ids) == []


def test_who_is_free_serves_them_whoever_the_plan_names(world: World) -> None:
    as_it_was(world)
    world.online(agent(world, ONE))
    before = agent(world, ONE).serving

    bring_up(world)

    assert before == frozenset()
    assert agent(world, ONE).named_in == {"named"}
    assert agent(world, ONE).serving == {VIP, GOLD, EARLIEST, SECOND, ANYBODY}
    assert disagreements(world.desk, [VIP, GOLD, EARLIEST, SECOND, ANYBODY, NAMED, LAST]) == []


def test_bringing_it_up_twice_changes_nothing(world: World) -> None:
    as_it_was(world)
    bring_up(world)
    before = [conversations.find(world.desk, each.conversation_id) for each in everybody_waiting(world.desk)]

    operations.bring_up(world.desk)
    with counted() as requests:
        while work.run_due(world.desk):
            pass

    after = [conversations.find(world.desk, each.conversation_id) for each in everybody_waiting(world.desk)]
    assert after == before
    assert "TransactWriteItems" not in requests.names


@pytest.mark.parametrize("number", [1, 4, 7, 10])
def test_whatever_dies_meanwhile_everybody_is_brought_up(world: World, number: int) -> None:
    as_it_was(world)

    with crash_at(number, written=True):
        bring_up(world)
    for _ in range(2):
        world.clock.forward(minutes=1)
        for each in everybody_waiting(world.desk):
            here = visitors.Caller(each.visitor_id, each.plan_key, each.locale)
            queue.still_here(world.desk, here, each.plan_key, each.conversation_id)
        bring_up(world)

    ids = [each.conversation_id for each in everybody_waiting(world.desk)]
    assert len(ids) == 7
    assert in_line() == 0
    assert disagreements(world.desk, ids) == []


@pytest.mark.parametrize("conversation_id", [EARLIEST, NAMED])
def test_before_it_is_brought_up_who_waits_writes_asks_for_their_place_and_goes_as_ever(
    world: World, conversation_id: str
) -> None:
    as_it_was(world)
    header = conversations.find(world.desk, conversation_id)
    visitor = visitors.Caller(header.visitor_id, header.plan_key, header.locale)

    _, standing = queue.still_here(world.desk, visitor, header.plan_key, conversation_id)
    conversations.post_message(world.desk, visitor, header.plan_key, conversation_id, "Still there?", "m2")
    wrote = conversations.find(world.desk, conversation_id)
    ended = conversations.close_by_visitor(world.desk, visitor, header.plan_key, conversation_id)

    assert standing is not None
    assert standing.place == 1
    assert (wrote.state, wrote.last_seq, ended.state) == ("waiting", header.last_seq + 1, "closed")
    assert in_line() == 6


def test_before_it_is_brought_up_the_minutes_look_brings_up_whom_it_looks_at(world: World) -> None:
    as_it_was(world)
    world.clock.forward(seconds=90)
    for each in everybody_waiting(world.desk):
        visitor = visitors.Caller(each.visitor_id, each.plan_key, each.locale)
        queue.still_here(world.desk, visitor, each.plan_key, each.conversation_id)

    while work.run_due(world.desk):
        pass

    assert in_line() == 0
    assert len(everybody_waiting(world.desk)) == 7
