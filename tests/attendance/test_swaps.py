"""Shifts are exchanged: the colleague first, then whoever leads, and the roster follows (B8)."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import pytest

from chalicelib.attendance import store
from chalicelib.attendance.model.account import LeaveOverlaps
from chalicelib.attendance.model.requests import (
    APPROVED,
    ASKED,
    DECLINED,
    EXPIRED,
    VOID,
    WAITING,
    WITHDRAWN,
    NotAccepted,
    Request,
    RequestOver,
    ShiftGone,
)
from chalicelib.attendance.service import lists, swapping
from chalicelib.core.errors import Invalid
from chalicelib.people.model.reach import NotYours
from chalicelib.shifts.model.rules import RulesBroken
from tests.attendance.stage import A_DAY, NEXT, Stage, days
from tests.crashes import Death, at_each_write
from tests.shifts.stage import at
from tests.worlds import World, at_once, counted, in_use

TUESDAY = NEXT + A_DAY


def planned(world: World) -> Stage:
    """ann is early on Monday, ben late on Tuesday."""
    stage = Stage(world)
    stage.publish(stage.ann, (NEXT, stage.early))
    stage.publish(stage.ben, (TUESDAY, stage.late))
    return stage


def both(stage: Stage) -> Request:
    return stage.swap(stage.ref(NEXT, stage.early), stage.ref(TUESDAY, stage.late))


def test_two_exchange_their_shifts(world: World) -> None:
    stage = planned(world)

    asked = both(stage)
    with pytest.raises(NotAccepted):
        stage.decide(asked)
    to_ben = stage.listed(stage.ben, "to_me")
    accepted = stage.answer(asked)
    to_decide = stage.listed(stage.leader, "waiting")
    decided = stage.decide(asked)
    stage.roster.settle()

    assert [each.state for each in (asked, accepted, decided)] == [ASKED, WAITING, APPROVED]
    assert (to_ben, to_decide, stage.listed(stage.ben, "to_me")) == ([asked.request_id], [asked.request_id], [])
    assert (stage.days(stage.ann), stage.days(stage.ben)) == ([(TUESDAY, "Late")], [(NEXT, "Early")])
    assert stage.account(stage.ann).swaps == () == stage.account(stage.ben).swaps
    told = [each for each in stage.letters() if each[0] != "leave_waits"]
    assert told == [
        ("swap_asked", stage.ben.email),
        ("leave_settled", stage.ann.email),
        ("leave_settled", stage.ben.email),
    ]
    assert len(stage.roster.letters("roster_changed")) == 2


def test_a_shift_is_given_to_a_colleague_with_nothing_that_week(world: World) -> None:
    stage = Stage(world)
    stage.publish(stage.ann, (NEXT, stage.early))

    request = stage.swap(stage.ref(NEXT, stage.early))
    stage.answer(request)
    stage.decide(request)

    assert (stage.days(stage.ann), stage.days(stage.ben)) == ([], [(NEXT, "Early")])


def test_a_colleague_declines_and_whoever_asked_withdraws(world: World) -> None:
    stage = planned(world)
    first = both(stage)

    assert stage.answer(first, accepts=False).state == DECLINED
    second = both(stage)
    assert stage.withdraw(second).state == WITHDRAWN

    assert (stage.account(stage.ann).swaps, stage.account(stage.ben).swaps) == ((), ())
    for request in (first, second):
        with pytest.raises(RequestOver):
            stage.answer(request)
        with pytest.raises(RequestOver):
            stage.decide(request)
    with pytest.raises(NotYours):
        stage.answer(both(stage), by=stage.leader)


def test_neither_of_the_two_approves_it(world: World) -> None:
    stage = Stage(world)
    stage.publish(stage.leader, (NEXT, stage.early))
    wished = swapping.Wished(stage.ben.agent_id, stage.ref(NEXT, stage.early))
    request, _ = swapping.ask_swap(stage.desk, stage.caller(stage.leader), wished, "x")
    stage.answer(request)

    for by in (stage.leader, stage.ben):
        with pytest.raises(NotYours):
            stage.decide(request, by=by)

    assert stage.decide(request, by=stage.boss).state == APPROVED


def test_what_has_changed_is_void_and_what_has_begun_expired(world: World) -> None:
    stage = planned(world)
    void, late = both(stage), stage.swap(stage.ref(NEXT, stage.early))
    stage.publish(stage.ben, (TUESDAY, stage.early))

    states = [stage.now(void).state, stage.now(late).state]
    stage.roster.go_to(at(NEXT, 9, 1), ticks=False)
    stage.roster.settle()

    assert (states, stage.now(late).state) == ([VOID, ASKED], EXPIRED)
    with pytest.raises(RequestOver):
        stage.answer(void)
    assert (stage.account(stage.ann).swaps, stage.account(stage.ben).swaps) == ((), ())


def test_changed_before_anybody_heard_of_it_is_void_by_who_decides(world: World) -> None:
    stage = planned(world)
    request = both(stage)
    stage.answer(request)
    other = stage.swap(stage.ref(NEXT, stage.early))
    stage.answer(other)

    outcomes = at_once([lambda: stage.decide(request), lambda: stage.decide(other, by=stage.boss)])

    done = [each for each in outcomes if isinstance(each, Request)]
    assert len(done) == 1
    assert all(isinstance(each, ShiftGone | RequestOver) for each in outcomes if each not in done)
    assert sorted([stage.now(request).state, stage.now(other).state]) == [APPROVED, VOID]
    everything = [*stage.days(stage.ann), *stage.days(stage.ben)]
    assert sorted(everything) == [(NEXT, "Early"), (TUESDAY, "Late")]  # none is lost, none is there twice


def test_who_is_on_leave_or_has_another_shift_is_not_given_one(world: World) -> None:
    stage = planned(world)
    stage.ask(days(NEXT, kind_id="marriage"), by=stage.ben)

    with pytest.raises(LeaveOverlaps):
        both(stage)

    stage.publish(stage.ben, (NEXT, stage.late), (TUESDAY, stage.late))
    with pytest.raises((ShiftGone, RulesBroken)):
        stage.swap(stage.ref(NEXT, stage.early))


def test_rules_are_shown_or_forbid(world: World) -> None:
    stage = Stage(world)
    stage.publish(stage.ann, (NEXT, stage.late))
    stage.publish(stage.ben, (TUESDAY, stage.early))
    stage.roster.binds(rest_minutes=14 * 60)

    request = stage.swap(stage.ref(NEXT, stage.late))
    shown = swapping.findings_of(stage.desk, request)
    stage.roster.binds(rest_minutes=14 * 60, rest_forbids=True)

    assert [(each.rule, each.agent_id, each.forbids) for each in shown] == [("rest", stage.ben.agent_id, False)]
    with pytest.raises(RulesBroken):
        stage.answer(request)
    with pytest.raises(RulesBroken):
        stage.swap(stage.ref(NEXT, stage.late))


def test_only_what_is_there_and_to_come_is_asked_for(world: World) -> None:
    stage = planned(world)
    stage.publish(stage.ann, (NEXT - 7 * A_DAY, stage.early), week=NEXT - 7 * A_DAY)

    for gives, takes, field in (
        (stage.ref(TUESDAY, stage.early), None, "gives"),
        (stage.ref(NEXT - 7 * A_DAY, stage.early), None, "gives"),
        (stage.ref(NEXT, stage.early), stage.ref(NEXT, stage.early), "takes"),
    ):
        with pytest.raises(Invalid, match=field):
            stage.swap(gives, takes)
    wished = swapping.Wished(stage.outsider.agent_id, stage.ref(NEXT, stage.early))
    with pytest.raises(Invalid, match="gives"):
        swapping.ask_swap(stage.desk, stage.caller(stage.ann), wished, "x")
    with pytest.raises(Invalid, match="colleague_id"):
        swapping.ask_swap(stage.desk, stage.caller(stage.ben), swapping.Wished(stage.ben.agent_id, wished.gives), "y")


def test_colleagues_shifts_are_for_members_to_see(world: World) -> None:
    stage = planned(world)

    offered, there = lists.shifts_to_ask_for(stage.desk, world.now(stage.ann), stage.group_id, TUESDAY)

    assert [(each.agent.agent_id, each.start_minute) for each in offered] == [(stage.ben.agent_id, 13 * 60)]
    assert {each.agent_id for each in there} == {stage.ben.agent_id, stage.leader.agent_id}
    with pytest.raises(NotYours):
        lists.shifts_to_ask_for(stage.desk, world.now(stage.outsider), stage.group_id, TUESDAY)


def test_dying_at_any_write_the_roster_and_the_request_say_the_same(world: World) -> None:
    stage, numbers = Stage(world), itertools.count()

    def story(death: Death) -> None:
        week = NEXT + next(numbers) * 7 * A_DAY
        stage.publish(stage.ann, (week, stage.early), week=week)
        request = stage.swap(stage.ref(week, stage.early))
        with death():
            stage.answer(request)
        if stage.now(request).state == ASKED:
            stage.answer(request)
        with death():
            stage.decide(request)
        is_done = stage.now(request).state == APPROVED
        assert (stage.days(stage.ben, week) == [(week, "Early")]) == is_done
        if not is_done:
            stage.decide(request)
        stage.roster.settle()
        assert (stage.days(stage.ann, week), stage.days(stage.ben, week)) == ([], [(week, "Early")])

    assert at_each_write(story, least=2) >= 2


def test_leave_that_is_asked_while_an_exchange_is_approved_is_seen(world: World) -> None:
    stage = planned(world)
    request = stage.swap(stage.ref(NEXT, stage.early))
    stage.answer(request)
    asked: list[Request] = []

    def meanwhile(operation: str, asks: Mapping[str, Any], *_: object) -> None:
        accounts = asks.get("RequestItems", {}).get(store.AccountRow.Meta.table_name)
        if operation == "BatchGetItem" and accounts and not asked:
            asked.append(request)  # what follows is asked once
            hours = days(NEXT, kind_id="personal", part="hours", start_minute=600, end_minute=720)
            asked.append(stage.ask(hours, by=stage.ben))

    with in_use().watching(after=meanwhile), pytest.raises(LeaveOverlaps):
        stage.decide(request)

    assert len(asked) == 2
    assert stage.now(request).state == WAITING
    assert stage.days(stage.ben) == [(TUESDAY, "Late")]


def test_requests_are_counted(world: World) -> None:
    stage = planned(world)

    with counted() as asks:
        request = both(stage)
    stage.answer(request)
    with counted() as decides:
        stage.decide(request)

    assert len(asks) <= 40, asks.names
    assert len(decides) <= 90, decides.names
