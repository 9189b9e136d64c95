"""When a day's working time is over for good, and which day is looked at next (F3)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from chalicelib.handover.model.planning import Planned, next_day
from chalicelib.plans.model.hours.clock import closing_after, closing_of, is_open, next_closing
from chalicelib.plans.model.hours.week import Hours, Span, checked_hours
from chalicelib.plans.model.plan import Plan

NIGHT = {"weekly": {"mon": [["18:00", "02:00"]], "tue": [["09:00", "12:00"], ["13:00", "18:00"]]}}
MONDAY = date(2026, 11, 23)


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def plan(**fields: object) -> Plan:
    """A plan of a shop in Shanghai."""
    return Plan("pln_1", "demo", "Demo", at("2026-01-01T00:00"), **fields)  # type: ignore[arg-type]


def test_a_night_belongs_to_the_day_it_begins_on_and_a_break_is_no_end() -> None:
    hours = checked_hours(NIGHT)

    assert closing_of(hours, "Asia/Shanghai", MONDAY) == at("2026-11-23T18:00")
    assert closing_of(hours, "Asia/Shanghai", MONDAY + timedelta(days=1)) == at("2026-11-24T10:00")
    assert closing_of(hours, "Asia/Shanghai", MONDAY + timedelta(days=2)) is None


@pytest.mark.parametrize(
    ("day", "closing"),
    [
        (date(2026, 3, 28), "2026-03-28T22:00"),  # the night in which the hour from two to three is left out
        (date(2026, 3, 29), "2026-03-29T21:00"),
        (date(2026, 10, 24), "2026-10-24T21:00"),
        (date(2026, 10, 25), "2026-10-25T22:00"),
    ],
)
def test_the_wall_clock_counts_on_days_of_a_change(day: date, closing: str) -> None:
    weekly = {each: [["09:00", "23:00"]] for each in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}

    assert closing_of(checked_hours({"weekly": weekly}), "Europe/Berlin", day) == at(closing)


def test_a_night_over_the_repeated_hour_ends_with_the_second() -> None:
    hours = checked_hours({"weekly": {"sat": [["20:00", "02:30"]]}})

    assert closing_of(hours, "Europe/Berlin", date(2026, 10, 24)) == at("2026-10-25T01:30")


def test_a_make_up_day_has_the_hours_of_the_day_it_is_worked_for_and_a_holiday_has_none() -> None:
    hours = checked_hours({"weekly": {"fri": [["09:00", "18:00"]]}, "country": "CN"})

    assert closing_of(hours, "Asia/Shanghai", date(2025, 10, 3)) is None  # a Friday of the National Day
    assert closing_of(hours, "Asia/Shanghai", date(2025, 10, 11)) == at("2025-10-11T10:00")  # a Saturday, made up


def test_who_never_closes_has_no_end() -> None:
    weekly = {each: [["00:00", "24:00"]] for each in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}

    assert closing_of(None, "Asia/Shanghai", MONDAY) is None
    assert closing_after(checked_hours({"weekly": weekly}), "Asia/Shanghai", at("2026-11-23T09:00")) is None


SPANS = some.lists(some.tuples(some.integers(0, 1439), some.integers(1, 2000)), max_size=2)


@settings(max_examples=60, deadline=None)
@given(week=some.lists(SPANS, min_size=7, max_size=7), zone=some.sampled_from(["Asia/Shanghai", "Europe/Berlin"]))
def test_every_closing_of_a_week_is_a_moment_at_which_it_closes(week: list[list[tuple[int, int]]], zone: str) -> None:
    weekly = tuple(tuple(Span(start, min(start + length, start + 1440)) for start, length in each) for each in week)
    hours = Hours(weekly=weekly)

    for day in (date(2026, 10, 22) + timedelta(days=number) for number in range(7)):
        end = closing_of(hours, zone, day)
        if end is not None:
            assert not is_open(hours, zone, end)
            assert next_closing(hours, zone, end - timedelta(minutes=1)) == end


def test_the_next_day_is_the_one_that_was_planned_unless_it_is_long_over() -> None:
    hours = checked_hours({"weekly": {"mon": [["09:00", "18:00"]], "tue": [["09:00", "18:00"]]}})
    monday = Planned("demo", MONDAY, at("2026-11-23T10:00"), version=1)
    tuesday = (date(2026, 11, 24), at("2026-11-24T10:00"))

    assert next_day(plan(hours=hours), monday, at("2026-11-23T11:00")) == (monday.day, monday.ends_at)
    assert next_day(plan(hours=hours), monday, at("2026-11-23T17:00")) == tuesday
    assert next_day(plan(hours=hours), None, at("2026-11-23T11:00")) == tuesday
    assert next_day(plan(hours=hours, archived=True), monday, at("2026-11-23T09:00")) is None
    assert next_day(plan(), monday, at("2026-11-23T09:00")) is None
