"""A roster: who works when in a group, week by week; drafts and what was published of them (B8). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.core.errors import Conflict, Invalid, members
from chalicelib.shifts.model.clock import Clock, days_of
from chalicelib.shifts.model.kinds import DAY, Kind, checked_span

MOST_A_DAY = 3
MOST_CHANGES, LONGEST_REASON = 20, 200


class Pause(msgspec.Struct, frozen=True, order=True):
    """A planned break, in minutes since 00:00 of the day on which its shift begins."""

    start_minute: int
    end_minute: int
    paid: bool = True


class Shift(msgspec.Struct, frozen=True, order=True):
    """Somebody's shift on a day, by the wall clock; as its kind was when it was planned."""

    day: date
    start_minute: int
    end_minute: int
    kind_id: str
    name: str
    color: str
    pauses: tuple[Pause, ...] = ()

    @property
    def minutes(self) -> int:
        """Working time by the wall clock: without breaks that are not paid."""
        unpaid = sum(each.end_minute - each.start_minute for each in self.pauses if not each.paid)
        return self.end_minute - self.start_minute - unpaid


class Line(msgspec.Struct, frozen=True):
    """An agent's week in a group. ``draft``: as it is planned; ``published``: as they were told (None: never).

    ``version``: one more with each change of either.
    """

    group_id: str
    week: date
    agent_id: str
    draft: tuple[Shift, ...] = ()
    published: tuple[Shift, ...] | None = None
    version: int = 0

    @property
    def is_changed(self) -> bool:
        """Whether the agent was told something else, or nothing, of what is planned."""
        return self.draft != (self.published or ()) or (self.published is None and bool(self.draft))


class DayChange(msgspec.Struct, frozen=True):
    """What is other on a day than it was published."""

    day: date
    before: tuple[Shift, ...]
    after: tuple[Shift, ...]


class Told(msgspec.Struct, frozen=True):
    """What an agent knows of a week of theirs in a group: a copy of what was published of their line.

    ``changes``: what became other by the last publication, if it was one of a week they knew; for this ``reason``.
    ``seen``: whether they have looked at it since. ``group_name``: for who reads it.
    """

    group_id: str
    group_name: str
    week: date
    agent_id: str
    shifts: tuple[Shift, ...] = ()
    changes: tuple[DayChange, ...] = ()
    reason: str = ""
    published_at: datetime | None = None
    by_name: str = ""
    seen: bool = False
    version: int = 1


class RealPause(msgspec.Struct, frozen=True):
    """A break in real time (UTC), half-open."""

    since: datetime
    until: datetime
    paid: bool = True


class OnDuty(msgspec.Struct, frozen=True):
    """A shift of somebody's in a group, in real time: from ``since`` up to, but not with, ``until`` (UTC).

    ``pauses``: its breaks. ``day``: the local date it belongs to.
    """

    agent_id: str
    group_id: str
    day: date
    since: datetime
    until: datetime
    kind_id: str
    name: str
    color: str
    pauses: tuple[RealPause, ...] = ()

    def is_on(self, at: datetime) -> bool:
        """Whether it runs at that moment."""
        return self.since <= at < self.until

    def is_paused(self, at: datetime) -> bool:
        """Whether one of its breaks is then."""
        return any(each.since <= at < each.until for each in self.pauses)


class RosterMoved(Conflict):
    """Somebody else has planned there since it was read; ``version`` is the present one."""

    code = "changed_meanwhile"
    title = "Somebody else changed this at the same time"
    beside = members(version=int, agent_id=str)


def in_real_time(shift: Shift, agent_id: str, group_id: str, clock: Clock) -> OnDuty:
    """The shift as the desk's clock has it."""
    return OnDuty(
        agent_id,
        group_id,
        shift.day,
        clock.moment(shift.day, shift.start_minute),
        clock.moment(shift.day, shift.end_minute),
        shift.kind_id,
        shift.name,
        shift.color,
        tuple(
            RealPause(clock.moment(shift.day, each.start_minute), clock.moment(shift.day, each.end_minute), each.paid)
            for each in shift.pauses
        ),
    )


def all_in_real_time(lines: Iterable[Line | Told], clock: Clock) -> Iterator[OnDuty]:
    """Every published shift of these lines."""
    for line in lines:
        shifts = line.shifts if isinstance(line, Told) else line.published or ()
        for each in shifts:
            yield in_real_time(each, line.agent_id, line.group_id, clock)


def of_kind(kind: Kind, day: date, pauses: Sequence[Pause] | None = None) -> Shift:
    """A shift of this kind on that day; its breaks as early as they may be, if none are said."""
    placed = pauses if pauses is not None else earliest(kind)
    return Shift(day, kind.start_minute, kind.end_minute, kind.kind_id, kind.name, kind.color, tuple(placed))


def earliest(kind: Kind) -> tuple[Pause, ...]:
    """The kind's breaks, each as early as it may be."""
    return tuple(Pause(each.start_minute, each.start_minute + each.minutes, each.paid) for each in kind.breaks)


def checked_shifts(shifts: Iterable[Shift], week: date) -> tuple[Shift, ...]:
    """The shifts of a week, in order. Raises ``Invalid``: of another week, two at once, too many of a day."""
    ordered = tuple(sorted(shifts))
    days = set(days_of(week))
    for number, each in enumerate(ordered):
        if each.day not in days:
            raise Invalid.field(f"shifts.{number}.day", "a day of this week")
        checked_span(each.start_minute, each.end_minute, f"shifts.{number}.end_minute")
        last = each.start_minute
        for pause in each.pauses:
            if (
                pause.start_minute < last
                or pause.end_minute > each.end_minute
                or pause.end_minute <= pause.start_minute
            ):
                raise Invalid.field(f"shifts.{number}.pauses", "within the shift, one after the other")
            last = pause.end_minute
    for before, after in pairwise(ordered):
        if end_of(before) > (after.day, after.start_minute):
            raise Invalid.field("shifts", f"two at once on {times.stored(after.day)}")
    if any(sum(each.day == day for each in ordered) > MOST_A_DAY for day in days):
        raise Invalid.field("shifts", f"at most {MOST_A_DAY} a day")
    return ordered


def end_of(shift: Shift) -> tuple[date, int]:
    """The day and minute at which it ends by the wall clock."""
    days, minute = divmod(shift.end_minute, DAY)
    return shift.day + timedelta(days=days), minute


def changes_between(was: Iterable[Shift], now: Iterable[Shift]) -> tuple[DayChange, ...]:
    """What is other than it was, day by day."""
    before, after = by_day(was), by_day(now)
    days = sorted(before.keys() | after.keys())
    pairs = ((day, before.get(day, ()), after.get(day, ())) for day in days)
    return tuple(DayChange(day, old, new) for day, old, new in pairs if old != new)


def by_day(shifts: Iterable[Shift]) -> Mapping[date, tuple[Shift, ...]]:
    """The shifts of each day."""
    days: dict[date, tuple[Shift, ...]] = {}
    for each in shifts:
        days[each.day] = (*days.get(each.day, ()), each)
    return days


def moved_to(shifts: Iterable[Shift], by: timedelta) -> tuple[Shift, ...]:
    """The same shifts so many days later."""
    return tuple(replace(each, day=each.day + by) for each in shifts)


def placed(shift: Shift, kind: Kind, others: Iterable[Shift]) -> Shift:
    """The shift with its kind's breaks where no more of the ``others`` have theirs at once than the kind allows, as
    early as that may be; where there is no such time, where fewest have it."""
    near = [each for each in others if each.day == shift.day and each.kind_id == shift.kind_id]
    pauses: list[Pause] = []
    for number, each in enumerate(kind.breaks):
        theirs = [other.pauses[number] for other in near if number < len(other.pauses)]
        starts = range(each.start_minute, each.end_minute - each.minutes + 1, 5)

        def crowd(start: int, length: int = each.minutes, theirs: Sequence[Pause] = theirs) -> int:
            return most_at_once([one for one in theirs if one.start_minute < start + length and one.end_minute > start])

        free = (start for start in starts if not each.at_once or crowd(start) < each.at_once)
        at = next(free, None)
        if at is None:
            at = min(starts, key=lambda start: (crowd(start), start))
        pauses.append(Pause(at, at + each.minutes, each.paid))
    return replace(shift, pauses=tuple(pauses))


def most_at_once(pauses: Sequence[Pause]) -> int:
    """How many of these breaks there are at one moment at most."""
    return max((sum(o.start_minute <= each.start_minute < o.end_minute for o in pauses) for each in pauses), default=0)


class RosterChanged(msgspec.Struct, frozen=True):
    """What is published of somebody's week in a group is another."""

    agent_id: str
    group_id: str
    week: date
