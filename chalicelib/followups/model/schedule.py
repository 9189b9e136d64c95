"""When campaigns and rules are due, by the wall clock of a plan's time zone.

A local time that does not exist (the hour left out in spring) is the moment as much later as the clock jumps; one that
exists twice (autumn) is the first. So each local date has one moment, and moments are in the order of their dates.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.core import times
from chalicelib.core.errors import Invalid

DAY, WEEK = "day", "week"

_AT = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def local_date(at: datetime, zone: str) -> date:
    """The date there at that moment."""
    return at.astimezone(ZoneInfo(zone)).date()


def local_moment(day: date, at: str, zone: str) -> datetime:
    """When the clock there shows ``at`` (such as 09:00) on that day; UTC."""
    return datetime.combine(day, times.read_time_of_day(at), ZoneInfo(zone)).astimezone(UTC)


def end_of(day: date, zone: str) -> datetime:
    """The end of the day there: the next one's midnight; UTC."""
    return local_moment(day + timedelta(days=1), "00:00", zone)


def next_run(every: str, weekday: int, at: str, zone: str, after: datetime) -> datetime:
    """The first moment after ``after`` that is due: ``at`` each day, or each week on ``weekday`` (0 is Monday)."""
    day = local_date(after, zone) - timedelta(days=1)
    while True:
        if every == DAY or day.weekday() == weekday:
            moment = local_moment(day, at, zone)
            if moment > after:
                return moment
        day += timedelta(days=1)


def first_day(every: str, day: date) -> date:
    """The day on which the day or week (of Monday) of this day began: from then on a quota counts."""
    return day if every == DAY else day - timedelta(days=day.weekday())


def last_day(every: str, day: date) -> date:
    """The last day for what a run of that day plans: before the next run comes."""
    return day if every == DAY else day + timedelta(days=6)


def checked_at(at: str) -> str:
    """A time of day. Raises ``Invalid``."""
    if not _AT.fullmatch(at):
        raise Invalid.field("at", "a time of day such as 09:00")
    return at
