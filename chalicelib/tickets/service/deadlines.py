"""A ticket's deadlines follow it: begun, moved, paused and met with the change that causes it (D5, law 3).

``keep`` says how they stand after a change, ``watch`` writes what follows: where they are listed, and the piece of due
work that looks after the next of them. Which ticket is looked after when, the ticket itself says; a look at any other
time is void.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.tables import Wanted, read_all
from chalicelib.core.transactions import Transaction
from chalicelib.plans import service as plans
from chalicelib.tickets.model.deadlines import Calendar
from chalicelib.tickets.model.flows import Stage
from chalicelib.tickets.model.lateness import Deadline, kept, next_due, next_look
from chalicelib.tickets.model.policies import Policies
from chalicelib.tickets.model.ticket import Entry, Ticket
from chalicelib.tickets.model.timing import answered_in, is_another_kind, is_timed_alike, wanted_of
from chalicelib.tickets.store import deadlines as rows
from chalicelib.tickets.store import flows
from chalicelib.tickets.store import policies as store


class LookAfter(Due, frozen=True):
    """A deadline of a ticket is nearly over, over, or over for long; void once its next is another."""

    kind = "tickets.look_after"

    ticket_id: str
    at: datetime


def keep(desk: Desk, before: Ticket | None, after: Ticket, entries: Sequence[Entry]) -> Ticket:
    """The ticket with its deadlines after a change that these entries say. Nothing is read where none depends on it;
    else one request, and one for a flow's stage that was not shipped."""
    answered = answered_in(entries)
    after = replace(after, answered=answered) if answered else after
    if before is not None and is_timed_alike(before, after):
        return after
    policies, calendar = rules_of(desk, after)
    now, others = desk.now(), before is not None and is_another_kind(before, after)
    wanted = wanted_of(after, policies, stage_of(desk, after), now)
    return timed(after, kept(after.deadlines, wanted, now, calendar, others=others))


def timed(ticket: Ticket, deadlines: tuple[Deadline, ...]) -> Ticket:
    """The ticket with these deadlines."""
    return replace(ticket, deadlines=deadlines, due_at=next_due(deadlines))


def rules_of(desk: Desk, ticket: Ticket) -> tuple[Policies, Calendar]:
    """The policies, and when the ticket's plan is open; one request. A plan that is gone, or none, is always open."""
    asked: list[Wanted[Any]] = [store.wanted_policies()]
    if ticket.plan_key is not None:
        asked.append(plans.wanted(ticket.plan_key))
    policies, *several = read_all(desk.database, asked)
    plan = several[0] if several else None
    calendar = Calendar(plan.hours, plan.time_zone) if plan is not None else Calendar(None, ticket.time_zone)
    return policies or Policies(), calendar


def stage_of(desk: Desk, ticket: Ticket) -> Stage | None:
    """The stage of its flow in which it stands; a read where that was not shipped."""
    if ticket.flow_id is None or ticket.flow_version is None or ticket.stage is None:
        return None
    flow = flows.version(desk, ticket.flow_id, ticket.flow_version)
    return flow.definition.stage(ticket.stage) if flow is not None else None


def watch(tx: Transaction, before: Ticket | None, after: Ticket) -> None:
    """Write where its deadlines stand now, and have the next of them looked after, if that is another one now."""
    rows.write(tx, before, after)
    at = next_look(after.deadlines)
    if at is not None and (before is None or at != next_look(before.deadlines)):
        work.put(tx, LookAfter(after.ticket_id, at), at=at)
