"""How a deadline runs (D5): so much time from a moment on, counted by the calendar or while the plan is open. Pure.

    course = begun(Allowance(7200, WORKING), now)
    course = paused(course, now, calendar)          # while the customer is waited for, no time passes
    course = resumed(course, now)
    course = counted(course, at, before)            # the hours are others from then on: what passed, passed by the old
    due_at(course, calendar), warn_at(course, calendar), remaining(course, now, calendar)

A course keeps what was spent up to ``since`` and counts from there, so each minute is counted by the hours that held
when it passed, whatever changes later. Moments are aware and come back in UTC. While a plan does not open for 400 days
it has no working time: there the calendar counts.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.text import among
from chalicelib.plans.model.hours.clock import FAR, after_working_time, next_opening, working_time_between
from chalicelib.plans.model.hours.week import Hours
from chalicelib.plans.model.survey import CALENDAR, WORKING

COUNTED = (CALENDAR, WORKING)
WARNED_AFTER = 80  # per cent of the time
LEAST, MOST = 10, 90 * 86_400  # seconds

NOTHING = timedelta()


class Allowance(msgspec.Struct, frozen=True):
    """So many ``seconds`` of working time of the plan, or of time by the calendar."""

    seconds: Annotated[int, msgspec.Meta(ge=LEAST, le=MOST)]
    time: Annotated[str, among(*COUNTED)] = WORKING

    @property
    def whole(self) -> timedelta:
        """All of it."""
        return timedelta(seconds=self.seconds)


class Calendar(msgspec.Struct, frozen=True):
    """When a plan is open: its hours (None: always) and the zone of their clock."""

    hours: Hours | None
    zone: str


class Course(msgspec.Struct, frozen=True):
    """A deadline that runs: ``spent`` of what is allowed until ``since``, from where on it is counted; None: paused."""

    allowed: Allowance
    since: datetime | None
    spent: timedelta = NOTHING

    @property
    def left(self) -> timedelta:
        """What was left at ``since``, or when it was paused; less than nothing once it is late."""
        return self.allowed.whole - self.spent


def begun(allowed: Allowance, at: datetime) -> Course:
    """From this moment on."""
    return Course(allowed, at)


def counted(course: Course, at: datetime, calendar: Calendar) -> Course:
    """What passed until then is spent by this calendar; from there on another may count. Twice is once.

    What stands still, or counts from a later moment, stays as it is.
    """
    if course.since is None or at <= course.since:
        return course
    return replace(course, spent=course.spent + _passed(course.allowed.time, course.since, at, calendar), since=at)


def paused(course: Course, at: datetime, calendar: Calendar) -> Course:
    """Nothing passes from then on."""
    return replace(counted(course, at, calendar), since=None)


def resumed(course: Course, at: datetime) -> Course:
    """It goes on where it stood; one that runs stays as it is."""
    return replace(course, since=at) if course.since is None else course


def changed(course: Course, allowed: Allowance, at: datetime, calendar: Calendar) -> Course:
    """Other time is allowed now (another priority, level or policy): what is spent stays spent."""
    return replace(counted(course, at, calendar), allowed=allowed)


def due_at(course: Course, calendar: Calendar) -> datetime | None:
    """When it is late, if nothing changes; None while it is paused."""
    return _reached(course, course.allowed.whole, calendar)


def warn_at(course: Course, calendar: Calendar) -> datetime | None:
    """When four fifths of it are over; None while it is paused."""
    return _reached(course, course.allowed.whole * WARNED_AFTER / 100, calendar)


def remaining(course: Course, now: datetime, calendar: Calendar) -> timedelta:
    """What is left of it, in the time it is counted in; less than nothing once it is late."""
    if course.since is None or now <= course.since:
        return course.left
    return course.left - _passed(course.allowed.time, course.since, now, calendar)


def _passed(time: str, since: datetime, until: datetime, calendar: Calendar) -> timedelta:
    hours, zone, total = _hours(time, calendar), calendar.zone, NOTHING
    while since < until:
        end = since + FAR
        part = working_time_between(hours, zone, since, min(until, end))
        total += part if part or next_opening(hours, zone, since) else min(until, end) - since
        since = end
    return total


def _reached(course: Course, spent: timedelta, calendar: Calendar) -> datetime | None:
    """The moment at which so much is spent; one that lies before ``since`` is ``since``."""
    if course.since is None:
        return None
    at, left = course.since.astimezone(UTC), spent - course.spent
    hours, zone = _hours(course.allowed.time, calendar), calendar.zone
    while (reached := after_working_time(hours, zone, at, left)) is None:
        if next_opening(hours, zone, at):
            left -= working_time_between(hours, zone, at, at + FAR)
        elif left <= FAR:
            return at + left
        else:
            left -= FAR
        at += FAR
    return reached


def _hours(time: str, calendar: Calendar) -> Hours | None:
    return calendar.hours if time == WORKING else None
