"""Working hours for tests: said in short, or made at random (as JSON, lawful by the way they are made)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from chalicelib.plans.model.hours.clock import working_time_between
from chalicelib.plans.model.hours.week import Hours, checked_hours

SHANGHAI, BERLIN, NEW_YORK, LORD_HOWE = "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY, WEEK = 24 * 60, 7 * 24 * 60
OFFICE = {weekday: [["09:00", "18:00"]] for weekday in WEEKDAYS[:5]}


def hours(weekly: dict[str, Any] | None = None, **more: Any) -> Hours:
    return checked_hours({"weekly": weekly or {}, **more})


def every_day(*spans: list[str], **more: Any) -> Hours:
    return hours({weekday: list(spans) for weekday in WEEKDAYS}, **more)


def own(day: str, *spans: list[str], name: str = "") -> dict[str, Any]:
    return {"date": day, "name": name, "spans": list(spans)}


def local(zone: str, text: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def open_time_of(hours: Hours, zone: str, day: str) -> timedelta:
    start = date.fromisoformat(day)
    since, until = (local(zone, str(each)) for each in (start, start + timedelta(days=1)))
    return working_time_between(hours, zone, since, until)


def cuts(length: int, most: int) -> st.SearchStrategy[list[int]]:
    """Minutes at which it opens, closes, opens, closes …"""
    minute = st.integers(0, length // 15 - 1).map(lambda quarter: quarter * 15) | st.integers(0, length - 1)
    return st.lists(minute, unique=True, max_size=most).map(sorted)


def pairs(minutes: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(minutes[::2], minutes[1::2], strict=False))


def said(start: int, end: int) -> list[str]:
    """A span that begins within the day; an end on the next day is said as a time of that."""
    end = end if end <= DAY else end - DAY
    return [f"{minute // 60:02}:{minute % 60:02}" for minute in (start, end)]


@st.composite
def weeks(draw: st.DrawFn) -> dict[str, list[list[str]]]:
    """Spans anywhere on the circle of the week, so some go over midnight, also that of Sunday."""
    turned = draw(st.integers(0, WEEK - 1))
    weekly: dict[str, list[list[str]]] = {weekday: [] for weekday in WEEKDAYS}
    for start, end in pairs(draw(cuts(WEEK, 24))):
        day, minute = divmod((start + turned) % WEEK, DAY)
        if end - start < DAY:
            weekly[WEEKDAYS[day]].append(said(minute, minute + end - start))
    full = any(len(spans) > 12 for spans in weekly.values())
    return {weekday: [] for weekday in WEEKDAYS} if full else weekly


@st.composite
def own_days(draw: st.DrawFn, day: date) -> dict[str, Any]:
    """One exception; its last span may go over midnight."""
    spans = [said(start, end) for start, end in pairs(draw(cuts(DAY, 8)))]
    late = draw(st.booleans()) and [["23:30", draw(st.sampled_from(["00:00", "00:45", "03:00", "23:00"]))]]
    if late and all("00:00" <= end <= "23:30" and start <= end for start, end in spans):
        spans += late
    return {"date": str(day), "name": draw(st.sampled_from(["", "盘点"])), "spans": spans}


@st.composite
def some_hours(draw: st.DrawFn, days: Sequence[date], countries: Sequence[str | None] = (None,)) -> dict[str, Any]:
    """Hours whose exceptions fall on some of ``days``."""
    chosen = draw(st.lists(st.sampled_from(days), unique=True, max_size=4))
    return {
        "weekly": draw(weeks()),
        "breaks": [said(start, end) for start, end in pairs(draw(cuts(DAY, 6)))],
        "country": draw(st.sampled_from(countries)),
        "exceptions": [draw(own_days(day)) for day in chosen],
    }
