"""Whose shifts bind whom, as agents come into groups and go; what is left of those who came before their shift."""

from __future__ import annotations

import pytest

from chalicelib.people import service as people
from chalicelib.people.model.duty import OFF_DUTY, closed_at
from tests.shifts.stage import A_DAY, MONDAY, Roster, at
from tests.worlds import World

TUESDAY = MONDAY + A_DAY


@pytest.fixture
def roster(world: World) -> Roster:
    """A group of two; one has the early shift on Tuesday. It is Monday."""
    made = Roster(world)
    made.plan(made.members[0], (TUESDAY, made.kind("早班", 8, 16)))
    made.publish()
    return made


def test_who_signed_in_off_duty_takes_a_seat_also_where_nothing_of_their_shifts_is_left(roster: Roster) -> None:
    first, world = roster.members[0], roster.world
    roster.binds()
    roster.go_to(at(TUESDAY, 7, 50))
    caller = world.signed_in(first)
    people.turn_duty(world.desk, first.agent_id, lambda _: None, lambda *_: None)

    people.beat(world.desk, people.Caller(world.now(first), caller.session_id))

    assert (world.now(first).status, world.seated()) == ("online", frozenset({first.agent_id}))


def test_whoever_leaves_a_group_is_bound_by_its_shifts_no_more_and_is_again_when_they_are_back(roster: Roster) -> None:
    first, second = roster.members
    world, found = roster.world, []
    roster.binds()

    for ids in ([second.agent_id], [first.agent_id, second.agent_id]):
        form = {"leader_id": second.agent_id, "member_ids": ids}
        people.update_group(world.desk, roster.group_id, form)
        roster.settle()
        duty_now = world.now(first).duty
        found.append(closed_at(duty_now, world.clock()))

    assert found == [None, OFF_DUTY]
