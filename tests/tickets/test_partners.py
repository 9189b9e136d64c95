"""Others' part in a ticket: a partner's booking is checked, and a branch confirms back or it escalates (D8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.core import times
from chalicelib.core.errors import Invalid
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR
from chalicelib.tickets.model.flow_refusals import NotYourMove
from tests.tickets.stage import made, settle, told
from tests.tickets.test_deadlines import deadline, team
from tests.tickets.test_moving import branch, on
from tests.worlds import World


def test_a_booking_is_confirmed_by_its_partner_and_checked_ten_minutes_after_the_booked_time(world: World) -> None:
    leader, agent, _ = team(world)
    booked = world.clock().replace(microsecond=0) + timedelta(hours=3)
    asked = {"partner": "Tea House", "booked_at": times.stored(booked), "people": 4}
    ticket = made(world, agent, type="booking", plan_key="demo", fields=asked)

    with pytest.raises(Invalid) as refusal:
        on(world, agent, ticket, "confirmed")
    confirmed = on(world, agent, ticket, "confirmed", confirmation="A7")
    settle(world, hours=3, minutes=11)

    assert [each.field for each in refusal.value.errors] == ["fields.confirmation"]
    assert deadline(confirmed, "stage").due_at == booked + timedelta(minutes=10)
    assert ("ticket_late", leader.email) in told(world)
    checked = on(world, agent, ticket, "checked", checked_with="partner")
    over = on(world, agent, checked, "not_come", remark="Nobody came")
    assert over.state == "closed"


def test_a_leader_dispatches_to_a_branch_which_confirms_back_in_time_or_it_escalates(world: World) -> None:
    _, agent, clerk = team(world)
    leader, chief = world.agent(role=GROUP_LEADER), world.agent(role=SUPERVISOR)
    world.online(leader)
    group = branch(world, leader, clerk)
    asked = {"kind": "counter_booking", "request": "A new card"}
    ticket = made(world, agent, type="green_channel", fields=asked, group_id=group)

    with pytest.raises(NotYourMove):
        on(world, agent, ticket, "dispatched", group)
    dispatched = on(world, leader, ticket, "dispatched", group)
    settle(world, hours=2, minutes=1)
    late = told(world)
    settle(world, hours=1, minutes=1)

    assert dispatched.state == "assigned"
    assert ("ticket_late", leader.email) in late
    assert ("ticket_late", chief.email) not in late
    assert chief.email in {to for _, to in told(world)}
    assert on(world, world.now(clerk), ticket, "confirmed", confirmation="At ten").stage == "confirmed"
