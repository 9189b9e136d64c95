"""What an agent sees of rosters: their own weeks, today, who is on duty with them; that they have seen it (B8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.duty import closed_at, opens_at
from chalicelib.shifts import store
from chalicelib.shifts.model.clock import EARLIEST, LATEST, days_of, may_be_planned, monday_of
from chalicelib.shifts.model.closed import Leave
from chalicelib.shifts.model.patterns import DayShown, days_shown
from chalicelib.shifts.model.roster import OnDuty, Told, all_in_real_time
from chalicelib.shifts.service.access import clock_of, rules_of
from chalicelib.shifts.service.duty import renew, renew_with
from chalicelib.shifts.service.looking import on_duty

MOST_COLLEAGUES = 200
A_WEEK = timedelta(days=7)


class Own(msgspec.Struct, frozen=True):
    """An agent's weeks: what was published, the days with their holidays, their leave, and the desk's time zone."""

    time_zone: str
    weeks: tuple[Told, ...]
    days: tuple[DayShown, ...]
    spans: tuple[OnDuty, ...]
    leaves: tuple[Leave, ...]


class Today(msgspec.Struct, frozen=True):
    """How somebody stands now: ``reason`` they are given nothing (None: nothing keeps them), until when they are off;
    their shifts of today and the next ones; who is on duty in their groups; ``unseen``: what they were told lately."""

    time_zone: str
    at: datetime
    reason: str | None
    begins_at: datetime | None
    granted_until: datetime | None
    spans: tuple[OnDuty, ...]
    colleagues: tuple[tuple[Agent, OnDuty], ...]
    groups: tuple[tuple[str, str], ...]
    unseen: tuple[Told, ...]


def read_own(desk: Desk, agent: Agent, first: date | None, number: int) -> Own:
    """An agent's own weeks from that Monday on (None: this week's); four requests. Raises ``Invalid``."""
    clock = clock_of(desk)
    first = first or monday_of(clock.day_of(desk.now()))
    if first.weekday() != 0 or not may_be_planned(first):
        raise Invalid.field("from", f"the Monday of a week, {EARLIEST.year} to {LATEST.year}")
    last = first + (number - 1) * A_WEEK
    weeks = store.theirs(desk, agent.agent_id, first, last)
    leaves = store.leaves(desk, agent.agent_id, clock.moment(first, 0))
    rules = rules_of(desk, weeks[0].group_id) if weeks else None
    days = [day for place in range(number) for day in days_of(first + place * A_WEEK)]
    spans = sorted(all_in_real_time(weeks, clock), key=lambda each: each.since)
    country = rules.country if rules is not None else None
    return Own(clock.zone, tuple(weeks), tuple(days_shown(days, country)), tuple(spans), tuple(leaves))


def read_today(desk: Desk, agent: Agent) -> Today:
    """How an agent stands now, and who is on duty with them: three requests, and three for each of their groups."""
    now, clock = desk.now(), clock_of(desk)
    monday = monday_of(clock.day_of(now))
    told = store.theirs(desk, agent.agent_id, monday - A_WEEK)
    spans = sorted(all_in_real_time(told, clock), key=lambda each: each.since)
    near = [each for each in spans if each.until > now][:6]
    there = [each for group_id in sorted(agent.groups) for each in on_duty(desk, group_id, now)][:MOST_COLLEAGUES]
    others = [each for each in there if each.agent_id != agent.agent_id]
    known = people.read_agents(desk, [each.agent_id for each in others])
    duty = agent.duty
    return Today(
        clock.zone,
        now,
        closed_at(duty, now),
        opens_at(duty, now),
        duty.granted_until if duty is not None else None,
        tuple(near),
        tuple((known[each.agent_id], each) for each in others if each.agent_id in known),
        tuple(sorted({(each.group_id, each.group_name) for each in told})),
        tuple(each for each in told if not each.seen),
    )


def see(desk: Desk, agent: Agent, group_id: str, week: date, version: int) -> None:
    """An agent has looked at what they were told of a week; what came later is still to be seen. Twice is once."""

    def look(told: Told | None) -> None:
        if told is None or told.seen or told.version != version:
            return
        tx = Transaction(desk)
        store.put_told(tx, told, replace(told, seen=True, changes=(), version=told.version + 1))
        tx.commit()

    races.follow(desk, store.told(desk, agent.agent_id, group_id, week), look, store.ToldMoved)


def grant(
    desk: Desk, caller: people.Caller, agent_id: str, until: datetime | None, reason: str, request_id: str = ""
) -> Agent:
    """A supervisor lets somebody be there off duty, at most a day, or no longer; audited.

    Raises ``NotFound``, ``BeyondYourRights``, ``Invalid``.
    """
    now = desk.now()
    if until is not None and not now < until <= now + timedelta(days=1):
        raise Invalid.field("until", "after now, and within a day")
    reason = reason.strip()
    if until is not None and not reason:
        raise Invalid.field("reason", "needed")

    def also(tx: Transaction) -> None:
        renew_with(tx, agent_id)

    people.grant_duty(desk, caller, agent_id, until, reason, also, request_id)
    renew(desk, agent_id)
    return people.read_agent(desk, agent_id)


def leaves_of(desk: Desk, agent_id: str, since: datetime) -> Sequence[Leave]:
    """An agent's approved leave that is not over then; one request."""
    return store.leaves(desk, agent_id, since)
