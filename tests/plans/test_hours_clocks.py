"""Working hours where clocks change (C1), and leap days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.plans.model.hours.clock import (
    after_working_time,
    is_open,
    next_closing,
    next_opening,
    working_time_between,
)
from tests.plans.weeks import BERLIN, LORD_HOWE, NEW_YORK, OFFICE, every_day, hours, local, open_time_of, own, utc


@pytest.mark.parametrize(
    ("zone", "day", "spans", "hours_open"),
    [
        (BERLIN, "2026-03-29", [["00:00", "24:00"]], 23),
        (BERLIN, "2026-10-25", [["00:00", "24:00"]], 25),
        (BERLIN, "2026-03-29", [["01:30", "03:30"]], 1),
        (BERLIN, "2026-10-25", [["01:30", "03:30"]], 3),
        (BERLIN, "2026-03-29", [["02:15", "02:45"]], 0),
        (BERLIN, "2026-10-25", [["02:15", "02:45"]], 1),
        (NEW_YORK, "2026-03-08", [["00:00", "12:00"]], 11),
        (NEW_YORK, "2026-11-01", [["00:00", "12:00"]], 13),
        (LORD_HOWE, "2026-10-04", [["00:00", "12:00"]], 11.5),
        (LORD_HOWE, "2026-04-05", [["00:00", "12:00"]], 12.5),
        (LORD_HOWE, "2026-04-05", [["01:30", "02:00"]], 1),
    ],
)
def test_a_day_is_as_long_as_it_really_is(zone: str, day: str, spans: list[list[str]], hours_open: float) -> None:
    daily = every_day(*spans)

    worked = open_time_of(daily, zone, day)

    assert worked == timedelta(hours=hours_open)


def test_a_span_within_the_repeated_hour_opens_twice() -> None:
    short = every_day(["02:15", "02:45"])

    first = next_opening(short, BERLIN, utc("2026-10-24T22:00"))
    closed = next_closing(short, BERLIN, first)
    second = next_opening(short, BERLIN, closed)

    assert (first, closed, second) == (utc("2026-10-25T00:15"), utc("2026-10-25T00:45"), utc("2026-10-25T01:15"))
    assert is_open(short, BERLIN, local(BERLIN, "2026-10-25T02:30", fold=0))
    assert is_open(short, BERLIN, local(BERLIN, "2026-10-25T02:30", fold=1))


def test_spans_within_the_repeated_hour_alternate() -> None:
    short = every_day(["02:00", "02:20"], ["02:30", "02:50"])
    at = utc("2026-10-25T00:20")

    second, third = next_opening(short, BERLIN, at), next_opening(short, BERLIN, at + timedelta(minutes=30))

    assert (second, third) == (utc("2026-10-25T00:30"), utc("2026-10-25T01:00"))
    assert open_time_of(short, BERLIN, "2026-10-25") == timedelta(minutes=80)
    assert after_working_time(short, BERLIN, at, timedelta(minutes=30)) == utc("2026-10-25T01:10")


def test_a_span_within_the_hour_left_out_opens_on_the_next_day() -> None:
    short = every_day(["02:15", "02:45"])

    opening = next_opening(short, BERLIN, utc("2026-03-28T12:00"))

    assert opening == local(BERLIN, "2026-03-30T02:15")


def test_the_office_opens_at_nine_before_and_after_the_clocks_change() -> None:
    office = hours(OFFICE)

    before, after = (next_opening(office, NEW_YORK, utc(day)) for day in ("2026-03-06T06:00", "2026-03-07T06:00"))

    assert (before, after) == (utc("2026-03-06T14:00"), utc("2026-03-09T13:00"))


def test_a_night_over_the_change_is_an_hour_shorter_or_longer() -> None:
    night = every_day(["22:00", "06:00"])

    spring = working_time_between(night, BERLIN, utc("2026-03-28T12:00"), utc("2026-03-29T12:00"))
    autumn = working_time_between(night, BERLIN, utc("2026-10-24T12:00"), utc("2026-10-25T12:00"))

    assert (spring, autumn) == (timedelta(hours=7), timedelta(hours=9))
    assert after_working_time(night, BERLIN, utc("2026-03-28T21:00"), timedelta(hours=7)) == utc("2026-03-29T04:00")


def test_moments_said_in_local_time_are_real_moments() -> None:
    since, until = local(BERLIN, "2026-10-25T02:30", fold=0), local(BERLIN, "2026-10-25T02:30", fold=1)

    worked = [working_time_between(each, BERLIN, since, until) for each in (None, every_day(["00:00", "24:00"]))]

    assert worked == [timedelta(hours=1)] * 2


def test_a_day_that_a_zone_left_out_is_not_worked() -> None:
    daily = every_day(["09:00", "17:00"])

    worked = working_time_between(daily, "Pacific/Apia", utc("2011-12-29T12:00"), utc("2011-12-31T12:00"))

    assert worked == timedelta(hours=16)


def test_leap_days_are_days() -> None:
    office = hours({"tue": [["09:00", "17:00"]]})
    closed = hours({"tue": [["09:00", "17:00"]]}, exceptions=[own("2028-02-29")])

    month = utc("2028-02-01T00:00"), utc("2028-03-01T00:00")

    assert working_time_between(office, "UTC", *month) == timedelta(hours=40)
    assert working_time_between(closed, "UTC", *month) == timedelta(hours=32)
