"""Check lists: what is looked at, at which times, and when that is due next (B8). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.text import Id
from chalicelib.core.times import read_time_of_day

MOST_POINTS, MOST_TIMES, MOST_LISTS = 40, 48, 50
LONGEST_POINT, LONGEST_HOW = 120, 300
WEEK = 7
SHORTEST, LONGEST = 5, 720  # minutes to fill a check in

Clock = Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Point(msgspec.Struct, frozen=True):
    """Something that is looked at, and ``how`` in short."""

    point_id: str
    text: str
    how: str = ""


class PointForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``point_id``: of one that there is; left out for a new one."""

    text: Annotated[str, msgspec.Meta(max_length=LONGEST_POINT)]
    how: Annotated[str, msgspec.Meta(max_length=LONGEST_HOW)] = ""
    point_id: Id | None = None


class CheckList(msgspec.Struct, frozen=True):
    """What the people of a group look at: at these ``times`` (hours and minutes on the desk's clock) on these
    ``weekdays`` (Monday is 0), with so many ``minutes`` to do it. ``next_at``: when it is due next (None: never, while
    it is archived). ``version``: one more with each change."""

    kind: ClassVar[str] = "list"

    list_id: str
    group_id: str
    name: str
    points: tuple[Point, ...]
    times: tuple[str, ...]
    weekdays: tuple[int, ...]
    minutes: int
    created_at: datetime
    next_at: datetime | None = None
    archived: bool = False
    version: int = 1

    @property
    def key(self) -> str:
        return self.list_id

    @property
    def at(self) -> datetime:
        return self.created_at

    @property
    def whose(self) -> str:
        return self.group_id

    @property
    def lists(self) -> frozenset[str]:
        return frozenset({f"list#{self.group_id}"})

    @property
    def texts(self) -> Sequence[str]:
        return ()  # its checks are found, not what they are made from


def due_after(checklist: CheckList, after: datetime, zone: str) -> datetime | None:
    """The first moment behind ``after`` at which it is due; None: never. A time that a clock leaves out when it is put
    forward is as much later; of one that comes twice the first counts."""
    if checklist.archived or not checklist.times or not checklist.weekdays:
        return None
    return next((each for each in _moments(checklist, after, zone) if each > after), None)


def passed_between(checklist: CheckList, after: datetime, until: datetime, zone: str, most: int) -> int:
    """How often it was due behind ``after`` and up to ``until``; at most so many are counted."""
    number = 0
    for each in _moments(checklist, after, zone):
        if each > until or number == most:
            break
        number += each > after
    return number


def _moments(checklist: CheckList, after: datetime, zone: str) -> Iterator[datetime]:
    """From the day of ``after``, in order, for as long as anybody asks, a year at most."""
    there, first = ZoneInfo(zone), after.astimezone(ZoneInfo(zone)).date()
    for ahead in range(366):
        day = first + timedelta(days=ahead)
        if day.weekday() in checklist.weekdays:
            yield from sorted(_moment(day, each, there) for each in checklist.times)


def _moment(day: date, clock: str, zone: ZoneInfo) -> datetime:
    local = datetime.combine(day, read_time_of_day(clock), zone)
    return local.astimezone(ZoneInfo("UTC"))


def checked_times(times: Sequence[str], every: int | None, first: str | None, last: str | None) -> tuple[str, ...]:
    """Hours and minutes, in order, each once: those named, or ``every`` so many minutes from ``first`` to ``last``.
    Raises ``Invalid``."""
    if every is not None:
        if times:
            raise Invalid.field("every_minutes", "either times or every so many minutes")
        times = _every(every, first or "00:00", last or "23:59")
    if not 1 <= len(times) <= MOST_TIMES:
        raise Invalid.field("times", f"1 to {MOST_TIMES} times a day")
    if len(set(times)) < len(times):
        raise Invalid.field("times", "each once")
    return tuple(sorted(times))


def _every(minutes: int, first: str, last: str) -> list[str]:
    at, end = _minute(first), _minute(last)
    if end < at:
        raise Invalid.field("last", "not before the first")
    return [f"{each // 60:02d}:{each % 60:02d}" for each in range(at, end + 1, minutes)]


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def checked_weekdays(weekdays: Sequence[int]) -> tuple[int, ...]:
    """Days of the week, Monday is 0, in order, each once. Raises ``Invalid``."""
    days = tuple(sorted(set(weekdays)))
    if not days or len(days) < len(weekdays) or days[0] < 0 or days[-1] >= WEEK:
        raise Invalid.field("weekdays", "at least one of 0 (Monday) to 6, each once")
    return days
