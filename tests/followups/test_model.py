"""The rules of follow-ups, as pure functions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Invalid
from chalicelib.followups.model import days, followup, owners
from chalicelib.followups.model.followup import FollowUp, FollowUpClosed, called, next_look, next_step, told
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ADMINISTRATOR, AGENT, SUPERVISOR

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ME = Author("agent", "agt_1", "Mei", "1001")


def callback(**changes: object) -> FollowUp:
    due = NOW + timedelta(hours=2)
    one = FollowUp("flw_1", "callback", "demo", ME, due, due, NOW, "Asia/Shanghai", visitor_id="vis_1")
    return replace(one, warning=followup.warning_for(120), **changes)


def agent(number: int, role: str = AGENT, **changes: object) -> Agent:
    one = Agent(f"agt_{number}", f"a{number}@example.com", f"A {number}", str(number), role, 5, True, NOW)
    return replace(one, **changes)


# --- calls ----------------------------------------------------------------------------------------------------------


def test_nobody_reached_keeps_it_open_until_the_next_try() -> None:
    tomorrow = NOW + timedelta(days=1)

    after = called(callback(warned=True, escalations=2, escalated_at=NOW), ME, "not_reached", "", tomorrow, NOW)

    assert (after.state, after.due_at, after.next_at, after.promised_at) == (
        "open",
        tomorrow,
        tomorrow,
        NOW + timedelta(hours=2),
    )
    assert (after.warned, after.escalations, after.escalated) == (False, 0, True)


@pytest.mark.parametrize(
    ("kind", "days"),
    [*((kind, days) for kind in ("callback", "care") for days in (None, 0, -1, 7.01)), ("callback", 2.01)],
)
def test_the_next_try_must_be_said_and_near(kind: str, days: float | None) -> None:
    next_at = None if days is None else NOW + timedelta(days=days)

    with pytest.raises(Invalid) as refused:
        called(callback(kind=kind), ME, "not_reached", "", next_at, NOW)

    assert [each.field for each in refused.value.errors] == ["next_at"]


def test_the_fifth_try_in_vain_closes_it() -> None:
    one = callback()

    for number in range(5):
        assert one.state == "open"
        at = NOW + timedelta(minutes=5 * number)
        one = called(one, ME, "not_reached", "", at + timedelta(hours=1) if number < 4 else None, at)

    assert (one.state, one.outcome, len(one.notes), one.next_at) == ("done", "not_reached", 5, None)


def test_an_outcome_closes_it_and_what_is_closed_stays_so() -> None:
    after = called(callback(), ME, "solved", "Refunded", None, NOW)

    assert (after.state, after.outcome, after.done_at, after.notes[0].by) == ("done", "solved", NOW, ME)
    with pytest.raises(FollowUpClosed):
        called(after, ME, "reached", "", None, NOW)
    with pytest.raises(FollowUpClosed):
        followup.given(after, ME)


def test_a_callback_cannot_be_refused_and_a_visit_can() -> None:
    visit = callback(kind="care")

    with pytest.raises(Invalid):
        called(callback(), ME, "refused", "", None, NOW)
    with pytest.raises(Invalid):
        called(visit, ME, "forgotten", "", None, NOW)

    assert called(visit, ME, "refused", "", None, NOW).state == "done"


def test_in_time_is_the_first_call_by_the_first_promise() -> None:
    late, early = NOW + timedelta(hours=3), NOW + timedelta(hours=1)

    at_once = called(callback(), ME, "not_reached", "", NOW + timedelta(days=1), early)
    afterwards = called(at_once, ME, "solved", "", None, NOW + timedelta(days=2))

    assert afterwards.in_time
    assert not called(callback(), ME, "solved", "", None, late).in_time


# --- when somebody is told ------------------------------------------------------------------------------------------


def test_the_owner_is_warned_a_quarter_before_and_others_are_told_three_times() -> None:
    one, steps = callback(), []

    at: datetime | None = NOW
    while (at := next_look(one, at)) is not None:
        step = next_step(one, at)
        assert step is not None
        steps.append((step, (at - NOW) / timedelta(minutes=1)))
        one = told(one, step, at)

    assert steps == [("warn", 90), ("escalate", 120), ("escalate", 240), ("escalate", 360)]


def test_with_little_time_the_warning_comes_ten_minutes_before_or_not_at_all() -> None:
    soon = replace(callback(), due_at=NOW + timedelta(minutes=20), warning=followup.warning_for(20))
    at_once = replace(callback(), due_at=NOW + timedelta(minutes=5), warning=followup.warning_for(5))

    assert next_look(soon, NOW) == NOW + timedelta(minutes=10)
    assert next_look(at_once, NOW) == at_once.due_at
    assert next_step(at_once, at_once.due_at) == "escalate"


def test_after_a_day_of_standstill_it_is_late_once_not_warned_of() -> None:
    tomorrow = NOW + timedelta(days=1)

    after = told(callback(), str(next_step(callback(), tomorrow)), tomorrow)

    assert (after.escalations, after.warned) == (1, True)
    assert next_step(after, tomorrow) is None
    assert next_look(after, tomorrow) == tomorrow + timedelta(hours=2)


def test_a_visit_is_reminded_of_when_due_and_never_escalates() -> None:
    visit = callback(kind="care")

    assert next_look(visit, NOW) == visit.due_at
    assert next_step(visit, visit.due_at) == "remind"
    assert next_look(told(visit, "remind", visit.due_at), visit.due_at) is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 600), st.booleans()), max_size=12))
def test_however_looks_are_late_or_doubled_nobody_is_told_more_than_four_times(story: list[tuple[int, bool]]) -> None:
    one, at, tellings = callback(), NOW, 0

    for minutes, again in story:
        at += timedelta(minutes=minutes)
        for _ in range(1 + again):
            step = next_step(one, at)
            if step:
                one, tellings = told(one, step, at), tellings + 1

    assert tellings <= 4
    assert one.escalations <= 3


# --- local times ----------------------------------------------------------------------------------------------------


def test_an_hour_that_does_not_exist_is_later_and_one_that_exists_twice_is_the_first() -> None:
    missing = days.local_moment(date(2026, 3, 29), "02:30", "Europe/Berlin")
    twice = days.local_moment(date(2026, 10, 25), "02:30", "Europe/Berlin")

    assert missing == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


# --- who ------------------------------------------------------------------------------------------------------------


def test_a_callbacks_owner_is_a_supervisor_who_is_there_or_any_or_an_administrator() -> None:
    lease = {"status": "online", "lease_until": NOW + timedelta(minutes=1)}
    away, there = agent(1, SUPERVISOR), agent(2, SUPERVISOR, **lease)
    chief, worker, former = agent(3, ADMINISTRATOR, **lease), agent(4), agent(5, SUPERVISOR, active=False, **lease)

    def able(*people: Agent) -> list[Agent]:
        return owners.callers(people, ["grp_1"], (), NOW)

    assert able(away, there, chief, worker, former) == [there]
    assert able(away, chief, worker, former) == [away]
    assert able(chief, worker, former) == [chief]
    assert able(worker, former) == []
