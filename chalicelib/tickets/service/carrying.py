"""Complaints of the version before are found by whose they are and for what, as those of now are (D8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.tickets.model.ticket import COMPLAINT, SHARES
from chalicelib.tickets.store import complaints, lists
from chalicelib.tickets.store import tickets as store

TOGETHER = 25


class BringUp(Due, frozen=True):
    """The next page of a share of all tickets."""

    kind = "tickets.bring_up"

    share: int = 0
    start: Mapping[str, Any] | None = None


def bring_up_later(tx: Transaction, at: datetime) -> None:
    """Add to the transaction: complaints that a version before wrote are looked through, page by page."""
    work.put(tx, BringUp(), at=at)


def bring_up(desk: Desk, due: BringUp) -> None:
    """The complaints among 25 tickets are where the next of their customer or cause looks for them; work for the next
    page. Two requests, and two for each complaint. Twice is once."""
    ids, following = lists.ids_of_share(desk, str(due.share), TOGETHER, due.start)
    for each in store.tickets(desk, ids):
        if each.type == COMPLAINT:
            races.again(desk, partial(_mark, desk, each.ticket_id), store.TicketMoved)
    if following is not None:
        work.put_alone(desk, BringUp(due.share, following))
    elif due.share + 1 < SHARES:
        work.put_alone(desk, BringUp(due.share + 1))


def _mark(desk: Desk, ticket_id: str) -> None:
    ticket = store.ticket(desk, ticket_id)
    if ticket is None:
        return
    tx = Transaction(desk)
    store.check_as_read(tx, ticket)  # what is of another customer, cause or type meanwhile is not found by these
    complaints.write(tx, None, ticket)
    tx.commit()
