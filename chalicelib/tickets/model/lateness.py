"""The deadlines that a ticket has, and what time brings to them: a warning, being late, being late still (D5). Pure.

The first answer in a conversation and to a message that was left is such a deadline too (``owed``).

    after = kept(deadlines, wanted_of(ticket, …), now, calendar, …)     # with each change of the ticket
    after, steps = passed(deadlines, now, …, calendar)                  # when ``next_look`` has come

What is wanted follows from the ticket alone; what is wanted no more was met. A deadline that is late stays until it is
met; with it a reason is owed by whoever is responsible for a ticket, which is a deadline too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.text import among
from chalicelib.tickets.model.deadlines import (
    Allowance,
    Calendar,
    Course,
    begun,
    changed,
    counted,
    due_at,
    paused,
    resumed,
    warn_at,
)

FIRST_ANSWER, NEXT_UPDATE, SOLUTION = "first_answer", "next_update", "solution"
STAGE, AWAITED, REASON = "stage", "awaited", "reason"
NAMES = (FIRST_ANSWER, NEXT_UPDATE, SOLUTION, STAGE, AWAITED, REASON)
EXPLAINED = (FIRST_ANSWER, NEXT_UPDATE, SOLUTION, STAGE)  # of which somebody says why they are late

WARN, BREACH, ESCALATE = "warn", "breach", "escalate"
RUNNING, WARNED, BREACHED = "running", "warned", "breached"
STATES = (RUNNING, WARNED, BREACHED)


class Deadline(msgspec.Struct, frozen=True):
    """One deadline: ``about`` tells it from others of its name, such as the next update after this and after that.

    ``due_at`` and ``warn_at`` are None while it is paused. ``escalate_at``: when the supervisors hear of it, if it is
    late still; None: they do not, or have. ``met_at``: since then nothing is owed.
    """

    name: Annotated[str, among(*NAMES)]
    about: str
    course: Course
    due_at: datetime | None = None
    warn_at: datetime | None = None
    warned_at: datetime | None = None
    breached_at: datetime | None = None
    escalate_at: datetime | None = None
    met_at: datetime | None = None

    @property
    def state(self) -> str | None:
        """Running, warned or breached; None: paused before it was late, or met."""
        if self.met_at is not None or (self.due_at is None and self.breached_at is None):
            return None
        return BREACHED if self.breached_at is not None else WARNED if self.warned_at is not None else RUNNING


class Wanted(msgspec.Struct, frozen=True):
    """A deadline that a ticket should have: counted from ``since``, if that is not when it begins; ``waits``: nothing
    passes while the customer is waited for."""

    about: str
    allowed: Allowance
    since: datetime | None = None
    waits: bool = False


class Step(msgspec.Struct, frozen=True):
    """What is to be done about a deadline: warn of it, say that it is late, or that it still is."""

    kind: Annotated[str, among(WARN, BREACH, ESCALATE)]
    deadline: Deadline


def kept(
    deadlines: Sequence[Deadline], wanted: Mapping[str, Wanted], now: datetime, calendar: Calendar, *, others: bool
) -> tuple[Deadline, ...]:
    """The deadlines after a change of what they are about.

    ``others``: another time may be allowed for one that runs, since the ticket is of another kind now; else what was
    allowed when it began holds. A reason that is owed stays owed.
    """
    held = {each.name: each for each in deadlines}
    after: dict[str, Deadline] = {}
    for each in deadlines:
        gone = each.name not in wanted and each.name != REASON and each.met_at is None
        after[each.name] = met(each, now) if gone else each
    for name, want in wanted.items():
        before = held.get(name)
        if before is None or before.about != want.about:
            after[name] = _counted_anew(Deadline(name, want.about, _begun(want, now)), calendar)
        elif before.met_at is None:
            after[name] = _going_on(before, want, now, calendar, others=others)
    return tuple(after[name] for name in NAMES if name in after)


def _begun(want: Wanted, now: datetime) -> Course:
    course = begun(want.allowed, want.since or now)
    return replace(course, since=None) if want.waits else course


def _going_on(before: Deadline, want: Wanted, now: datetime, calendar: Calendar, *, others: bool) -> Deadline:
    course = before.course
    if others and want.allowed != course.allowed:
        course = changed(course, want.allowed, now, calendar)
    course = paused(course, now, calendar) if want.waits else resumed(course, now)
    after = _counted_anew(replace(before, course=course), calendar) if course != before.course else before
    return after if before.course.allowed == course.allowed else _with_more_time(after, now)


def _with_more_time(deadline: Deadline, now: datetime) -> Deadline:
    """What has time again is neither late nor nearly late, and may be both once more."""
    if deadline.due_at is None or deadline.due_at <= now:
        return deadline
    near = deadline.warn_at is not None and deadline.warn_at <= now
    warned_at = deadline.warned_at if near else None
    return replace(deadline, breached_at=None, escalate_at=None, warned_at=warned_at)


def _counted_anew(deadline: Deadline, calendar: Calendar) -> Deadline:
    return replace(deadline, due_at=due_at(deadline.course, calendar), warn_at=warn_at(deadline.course, calendar))


def met(deadline: Deadline, now: datetime) -> Deadline:
    """Nothing is owed any more."""
    return replace(deadline, met_at=now, escalate_at=None)


def answered(deadlines: Sequence[Deadline], name: str, now: datetime) -> tuple[Deadline, ...]:
    """With this one met, if it was owed."""
    return tuple(met(each, now) if each.name == name and each.met_at is None else each for each in deadlines)


def rehoured(
    deadlines: Sequence[Deadline], at: datetime, now: datetime, former: Calendar | None, calendar: Calendar
) -> tuple[Deadline, ...]:
    """The hours are others since ``at``: what passed until then was counted by the ``former`` ones (None: they are not
    known, and all since the last change counts by those of now). Twice is once."""

    def one(deadline: Deadline) -> Deadline:
        if deadline.met_at is not None:
            return deadline
        course = counted(deadline.course, at, former) if former is not None else deadline.course
        after = _counted_anew(replace(deadline, course=course), calendar)
        return _with_more_time(after, now) if after.due_at != deadline.due_at else after

    return tuple(one(each) for each in deadlines)


def passed(
    deadlines: Sequence[Deadline], now: datetime, reason: Allowance | None, escalate: timedelta, calendar: Calendar
) -> tuple[tuple[Deadline, ...], list[Step]]:
    """What is to be done by now, and the deadlines after it. What is late already is not warned of any more.

    ``reason``: within which time the one who is responsible says why (None: nobody is asked); ``escalate``: so long
    after it was found late the supervisors hear.
    """
    after, steps = dict[str, Deadline](), list[Step]()
    for each in deadlines:
        kind = _step(each, now)
        becomes = _after(each, kind, now, escalate)
        after[each.name] = becomes
        if kind is not None:
            steps.append(Step(kind, becomes))
    late = [each.deadline for each in steps if each.kind == BREACH and each.deadline.name in EXPLAINED]
    owed = after.get(REASON)
    if reason is not None and late and (owed is None or owed.met_at is not None):
        about = f"{late[0].name}#{late[0].about}"
        after[REASON] = _counted_anew(Deadline(REASON, about, begun(reason, now)), calendar)
    return tuple(after[name] for name in NAMES if name in after), steps


def _step(deadline: Deadline, now: datetime) -> str | None:
    if deadline.met_at is not None:
        return None
    if deadline.breached_at is not None:
        return ESCALATE if deadline.escalate_at is not None and deadline.escalate_at <= now else None
    if deadline.due_at is not None and deadline.due_at <= now:
        return BREACH
    near = deadline.warned_at is None and deadline.warn_at is not None and deadline.warn_at <= now
    return WARN if near else None


def _after(deadline: Deadline, kind: str | None, now: datetime, escalate: timedelta) -> Deadline:
    if kind == WARN:
        return replace(deadline, warned_at=now)
    if kind == BREACH:
        later = now + escalate if deadline.name in EXPLAINED else None
        return replace(deadline, breached_at=now, escalate_at=later)
    return replace(deadline, escalate_at=None) if kind == ESCALATE else deadline


def next_look(deadlines: Sequence[Deadline]) -> datetime | None:
    """When something is to be done next; None: never, unless something changes."""
    return min((at for at in map(_look_at, deadlines) if at is not None), default=None)


def _look_at(deadline: Deadline) -> datetime | None:
    if deadline.met_at is not None:
        return None
    if deadline.breached_at is not None:
        return deadline.escalate_at
    return deadline.due_at if deadline.warned_at is not None else deadline.warn_at


def next_due(deadlines: Sequence[Deadline]) -> datetime | None:
    """When the first that is owed is due, late ones before all others; None: nothing runs."""
    return min((each.due_at for each in deadlines if each.state is not None and each.due_at is not None), default=None)
