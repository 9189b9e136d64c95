"""When somebody's working time ends, and the day of each plan that is looked at next (F3).

Each plan plans its own next day, in the transaction of the look at the one before; new hours, and every night, plan it
anew where it is not so already.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec.structs import replace

from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.handover import store
from chalicelib.handover.model.planning import Planned, next_day, pools_of
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, DeskRecord
from chalicelib.plans import service as plans
from chalicelib.plans.model.hours.week import HoursChanged, HoursSet
from chalicelib.plans.model.plan import Plan
from chalicelib.shifts import service as shifts

PLANS_TOGETHER = 25


class LookAtPlan(Due, frozen=True):
    """A plan's day is nearly over; void once it closes at another time."""

    kind = "handover.look_at_plan"

    plan_key: str
    day: date
    ends_at: datetime


class PlanDays(Due, frozen=True):
    """The next of all plans, whose days may not be planned."""

    kind = "handover.plan_days"

    after: str | None = None


def working_time_ends(desk: Desk, agent: Agent, day: date) -> datetime | None:
    """When this agent's working time of that day ends: with their last published shift, where shifts are binding for
    them (B8); else the latest closing of the plans that they receive for. None: they have none that day. Two or three
    requests for whoever has shifts; a query for each pool they are in, of one item each.

    This is the one place that knows.
    """
    shift_ends = shifts.working_time_ends(desk, agent, day)
    if shift_ends is not None:
        return shift_ends
    ends = (store.last_closing(desk, pool, day) for pool in agent.pools)
    return max((each for each in ends if each is not None), default=None)


def plan_anew(desk: Desk, changed: HoursSet | HoursChanged) -> None:
    """A plan has other hours, or hours at last: its next day is planned by them."""
    plan_next(desk, changed.plan_key)


def plan_next(desk: Desk, plan_key: str) -> None:
    """Have the plan's next day looked at; where that is planned already, nothing is written. Three or four requests."""
    plan, record = find_plan(desk, plan_key), people.read_desk(desk)

    def plan_it(before: Planned | None) -> None:
        after = as_next(plan, plan_key, before, desk.now())
        if after is None:
            return
        tx = Transaction(desk)
        store.put_planned(tx, before, after)
        look_later(tx, after, record)
        tx.commit()

    races.follow(desk, store.planned(desk, plan_key), plan_it, store.PlannedMoved)


def find_plan(desk: Desk, plan_key: str) -> Plan | None:
    """The plan, if it is there; one read."""
    try:
        return plans.read_plan(desk, plan_key)
    except NotFound:
        return None


def as_next(plan: Plan | None, plan_key: str, before: Planned | None, now: datetime) -> Planned | None:
    """What is to be stored so that the plan's next day is looked at; None: it is so already, or there is none."""
    found = next_day(plan, before, now)
    if found is None and (before is None or before.day is None):
        return None
    base = before if before is not None else Planned(plan_key)
    day, ends_at = found if found is not None else (None, None)
    pools = pools_of(plan) if plan is not None and found is not None else ()
    after = replace(base, day=day, ends_at=ends_at, pools=pools)
    return replace(after, version=base.version + 1) if after != base else None


def look_later(tx: Transaction, planned: Planned, record: DeskRecord) -> None:
    """Add to the transaction: the look at the planned day, so long before it closes as the desk says."""
    if planned.day is None or planned.ends_at is None:
        return
    at = planned.ends_at - timedelta(minutes=record.unfinished_minutes)
    work.put(tx, LookAtPlan(planned.plan_key, planned.day, planned.ends_at), at=max(at, tx.desk.now()))


def bring_up_later(tx: Transaction, at: datetime) -> None:
    """Add to the transaction: the days of all plans are planned, page by page."""
    work.put(tx, PlanDays(), at=at)


def plan_days(desk: Desk, due: PlanDays | None = None) -> None:
    """A page of all plans, and a piece of work for the next one: of those that are planned already nothing is written.
    Three reads for each. Twice is once."""
    page, more = plans.some_plans(desk, due.after if due is not None else None, PLANS_TOGETHER)
    if more:
        work.put_alone(desk, PlanDays(page[-1].plan_id))
    for plan in page:
        if plan.hours is not None:
            plan_next(desk, plan.key)
