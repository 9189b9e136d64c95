"""What is asked of the sums, and which of them answer it (F1). Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from chalicelib.core import times
from chalicelib.core.errors import Invalid
from chalicelib.reports.model.calendar import A_DAY, day_of, first_of, hours_of, last_of, months_between, week_of
from chalicelib.reports.model.figures import AGENT, CATEGORY, LEVEL, PLAN, PRIORITY, SOURCE, TYPE, Sums

HOUR, DAY, WEEK, MONTH, CLOCK = "hour", "day", "week", "month", "clock"
GROUP, DEPARTMENT = "group", "department"
TIMELY = (HOUR, DAY, WEEK, MONTH, CLOCK)
KEYED = (AGENT, GROUP, DEPARTMENT, PLAN, SOURCE, LEVEL, CATEGORY, TYPE, PRIORITY)
BY = (*TIMELY, *KEYED)

# the most days of a question, so that it is answered by a few queries
MOST_DAYS = {HOUR: 31, DAY: 100, CLOCK: 100, WEEK: 190}
MOST = 366 * 2
USUAL_DAYS = 30
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)


class Span(msgspec.Struct, frozen=True):
    """What is read: ``hours`` of a month from the first to the last; or, without them, whole months of a year."""

    first: str
    last: str
    is_whole: bool


def ranges_of(keys: Collection[str], known: Collection[str], most: int) -> list[Between]:
    """At most so many ranges in which these keys lie, with as few of the others that are ``known`` as can be."""
    wanted, everybody = sorted(keys), sorted(known)
    places = [bisect_left(everybody, each) for each in wanted]
    gaps = sorted(
        ((after - before, number) for number, (before, after) in enumerate(pairwise(places), 1)), reverse=True
    )
    cuts = sorted(number for gap, number in gaps[: most - 1] if gap > 1)
    return [Between(wanted[first], wanted[last - 1]) for first, last in pairwise([0, *cuts, len(wanted)]) if wanted]


class Cell(msgspec.Struct, frozen=True):
    """The sums of an hour (2026-11-29T05) or a month (2026-11) under a key."""

    key: str
    span: str
    sums: Sums


class Between(msgspec.Struct, frozen=True):
    """Keys from the first to the last, in the order of their letters; both counted."""

    first: str
    last: str

    def bounds(self, first: str, last: str) -> tuple[str, str]:
        """The range keys between which all of these lie."""
        return f"{self.first}#{first}", f"{self.last}#{last}"


EVERY_KEY = Between(" ", "~")  # keys are ASCII letters, digits and signs


def behind(key: str | None) -> Between:
    """All keys that sort behind this one; of none: all."""
    return Between(f"{key}#~", EVERY_KEY.last) if key is not None else EVERY_KEY


def period(first: date | None, last: date | None, today: date, by: str) -> tuple[date, date]:
    """The days asked about, both included; if not said, the thirty until today. Raises ``Invalid`` with the field."""
    for field, day in (("from", first), ("to", last)):
        if day is not None and not EARLIEST <= day < LATEST:
            raise Invalid.field(field, f"between {EARLIEST.year} and {LATEST.year}")
    last = last or today
    first = first or last - A_DAY * (USUAL_DAYS - 1)
    if last < first:
        raise Invalid.field("to", "not before from")
    most = MOST_DAYS.get(by, MOST)
    if (last - first).days >= most:
        raise Invalid.field("to", f"at most {most} days")
    return first, last


def spans_of(first: date, last: date, by: str, summed: Iterable[str]) -> list[Span]:
    """What is read of these days: hours, and where they are not needed, months that are ``summed`` and lie in it whole.

    Months of one year that follow each other are one span, as one query reads them.
    """
    whole = frozenset(() if by in (HOUR, DAY, WEEK, CLOCK) else summed)
    spans: list[Span] = []
    for month in months_between(first, last):
        begin, end = max(first, first_of(month)), min(last, last_of(month))
        if month not in whole or (begin, end) != (first_of(month), last_of(month)):
            spans.append(Span(hours_of(begin)[0], hours_of(end)[-1], is_whole=False))
        elif spans and spans[-1].is_whole and spans[-1].last[:4] == month[:4]:
            spans[-1] = Span(spans[-1].first, month, is_whole=True)
        else:
            spans.append(Span(month, month, is_whole=True))
    return spans


def unit_of(span: str, by: str) -> str:
    """Under which key the sums of an hour, or a month, count in a question by time.

    ``clock``: the weekday, 1 is Monday, and the hour, such as 1T09.
    """
    if by == MONTH:
        return span[:7]
    if by == HOUR:
        return span
    day = day_of(span)
    if by == CLOCK:
        return f"{day.isoweekday()}{span[10:]}"
    return times.stored(week_of(day) if by == WEEK else day)


def units_between(first: date, last: date, by: str) -> list[str]:
    """All the keys there are in a question by time, also of what was nothing."""
    if by == CLOCK:
        return [f"{day}T{hour:02d}" for day in range(1, 8) for hour in range(24)]
    days = [first + A_DAY * number for number in range((last - first).days + 1)]
    return list(dict.fromkeys(unit_of(hour, by) for day in days for hour in hours_of(day)))


def about(of: str | None) -> tuple[str, str] | None:
    """Whom a question is about: dimension and key, from ``agent:agt_…``. Raises ``Invalid`` naming ``of``."""
    if not of:
        return None
    dimension, colon, key = of.partition(":")
    known = KEYED
    if not colon or not key or dimension not in known or not key.isascii() or "#" in key or not key.isprintable():
        raise Invalid.field("of", f"one of {', '.join(known)}, a colon, and its id")
    return dimension, key


def page_of(keys: Sequence[str], after: str | None, number: int) -> tuple[list[str], str | None]:
    """So many of the keys, in their order, behind ``after``; and the last of them, if others follow."""
    rest = sorted(key for key in keys if after is None or key > after)
    page = rest[:number]
    return page, page[-1] if len(rest) > number else None
