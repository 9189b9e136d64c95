"""Which day of a plan is looked at next (F3). Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec

from chalicelib.plans.model.hours.clock import closing_after, closing_of
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.model.receiving import all_pools

TOO_LATE = timedelta(hours=6)  # after which a day that nobody looked at is not made good


class Planned(msgspec.Struct, frozen=True):
    """The day of a plan that is looked at next (None: it closes on none), when it closes, and which pools receive for
    it. ``done_until``: it was looked at up to that closing; ``version``: one more with each change."""

    plan_key: str
    day: date | None = None
    ends_at: datetime | None = None
    pools: tuple[str, ...] = ()
    done_until: datetime | None = None
    version: int = 0


def next_day(plan: Plan | None, before: Planned | None, now: datetime) -> tuple[date, datetime] | None:
    """The next day of the plan that closes, and when. None: there is none, or nobody receives.

    A day that was to be looked at and closes sooner than was known is not left out, though that be over; one that
    nobody looked at for six hours is.
    """
    if plan is None or plan.archived or plan.reaches_nobody:
        return None
    planned, done_until = (before.day, before.done_until) if before is not None else (None, None)
    floor = now if planned is None else now - TOO_LATE
    if done_until is not None:
        return closing_after(plan.hours, plan.time_zone, max(floor, done_until))
    return closing_after(plan.hours, plan.time_zone, floor, first=planned)


def is_too_late(ends_at: datetime, now: datetime) -> bool:
    """Whether nobody is told any more that a day ends then."""
    return ends_at + TOO_LATE < now


def closes_then(plan: Plan, day: date, ends_at: datetime) -> bool:
    """Whether the plan still closes then on that day."""
    return closing_of(plan.hours, plan.time_zone, day) == ends_at


def pools_of(plan: Plan) -> tuple[str, ...]:
    """The pools whose agents have the plan's hours."""
    return all_pools(plan)
