"""When a plan is open (C1): the week, breaks, and working time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.plans.model.hours.clock import (
    after_working_time,
    closed_because,
    holiday_on,
    is_open,
    next_closing,
    next_opening,
    working_time_between,
)
from tests.plans.weeks import BERLIN, OFFICE, SHANGHAI, every_day, hours, local, open_time_of, own, utc


def test_it_is_open_from_the_start_of_a_span_until_just_before_its_end() -> None:
    office = hours(OFFICE)

    asked = [
        "2026-03-02T08:59:59",
        "2026-03-02T09:00",
        "2026-03-02T17:59:59.999999",
        "2026-03-02T18:00",
        "2026-03-07T10:00",
    ]

    assert [is_open(office, SHANGHAI, local(SHANGHAI, at)) for at in asked] == [False, True, True, False, False]


def test_the_same_hours_mean_other_moments_in_another_zone() -> None:
    office = hours(OFFICE)

    at = utc("2026-03-02T01:00")

    assert is_open(office, SHANGHAI, at)
    assert not is_open(office, BERLIN, at)
    assert next_opening(office, BERLIN, at) == utc("2026-03-02T08:00")


def test_without_hours_it_is_always_open() -> None:
    at, later = local(SHANGHAI, "2026-02-17T03:00"), utc("2026-02-20T00:00")

    answers = (is_open(None, SHANGHAI, at), closed_because(None, SHANGHAI, at), holiday_on(None, SHANGHAI, at))

    assert answers == (True, None, None)
    assert next_opening(None, SHANGHAI, at) == at
    assert next_closing(None, SHANGHAI, at) is None
    assert working_time_between(None, SHANGHAI, at, later) == later - at
    assert after_working_time(None, SHANGHAI, at, timedelta(hours=5)) == at + timedelta(hours=5)


def test_hours_without_spans_never_open() -> None:
    never = hours()

    at = utc("2026-03-02T01:00")

    assert closed_because(never, SHANGHAI, at) == "hours"
    assert next_opening(never, SHANGHAI, at) is None
    assert next_closing(never, SHANGHAI, at) is None
    assert working_time_between(never, SHANGHAI, at, at + timedelta(days=365)) == timedelta()
    assert after_working_time(never, SHANGHAI, at, timedelta(minutes=1)) is None


def test_whole_days_every_day_never_close() -> None:
    always = every_day(["00:00", "24:00"])

    at = utc("2026-03-28T12:34:56")

    assert next_opening(always, BERLIN, at) == at
    assert next_closing(always, BERLIN, at) is None
    assert working_time_between(always, BERLIN, at, at + timedelta(days=300)) == timedelta(days=300)


def test_the_next_opening_and_closing_skip_the_weekend() -> None:
    office = hours(OFFICE)

    friday_night, monday_noon = local(SHANGHAI, "2026-03-06T18:00"), local(SHANGHAI, "2026-03-09T12:00")

    assert next_opening(office, SHANGHAI, friday_night) == utc("2026-03-09T01:00")
    assert next_closing(office, SHANGHAI, friday_night) == utc("2026-03-09T10:00")
    assert next_opening(office, SHANGHAI, monday_noon) == monday_noon
    assert next_closing(office, SHANGHAI, monday_noon) == utc("2026-03-09T10:00")
    assert next_closing(office, SHANGHAI, monday_noon).tzinfo is UTC


def test_spans_that_touch_are_one_opening() -> None:
    touching = every_day(["09:00", "12:00"], ["12:00", "18:00"], ["20:00", "24:00"])

    at = local(SHANGHAI, "2026-03-02T10:00")

    assert next_closing(touching, SHANGHAI, at) == local(SHANGHAI, "2026-03-02T18:00")
    assert next_closing(touching, SHANGHAI, local(SHANGHAI, "2026-03-02T21:00")) == local(SHANGHAI, "2026-03-03T00:00")


def test_breaks_are_taken_out_of_every_day_and_every_night() -> None:
    resting = hours({"mon": [["09:00", "18:00"], ["22:00", "06:00"]]}, breaks=[["12:00", "13:00"], ["00:30", "01:00"]])

    asked = ["2026-03-02T12:00", "2026-03-02T13:00", "2026-03-03T00:29", "2026-03-03T00:30", "2026-03-03T01:00"]

    assert [is_open(resting, SHANGHAI, local(SHANGHAI, at)) for at in asked] == [False, True, True, False, True]
    assert next_closing(resting, SHANGHAI, local(SHANGHAI, asked[1])) == local(SHANGHAI, "2026-03-02T18:00")
    assert open_time_of(resting, SHANGHAI, "2026-03-02") == timedelta(hours=10)
    assert open_time_of(resting, SHANGHAI, "2026-03-03") == timedelta(hours=5, minutes=30)


def test_working_time_is_counted_over_the_weekend_and_comes_back_as_a_moment() -> None:
    office = hours(OFFICE, breaks=[["12:00", "13:00"]])
    friday = local(SHANGHAI, "2026-03-06T17:30")

    due = after_working_time(office, SHANGHAI, friday, timedelta(hours=4))

    assert due == local(SHANGHAI, "2026-03-09T13:30")
    assert working_time_between(office, SHANGHAI, friday, due) == timedelta(hours=4)


def test_no_working_time_passes_backwards() -> None:
    office = hours(OFFICE)
    morning, noon = local(SHANGHAI, "2026-03-06T10:00"), local(SHANGHAI, "2026-03-06T12:00")

    backwards = [working_time_between(each, SHANGHAI, noon, morning) for each in (office, None)]

    assert backwards == [timedelta()] * 2
    assert working_time_between(office, SHANGHAI, noon, noon) == timedelta()


def test_working_time_that_ends_with_the_day_ends_with_the_day() -> None:
    office = hours(OFFICE)
    noon, night = local(SHANGHAI, "2026-03-06T12:00"), local(SHANGHAI, "2026-03-06T23:00")

    due = after_working_time(office, SHANGHAI, noon, timedelta(hours=6))

    assert due == local(SHANGHAI, "2026-03-06T18:00")
    assert after_working_time(office, SHANGHAI, night, timedelta()) == night


def test_an_opening_is_looked_for_up_to_400_days_ahead() -> None:
    once = hours(exceptions=[own("2027-02-05", ["00:00", "01:00"])])

    day = datetime(2027, 2, 5, tzinfo=UTC)

    assert next_opening(once, "UTC", day - timedelta(days=399)) == day
    assert next_opening(once, "UTC", day - timedelta(days=401)) is None


def test_a_moment_without_a_zone_is_refused() -> None:
    office = hours(OFFICE)

    with pytest.raises(ValueError, match="without a time zone"):
        is_open(office, SHANGHAI, datetime(2026, 3, 2, 10))  # noqa: DTZ001
