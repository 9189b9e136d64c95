"""The seam through which every change of a ticket is stored, with all that follows from it (law 3).

Whoever changes a ticket decides with ``model/states`` and hands the result to ``save``; what depends on tickets
(deadlines, flows, letters, what is found) is written there, in the same transaction, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from chalicelib.core import events, races, work
from chalicelib.core.authors import SYSTEM
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import DeskError, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.tickets.model.origins import TicketCrossed, TicketWritten
from chalicelib.tickets.model.states import Step, moved
from chalicelib.tickets.model.ticket import CLOSED, REOPENED, SOLVED, Entry, Ticket
from chalicelib.tickets.service import deadlines
from chalicelib.tickets.service.effects import publish_effects, see_to_correction
from chalicelib.tickets.service.leading import tell_above
from chalicelib.tickets.service.numbers import as_kept
from chalicelib.tickets.service.rules import Rules
from chalicelib.tickets.service.telling import is_alarmed, letters_beside, tell_of
from chalicelib.tickets.store import beside, complaints
from chalicelib.tickets.store import tickets as store

Also = Callable[[Transaction, Ticket, Ticket], None]


class CloseSolved(Due, frozen=True):
    """What was solved then, and nobody has opened again, closes by itself."""

    kind = "tickets.close_solved"

    ticket_id: str
    solved_at: datetime


class SeeToPeople(Due, frozen=True):
    """A ticket may be with somebody who cannot have it any more."""

    kind = "tickets.see_to_people"

    ticket_id: str


def save(
    tx: Transaction,
    before: Ticket | None,
    after: Ticket,
    entries: Sequence[Entry],
    *,
    once: Once | None = None,
    rules: Rules | None = None,
) -> Ticket:
    """Add the ticket to the transaction with its new entries and everything that follows; as it is stored.

    ``once``: the request's own name, which keeps this as its answer. ``rules``: what the request has read of them. A
    read more where it was solved, and as ``deadlines.keep`` says. Lost: ``AlreadyDone``, ``TicketMoved``.
    """
    rules = rules or Rules(tx.desk)
    after, entries = as_kept(rules, after, entries)
    after = deadlines.keep(rules, before, after, entries)
    mark(tx, once, answer_with(after), after.ticket_id)
    store.write(tx, before, after, entries)
    complaints.write(tx, before, after)
    deadlines.watch(tx, before, after)
    publish_effects(tx, rules, before, after)
    see_to_correction(tx, before, after)
    room = letters_beside(entries)
    room -= tell_above(tx, rules, before, after, entries, room // 2 if is_alarmed(before, after) else room)
    tell_of(tx, before, after, entries, room)
    state = before.state if before is not None else None
    if after.state == SOLVED != state and after.stage is None:
        days = beside.settings(tx.desk).close_days
        if days and after.solved_at is not None:
            at = after.solved_at + timedelta(days=days)
            work.put(tx, CloseSolved(after.ticket_id, after.solved_at), at=at)
    if after.state == REOPENED != state:
        work.put(tx, SeeToPeople(after.ticket_id))
    events.publish_later(tx, TicketWritten(after.ticket_id), tx.desk.now() + work.SOON)
    _tell_of_crossing(tx, before, after)
    return after


def _tell_of_crossing(tx: Transaction, before: Ticket | None, after: Ticket) -> None:
    """It went to another group, or others came to take part: who counts what crosses departments hears of it."""
    were = {each.id for each in before.participants} if before is not None else set()
    came = tuple(str(each.id) for each in after.participants if each.id not in were)
    was = before.group_id if before is not None else None
    went = was is not None and was != after.group_id
    if went or came:
        now = tx.desk.now()
        former = was if went else None
        events.publish_later(
            tx, TicketCrossed(after.ticket_id, after.version, now, former, after.group_id, came), now + work.SOON
        )


def answer_with(ticket: Ticket) -> dict[str, Any]:
    """What a request that came with a name of its own keeps for when it comes again (law 4)."""
    return {"ticket_id": ticket.ticket_id, "ticket": store.packed(ticket)}


def or_first_answer(desk: Desk, ticket_id: str, once: Once | None, act: Callable[[], Ticket]) -> Ticket:
    """The ticket as it is after the act; where this request was carried out before, as it was after that.

    Whoever asks again may see it no more (law 8), so they are told nothing that they were not told then. A refusal
    costs one read more where the request has a name: what was done cannot be done once more, and need not be.
    """
    try:
        return act()
    except AlreadyDone as done:
        answer = done.answer
    except DeskError:
        answer = recall(desk, once, desk.now().timestamp())
        if answer is None:
            raise
    return first_answer(desk, ticket_id, answer)


def first_answer(desk: Desk, ticket_id: str, answer: dict[str, Any]) -> Ticket:
    """The ticket that was the answer; where a version before kept none, as it is now."""
    if "ticket" in answer:
        return store.unpacked(answer["ticket"])
    return existing(store.ticket(desk, ticket_id), "no such ticket")


def carry_out(
    desk: Desk,
    ticket_id: str,
    step: Callable[[Ticket], Step | None],
    *,
    once: Once | None = None,
    also: Also | None = None,
    rules: Rules | None = None,
) -> Ticket:
    """Do this step with the ticket, as it stands when it is stored; None: there is nothing to do. Three requests.

    ``step`` asks whether it may, too, and whether the caller has read it as it is. ``also``: what is to be written in
    the same transaction. Raises ``NotFound``, and what the step raises.
    """
    rules = rules or Rules(desk)

    def act(ticket: Ticket | None) -> Ticket:
        ticket = existing(ticket, "no such ticket")
        made, tx = step(ticket), Transaction(desk)
        if made is None:
            mark(tx, once, answer_with(ticket), ticket_id)
            tx.commit()
            return ticket
        after, entry = made
        after = save(tx, ticket, after, [entry], once=once, rules=rules)
        if also is not None:
            also(tx, ticket, after)
        tx.commit_and_tell()
        return after

    def follow() -> Ticket:
        return races.follow(desk, store.ticket(desk, ticket_id), act, store.TicketMoved, tries=races.CROWD)

    return or_first_answer(desk, ticket_id, once, follow)


def close_solved(desk: Desk, due: CloseSolved) -> None:
    """Nobody has said for days that it is not solved: it is closed. Twice is once."""

    def close(ticket: Ticket) -> Step | None:
        if ticket.state != SOLVED or ticket.stage is not None or ticket.solved_at != due.solved_at:
            return None
        return moved(ticket, CLOSED, SYSTEM, "", desk.now())

    carry_out(desk, due.ticket_id, close)
