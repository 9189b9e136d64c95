"""Days on which customers are called because of a date of theirs: birthdays, renewals, the end of a contract (D3).

Pure, and without zones: a date is one of the calendar, and which day it is now the caller says, by the plan's clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from chalicelib.core import times

LEAP_DAY, BEFORE_LEAP_DAY = "02-29", "02-28"
LATE_BY = 3  # days that a run looks back: what was left over, or fell on days without a run
AHEAD = 6  # days that the run of a week looks ahead: until the next one
_DAY = timedelta(days=1)


class Occasion(msgspec.Struct, frozen=True):
    """Customers are called on ``day`` because their date falls on ``on``."""

    day: date
    on: date


class Spot(msgspec.Struct, frozen=True):
    """Where such dates stand: the day of the year, and of which years (``last``; only that one: ``alone``)."""

    day_of_year: str
    last: int
    alone: bool


def occasions(first: date, last: date, days_after: int) -> Iterator[Occasion]:
    """What falls on the days from the first to the last; ``days_after`` the date, before it where it is negative."""
    for number in range((last - first).days + 1):
        day = first + _DAY * number
        try:
            yield Occasion(day, day - _DAY * days_after)
        except OverflowError:
            continue


def spots(on: date, *, yearly: bool) -> list[Spot]:
    """Where the dates stand that fall on this day: this very date, or its day of every year from its own on.

    Who was born on 29 February is so on the 28th in other years.
    """
    day_of_year = times.stored(on)[5:]
    here = Spot(day_of_year, on.year, not yearly)
    if yearly and day_of_year == BEFORE_LEAP_DAY and not is_leap(on.year):
        return [here, Spot(LEAP_DAY, on.year, alone=False)]
    return [here]


def is_leap(year: int) -> bool:
    """Whether it has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def in_year(of: date, year: int) -> date:
    """When a yearly date falls in that year."""
    if (of.month, of.day) == (2, 29) and not is_leap(year):
        return date(year, 2, 28)
    return of.replace(year=year)


def next_occasion(of: date, days_after: int, first: date, last: date, *, yearly: bool) -> Occasion | None:
    """The first occasion of a date between two days, both included; None: there is none."""
    for each in occasions(first, last, days_after):
        if each.on == of or (yearly and each.on.year >= of.year and each.on == in_year(of, each.on.year)):
            return each
    return None


def window(day: date, *, weekly: bool) -> tuple[date, date]:
    """The first and last day whose customers a run of this day plans."""
    try:
        return day - _DAY * LATE_BY, day + _DAY * (AHEAD if weekly else 0)
    except OverflowError:
        return day, day
