"""A desk of the version before goes on: its agents, their seats and sessions, and whoever has or awaits somebody."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.core import work
from chalicelib.operations import service as operations
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.service import pools
from tests.crashes import Death, at_each_write
from tests.stored import put_item
from tests.worlds import World

# three agents and an administrator, two talks, somebody who waits
EXPORT = Path(__file__).parent / "stored/desk.json"
FIRST, SECOND, THIRD = (f"agt_{number:026d}" for number in (0, 3, 6))


def as_it_was(world: World) -> World:
    """The desk as the version before left it, a moment ago."""
    for table, items in json.loads(EXPORT.read_text()).items():
        for item in items:
            put_item(f"deskbell-test-{table}", item)
    return world


@pytest.fixture
def older(world: World) -> World:
    """The same, for one test."""
    return as_it_was(world)


def carry_over(world: World) -> None:
    """What a version's start does, and the schedule after it."""
    operations.bring_up(world.desk)
    while work.run_due(world.desk):
        pass


def agents(world: World) -> dict[str, Agent]:
    return people.roster(world.desk).agents


def test_everybody_has_a_record_with_what_they_had(older: World) -> None:
    carry_over(older)

    known = agents(older)
    assert {each: known[each].status for each in (FIRST, SECOND, THIRD)} == {
        FIRST: "online",
        SECOND: "break",
        THIRD: "offline",
    }
    assert len(known[FIRST].serving) == 2
    assert (known[FIRST].turn, known[FIRST].assigned_total) == (2, 2)
    assert all(len(each.groups) == 1 for each in known.values() if each.role != "administrator")


def test_seats_are_those_that_were_taken_and_are_freed_when_nobody_uses_them(older: World) -> None:
    carry_over(older)
    seated = older.seated()

    older.clock.forward(minutes=40)
    work.run_due(older.desk)

    assert seated == {FIRST, SECOND}
    assert older.seated() == frozenset()


def test_who_is_signed_in_stays_so_even_before_anybody_carries_over(older: World) -> None:
    (session_id,) = json_sessions(FIRST)
    token, _ = people.sign_in(older.desk, "agent2@example.com", "correct horse")

    signed_in = people.signed_in(older.desk, token)

    assert signed_in.agent.agent_id == SECOND
    assert session_id not in signed_in.agent.session_ids
    carry_over(older)
    assert len(agents(older)) == 4


def json_sessions(agent_id: str) -> list[str]:
    items = json.loads(EXPORT.read_text())["people"]
    return list(next(each for each in items if each["key"]["S"] == f"agent#{agent_id}")["session_ids"]["SS"])


def test_who_waits_is_served_when_a_slot_is_free(older: World) -> None:
    carry_over(older)
    record = agents(older)[FIRST]
    first, second = sorted(record.serving)

    conversations.end_conversation(older.desk, record, first)

    serving = agents(older)[FIRST].serving
    assert second in serving
    assert len(serving) == 2


def test_it_may_stop_at_any_write_and_go_on(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = as_it_was(new_world())

        with death():
            carry_over(world)
        carry_over(world)
        world.clock.forward(seconds=20)
        work.run_due(world.desk)

        group = next(iter(agents(world)[FIRST].groups))
        assert world.seated() == {FIRST, SECOND}
        assert len(agents(world)) == 4
        assert len(pools.candidates(world.desk, [group], "rotation")) == 3

    at_each_write(story, sides=[True])
