"""Before the end: whoever's working time ends is told what is open, once a day (F3).

A plan's look writes a piece of work for each of its pools, a pool's one for each agent of a page, an agent's tells them
and plans what is done at the end: each piece stands for itself, and twice is once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.times import clock_there
from chalicelib.core.transactions import Transaction
from chalicelib.handover import store
from chalicelib.handover.model.days import Day, subject_of_agent, told
from chalicelib.handover.model.planning import Planned, closes_then, is_too_late, pools_of
from chalicelib.handover.model.things import Thing
from chalicelib.handover.model.wording import listed
from chalicelib.handover.service.closing import CloseAgent, ClosePlan
from chalicelib.handover.service.hours import LookAtPlan, as_next, find_plan, look_later, plan_next, working_time_ends
from chalicelib.handover.service.open_things import end_of_day, handed_over, open_with
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.pools import EVERYBODY, of_plan
from chalicelib.plans.model.plan import Plan

TOGETHER = 25


class TellPool(Due, frozen=True):
    """A page of those who receive together, and perhaps have their last hour of work for the day."""

    kind = "handover.tell_pool"

    pool: str
    plan_key: str
    day: date
    ends_at: datetime
    zone: str
    language: str
    after: str | None = None


class TellAgent(Due, frozen=True):
    """Somebody's working time may end then: are they to be told?"""

    kind = "handover.tell_agent"

    agent_id: str
    day: date
    ends_at: datetime
    zone: str
    language: str


def look_at_plan(desk: Desk, due: LookAtPlan) -> None:
    """A plan's day is nearly over: its agents are seen to, and its next day is planned. Four requests, one more where
    others receive by now. Twice is once; where it closes at another time by now, that is planned instead."""
    plan, record = find_plan(desk, due.plan_key), people.read_desk(desk)

    def look(before: Planned | None) -> None:
        if before is None or (before.day, before.ends_at) != (due.day, due.ends_at):
            return
        if plan is None or not closes_then(plan, due.day, due.ends_at):
            plan_next(desk, due.plan_key)
            return
        done = replace(before, done_until=due.ends_at)
        after = as_next(plan, due.plan_key, done, desk.now()) or done
        tx = Transaction(desk)
        store.put_closings(tx, before, pools_of(plan))
        tx.commit()  # apart: of as many groups as a plan may have, both do not fit one transaction
        tx = Transaction(desk)
        store.put_planned(tx, before, replace(after, version=before.version + 1))
        look_later(tx, after, record)
        if record.unfinished_minutes and not plan.archived and not is_too_late(due.ends_at, desk.now()):
            _see_to(tx, plan, due)
        tx.commit()

    races.follow(desk, store.planned(desk, due.plan_key), look, store.PlannedMoved)


def _see_to(tx: Transaction, plan: Plan, due: LookAtPlan) -> None:
    for pool in pools_of(plan):
        work.put(tx, TellPool(pool, plan.key, due.day, due.ends_at, plan.time_zone, plan.languages[0]))
    work.put(tx, ClosePlan(plan.key, due.day, due.ends_at), at=max(due.ends_at, tx.desk.now()))


def tell_pool(desk: Desk, due: TellPool) -> None:
    """A piece of work for each of the next 25 agents of a pool, and one for those behind them. Two requests."""
    ids, after = _page(desk, due)
    tx = Transaction(desk)
    for each in ids:
        work.put(tx, TellAgent(each, due.day, due.ends_at, due.zone, due.language))
    if after is not None:
        work.put(tx, TellPool(due.pool, due.plan_key, due.day, due.ends_at, due.zone, due.language, after))
    tx.commit()


def _page(desk: Desk, due: TellPool) -> tuple[Sequence[str], str | None]:
    if due.pool == EVERYBODY:
        agents, after = people.agents_after(desk, due.after, TOGETHER)
        return [each.agent_id for each in agents], after
    ids = sorted(each for each in _members(desk, due) if due.after is None or each > due.after)
    return ids[:TOGETHER], ids[TOGETHER - 1] if len(ids) > TOGETHER else None


def _members(desk: Desk, due: TellPool) -> Sequence[str]:
    if due.pool == of_plan(due.plan_key):
        plan = find_plan(desk, due.plan_key)
        return plan.agent_ids if plan is not None else ()
    group = people.find_group(desk, due.pool)
    return group.member_ids if group is not None and not group.archived else ()


def tell_agent(desk: Desk, due: TellAgent) -> None:
    """Tell an agent whose working time ends what is open, and plan its end; once a day. Who works on elsewhere is told
    later. A letter goes to who is not signed in, and has something open.

    Three requests and one for each of their pools; for who is told, eleven more at most.
    """
    agent = people.read_agents(desk, [due.agent_id]).get(due.agent_id)
    if agent is None or not agent.active:
        return
    ends_at = working_time_ends(desk, agent, due.day)
    minutes = people.read_desk(desk).unfinished_minutes
    if ends_at is None or ends_at > max(due.ends_at, desk.now() + timedelta(minutes=minutes)):
        return

    def tell(day: Day) -> None:
        if day.told_at is not None or day.closed_at is not None:
            return
        things, more = open_with(desk, agent, end_of_day(due.zone, ends_at))
        tx = Transaction(desk)
        after = told(replace(day, agent=by_agent(agent)), ends_at, desk.now(), due.zone, due.language)
        store.put_day(tx, day, after)
        work.put(tx, CloseAgent(due.agent_id, due.day), at=max(ends_at, desk.now()))
        noted = handed_over(desk, agent, day, things)
        waiting = [each for each in things if noted.note_of(each.thing_id) is None]
        if waiting and not people.is_signed_in(desk, agent):
            _write(tx, agent, after, waiting, more=more)
        tx.commit()

    subject = subject_of_agent(due.agent_id)
    races.follow(desk, store.day_of(desk, subject, due.day), tell, store.DayMoved)


def _write(tx: Transaction, agent: Agent, day: Day, things: Sequence[Thing], *, more: bool) -> None:
    ends = clock_there(day.ends_at, day.zone) if day.ends_at is not None else ""
    words = {"count": len(things), "ends": ends, "things": listed(things, day.zone, day.language, more=more)}
    matter = Matter(what="unfinished", words=words, about=agent.agent_id, holder_id=agent.agent_id)
    notifications.tell_colleagues(tx, [agent], day.language, matter)
