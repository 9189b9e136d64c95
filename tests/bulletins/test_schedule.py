"""When reports are due, and of which days they are, on any clock (F2)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.bulletins.model.schedule import (
    EVERY,
    MADE_GOOD,
    Period,
    Timetable,
    before,
    following,
    made_good,
    next_period,
    overdue,
    period_of,
)

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "UTC")


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        (date(2026, 3, 28), "02:30", "2026-03-29T01:30"),  # the hour that Berlin leaves out: as much later
        (date(2026, 3, 28), "08:00", "2026-03-29T06:00"),  # summer time by then
        (date(2026, 10, 24), "02:30", "2026-10-25T00:30"),  # the hour that comes twice: the first one
        (date(2026, 10, 24), "08:00", "2026-10-25T07:00"),
        (date(2026, 1, 10), "08:00", "2026-01-11T07:00"),
    ],
)
def test_a_daily_report_is_due_by_the_clock_on_the_wall_also_when_that_changes(day: date, at: str, moment: str) -> None:
    due = Timetable("daily", at).due(Period(day, day), "Europe/Berlin")

    assert due == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_weeks_are_sent_in_the_next_week_and_months_in_the_next_month() -> None:
    week, month = period_of("weekly", date(2026, 11, 26)), period_of("monthly", date(2028, 2, 10))

    assert (week.first, week.last) == (date(2026, 11, 23), date(2026, 11, 29))
    assert Timetable("weekly", "09:00", weekday=2).due(week, "UTC") == datetime(2026, 12, 2, 9, tzinfo=UTC)
    assert (month.first, month.last) == (date(2028, 2, 1), date(2028, 2, 29))
    assert Timetable("monthly", "09:00", day=5).due(month, "UTC") == datetime(2028, 3, 5, 9, tzinfo=UTC)


timetables = st.builds(
    Timetable,
    st.sampled_from(EVERY),
    st.times().map(lambda at: f"{at:%H:%M}"),
    st.integers(0, 6),
    st.integers(1, 28),
)
moments = st.integers(0, 4 * 366 * 24 * 60).map(lambda each: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=each))


@given(timetables, st.sampled_from(ZONES), moments, st.timedeltas(timedelta(0), timedelta(days=120)))
def test_each_period_is_due_once_in_order_and_none_is_left_out(
    timetable: Timetable, zone: str, now: datetime, later: timedelta
) -> None:
    first = next_period(timetable, zone, now)

    found = overdue(timetable, first, zone, now + later)

    assert timetable.due(before(timetable.every, first), zone) <= now < timetable.due(first, zone)
    assert all(one.last + timedelta(days=1) == two.first for one, two in pairwise(found))
    assert all(timetable.due(each, zone) <= now + later for each in found)
    after = following(timetable.every, found[-1]) if found else first
    assert timetable.due(after, zone) > now + later
    sent, missed = made_good(timetable.every, found)
    assert [*missed, *sent] == found
    assert len(sent) <= MADE_GOOD[timetable.every]
