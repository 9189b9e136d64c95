"""Deadlines of tickets from their beginning to their end: each is warned of, late and told of once."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.plans import service as plans
from chalicelib.tickets.model.lateness import Deadline, next_look
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service import late
from chalicelib.tickets.service.deadlines import LookAfter
from chalicelib.tickets.service.policies import ChangePolicies, change_policies
from tests.crashes import Death, at_each_write
from tests.plans.weeks import OFFICE
from tests.tickets.stage import caller, given, history, made, moved, now, settle, solved, told, written
from tests.tickets.test_changing import change
from tests.worlds import World, at_once

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LETTERS = ("ticket_warning", "ticket_late", "ticket_late_still", "ticket_reason_owed")


def deadline(ticket: Ticket, name: str = "solution") -> Deadline:
    return next(each for each in ticket.deadlines if each.name == name)


def states(ticket: Ticket) -> dict[str, str | None]:
    return {each.name: each.state for each in ticket.deadlines}


def letters(world: World) -> list[tuple[str, str]]:
    return [(what, to) for what, to in told(world) if what in LETTERS]


def team(world: World) -> tuple[Agent, Agent, Agent]:
    """A group's leader, a member who works, and a supervisor."""
    leader, agent = world.found(agents=2)
    return leader, agent, world.agent(role=SUPERVISOR)


def about(at: datetime | None, moment: datetime) -> bool:
    return at is not None and abs(at - moment) < timedelta(seconds=1)


def test_a_ticket_is_due_by_its_priority_and_moves_with_it(world: World) -> None:
    _, agent, _ = team(world)

    ticket = made(world, agent, plan_key="demo")
    urgent = change(world, agent, ticket, priority="urgent", summary="It burns", reason="Fire")
    normal = change(world, agent, now(world, ticket), priority="normal")

    assert about(ticket.due_at, ticket.created_at + 24 * HOUR)
    assert about(urgent.due_at, ticket.created_at + 2 * HOUR)
    assert about(normal.due_at, ticket.created_at + 24 * HOUR)
    assert states(ticket) == {"solution": "running"}


def test_a_complaint_owes_an_answer_within_two_hours_and_a_step_that_the_customer_sees_is_one(world: World) -> None:
    _, agent, _ = team(world)
    ticket = made(world, agent, type="complaint", plan_key="demo")

    noted = written(world, agent, ticket, "Looks bad", public=False)
    answered = written(world, agent, ticket, "We are sorry", public=True)

    assert about(deadline(noted, "first_answer").due_at, ticket.created_at + 2 * HOUR)
    assert states(answered)["first_answer"] is None
    assert about(deadline(answered, "first_answer").met_at, world.clock())


def test_with_a_policy_for_updates_each_step_begins_the_time_until_the_next(world: World) -> None:
    _, agent, boss = team(world)
    policy = {"names": {"zh-CN": "更新", "en": "Updates"}, "next_update": {"seconds": 3600, "time": "calendar"}}
    change_policies(world.desk, caller(boss), msgspec.convert({"policies": [policy]}, ChangePolicies))
    ticket = made(world, agent, plan_key="demo")
    world.clock.forward(minutes=50)

    told_of = written(world, agent, ticket, "Parts are ordered", public=True)

    assert about(ticket.due_at, ticket.created_at + HOUR)
    assert about(told_of.due_at, ticket.created_at + 50 * MINUTE + HOUR)


def test_its_handler_is_warned_once_when_four_fifths_are_over(world: World) -> None:
    _, agent, _ = team(world)
    ticket = made(world, agent, priority="urgent", summary="It burns", reason="Fire", plan_key="demo")

    settle(world, minutes=95)
    before = letters(world)
    settle(world, minutes=2)
    settle(world, minutes=2)

    assert before == []
    assert letters(world) == [("ticket_warning", agent.email)]
    assert states(now(world, ticket))["solution"] == "warned"
    assert len(history(world, ticket)) == ticket.version, "nothing has happened to it yet"


def test_what_is_late_is_told_the_leader_at_once_the_owner_and_later_the_supervisors(world: World) -> None:
    leader, agent, boss = team(world)
    ticket = made(world, agent, priority="urgent", summary="It burns", reason="Fire", plan_key="demo")

    settle(world, minutes=97)
    settle(world, minutes=24)
    at_once = letters(world)
    settle(world, minutes=50)
    settle(world, minutes=20)

    late_now = now(world, ticket)
    assert at_once == [
        ("ticket_warning", agent.email),
        ("ticket_late", leader.email),
        ("ticket_reason_owed", agent.email),
    ]
    assert letters(world)[3:] == [
        ("ticket_warning", agent.email),  # of the reason
        ("ticket_late_still", boss.email),
        ("ticket_late", boss.email),  # the reason
    ]
    assert [(each.kind, each.ref) for each in history(world, ticket)[1:]] == [
        ("late", "solution"),
        ("escalated", None),
        ("late", "reason"),
    ]
    assert late_now.escalated_at is not None
    assert states(late_now) == {"solution": "breached", "reason": "breached"}


@pytest.mark.parametrize("hours", [2.1, 9, 200])
def test_a_tick_that_comes_hours_late_acts_once_and_warns_of_nothing(world: World, hours: float) -> None:
    leader, agent, _ = team(world)
    ticket = made(world, agent, priority="urgent", summary="It burns", reason="Fire", plan_key="demo")

    settle(world, hours=hours)
    settle(world, seconds=1)

    assert letters(world) == [("ticket_late", leader.email), ("ticket_reason_owed", agent.email)]
    assert [each.kind for each in history(world, ticket)].count("late") == 1


def test_a_look_at_another_time_than_the_tickets_own_does_nothing(world: World) -> None:
    _, agent, _ = team(world)
    ticket = made(world, agent, priority="urgent", summary="It burns", reason="Fire", plan_key="demo")
    stale = next_look(ticket.deadlines)
    assert stale is not None
    change(world, agent, ticket, priority="normal")
    world.clock.forward(hours=3)
    before = now(world, ticket)

    late.look_after(world.desk, LookAfter(ticket.ticket_id, stale))
    late.look_after(world.desk, LookAfter("tkt_gone", stale))

    assert now(world, ticket) == before
    assert letters(world) == []


def test_while_the_customer_is_waited_for_no_time_passes(world: World) -> None:
    _, agent, _ = team(world)
    ticket = moved(world, agent, made(world, agent, plan_key="demo"), "in_progress")
    world.clock.forward(hours=4)

    waiting = moved(world, agent, ticket, "waiting_for_customer", awaited="Send a picture")
    settle(world, days=30)
    going_on = moved(world, agent, ticket, "in_progress")

    assert (waiting.due_at, states(waiting)) == (None, {"solution": None})
    assert letters(world) == []
    assert about(going_on.due_at, world.clock() + 20 * HOUR)


def test_what_the_customer_is_to_do_by_when_is_a_deadline_too_of_which_the_handler_hears(world: World) -> None:
    _, agent, _ = team(world)
    ticket = moved(world, agent, made(world, agent, plan_key="demo"), "in_progress")
    until = world.clock.at + 10 * HOUR
    words = {"awaited": "Send a picture", "until": until}

    waiting = moved(world, agent, ticket, "waiting_for_customer", **words)
    settle(world, hours=11)

    assert waiting.due_at == until
    assert letters(world)[-1] == ("ticket_late", agent.email)
    assert states(now(world, ticket)) == {"solution": None, "awaited": "breached"}


def test_what_is_solved_in_time_is_never_late_and_what_is_opened_again_begins_anew(world: World) -> None:
    _, agent, _ = team(world)

    ticket = solved(world, agent, plan_key="demo")
    settle(world, days=2)
    again = moved(world, agent, ticket, "reopened", text="It leaks again")

    assert (ticket.due_at, states(ticket)) == (None, {"solution": None})
    assert letters(world) == []
    assert about(again.due_at, world.clock() + 24 * HOUR)


def test_what_gets_more_time_is_late_no_more_and_may_be_late_once_more(world: World) -> None:
    leader, agent, _ = team(world)
    ticket = made(world, agent, priority="urgent", summary="It burns", reason="Fire", plan_key="demo")
    settle(world, hours=3)

    normal = change(world, agent, now(world, ticket), priority="normal")
    settle(world, hours=22)

    assert states(normal)["solution"] == "running"
    assert letters(world).count(("ticket_late", leader.email)) == 2


def test_at_night_no_working_time_passes_and_other_hours_move_what_runs(world: World) -> None:
    _, agent, _ = team(world)
    office = {"weekly": OFFICE}
    plans.update_plan(world.desk, "demo", {"hours": office, "time_zone": "Asia/Shanghai"}, None)
    settle(world)
    ticket = made(world, agent, type="complaint", plan_key="demo")  # Monday, 17:00 there
    world.clock.forward(minutes=30)

    plans.update_plan(world.desk, "demo", {"hours": {"weekly": {**OFFICE, "mon": [["09:00", "17:15"]]}}}, None)
    settle(world)
    earlier = now(world, ticket)
    plans.update_plan(world.desk, "demo", {"hours": {"weekly": {**OFFICE, "mon": [["09:00", "20:00"]]}}}, None)
    settle(world)
    later = now(world, ticket)

    first = deadline(ticket, "first_answer").due_at
    tuesday = datetime.fromisoformat("2026-11-24T02:00:00+00:00")  # 10:00 there
    assert about(first, tuesday)
    assert about(deadline(earlier, "first_answer").due_at, tuesday + 30 * MINUTE)
    assert about(deadline(later, "first_answer").due_at, ticket.created_at + 2 * HOUR)


def test_who_works_on_it_now_is_warned_and_not_who_did(world: World) -> None:
    leader, agent, _ = team(world)
    world.online(leader)
    ticket = made(world, agent, priority="urgent", summary="It burns", reason="Fire", plan_key="demo")

    given(world, agent, ticket, agent_id=leader.agent_id)
    settle(world, minutes=97)

    assert letters(world) == [("ticket_warning", leader.email)]


def test_what_was_missed_since_its_due_work_was_dropped_is_found_in_the_night_once(world: World) -> None:
    leader, agent, _ = team(world)
    ticket = made(world, agent, priority="urgent", summary="It burns", reason="Fire", plan_key="demo")
    made(world, agent, plan_key="demo")
    world.clock.forward(hours=2.5)

    early = late.check_deadlines(world.desk)
    world.clock.forward(hours=1)
    mended = late.check_deadlines(world.desk)
    again = late.check_deadlines(world.desk)

    assert (early, mended, again) == ([], [ticket.ticket_id], [])
    assert letters(world) == [("ticket_late", leader.email), ("ticket_reason_owed", agent.email)]


@pytest.mark.race
def test_a_look_taken_by_many_at_once_acts_once(atomic_world: World) -> None:
    world = atomic_world
    leader, agent, _ = team(world)
    ticket = made(world, agent, priority="urgent", summary="It burns", reason="Fire", plan_key="demo")
    look = next_look(ticket.deadlines)
    assert look is not None
    later = replace(world.desk, now=lambda: world.desk.now() + 3 * HOUR)

    at_once([partial(late.look_after, later, LookAfter(ticket.ticket_id, look))] * 6)

    assert letters(world) == [("ticket_late", leader.email), ("ticket_reason_owed", agent.email)]
    assert [each.kind for each in history(world, ticket)].count("late") == 1


def test_whoever_dies_while_a_ticket_gets_late_does_it_once_all_the_same(new_world: Any) -> None:
    def story(death: Death) -> None:
        world = new_world()
        leader, agent, _ = team(world)
        ticket = made(world, agent, priority="urgent", summary="It burns", reason="Fire", plan_key="demo")
        look = next_look(ticket.deadlines)
        assert look is not None
        world.clock.forward(hours=3)

        with death():
            late.look_after(world.desk, LookAfter(ticket.ticket_id, look))
        settle(world, minutes=5)

        assert letters(world) == [("ticket_late", leader.email), ("ticket_reason_owed", agent.email)]
        assert [each.kind for each in history(world, ticket)].count("late") == 1

    at_each_write(story)
