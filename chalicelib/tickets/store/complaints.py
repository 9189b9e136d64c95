"""Which complaints there were of a customer and for a cause, by when they were made.

They lie under what the customer is known by (visitor, address, number) and under the cause, as marks that tell nobody
else what it was; written with the ticket.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.tickets.model.repeats import MOST_COUNTED, Before
from chalicelib.tickets.model.ticket import COMPLAINT, Ticket
from chalicelib.tickets.store.keys import Keys


class ComplaintRow(Keys):
    number = UnicodeAttribute()


def of_customer(desk: Desk, ticket: Ticket, since: datetime) -> list[Before]:
    """The complaints of its customer since then, of each that they are known by the last hundred; a query for each."""
    return [before for each in _customers(ticket) for before in _since(desk, each, since)]


def of_cause(desk: Desk, ticket: Ticket, since: datetime) -> list[Before]:
    """The last hundred complaints for its cause since then; one query, none where it has no cause."""
    return [before for each in _causes(ticket) for before in _since(desk, each, since)]


def write(tx: Transaction, before: Ticket | None, after: Ticket) -> None:
    """Keep where a complaint is found, and forget where it is not any more."""
    were, are = _marks(before), _marks(after)
    for mark in are:
        if mark not in were:
            tx.put(ComplaintRow(mark, _order(after), number=after.number))
    for mark in were:
        if mark not in are:
            tx.delete(ComplaintRow(mark, _order(after)))


def _since(desk: Desk, mark: str, since: datetime) -> list[Before]:
    behind = ComplaintRow.order > times.sortable(since)
    items, _ = ComplaintRow.read_page(desk.database, mark, range_condition=behind, limit=MOST_COUNTED, forward=False)
    return [Before(item["order"]["S"], item["number"]["S"]) for item in items]


def _order(ticket: Ticket) -> str:
    return f"{times.sortable(ticket.created_at)}#{ticket.ticket_id}"


def _marks(ticket: Ticket | None) -> list[str]:
    return [*_customers(ticket), *_causes(ticket)] if ticket is not None and ticket.type == COMPLAINT else []


def _customers(ticket: Ticket) -> list[str]:
    known = (("visitor", ticket.visitor_id), ("email", (ticket.email or "").casefold()), ("mobile", ticket.mobile))
    return [_mark(kind, name) for kind, name in known if name]


def _causes(ticket: Ticket) -> list[str]:
    return [_mark("cause", ticket.category)] if ticket.category is not None else []


def _mark(kind: str, name: str) -> str:
    return f"complaints#{hashlib.sha256(f'{kind}#{name}'.encode()).hexdigest()[:32]}"
