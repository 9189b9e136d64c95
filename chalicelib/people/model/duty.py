"""When somebody is not given conversations, since their groups' shifts are binding: off duty, breaks, leave (B8). Pure.

The room that keeps rosters writes it with each change of them and at each boundary: the stretches of the next days in
which nothing is to be given to the agent. So what is so at a moment is known exactly, whenever that was written last.
Beyond the last stretch nothing is closed: of what nobody planned nothing binds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, members

OFF_DUTY, ON_LEAVE, SHIFT_BREAK, SHIFT_ENDING = "off_duty", "on_leave", "shift_break", "shift_ending"
REASONS = (OFF_DUTY, ON_LEAVE, SHIFT_BREAK, SHIFT_ENDING)
GONE = (OFF_DUTY, ON_LEAVE)  # they are not to be there at all


class Closed(msgspec.Struct, frozen=True):
    """From ``since`` up to, but not with, ``until`` nothing is given to them, for this ``reason``."""

    since: datetime
    until: datetime
    reason: str


class Running(msgspec.Struct, frozen=True, order=True):
    """A published shift of a group's that runs."""

    group_id: str
    since: datetime
    until: datetime


class Duty(msgspec.Struct, frozen=True, omit_defaults=True):
    """``closed``: the next such stretches, in order, none over another. ``off`` and ``until``: what was so when this
    was written (None: open), and until when; ``following``: what is so then. ``running``: the shifts that ran.
    ``look_at``: when it is looked at again. ``granted_until``: until when a supervisor lets them be there though they
    are off duty, by ``granted_by``."""

    closed: tuple[Closed, ...] = ()
    off: str | None = None
    until: datetime | None = None
    following: str | None = None
    running: tuple[Running, ...] = ()
    look_at: datetime | None = None
    granted_until: datetime | None = None
    granted_by: str | None = None


def closed_at(duty: Duty | None, now: datetime) -> str | None:
    """Why nothing is to be given to them at this moment, or None."""
    stretches = duty.closed if duty is not None else ()
    return next((each.reason for each in stretches if each.since <= now < each.until), None)


def is_gone(duty: Duty | None, now: datetime) -> bool:
    """Whether they are off duty or on leave."""
    return closed_at(duty, now) in GONE


def opens_at(duty: Duty | None, now: datetime) -> datetime | None:
    """When nobody is kept from being there any more: now, or at the end of what they are off for. None: not known."""
    at = now
    for each in duty.closed if duty is not None else ():
        if each.since <= at < each.until and each.reason in GONE:
            at = each.until
    return at if not is_gone(duty, at) else None


def as_of(duty: Duty, now: datetime) -> Duty:
    """The same as it is to be written at this moment: without what is over, with what is so now."""
    left = tuple(each for each in duty.closed if each.until > now)
    off = closed_at(duty, now)
    edges = [each.until if each.since <= now else each.since for each in left]
    until = min(edges, default=None)
    following = closed_at(duty, until) if until is not None else None
    granted = duty.granted_until is not None and duty.granted_until > now
    kept = replace(duty, closed=left, off=off, until=until, following=following)
    return kept if granted else replace(kept, granted_until=None, granted_by=None)


def joined(stretches: Iterable[Closed]) -> tuple[Closed, ...]:
    """Stretches in order; those of one reason that touch are one."""
    made: list[Closed] = []
    for each in sorted(stretches, key=lambda each: each.since):
        if made and made[-1].reason == each.reason and made[-1].until >= each.since:
            made[-1] = replace(made[-1], until=max(made[-1].until, each.until))
        elif each.since < each.until:
            made.append(each)
    return tuple(made)


class OffDuty(Conflict):
    """Their shifts are binding and none of them runs; ``begins_at``: when the next one does, where that is known."""

    code = "off_duty"
    title = "You are not on duty now"
    beside = members(reason=str, begins_at=datetime | None)


class ShiftTurned(msgspec.Struct, frozen=True):
    """A published shift of somebody's in a group began (``began``), or is over; told once for each. A look that comes
    very late may have passed one: whoever counts looks at the shifts themselves."""

    agent_id: str
    group_id: str
    since: datetime
    until: datetime
    began: bool


class GroupsChanged(msgspec.Struct, frozen=True):
    """Somebody is in other groups: other shifts may be theirs, and bind them."""

    agent_id: str


class DutyTurned(msgspec.Struct, frozen=True):
    """Somebody takes conversations of these pools no longer, by their shift; others may stand behind them."""

    agent_id: str
    pools: tuple[str, ...]
