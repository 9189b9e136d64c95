"""A ticket's deadlines follow it: begun, moved, paused and met with the change that causes it (D5, law 3).

``keep`` says how they stand after a change, ``watch`` writes what follows: where they are listed, and the piece of due
work that looks after the next of them. Which ticket is looked after when, the ticket itself says; a look at any other
time is void.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from chalicelib.core import events, work
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.tickets.model.lateness import Deadline, kept, next_due, next_look
from chalicelib.tickets.model.settled import DeadlinesSettled, kind_of, settled_by
from chalicelib.tickets.model.ticket import Entry, Ticket
from chalicelib.tickets.model.timing import answered_in, is_another_kind, is_timed_alike, wanted_of
from chalicelib.tickets.service.rules import Rules
from chalicelib.tickets.store import deadlines as rows


class LookAfter(Due, frozen=True):
    """A deadline of a ticket is nearly over, over, or over for long; void once its next is another."""

    kind = "tickets.look_after"

    ticket_id: str
    at: datetime


def keep(rules: Rules, before: Ticket | None, after: Ticket, entries: Sequence[Entry]) -> Ticket:
    """The ticket with its deadlines after a change that these entries say. Nothing is read where none depends on it;
    else one request, and one for a flow's stage that was not shipped, where this request has not read them before."""
    answered = answered_in(entries)
    after = replace(after, answered=answered) if answered else after
    if before is not None and is_timed_alike(before, after):
        return after
    policies, calendar = rules.timing_of(after)
    now, others = rules.desk.now(), before is not None and is_another_kind(before, after)
    wanted = wanted_of(after, policies, rules.stage_of(after), now)
    return timed(after, kept(after.deadlines, wanted, now, calendar, others=others))


def timed(ticket: Ticket, deadlines: tuple[Deadline, ...]) -> Ticket:
    """The ticket with these deadlines."""
    return replace(ticket, deadlines=deadlines, due_at=next_due(deadlines))


def watch(tx: Transaction, before: Ticket | None, after: Ticket) -> None:
    """Write where its deadlines stand now, and have the next of them looked after, if that is another one now; what
    was kept or missed by that is told."""
    rows.write(tx, before, after)
    settled = tuple(settled_by(before.deadlines, after.deadlines, tx.desk.now())) if before is not None else ()
    if settled:
        version, soon = after.version + after.edits, tx.desk.now() + work.SOON
        events.publish_later(tx, DeadlinesSettled(after.ticket_id, version, settled, kind_of(after)), soon)
    at = next_look(after.deadlines)
    if at is not None and (before is None or at != next_look(before.deadlines)):
        work.put(tx, LookAfter(after.ticket_id, at), at=at)
