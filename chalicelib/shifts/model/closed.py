"""From shifts to the stretches in which nothing is given to somebody: the other side of being on duty (B8). Pure.

A week binds in a group that says so once it is published. Whoever is in several groups has one working time: where any
week of theirs binds, they are on duty while any published shift of theirs runs, of whichever group. The last minutes
are the most that any of their binding groups says. Leave counts for whoever is in a group that binds, published or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec

from chalicelib.people.model.duty import OFF_DUTY, ON_LEAVE, SHIFT_BREAK, SHIFT_ENDING, Closed, Duty, Running, joined
from chalicelib.shifts.model.clock import Clock, monday_of
from chalicelib.shifts.model.kinds import DAY
from chalicelib.shifts.model.roster import OnDuty
from chalicelib.shifts.model.stretches import both, merged, without

AHEAD = timedelta(hours=60)
MOST = 16  # stretches kept with an agent: about a kilobyte of what each of their requests reads


class Leave(msgspec.Struct, frozen=True):
    """Somebody's leave that was approved, in real time. ``kind``: what for, a word of whoever keeps leave."""

    leave_id: str
    agent_id: str
    since: datetime
    until: datetime
    kind: Annotated[str, msgspec.Meta(max_length=40)] = ""


class Bound(msgspec.Struct, frozen=True):
    """What binds an agent: the weeks (their Mondays) that are published in binding groups, and the last minutes.

    ``leave_binds``: whether any of their groups is binding at all.
    """

    weeks: tuple[date, ...] = ()
    last_minutes: int = 0
    leave_binds: bool = False


def duty_of(
    bound: Bound,
    shifts: Sequence[OnDuty],
    leaves: Iterable[Leave],
    clock: Clock,
    now: datetime,
    before: Duty | None,
) -> Duty | None:
    """What stands with an agent from now on; None: nothing does. The times of before that a supervisor granted hold."""
    end = now + AHEAD
    granted = (before.granted_until if before is not None else None) or now
    weeks = [(clock.moment(week, 0), clock.moment(week, 7 * DAY)) for week in sorted(bound.weeks)]
    on = merged((each.since, each.until) for each in shifts)
    off = without(without(merged(weeks), on), [(now, granted)] if granted > now else [])
    pauses = merged((pause.since, pause.until) for each in shifts for pause in each.pauses)
    last = timedelta(minutes=bound.last_minutes)
    ending = [(max(until - last, since), until) for since, until in on] if last else []
    ending = without(ending, [(now, granted)] if granted > now else [])
    theirs = [(each.since, each.until) for each in shifts if monday_of(each.day) in bound.weeks]
    inside = merged([*weeks, *theirs])
    away = [(each.since, each.until) for each in leaves] if bound.leave_binds else []
    # of what is so at once, the stronger one counts: leave, off duty, break, the last minutes
    strong = merged(away)
    closed = [Closed(a, b, ON_LEAVE) for a, b in strong]
    closed += [Closed(a, b, OFF_DUTY) for a, b in without(off, strong)]
    paused = without(both(pauses, inside), strong)
    closed += [Closed(a, b, SHIFT_BREAK) for a, b in paused]
    closed += [Closed(a, b, SHIFT_ENDING) for a, b in without(without(both(ending, inside), strong), merged(paused))]
    kept = [each for each in joined(closed) if each.until > now and each.since < end][:MOST]
    running = tuple(sorted(Running(s.group_id, s.since, s.until) for s in shifts if s.is_on(now)))
    granted_by = before.granted_by if before is not None and granted > now else None
    duty = Duty(tuple(kept), running=running, granted_until=granted if granted > now else None, granted_by=granted_by)
    return duty if kept or running or granted > now else None


def next_edge(shifts: Iterable[OnDuty], duty: Duty | None, now: datetime) -> datetime | None:
    """When something of it is next otherwise: a shift begins or ends, or something is closed or open."""
    edges = [at for each in shifts for at in (each.since, each.until)]
    edges += [at for each in (duty.closed if duty is not None else ()) for at in (each.since, each.until)]
    if duty is not None and duty.granted_until is not None:
        edges.append(duty.granted_until)
    return min((at for at in edges if at > now), default=None)
