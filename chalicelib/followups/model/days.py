"""Days by the wall clock of a time zone.

A local time that does not exist (the hour left out in spring) is the moment as much later as the clock jumps; one that
exists twice (autumn) is the first. So each local date has one moment, and moments are in the order of their dates.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.core import times


def local_date(at: datetime, zone: str) -> date:
    """The date there at that moment."""
    return at.astimezone(ZoneInfo(zone)).date()


def local_moment(day: date, at: str, zone: str) -> datetime:
    """When the clock there shows ``at`` (such as 09:00) on that day; UTC."""
    return datetime.combine(day, times.read_time_of_day(at), ZoneInfo(zone)).astimezone(UTC)


def end_of(day: date, zone: str) -> datetime:
    """The end of the day there: the next one's midnight; UTC."""
    return local_moment(day + timedelta(days=1), "00:00", zone)
