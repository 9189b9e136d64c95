"""Rosters by the wall clock against an oracle that looks at every minute: clock changes, midnight, zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.people.model.zones import FormerZone, zone_at
from chalicelib.shifts.model.clock import Clock
from chalicelib.shifts.model.roster import Line, Pause, Shift, all_in_real_time, in_real_time
from chalicelib.shifts.model.rules import cover_by_hour
from tests.shifts.stage import MONDAY, line, shift

A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)

# days on which clocks change, or do not: forward, back, by half an hour, at midnight, a whole day left out
CHANGES = [
    ("Asia/Shanghai", date(2026, 11, 23)),
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Asia/Beirut", date(2026, 3, 29)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Africa/Casablanca", date(2026, 2, 15)),
]


def shown(clock: Clock, at: datetime) -> datetime:
    """What the clock on the wall shows at that moment."""
    return at.astimezone(ZoneInfo(zone_at(clock.former, clock.zone, at))).replace(tzinfo=None)


def first_minute(clock: Clock, day: date, minute: int) -> datetime:
    """Found by looking at the clock every minute: the first one at which it shows this time or a later one."""
    wall = datetime.combine(day, time()) + minute * A_MINUTE
    at = (wall - 2 * A_DAY).replace(tzinfo=UTC)
    while shown(clock, at) < wall:
        at += A_MINUTE
    return at


@settings(deadline=None, max_examples=60)
@given(change=st.sampled_from(CHANGES), days=st.integers(-1, 1), minute=st.integers(0, 2 * 1440))
def test_a_time_is_the_first_minute_at_which_the_clock_shows_it_or_a_later_one(
    change: tuple[str, date], days: int, minute: int
) -> None:
    zone, day = change
    clock = Clock(zone)

    found = clock.moment(day + days * A_DAY, minute)

    assert found == first_minute(clock, day + days * A_DAY, minute)


def test_a_zone_that_held_for_no_time_changes_nothing() -> None:
    moved = datetime(2026, 10, 25, 11, tzinfo=UTC)
    former = (FormerZone("Africa/Casablanca", moved), FormerZone("Asia/Beirut", moved))

    found = Clock("Africa/Casablanca", former).moment(date(2026, 10, 25), 721)

    assert found == moved + timedelta(minutes=1)


@settings(deadline=None, max_examples=40)
@given(
    zones=st.lists(st.sampled_from(sorted({each[0] for each in CHANGES})), min_size=2, max_size=3),
    hours=st.lists(st.integers(-30, 30), min_size=2, max_size=2),
    minute=st.integers(0, 1440),
)
def test_a_desk_that_moved_has_one_clock_all_the_same(zones: list[str], hours: list[int], minute: int) -> None:
    day = date(2026, 10, 25)
    moves = sorted(datetime(2026, 10, 25, 6, tzinfo=UTC) + timedelta(hours=each) for each in hours)
    former = tuple(FormerZone(zone, until) for zone, until in zip(zones[:-1], moves, strict=False))
    clock = Clock(zones[-1], former)

    found = clock.moment(day, minute)

    assert found == first_minute(clock, day, minute)


@settings(deadline=None, max_examples=60)
@given(
    change=st.sampled_from(CHANGES),
    first=st.integers(0, 1439),
    length=st.integers(15, 1440),
    rest=st.integers(15, 1440),
)
def test_shifts_that_touch_by_the_clock_touch_in_real_time_whatever_the_clock_does(
    change: tuple[str, date], first: int, length: int, rest: int
) -> None:
    zone, day = change
    clock, between = Clock(zone), first + length
    later, start = divmod(between, 1440)
    before = Shift(day, first, between, "shk_1", "A", "#000000")
    after = Shift(day + later * A_DAY, start, start + rest, "shk_1", "B", "#000000")

    spans = [in_real_time(each, "agt_1", "grp_1", clock) for each in (before, after)]

    assert spans[0].until == spans[1].since
    assert spans[0].since <= spans[0].until


@st.composite
def weeks(draw: st.DrawFn, day: date) -> list[Line]:
    """Lines of a few agents around that day, with breaks."""
    monday = day - day.weekday() * A_DAY
    lines = []
    for number in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, 23)) * 60 + draw(st.sampled_from([0, 15, 30]))
        length = draw(st.sampled_from([60, 240, 480, 720, 1440]))
        pause = (Pause(start + 30, start + 45),) if draw(st.booleans()) else ()
        days = draw(st.sets(st.integers(0, 6), max_size=4))
        shifts = []
        for each in sorted(days):
            if not shifts or (shifts[-1].day != monday + (each - 1) * A_DAY):
                shifts.append(Shift(monday + each * A_DAY, start, start + length, "shk_1", "A", "#000000", pause))
        lines.append(Line("grp_1", monday, f"agt_{number}", tuple(shifts), tuple(shifts)))
    return lines


@settings(deadline=None, max_examples=25)
@given(data=st.data(), change=st.sampled_from(CHANGES))
def test_who_is_there_in_each_hour_is_what_looking_at_every_minute_finds(
    data: st.DataObject, change: tuple[str, date]
) -> None:
    zone, day = change
    clock, lines = Clock(zone), data.draw(weeks(day))
    spans = list(all_in_real_time(lines, clock))

    hours = cover_by_hour(spans, lines[0].week, clock)

    near = [each for each in hours if abs((each.day - day).days) <= 1]
    for hour in near:
        minute, counts = hour.since, []
        while minute < hour.until:
            counts.append(sum(each.is_on(minute) and not each.is_paused(minute) for each in spans))
            minute += A_MINUTE
        assert (hour.least, hour.minutes) == (min(counts), sum(counts))
    assert sum((each.until - each.since for each in hours), timedelta()) == clock.moment(
        lines[0].week, 7 * 1440
    ) - clock.moment(lines[0].week, 0)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 10, 24), 9), (date(2026, 3, 28), 7), (date(2026, 6, 1), 8)])
def test_a_night_is_an_hour_longer_in_autumn_and_shorter_in_spring(day: date, hours: int) -> None:
    night = shift(day, 22, 30)

    span = in_real_time(night, "agt_1", "grp_1", Clock("Europe/Berlin"))

    assert span.until - span.since == timedelta(hours=hours)


def test_a_night_belongs_to_the_day_it_begins_on() -> None:
    span = in_real_time(shift(MONDAY, 22, 30), "agt_1", "grp_1", Clock("Asia/Shanghai"))

    assert (span.day, span.until) == (MONDAY, datetime(2026, 11, 23, 22, tzinfo=UTC))


def test_a_line_says_nothing_of_what_is_not_published() -> None:
    drafted = line("agt_1", shift(MONDAY, 8, 16))

    assert list(all_in_real_time([drafted], Clock("Asia/Shanghai"))) == []
