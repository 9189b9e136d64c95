"""Weeks and months on the desk's clock. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.core import times
from chalicelib.core.errors import Invalid

MOST_MONTHS = 13
EARLIEST, LATEST = "2000-01", "2200-01"


def week_of(at: datetime, zone: str) -> str:
    """The week there, such as 2026-W48."""
    year, week, _ = at.astimezone(ZoneInfo(zone)).isocalendar()
    return f"{year}-W{week:02}"


def week_ends(week: str, zone: str) -> datetime:
    """The first moment after this week there."""
    year, _, number = week.partition("-W")
    monday = date.fromisocalendar(int(year), int(number), 1) + timedelta(days=7)
    return times.day_begins(monday, zone)


def month_of(at: datetime, zone: str) -> str:
    """The month there, such as 2026-11."""
    return times.hour(at, zone)[:7]


def months_between(first: str, last: str) -> list[str]:
    """The months of a period, both included. Raises ``Invalid`` naming ``from`` or ``to``."""
    for field, month in (("from", first), ("to", last)):
        if not is_month(month):
            raise Invalid.field(field, "a month such as 2026-11")
    if last < first:
        raise Invalid.field("to", "not before from")
    begin, end = _number(first), _number(last)
    if end - begin >= MOST_MONTHS:
        raise Invalid.field("to", f"at most {MOST_MONTHS} months")
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(begin, end + 1)]


def is_month(text: str) -> bool:
    """Whether it is a month that somebody may ask about."""
    try:
        day = times.read_day(f"{text}-01")
    except ValueError:
        return False
    return times.stored(day)[:7] == text and EARLIEST <= text < LATEST


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1
