"""Which days a report is about, and when it is due, on the clock of the desk's zone (F2). Pure.

A report is of days that are over: the day before, the week from Monday to Sunday before, the month before. A local time
that does not exist, or exists twice, is one moment (``followups.model.days``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec

from chalicelib.core import times
from chalicelib.core.errors import Invalid
from chalicelib.followups.model.days import local_date, local_moment

DAILY, WEEKLY, MONTHLY = "daily", "weekly", "monthly"
EVERY = (DAILY, WEEKLY, MONTHLY)
MADE_GOOD = {DAILY: 3, WEEKLY: 2, MONTHLY: 2}  # of reports that were missed, the newest; older ones are only mentioned

COUNTED_AFTER = timedelta(minutes=15)  # the end of a day: its last hour is summed by then

A_DAY = timedelta(days=1)
_AT = r"([01][0-9]|2[0-3]):[0-5][0-9]"


class Period(msgspec.Struct, frozen=True, order=True):
    """Days that belong together, both counted."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Each of them."""
        return [self.first + A_DAY * number for number in range((self.last - self.first).days + 1)]


class Timetable(msgspec.Struct, frozen=True):
    """When a report is sent: ``at`` that time of the day after its period, weekly ones on ``weekday`` (0 is Monday) of
    the week after, monthly ones on ``day`` of the month after."""

    every: str = DAILY
    at: str = "08:00"
    weekday: int = 0
    day: int = 1

    def due(self, period: Period, zone: str) -> datetime:
        """When the report of this period is due, once all of it is counted; UTC."""
        after = {DAILY: 0, WEEKLY: self.weekday, MONTHLY: self.day - 1}[self.every]
        day = period.last + A_DAY * (after + 1)
        return max(local_moment(day, self.at, zone), local_moment(day, "00:00", zone) + COUNTED_AFTER)


def period_of(every: str, day: date) -> Period:
    """The day, week or month in which this day is."""
    if every == DAILY:
        return Period(day, day)
    if every == WEEKLY:
        monday = day - A_DAY * day.weekday()
        return Period(monday, monday + A_DAY * 6)
    first = day.replace(day=1)
    return Period(first, (first + A_DAY * 31).replace(day=1) - A_DAY)


def following(every: str, period: Period) -> Period:
    """The next one."""
    return period_of(every, period.last + A_DAY)


def before(every: str, period: Period) -> Period:
    """The one before."""
    return period_of(every, period.first - A_DAY)


def next_period(timetable: Timetable, zone: str, now: datetime) -> Period:
    """The first period whose report is due after now."""
    every = timetable.every
    period = before(every, before(every, period_of(every, local_date(now, zone))))
    while timetable.due(period, zone) <= now:
        period = following(every, period)
    return period


def overdue(timetable: Timetable, first: Period, zone: str, now: datetime) -> list[Period]:
    """The periods from this one on whose reports are due by now."""
    return list(_overdue(timetable, first, zone, now))


def _overdue(timetable: Timetable, period: Period, zone: str, now: datetime) -> Iterator[Period]:
    while timetable.due(period, zone) <= now:
        yield period
        period = following(timetable.every, period)


def made_good(every: str, periods: list[Period]) -> tuple[list[Period], list[Period]]:
    """Of what is due, what is sent, and what is too old for that."""
    number = MADE_GOOD[every]
    return periods[-number:], periods[:-number]


def checked_at(at: str) -> str:
    """A time of day. Raises ``Invalid``."""
    if not re.fullmatch(_AT, at):
        raise Invalid.field("at", "a time of day such as 08:00")
    return at


def read_period(every: str, first: str) -> Period:
    """The period that begins on this day, as it is stored."""
    return period_of(every, times.read_day(first))
