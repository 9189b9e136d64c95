"""When what lists are asked for is due, and on which days it began, on the clock of the desk. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.core import times
from chalicelib.core.errors import WrongFields

LATE, TODAY, WEEK, UNDATED = "late", "today", "week", "none"
BY_THE_CLOCK = (TODAY, WEEK)  # of the desk
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)
_MOMENT = timedelta(microseconds=1)


class Span(msgspec.Struct, frozen=True):
    """From a moment to another, both counted (None: no such bound); ``undated``: what has no deadline at all."""

    since: datetime | None = None
    until: datetime | None = None
    undated: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be in it."""
        bounded = self.since is not None or self.until is not None
        backwards = self.since is not None and self.until is not None and self.since > self.until
        return backwards or (self.undated and bounded)

    def holds(self, at: datetime) -> bool:
        """Whether this moment is in it."""
        return (self.since is None or self.since <= at) and (self.until is None or at <= self.until)


ALWAYS = Span()


def due_span(due: str, now: datetime, zone: str) -> Span:
    """Due before now (``late``), from now on until the day or the week ends there, or never (``none``)."""
    if due == LATE:
        return Span(until=now)
    if due == UNDATED:
        return Span(undated=True)
    today = now.astimezone(ZoneInfo(zone)).date()
    days = 1 if due == TODAY else 7 - today.weekday()
    return Span(now, _midnight(today + timedelta(days=days), zone) - _MOMENT)


def days_span(first: date | None, last: date | None, zone: str) -> Span:
    """From the one day there to the other, both counted."""
    since = _midnight(first, zone) if first is not None else None
    until = _midnight(last + timedelta(days=1), zone) - _MOMENT if last is not None else None
    return Span(since, until)


def refuse_days(**days: date | None) -> None:
    """Raises ``Invalid`` with the names of days that no calendar of ours has."""
    wrong = WrongFields()
    for name, day in days.items():
        if day is not None and not EARLIEST <= day < LATEST:
            wrong.add(name, f"between {EARLIEST.year} and {LATEST.year}")
    wrong.refuse()


def day_in(text: str) -> date | None:
    """The day that this text is, such as 2026-11-30; None: it is none, or none that a calendar of ours has."""
    try:
        day = times.read_day(text)
    except ValueError:
        return None
    return day if EARLIEST <= day < LATEST else None


def narrowed(spans: Iterable[Span]) -> Span:
    """What is in all of them."""
    several = [*spans]
    since = max((each.since for each in several if each.since is not None), default=None)
    until = min((each.until for each in several if each.until is not None), default=None)
    return Span(since, until, undated=any(each.undated for each in several))


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))
