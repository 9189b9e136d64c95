"""The JSON of working hours: what is taken, what is refused and where, and that it comes back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from chalicelib.core.errors import Invalid
from chalicelib.plans.model.hours.week import WEEKDAYS, Hours, OwnDay, Span, checked_hours, said_of
from tests.plans.weeks import some_hours

OWN = {"date": "2026-12-31", "name": "盘点", "spans": []}


def days(count: int) -> list[dict[str, Any]]:
    return [{**OWN, "date": str(date(2026, 1, 1) + timedelta(days=number))} for number in range(count)]


def test_hours_are_minutes_of_the_local_day_in_order() -> None:
    said = {
        "weekly": {
            "mon": [["13:00", "18:00"], ["09:00", "12:00"]],
            "fri": [["22:00", "02:30"]],
            "sun": [["20:00", "00:00"]],
        },
        "breaks": [["23:00", "24:00"]],
        "country": "CN",
        "exceptions": [OWN, {"date": "2026-05-01", "name": "", "spans": [["00:00", "24:00"]]}],
    }

    hours = checked_hours(said)

    assert hours.weekly[0] == (Span(540, 720), Span(780, 1080))
    assert (hours.weekly[4], hours.weekly[6]) == ((Span(1320, 1590),), (Span(1200, 1440),))
    assert (hours.breaks, hours.country) == ((Span(1380, 1440),), "CN")
    assert hours.exceptions[0] == OwnDay(date(2026, 5, 1), "", (Span(0, 1440),))
    assert hours.exceptions[1] == OwnDay(date(2026, 12, 31), "盘点")


def test_nothing_said_is_never_open() -> None:
    hours = checked_hours({})

    said = said_of(hours)

    assert hours == Hours()
    assert said == {"weekly": {day: [] for day in WEEKDAYS}, "breaks": [], "country": None, "exceptions": []}


def test_spans_may_touch_each_other_and_the_night_before() -> None:
    weekly = {"sun": [["22:00", "06:00"]], "mon": [["06:00", "12:00"], ["12:00", "13:00"]]}

    hours = checked_hours({"weekly": weekly})

    assert hours.weekly[0] == (Span(360, 720), Span(720, 780))


def test_a_closed_day_after_a_night_is_no_overlap() -> None:
    exceptions = [{"date": "2026-03-07", "name": "", "spans": [["00:00", "12:00"]]}]

    hours = checked_hours({"weekly": {"fri": [["22:00", "06:00"]]}, "exceptions": exceptions})

    assert hours.exceptions[0].spans == (Span(0, 720),)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"weekly": {"mon": [["9:00", "18:00"]]}}, "hours.weekly.mon"),
        ({"weekly": {"tue": [["09:00", "18:60"]]}}, "hours.weekly.tue"),
        ({"weekly": {"wed": [["09:00", "25:00"]]}}, "hours.weekly.wed"),
        ({"weekly": {"wed": [["09:00", "24:01"]]}}, "hours.weekly.wed"),
        ({"weekly": {"wed": [["٠٩:٠٠", "18:00"]]}}, "hours.weekly.wed"),
        ({"weekly": {"wed": [["24:00", "18:00"]]}}, "hours.weekly.wed"),
        ({"weekly": {"wed": [["09:00\n", "18:00"]]}}, "hours.weekly.wed"),
        ({"weekly": {"thu": [["09:00", "09:00"]]}}, "hours.weekly.thu"),
        ({"weekly": {"thu": [["09:00"]]}}, "hours.weekly.thu"),
        ({"weekly": {"thu": [["09:00", "10:00", "11:00"]]}}, "hours.weekly.thu"),
        ({"weekly": {"thu": [[]]}}, "hours.weekly.thu"),
        ({"weekly": {"fri": [["09:00", "13:00"], ["12:59", "18:00"]]}}, "hours.weekly.fri"),
        ({"weekly": {"fri": [["09:00", "13:00"], ["09:00", "13:00"]]}}, "hours.weekly.fri"),
        ({"weekly": {"fri": [["20:00", "02:00"], ["23:00", "24:00"]]}}, "hours.weekly.fri"),
        ({"weekly": {"fri": [["22:00", "06:00"]], "sat": [["05:59", "12:00"]]}}, "hours.weekly.sat"),
        (
            {"weekly": {"fri": [["08:00", "09:00"], ["22:00", "06:00"]], "sat": [["05:59", "12:00"]]}},
            "hours.weekly.sat",
        ),
        ({"weekly": {"sun": [["22:00", "06:00"]], "mon": [["00:00", "01:00"]]}}, "hours.weekly.mon"),
        ({"weekly": {"fri": [[f"{hour:02}:00", f"{hour:02}:30"] for hour in range(13)]}}, "hours.weekly.fri"),
        ({"weekly": {"monday": []}}, "hours.weekly.monday"),
        ({"breaks": [["12:00", "24:30"]]}, "hours.breaks"),
        ({"breaks": [["23:30", "00:30"]]}, "hours.breaks"),
        ({"breaks": [["12:00", "13:00"], ["12:30", "14:00"]]}, "hours.breaks"),
        ({"country": "XX"}, "hours.country"),
        ({"country": "cn"}, "hours.country"),
        ({"country": "CHN"}, "hours.country"),
        ({"country": ""}, "hours.country"),
        ({"country": "__name__"}, "hours.country"),
        ({"exceptions": [OWN, {**OWN, "date": "2026-02-29"}]}, "hours.exceptions.1.date"),
        ({"exceptions": [{**OWN, "date": "20261231"}]}, "hours.exceptions.0.date"),
        ({"exceptions": [{**OWN, "date": "2026-W01-1"}]}, "hours.exceptions.0.date"),
        ({"exceptions": [{**OWN, "date": ""}]}, "hours.exceptions.0.date"),
        ({"exceptions": [OWN, {**OWN, "name": "again"}]}, "hours.exceptions.1.date"),
        ({"exceptions": [{**OWN, "name": "x" * 81}]}, "hours.exceptions.0.name"),
        ({"exceptions": [{**OWN, "name": "a\nb"}]}, "hours.exceptions.0.name"),
        ({"exceptions": [{**OWN, "spans": [["09:00", "12:00"], ["11:00", "13:00"]]}]}, "hours.exceptions.0.spans"),
        ({"exceptions": days(201)}, "hours.exceptions"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_hours(values)

    assert [error.field for error in refused.value.errors] == [field]


def test_as_many_spans_and_exceptions_as_allowed_are_taken() -> None:
    spans = [[f"{hour:02}:00", f"{hour:02}:30"] for hour in range(12)]

    hours = checked_hours({"weekly": {"mon": spans}, "exceptions": days(200)})

    assert (len(hours.weekly[0]), len(hours.exceptions)) == (12, 200)


@given(values=some_hours([date(2026, 3, 1), date(2028, 2, 29)], countries=[None, "CN", "DE"]))
@settings(max_examples=60, deadline=None)
def test_what_is_said_comes_back_and_can_be_stored(values: dict[str, Any]) -> None:
    hours = checked_hours(values)

    back = said_of(hours)
    stored = msgspec.json.decode(msgspec.json.encode(hours), type=Hours)

    assert checked_hours(back) == hours == stored
    assert said_of(checked_hours(back)) == back
    assert {day: sorted(spans) for day, spans in values["weekly"].items()} == back["weekly"]
