"""From what somebody asks for to when it is and what it takes of their balance (B8). Pure.

Days are the desk's days. A whole day off is a shift off: one that runs past midnight belongs to the day on which it
begins, so leave on that day goes on until the shift's end, and leave on the next day begins there. In a week in which
something of theirs is published the days with a shift count; in any other, weekdays do, with the holidays and make-up
days of the country. Half a day is half of the day's shift, or the time before or after noon.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import msgspec

from chalicelib.attendance.model.kinds import A_DAY, LeaveKind
from chalicelib.attendance.model.requests import BY_HOURS, FIRST_HALF, SECOND_HALF, WHOLE, LeaveAsked, Part
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.shifts.model.clock import Clock, monday_of
from chalicelib.shifts.model.patterns import days_shown
from chalicelib.shifts.model.roster import OnDuty

MOST_DAYS, AHEAD = 200, timedelta(days=400)
ONE = timedelta(days=1)
MINUTE = timedelta(minutes=1)
NOON, MIDNIGHT = A_DAY + 240, 24 * 60


class Wanted(msgspec.Struct, frozen=True):
    """What somebody asks for: days from ``first`` to ``last``, or a ``part`` of one day; hours from ``start_minute`` to
    ``end_minute``, since that day's 00:00 (beyond 1440 on the next one)."""

    kind_id: str
    first: date
    last: date
    part: Part = WHOLE
    start_minute: int | None = None
    end_minute: int | None = None
    reason: str = ""


class Circumstances(msgspec.Struct, frozen=True):
    """The desk's clock, what is published of whoever asks from the week of the first day to that of the last, the
    country whose holidays hold, and today there."""

    clock: Clock
    spans: tuple[OnDuty, ...]
    country: str | None
    today: date
    back_days: int = 7

    def of_day(self, day: date) -> list[OnDuty]:
        """Their shifts of that day, in order."""
        return sorted((each for each in self.spans if each.day == day), key=lambda each: each.since)


def counted(wanted: Wanted, kind: LeaveKind | None, known: Circumstances) -> tuple[LeaveAsked, datetime, datetime]:
    """The leave, and from when until when it is. Raises ``Invalid`` naming what does not hold."""
    kind = checked(wanted, kind, known.today, known.back_days)
    since, until = _time(wanted, known)
    if since >= until:
        raise Invalid.field("last", "there is nothing to be off from")
    minutes = _minutes(wanted, kind, known, since, until)
    if not sum(minutes.values()):
        raise Invalid.field("last", "none of these days is a working day")
    has_balance = kind.minutes_a_year is not None
    asked = LeaveAsked(
        kind.kind_id, kind.names, wanted.first, wanted.last, wanted.part, minutes, has_balance, kind.paid, kind.color
    )
    return asked, since, until


def checked(wanted: Wanted, kind: LeaveKind | None, today: date, back_days: int) -> LeaveKind:
    """The kind of leave that is asked for, if all of it holds. Raises ``Invalid`` naming every field that does not."""
    wrong = WrongFields()
    if not -back_days <= (wanted.first - today).days <= AHEAD.days:
        wrong.add("first", f"at most {back_days} days ago, and within {AHEAD.days} days")
    if not 0 <= (wanted.last - wanted.first).days < MOST_DAYS:
        wrong.add("last", f"not before the first day, and at most {MOST_DAYS} days")
    if wanted.part != WHOLE and wanted.last != wanted.first:
        wrong.add("last", "a part of one day is on one day")
    start, end = wanted.start_minute, wanted.end_minute
    if wanted.part == BY_HOURS:
        if start is None or not 0 <= start < MIDNIGHT:
            wrong.add("start_minute", "a minute of the day, 0 to 1439")
        elif end is None or not start < end <= start + MIDNIGHT:
            wrong.add("end_minute", "after the start, and within 24 hours")
    elif start is not None or end is not None:
        wrong.add("start_minute", "only with hours")
    if kind is None or not kind.active:
        wrong.add("kind_id", "no such kind of leave")
    wrong.refuse()
    if kind is None:
        raise Invalid.field("kind_id", "no such kind of leave")
    return kind


def _time(wanted: Wanted, known: Circumstances) -> tuple[datetime, datetime]:
    clock, day = known.clock, wanted.first
    if wanted.part == BY_HOURS:
        start, end = wanted.start_minute or 0, wanted.end_minute or 0
        return clock.moment(day, start), clock.moment(day, end)
    begins = _end_of_night(known, day - ONE, clock.moment(day, 0))
    ends = _end_of_night(known, wanted.last, clock.moment(wanted.last, MIDNIGHT))
    if wanted.part == WHOLE:
        return begins, ends
    middle = _middle(known, day)
    return (begins, middle) if wanted.part == FIRST_HALF else (middle, ends)


def _end_of_night(known: Circumstances, day: date, midnight: datetime) -> datetime:
    """The end of that day: midnight, or when its shift ends that runs beyond it."""
    return max([midnight, *(each.until for each in known.of_day(day))])


def _middle(known: Circumstances, day: date) -> datetime:
    """Half of the day's shift; noon where there is none."""
    shifts = known.of_day(day)
    if not shifts:
        return known.clock.moment(day, NOON)
    since, until = shifts[0].since, max(each.until for each in shifts)
    half = int((until - since) / MINUTE) // 2
    return since + half * MINUTE


def _minutes(
    wanted: Wanted, kind: LeaveKind, known: Circumstances, since: datetime, until: datetime
) -> Mapping[int, int]:
    """What it takes of the balance, by the year of the day."""
    if wanted.part == BY_HOURS:
        length = -int((since - until) / MINUTE)
        return {wanted.first.year: min(max(length, 1), A_DAY)}
    if wanted.part in (FIRST_HALF, SECOND_HALF):
        return {wanted.first.year: A_DAY // 2}
    days = [wanted.first + number * ONE for number in range((wanted.last - wanted.first).days + 1)]
    minutes: dict[int, int] = {}
    for day in days if kind.every_day else working_days(days, known):
        minutes[day.year] = minutes.get(day.year, 0) + A_DAY
    return minutes


def working_days(days: Sequence[date], known: Circumstances) -> list[date]:
    """Those of the days on which they would work."""
    planned = {each.day for each in known.spans}
    published = {monday_of(each) for each in planned}
    free = {
        each.day
        for each in days_shown(days, known.country)
        if not each.made_up and (each.holiday is not None or each.day.weekday() >= 5)
    }
    return [each for each in days if (each in planned if monday_of(each) in published else each not in free)]
