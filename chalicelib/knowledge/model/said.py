"""How many replies had words that must not be said, and were sent all the same (E5). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from chalicelib.core import times
from chalicelib.core.errors import Invalid
from chalicelib.knowledge.model.unsaid import KINDS

MOST_DAYS, USUAL_DAYS = 92, 30  # no more than four months are touched
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)

Counters = Mapping[tuple[str, str], Mapping[str, int]]  # by agent and month: such as negative-28


class SaidOn(msgspec.Struct, frozen=True):
    """A day's replies with such words, by kind; one with words of two kinds counts in both."""

    day: date
    abusive: int
    negative: int
    promising: int


class Said(msgspec.Struct, frozen=True):
    """The same for an agent over a period, and the days on which there were any."""

    agent_id: str
    agent_name: str
    abusive: int
    negative: int
    promising: int
    days: tuple[SaidOn, ...]


def checked_days(first: date | None, last: date | None, today: date) -> Sequence[date]:
    """The days from the first to the last, both included, at most 92; if not said, the thirty days until ``today``.

    Raises ``Invalid`` with the field.
    """
    for field, given in (("from", first), ("to", last)):
        if given is not None and not EARLIEST <= given < LATEST:
            raise Invalid.field(field, f"between {EARLIEST.year} and {LATEST.year}")
    last = last or today
    first = first or last - timedelta(days=USUAL_DAYS - 1)
    if last < first:
        raise Invalid.field("to", "not before from")
    if (last - first).days >= MOST_DAYS:
        raise Invalid.field("to", f"at most {MOST_DAYS} days")
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def month_of(day: date) -> str:
    """The month in which a day is counted, such as 2026-11."""
    return times.stored(day)[:7]


def said_in(agent_id: str, name: str, days: Sequence[date], counters: Counters) -> Said:
    """What was counted of this agent in these days."""
    by_day = []
    for day in days:
        month = counters.get((agent_id, month_of(day)), {})
        counts = {kind: month.get(f"{kind}-{day.day:02}", 0) for kind in KINDS}
        if any(counts.values()):
            by_day.append(SaidOn(day, **counts))
    sums = {kind: sum(getattr(each, kind) for each in by_day) for kind in KINDS}
    return Said(agent_id, name, days=tuple(by_day), **sums)
