"""Tickets for whoever makes them findable: one, its last words, all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.tables import Wanted
from chalicelib.tickets.model.ticket import Entry, Ticket
from chalicelib.tickets.store import lists
from chalicelib.tickets.store import tickets as store

MOST_LOOKED_AT = 100


def wanted(ticket_id: str) -> Wanted[Ticket]:
    """One ticket, to be read together with something else, by who has asked whether they may."""
    return store.wanted(ticket_id)


def last_words(desk: Desk, ticket: Ticket) -> list[Entry]:
    """The last hundred entries of a ticket's history; one query."""
    entries, _ = store.history(desk, ticket.ticket_id, max(0, ticket.version - MOST_LOOKED_AT), MOST_LOOKED_AT)
    return entries


def entries_after(desk: Desk, ticket_id: str, after: int, limit: int) -> list[Entry]:
    """The entries of a ticket's history behind the one of this number; one query."""
    return store.history(desk, ticket_id, after, limit)[0]


def ids_of_desk(
    desk: Desk, share: str, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[str], Mapping[str, Any] | None]:
    """A page of the ids of all tickets of one share of the desk's (``0`` to ``3``), and where the next begins."""
    return lists.ids_of_share(desk, share, limit, start)
