"""How a deadline runs, against a clock that is simply read every minute; and what is easily forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chalicelib.plans.model.hours.clock import next_opening
from chalicelib.plans.model.hours.week import checked_hours
from chalicelib.plans.model.survey import CALENDAR, WORKING
from chalicelib.tickets.model.deadlines import (
    Allowance,
    Calendar,
    Course,
    begun,
    changed,
    counted,
    due_at,
    paused,
    remaining,
    resumed,
    warn_at,
)
from tests.plans.test_hours_oracle import PLACES, shows_working_time
from tests.plans.weeks import OFFICE, SHANGHAI, every_day, hours, own, some_hours, utc

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ALWAYS = Calendar(None, "UTC")
PAUSE, RESUME, OTHER_HOURS, OTHER_ALLOWANCE = "pause", "resume", "other hours", "other allowance"


@st.composite
def stories(draw: st.DrawFn) -> dict[str, Any]:
    """A deadline's beginning, and what befalls it at which minute; hours over holidays, make-up days and nights."""
    zone, day = draw(st.sampled_from(PLACES))
    days = [day + number * DAY for number in range(-3, 5)]
    countries = [None, "CN"] if zone == SHANGHAI else [None]
    length = 4 * 1440
    start = datetime.combine(day, datetime.min.time(), UTC) - draw(st.integers(0, 3 * 1440)) * MINUTE
    said = [draw(some_hours(days, countries)) for _ in range(2)]
    end = start + length * MINUTE
    assume(all(next_opening(checked_hours(each), zone, end) for each in said))  # else the calendar counts
    minutes = sorted(draw(st.lists(st.integers(1, length - 1), unique=True, max_size=6)))
    acts = st.sampled_from([PAUSE, RESUME, OTHER_HOURS, OTHER_ALLOWANCE])
    return {
        "zone": zone,
        "start": start,
        "length": length,
        "hours": said,
        "time": draw(st.sampled_from([WORKING, WORKING, CALENDAR])),
        "allowed": draw(st.lists(st.integers(1, 3 * 1440), min_size=2, max_size=2)),
        "acts": [(minute, draw(acts)) for minute in minutes],
    }


def walked(story: dict[str, Any]) -> tuple[Course, Calendar, int, int, int]:
    """The course after everything, by the functions; and by the clock: from which minute on it is counted, with what
    spent of what is allowed."""
    zone, start, hours = story["zone"], story["start"], [checked_hours(each) for each in story["hours"]]
    by, allowance, running, spent, acts, marked = 0, 0, True, 0, dict(story["acts"]), (0, 0)
    course = begun(Allowance(story["allowed"][0] * 60, story["time"]), start)
    for minute in range(max(acts, default=0) + 1):
        at, calendar, act = start + minute * MINUTE, Calendar(hours[by], zone), acts.get(minute)
        if act == PAUSE:
            course, running = paused(course, at, calendar), False
        elif act == RESUME:
            course, marked, running = resumed(course, at), marked if running else (minute, spent), True
        elif act == OTHER_HOURS:
            course, by = counted(course, at, calendar), 1 - by
        elif act == OTHER_ALLOWANCE:
            allowance = 1 - allowance
            course = changed(course, Allowance(story["allowed"][allowance] * 60, story["time"]), at, calendar)
        marked = (minute, spent) if act in (OTHER_HOURS, OTHER_ALLOWANCE) else marked
        spent += running and passes(story, by, at)
    since, spent = marked if running else (0, spent)
    return course, Calendar(hours[by], zone), since, spent, story["allowed"][allowance]


def passes(story: dict[str, Any], by: int, at: datetime) -> bool:
    wall = at.astimezone(ZoneInfo(story["zone"]))
    return story["time"] == CALENDAR or shows_working_time(story["hours"][by], wall)


@pytest.mark.long
@given(story=stories(), data=st.data())
@settings(max_examples=20, deadline=None)
def test_a_deadline_is_what_a_clock_read_every_minute_shows(story: dict[str, Any], data: st.DataObject) -> None:
    course, calendar, since, spent, allowed = walked(story)
    by = story["hours"].index(next(each for each in story["hours"] if checked_hours(each) == calendar.hours))
    asked = data.draw(st.integers(since, story["length"]))

    due, warned = due_at(course, calendar), warn_at(course, calendar)
    left = remaining(course, story["start"] + asked * MINUTE, calendar)

    if course.since is None:
        assert (due, warned, left) == (None, None, (allowed - spent) * MINUTE)
        return
    shown = [passes(story, by, story["start"] + minute * MINUTE) for minute in range(since, story["length"])]
    passed = list(accumulate(shown, initial=spent))
    is_late = next((since + number for number, each in enumerate(passed) if each >= allowed), None)
    is_near = next((since + number for number, each in enumerate(passed) if each * 5 >= allowed * 4), None)
    end = story["start"] + story["length"] * MINUTE
    assert due is not None
    assert warned is not None
    assert left == (allowed - passed[asked - since]) * MINUTE
    assert (due == story["start"] + is_late * MINUTE) if is_late is not None else due > end
    # a fifth of an odd number of minutes lies within a minute
    near = story["start"] + is_near * MINUTE if is_near is not None else None
    assert (near - MINUTE < warned <= near) if near else warned > end - MINUTE
    assert warned <= due


@pytest.mark.parametrize(
    ("start", "seconds", "due"),
    [
        ("2026-11-27T09:30", 7200, "2026-11-30T02:30"),  # half an hour before Friday's end, in China
        ("2026-11-28T04:00", 7200, "2026-11-30T03:00"),  # on a Saturday
        ("2026-11-27T00:00", 32_400, "2026-11-27T10:00"),  # to the minute of closing
        ("2026-11-27T00:00", 32_401, "2026-11-30T01:00:01"),
    ],
)
def test_nights_and_weekends_do_not_count_in_working_time(start: str, seconds: int, due: str) -> None:
    office = Calendar(hours(OFFICE), SHANGHAI)

    course = begun(Allowance(seconds), utc(start))

    assert due_at(course, office) == utc(due)


def test_public_holidays_do_not_count_and_the_days_that_make_up_for_them_do() -> None:
    china = Calendar(hours(OFFICE, country="CN"), SHANGHAI)

    over_spring_festival = due_at(begun(Allowance(9 * 3600), utc("2026-02-13T05:00")), china)
    after_it = due_at(begun(Allowance(9 * 3600), utc("2026-02-14T05:00")), china)

    assert over_spring_festival == utc("2026-02-14T05:00"), "the Saturday before is worked"
    assert after_it == utc("2026-02-24T05:00"), "and then nothing until the 24th"


def test_waiting_for_the_customer_costs_nothing_and_is_not_late_meanwhile() -> None:
    office = Calendar(hours(OFFICE), SHANGHAI)
    course = begun(Allowance(7200), utc("2026-11-27T01:00"))

    waiting = paused(course, utc("2026-11-27T02:00"), office)
    again = resumed(waiting, utc("2026-11-30T01:00"))

    assert (due_at(waiting, office), warn_at(waiting, office)) == (None, None)
    assert remaining(waiting, utc("2026-12-24T00:00"), office) == timedelta(hours=1)
    assert due_at(again, office) == utc("2026-11-30T02:00")
    assert paused(waiting, utc("2026-11-29T00:00"), office) == waiting
    assert resumed(again, utc("2026-12-01T00:00")) == again


def test_what_passed_was_counted_by_the_hours_that_held_then() -> None:
    long_days, short_days = (
        Calendar(every_day(["00:00", "24:00"]), "UTC"),
        Calendar(every_day(["09:00", "10:00"]), "UTC"),
    )
    course = begun(Allowance(12 * 3600), utc("2026-11-27T00:00"))

    moved = counted(course, utc("2026-11-27T10:00"), long_days)
    twice = counted(moved, utc("2026-11-27T10:00"), short_days)

    assert remaining(moved, utc("2026-11-27T10:00"), short_days) == timedelta(hours=2)
    assert due_at(moved, short_days) == utc("2026-11-29T10:00")
    assert twice == moved


def test_a_shorter_allowance_may_be_late_at_once_and_a_longer_one_is_not() -> None:
    course = begun(Allowance(86_400, CALENDAR), utc("2026-11-27T00:00"))
    now = utc("2026-11-27T06:00")

    urgent = changed(course, Allowance(7200, CALENDAR), now, ALWAYS)
    normal = changed(urgent, Allowance(86_400, CALENDAR), now, ALWAYS)

    assert due_at(urgent, ALWAYS) == now
    assert remaining(urgent, now, ALWAYS) == timedelta(hours=-4)
    assert due_at(normal, ALWAYS) == due_at(course, ALWAYS)


def test_a_plan_that_never_opens_is_counted_by_the_calendar() -> None:
    never, christmas = (
        Calendar(hours(), "UTC"),
        Calendar(hours(exceptions=[own("2026-12-24", ["09:00", "10:00"])]), "UTC"),
    )
    course = begun(Allowance(7200), utc("2026-11-27T00:00"))

    due, seldom = due_at(course, never), due_at(course, christmas)

    assert due == utc("2026-11-27T02:00")
    assert remaining(course, utc("2026-11-27T03:00"), never) == timedelta(hours=-1)
    assert seldom == utc("2026-11-27T00:00") + timedelta(days=400, hours=1)
    assert remaining(course, seldom, christmas) == timedelta()


def test_much_working_time_of_a_plan_that_is_seldom_open_is_counted_over_years() -> None:
    sundays = Calendar(hours({"sun": [["09:00", "10:00"]]}), "UTC")
    course = begun(Allowance(100 * 3600), utc("2026-11-27T00:00"))

    due = due_at(course, sundays)

    assert due == utc("2026-11-29T10:00") + timedelta(weeks=99)
    assert remaining(course, due, sundays) == timedelta()
    assert date(2028, 10, 22) == due.date()
