"""Working hours against a clock that is simply read every minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.plans.model.hours.clock import (
    after_working_time,
    is_open,
    next_closing,
    next_opening,
    working_time_between,
)
from chalicelib.plans.model.hours.week import checked_hours
from tests.plans.weeks import WEEKDAYS, some_hours

pytestmark = pytest.mark.long

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

# zone, and the day around which its clock does something
PLACES = [
    ("Asia/Shanghai", date(2026, 2, 18)),  # Spring Festival
    ("Asia/Shanghai", date(2026, 2, 28)),
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # thirty minutes
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Havana", date(2026, 3, 8)),  # at midnight
    ("America/Havana", date(2026, 11, 1)),
    ("America/Goose_Bay", date(2010, 11, 7)),  # at 00:01, back into the day before
    ("Pacific/Apia", date(2011, 12, 30)),  # a day left out
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Asia/Kathmandu", date(2028, 2, 29)),
    ("Europe/Berlin", date(2027, 1, 1)),
]
HOLIDAYS = {date(2026, 2, day) for day in range(16, 24)}
MADE_UP = {date(2026, 2, 14): "fri", date(2026, 2, 28): "mon"}


def spans_said(values: dict[str, Any], day: date) -> list[list[str]]:
    for each in values["exceptions"]:
        if each["date"] == str(day):
            return each["spans"]
    weekly = values["weekly"]
    if values["country"] and day in HOLIDAYS:
        return []
    if values["country"] and day in MADE_UP:
        for weekday in (MADE_UP[day], *WEEKDAYS[:5]):
            if weekly[weekday]:
                return weekly[weekday]
    return weekly[WEEKDAYS[day.weekday()]]


def shows_working_time(values: dict[str, Any], wall: datetime) -> bool:
    shown, today, yesterday = wall.strftime("%H:%M"), wall.date(), wall.date() - DAY
    if any(start <= shown < end for start, end in values["breaks"]):
        return False
    in_days = any(start <= shown and (shown < end or end <= start) for start, end in spans_said(values, today))
    return in_days or any(end <= start and shown < end for start, end in spans_said(values, yesterday))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, Any], str, datetime, int]:
    """Hours, a zone, a moment from which to look, and for how many minutes."""
    zone, day = draw(st.sampled_from(PLACES))
    days = [day + number * DAY for number in range(-3, 4)]
    countries = [None, "CN"] if zone == "Asia/Shanghai" else [None]
    said = draw(some_hours(days, countries))
    since = datetime.combine(day, datetime.min.time(), UTC) - draw(st.integers(0, 4 * 1440)) * MINUTE
    return said, zone, since, draw(st.integers(1, 10 * 1440))


@given(world=worlds(), data=st.data())
@settings(max_examples=80, deadline=None)
def test_hours_are_what_a_clock_read_every_minute_shows(world: tuple[Any, ...], data: st.DataObject) -> None:
    said, zone, since, length = world
    place, hours, until = ZoneInfo(zone), checked_hours(said), since + length * MINUTE
    shown = [shows_working_time(said, (since + number * MINUTE).astimezone(place)) for number in range(length)]
    passed = list(accumulate(shown, initial=0))

    opening, closing = next_opening(hours, zone, since), next_closing(hours, zone, since)
    worked = working_time_between(hours, zone, since, until)
    part = data.draw(st.integers(0, length))
    asked = [0, length - 1, *data.draw(st.lists(st.integers(0, length - 1), max_size=40))]
    changes = [number for number in range(1, length) if shown[number] != shown[number - 1]]
    asked += [number + step for number in changes[:40] for step in (-1, 0)]
    due = after_working_time(hours, zone, since, worked)

    assert [is_open(hours, zone, since + number * MINUTE) for number in asked] == [shown[number] for number in asked]
    assert worked == passed[length] * MINUTE
    assert working_time_between(hours, zone, since, since + part * MINUTE) == passed[part] * MINUTE
    assert due == since + passed.index(passed[length]) * MINUTE
    if any(shown):
        assert opening == since + shown.index(True) * MINUTE
    else:
        assert opening is None or opening >= until
    closings = [number for number in changes if shown[number - 1]]
    if closings:
        assert closing == since + closings[0] * MINUTE
    else:
        assert closing is None or closing >= until
