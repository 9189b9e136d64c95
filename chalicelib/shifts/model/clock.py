"""What the desk's wall clock means: one moment for each time of each day, in the order of these times. Pure.

The moment of a local time is the first one at which the clock there shows that time or a later one. So a time that the
clock leaves out (spring) is the moment it jumps, a time that it shows twice (autumn) is the first; and shifts that
touch by the clock touch in real time, whatever the clock does between. A desk whose time zone was another before has
one clock all the same: the old zone's until it changed, the new one's since.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.people.model.agents import DeskRecord
from chalicelib.people.model.zones import FormerZone, zone_at

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)  # of days that are planned or asked about


class Clock(msgspec.Struct, frozen=True):
    """The zone of the desk, and those of before, the first one first."""

    zone: str
    former: tuple[FormerZone, ...] = ()

    @classmethod
    def of(cls, record: DeskRecord) -> Clock:
        """The clock of this desk."""
        return cls(record.time_zone, record.former_zones)

    def moment(self, day: date, minute: int) -> datetime:
        """When the clock there shows so many minutes after that day's 00:00 (1440 and more: on the next); UTC."""
        wall = datetime.combine(day, time()) + minute * _MINUTE
        since: datetime | None = None
        for each in self.former:
            at = _first(wall, each.time_zone)
            at = max(at, since) if since is not None else at
            if at < each.until:  # a zone that held for no time has no moments
                return at
            since = each.until
        at = _first(wall, self.zone)
        return max(at, since) if since is not None else at

    def day_of(self, at: datetime) -> date:
        """The date there at that moment."""
        return self.local(at).date()

    def local(self, at: datetime) -> datetime:
        """The same moment as the clock there shows it."""
        return at.astimezone(ZoneInfo(zone_at(self.former, self.zone, at)))

    def hours(self, days: Sequence[date]) -> list[tuple[date, int, datetime, datetime]]:
        """Every hour of these days by the clock: day, hour, from when until when. One that the clock leaves out is not
        there; one that it shows twice is as long as both."""
        every = [(day, hour) for day in days for hour in range(24)]
        bounds = [(day, hour, self.moment(day, hour * 60), self.moment(day, hour * 60 + 60)) for day, hour in every]
        return [each for each in bounds if each[2] < each[3]]


def _first(wall: datetime, zone: str) -> datetime:
    """The first moment at which the clock of the zone shows this time or a later one; UTC."""
    place = ZoneInfo(zone)
    at = wall.replace(tzinfo=place).astimezone(UTC)
    if at.astimezone(place).replace(tzinfo=None) == wall:
        return at
    before = wall.replace(tzinfo=place, fold=1).astimezone(UTC)  # the clock has not jumped yet
    while at - before > timedelta(seconds=1):
        middle = before + (at - before) // 2
        middle = middle.replace(microsecond=0)
        before, at = (before, middle) if middle.astimezone(place).replace(tzinfo=None) >= wall else (middle, at)
    return at


def may_be_planned(day: date) -> bool:
    """Whether it is a day that somebody may plan or ask about: there is a week before it and one after it."""
    return EARLIEST <= day <= LATEST


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - day.weekday() * _DAY


def days_of(monday: date) -> list[date]:
    """The seven days of a week."""
    return [monday + number * _DAY for number in range(7)]
