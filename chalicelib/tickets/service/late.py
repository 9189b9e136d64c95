"""What time brings to a ticket: its handler is warned, leaders and supervisors hear that it is late (D5, G2).

Each acts once, however often a look is taken and however late it comes: what was done is written down in the same
transaction. Of what is late already nobody is warned any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core import races, work
from chalicelib.core.authors import SYSTEM
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.times import moment
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster, by_agent
from chalicelib.plans.model.hours.week import HoursChanged, checked_hours
from chalicelib.tickets.model.deadlines import Allowance, Calendar, begun, due_at
from chalicelib.tickets.model.lateness import (
    AWAITED,
    BREACH,
    BREACHED,
    ESCALATE,
    REASON,
    RUNNING,
    SOLUTION,
    WARN,
    WARNED,
    Deadline,
    Step,
    next_look,
    passed,
    rehoured,
)
from chalicelib.tickets.model.policies import OTHERS
from chalicelib.tickets.model.states import escalated, with_entry
from chalicelib.tickets.model.ticket import CONVERSATION, DELAYED, LATE, Entry, Ticket
from chalicelib.tickets.model.turns import MOST_TOLD, supervisors
from chalicelib.tickets.model.words import word_in
from chalicelib.tickets.service.answers import check_answers
from chalicelib.tickets.service.deadlines import LookAfter, timed, watch
from chalicelib.tickets.service.rules import Rules
from chalicelib.tickets.service.telling import LANGUAGE, tell_customer, tell_staff
from chalicelib.tickets.store import lists
from chalicelib.tickets.store import tickets as store
from chalicelib.tickets.store.deadlines import DueListing
from chalicelib.tickets.store.lists import DESK

STILL_LATE = "逾期后仍未处理 · late still"
PAGE = 25
SLACK = timedelta(hours=1)


class CountAnew(Due, frozen=True):
    """A plan is open at other times since then: the next page of what runs is counted anew."""

    kind = "tickets.count_anew"

    plan_key: str
    at: datetime
    hours: dict[str, Any] | None
    time_zone: str
    after: str | None = None


def look_after(desk: Desk, due: LookAfter) -> None:
    """Do what is due about a ticket's deadlines, and plan the next look; five requests. Twice is once, and a look at
    another time than the ticket's own does nothing."""

    def look(ticket: Ticket | None) -> None:
        if ticket is None or next_look(ticket.deadlines) != due.at:
            return
        policies, calendar = Rules(desk).timing_of(ticket)
        now, reason = desk.now(), Allowance(policies.reason_minutes * 60)
        counted = rehoured(ticket.deadlines, now, now, None, calendar)
        deadlines, steps = passed(counted, now, reason, timedelta(minutes=policies.escalate_minutes), calendar)
        if deadlines != ticket.deadlines:
            after = timed(ticket, deadlines)
            delay = _new_time(ticket, steps, calendar) if policies.proposes_delay else None
            _take(desk, ticket, after, steps, delay)

    races.follow(desk, store.ticket(desk, due.ticket_id), look, store.TicketMoved, tries=races.CROWD)


def _new_time(ticket: Ticket, steps: Sequence[Step], calendar: Calendar) -> datetime | None:
    """The time that the customer is told, if nobody told them of one and the solution is nearly late, or late: as long
    again as was allowed, from when it is due."""
    for step in steps:
        deadline = step.deadline
        if deadline.name == SOLUTION and step.kind != ESCALATE and ticket.promised_at is None and deadline.due_at:
            return due_at(begun(deadline.course.allowed, deadline.due_at), calendar)
    return None


def _take(desk: Desk, before: Ticket, after: Ticket, steps: Sequence[Step], delay: datetime | None) -> None:
    tx, entries, roster = Transaction(desk), list[Entry](), people.directory(desk)
    for step in steps:
        to = _told(after, step, roster)[: MOST_TOLD // len(steps)]  # all of them are told in one transaction
        after, entry = _with_step(after, step, to, desk.now())
        entries += [entry] if entry is not None else []
        _tell(tx, after, step.deadline, _SAYS[step.kind], to)
    _ask_for_reason(tx, before, after, roster)
    if delay is not None and delay > desk.now():
        after, entry = with_entry(replace(after, promised_at=delay), DELAYED, SYSTEM, "", desk.now(), public=True)
        entries.append(entry)
        tell_customer(tx, after, "ticket_delayed", until=delay)
    after = after if entries else replace(after, edits=after.edits + 1)
    store.write(tx, before, after, entries)
    watch(tx, before, after)
    tx.commit()


_SAYS = {WARN: "ticket_warning", BREACH: "ticket_late", ESCALATE: "ticket_late_still"}


def _with_step(ticket: Ticket, step: Step, to: Sequence[Agent], now: datetime) -> tuple[Ticket, Entry | None]:
    """A warning is no entry: nothing has happened to the ticket yet."""
    if step.kind == WARN:
        return ticket, None
    if step.kind == ESCALATE and not ticket.is_over and to:
        return escalated(ticket, SYSTEM, [by_agent(each) for each in to], STILL_LATE, now)
    return with_entry(ticket, LATE, SYSTEM, "", now, ref=step.deadline.name)


def _told(ticket: Ticket, step: Step, roster: Roster) -> list[Agent]:
    """Who hears of it: whoever can do something about it; the leader of its group, or supervisors where there is none
    or they work on it themselves; at last the supervisors."""
    name = step.deadline.name
    if step.kind == WARN or name == AWAITED:
        agent = roster.agents.get(ticket.owner_id if name == REASON else ticket.handler_id)
        return [agent] if agent is not None and agent.active else []
    if step.kind == BREACH and name != REASON:
        group = roster.groups.get(ticket.group_id) if ticket.group_id is not None else None
        leader = roster.agents.get(group.leader_id) if group is not None else None
        if leader is not None and leader.active and leader.agent_id != ticket.handler_id:
            return [leader]
    return supervisors(roster.agents.values())


def _ask_for_reason(tx: Transaction, before: Ticket, after: Ticket, roster: Roster) -> None:
    """The one who is responsible hears that a reason is owed, and until when."""
    owed, was = (next((each for each in ticket.deadlines if each.name == REASON), None) for ticket in (after, before))
    owner = roster.agents.get(after.owner_id)
    if owed is not None and (was is None or was.about != owed.about) and owner is not None and owner.active:
        _tell(tx, after, owed, "ticket_reason_owed", [owner])


def _tell(tx: Transaction, ticket: Ticket, deadline: Deadline, what: str, to: Sequence[Agent]) -> None:
    due = moment(deadline.due_at, ticket.time_zone, LANGUAGE) if deadline.due_at is not None else ""
    tell_staff(tx, ticket, what, to, {"deadline": word_in(deadline.name, LANGUAGE), "due": due})


def check_deadlines(desk: Desk) -> list[str]:
    """Whatever should have been done about a deadline an hour ago and was not (its due work was dropped, say) is done
    now; the ids of tickets and conversations (G2). A query for each share and state, a request for each hundred tickets
    that are late, and one for each conversation."""
    ago = desk.now() - SLACK
    listings = [DueListing(DESK, kind=state, until=ago) for state in (RUNNING, WARNED)]
    listings.append(DueListing(DESK, kind=BREACHED))
    places = [each for listing in listings for each in lists.every(desk, listing)]
    others = list(dict.fromkeys(each.ticket_id for each in places if each.type == CONVERSATION))
    ids = list(dict.fromkeys(each.ticket_id for each in places if each.type not in OTHERS))
    missed = [(each.ticket_id, next_look(each.deadlines)) for each in store.tickets(desk, ids)]
    mended = [(ticket_id, at) for ticket_id, at in missed if at is not None and at < ago]
    for ticket_id, at in mended:
        look_after(desk, LookAfter(ticket_id, at))
    return [*(ticket_id for ticket_id, _ in mended), *check_answers(desk, ago, others)]


def count_anew_later(desk: Desk, changed: HoursChanged) -> None:
    """A plan's hours changed: what runs follows at once, but not in this request, for there may be much."""
    work.put_alone(desk, CountAnew(changed.plan_key, changed.at, changed.hours, changed.time_zone))


def count_anew(desk: Desk, due: CountAnew) -> None:
    """A page of what runs on the desk: tickets of this plan are counted by its new hours, what passed until then by
    those that held; conversations as they are looked at next. Twice is once."""
    former = Calendar(checked_hours(due.hours) if due.hours is not None else None, due.time_zone)
    part = lists.places(desk, DueListing(DESK), lambda _: True, after=due.after, most=PAGE)
    if part.until is not None:
        work.put_alone(desk, CountAnew(due.plan_key, due.at, due.hours, due.time_zone, part.until))
    ids = list(dict.fromkeys(each.ticket_id for each in part.places if each.type not in OTHERS))
    for ticket in store.tickets(desk, ids):
        if ticket.plan_key == due.plan_key:
            _count_anew(desk, ticket, due.at, former)


def _count_anew(desk: Desk, ticket: Ticket, at: datetime, former: Calendar) -> None:
    def count(ticket: Ticket | None) -> None:
        if ticket is None:
            return
        _, calendar = Rules(desk).timing_of(ticket)
        after = timed(ticket, rehoured(ticket.deadlines, at, desk.now(), former, calendar))
        if after != ticket:
            after, tx = replace(after, edits=after.edits + 1), Transaction(desk)
            store.write(tx, ticket, after, [])
            watch(tx, ticket, after)
            tx.commit()

    races.follow(desk, ticket, count, store.TicketMoved, tries=races.CROWD)
