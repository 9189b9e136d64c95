"""How customers wish to hear of their tickets: read where they are told, and said by themselves (D4)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chalicelib.core import limits, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.tickets.model.states import Step, changed
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.model.wishes import told_by, wishes_by
from chalicelib.tickets.service.customers import WRITTEN, customer_of
from chalicelib.tickets.service.saving import carry_out
from chalicelib.tickets.service.telling import wishes_of
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.model.wishes import BY_LINK, Proof, Wishes, checked_channels, refused_besides


def read_wishes(desk: Desk, ticket: Ticket) -> Wishes:
    """Of its customer; where the desk knows none, of the ticket alone. A read where it does."""
    return wishes_of(desk, ticket) if ticket.visitor_id is not None else wishes_by(ticket.tell_by)


def choose_channels(desk: Desk, ticket: Ticket, preferred: str | None, refused: Sequence[str]) -> None:
    """Its customer says how they wish to hear of it, and of all that is theirs; twice is once.

    What the ticket itself said gives way. Raises ``TicketOver`` where it is closed and the desk knows no customer,
    ``LimitReached``.
    """
    wishes = Wishes(preferred, checked_channels(refused))
    known = ticket.visitor_id is not None and _remember(desk, ticket.visitor_id, ticket, wishes)
    tell_by = None if known else told_by(wishes)
    if known and (ticket.tell_by is None or ticket.is_over):
        return

    def step(ticket: Ticket) -> Step | None:
        return changed(ticket, {"tell_by": tell_by}, customer_of(ticket), "", desk.now())

    def also(tx: Transaction, _: Ticket, after: Ticket) -> None:
        limits.spend(tx, WRITTEN, "ticket", after.ticket_id)

    carry_out(desk, ticket.ticket_id, step, also=also)


def _remember(desk: Desk, visitor_id: str, ticket: Ticket, wishes: Wishes) -> bool:
    """Write it down of the customer; False: they are gone."""

    def wished(visitor: Visitor) -> Visitor:
        refused = refused_besides(visitor.wishes.refused, wishes.refused)
        said = replace(visitor.wishes, preferred=wishes.preferred, refused=refused)
        return visitor.wishing(said)

    def save(before: Visitor, after: Visitor) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        limits.spend(tx, WRITTEN, "ticket", ticket.ticket_id)
        visitors.edit(tx, before, after)
        proof = Proof(BY_LINK, customer_of(ticket), quote=ticket.number)
        visitors.note_wishes(tx, before.visitor_id, before.wishes, after.wishes, proof)
        tx.commit_and_tell()

    try:
        races.change(desk, visitors.whole(desk, visitor_id), (), wished, save)
    except NotFound:
        return False
    return True
