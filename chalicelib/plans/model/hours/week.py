"""Working hours as they are set (C1): spans of the week, breaks, a country's holidays, days of one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import msgspec

from chalicelib.core import times
from chalicelib.core.errors import Invalid
from chalicelib.core.text import checked
from chalicelib.plans.model.holidays import known_country

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MIDNIGHT = 24 * 60  # minutes
MOST_SPANS, MOST_EXCEPTIONS = 12, 200

_TIME = r"([01][0-9]|2[0-3]):([0-5][0-9])|(24):(00)"  # compiled when it is first asked
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


class Span(msgspec.Struct, frozen=True):
    """From ``start_minute`` up to, but not with, ``end_minute``: minutes of the wall clock since the day's 00:00.

    An end beyond 24:00 lies on the next day; the span still belongs to the day it starts on.
    """

    start_minute: int
    end_minute: int


class OwnDay(msgspec.Struct, frozen=True):
    """An exception: on this date these spans hold, whatever weekday or holiday it is. No spans: closed."""

    date: date
    name: str = ""
    spans: tuple[Span, ...] = ()


class Hours(msgspec.Struct, frozen=True):
    """``weekly``: the spans of Monday to Sunday. ``breaks``: taken out of the spans of every day, also of exceptions.

    ``country``: ISO 3166 code of the country whose public holidays are kept, None for no country's.
    """

    weekly: tuple[tuple[Span, ...], ...] = ((),) * 7
    breaks: tuple[Span, ...] = ()
    country: str | None = None
    exceptions: tuple[OwnDay, ...] = ()


class HoursChanged(msgspec.Struct, frozen=True):
    """A plan is open at other times since ``at``: ``hours`` (their JSON; None: always) and ``time_zone`` are those that
    held before."""

    plan_key: str
    at: datetime
    hours: dict[str, Any] | None
    time_zone: str


class HoursSet(msgspec.Struct, frozen=True):
    """A new plan has hours from the beginning."""

    plan_key: str


def checked_hours(values: Mapping[str, Any], before: Hours | None = None) -> Hours:
    """Hours from their JSON, everything in order of time. What is left out is as before, or empty.

    Raises ``Invalid`` with the field: ``hours.weekly.mon``, ``hours.breaks``, ``hours.country``, ``hours.exceptions``
    or ``hours.exceptions.0.date`` (also ``.name``, ``.spans``).
    """
    values = {**said_of(before), **values} if before else values
    return Hours(
        weekly=_checked_week(values.get("weekly") or {}),
        breaks=_checked_breaks(values.get("breaks") or ()),
        country=_checked_country(values.get("country")),
        exceptions=_checked_exceptions(values.get("exceptions") or ()),
    )


def said_of(hours: Hours) -> dict[str, Any]:
    """The JSON of hours: ``checked_hours`` makes the same of it again."""
    exceptions = hours.exceptions
    return {
        "weekly": {weekday: _told(spans) for weekday, spans in zip(WEEKDAYS, hours.weekly, strict=True)},
        "breaks": _told(hours.breaks),
        "country": hours.country,
        "exceptions": [{"date": str(own.date), "name": own.name, "spans": _told(own.spans)} for own in exceptions],
    }


def _told(spans: Sequence[Span]) -> list[list[str]]:
    return [[_time(span.start_minute), _time(span.end_minute)] for span in spans]


def _time(minute: int) -> str:
    minute = minute if minute <= MIDNIGHT else minute - MIDNIGHT
    return f"{minute // 60:02}:{minute % 60:02}"


def _shown(span: Span) -> str:
    return f"{_time(span.start_minute)}–{_time(span.end_minute)}"


def _checked_week(values: Mapping[str, Any]) -> tuple[tuple[Span, ...], ...]:
    for weekday in values:
        if weekday not in WEEKDAYS:
            raise Invalid.field(f"hours.weekly.{weekday[:20]}", f"one of {', '.join(WEEKDAYS)}")
    week = tuple(_checked_spans(f"hours.weekly.{weekday}", values.get(weekday) or ()) for weekday in WEEKDAYS)
    for number, spans in enumerate(week):
        late = week[number - 1][-1:]
        if late and spans and spans[0].start_minute < late[0].end_minute - MIDNIGHT:
            before = f"{WEEKDAYS[number - 1]} {_shown(late[0])}"
            raise Invalid.field(f"hours.weekly.{WEEKDAYS[number]}", f"{_shown(spans[0])} begins within {before}")
    return week


def _checked_spans(field: str, items: Sequence[Sequence[str]]) -> tuple[Span, ...]:
    if len(items) > MOST_SPANS:
        raise Invalid.field(field, f"at most {MOST_SPANS} spans")
    spans = sorted((_checked_span(field, pair) for pair in items), key=lambda span: span.start_minute)
    for one, other in pairwise(spans):
        if other.start_minute < one.end_minute:
            raise Invalid.field(field, f"{_shown(one)} and {_shown(other)} overlap")
    return tuple(spans)


def _checked_span(field: str, items: Sequence[str]) -> Span:
    if len(items) != 2:
        raise Invalid.field(field, "two times for each span, its start and its end")
    start, end = (_minute(field, text) for text in items)
    if start == MIDNIGHT:
        raise Invalid.field(field, "a span starts before 24:00")
    if start == end:
        raise Invalid.field(field, f"{items[0]} is both start and end; a whole day is 00:00 to 24:00")
    return Span(start, end if end > start else end + MIDNIGHT)


def _minute(field: str, text: str) -> int:
    match = re.fullmatch(_TIME, text)
    if not match:
        raise Invalid.field(field, f"not a time such as 09:30, up to 24:00: {text[:20]}")
    hour, minute = (int(number) for number in match.groups() if number)
    return hour * 60 + minute


def _checked_breaks(items: Sequence[Sequence[str]]) -> tuple[Span, ...]:
    breaks = _checked_spans("hours.breaks", items)
    for one in breaks:
        if one.end_minute > MIDNIGHT:
            raise Invalid.field("hours.breaks", f"{_shown(one)} goes over midnight; make two of it")
    return breaks


def _checked_country(code: str | None) -> str | None:
    if code is not None and not known_country(code):
        raise Invalid.field("hours.country", f"no country code whose holidays are known, such as CN: {code[:20]}")
    return code


def _checked_exceptions(items: Sequence[Mapping[str, Any]]) -> tuple[OwnDay, ...]:
    if len(items) > MOST_EXCEPTIONS:
        raise Invalid.field("hours.exceptions", f"at most {MOST_EXCEPTIONS}")
    days: dict[date, OwnDay] = {}
    for number, each in enumerate(items):
        field = f"hours.exceptions.{number}"
        own = _checked_exception(field, each)
        if own.date in days:
            raise Invalid.field(f"{field}.date", f"{own.date} has an exception already")
        days[own.date] = own
    return tuple(days[day] for day in sorted(days))


def _checked_exception(field: str, values: Mapping[str, Any]) -> OwnDay:
    try:
        day = times.read_day(values["date"]) if re.fullmatch(_DATE, values["date"]) else None
    except ValueError:
        day = None
    if day is None:
        raise Invalid.field(f"{field}.date", f"no date such as 2026-12-31: {values['date'][:20]}")
    name = checked(f"{field}.name", values["name"], longest=80) if (values.get("name") or "").strip() else ""
    return OwnDay(day, name, _checked_spans(f"{field}.spans", values.get("spans") or ()))
