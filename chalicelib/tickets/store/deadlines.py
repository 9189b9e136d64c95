"""Deadlines in lists: one item for each that a ticket has, in the same indexes, in partitions of their own.

A ticket says what its deadlines are; these items are copies, written with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core import times
from chalicelib.core.transactions import Transaction
from chalicelib.tickets.model.lateness import BREACHED, RUNNING, WARNED, Deadline
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.store.keys import Keys
from chalicelib.tickets.store.lists import Listing
from chalicelib.tickets.store.tickets import LAST, share_of

# the latest first: what is late, what is warned of, what runs
_RANKS: Mapping[str, str] = {BREACHED: "1", WARNED: "2", RUNNING: "3"}


class DeadlineRow(Keys):
    """``listed``: the rank of its state, when it is due, its name, and the ticket."""

    state = UnicodeAttribute()
    type = UnicodeAttribute()
    priority = UnicodeAttribute()
    handler_id = UnicodeAttribute()
    of_group = UnicodeAttribute(null=True)
    of_desk = UnicodeAttribute()
    listed = UnicodeAttribute()


class DueListing(Listing, frozen=True):
    """A list of deadlines; ``kind``: of this state alone, and of these up to ``until``."""

    @property
    def hashes(self) -> list[str]:
        """The partitions it lies in."""
        return [_apart(each) for each in super().hashes]

    @property
    def bounds(self) -> tuple[str, str]:
        """Between which places it lies."""
        if self.kind is None:
            return f"{_RANKS[BREACHED]}#", f"{_RANKS[RUNNING]}#{LAST}"
        rank = _RANKS[self.kind]
        return f"{rank}#", f"{rank}#{times.sortable(self.until) if self.until is not None else LAST}"


def name_at(place: str) -> str:
    """Which deadline of its ticket stands at this place of a list."""
    return place.rsplit("#", 2)[1]


def _apart(whose: str) -> str:
    return f"due#{whose}"


def write(tx: Transaction, before: Ticket | None, after: Ticket) -> None:
    """Store the items of those deadlines that stand elsewhere now, and remove those that stand nowhere."""
    were, are = _places(before), _places(after)
    for name, item in are.items():
        if were.get(name) != item:
            tx.put(DeadlineRow(after.ticket_id, _order(name), **item))
    for name in were.keys() - are.keys():
        tx.delete(DeadlineRow(after.ticket_id, _order(name)))


def _order(name: str) -> str:
    return f"d#{name}"


def _places(ticket: Ticket | None) -> dict[str, dict[str, Any]]:
    items = ((each.name, _item(ticket, each)) for each in ticket.deadlines) if ticket is not None else ()
    return {name: item for name, item in items if item is not None}


def _item(ticket: Ticket, deadline: Deadline) -> dict[str, Any] | None:
    state, at = deadline.state, deadline.due_at or deadline.breached_at
    if state is None or at is None:
        return None
    share = share_of(ticket.ticket_id)
    return {
        "state": state,
        "type": ticket.type,
        "priority": ticket.priority,
        "handler_id": _apart(ticket.handler_id),
        "of_group": _apart(f"{ticket.group_id}#{share}") if ticket.group_id is not None else None,
        "of_desk": _apart(str(share)),
        "listed": f"{_RANKS[state]}#{times.sortable(at)}#{deadline.name}#{ticket.ticket_id}",
    }
