"""Deadlines in lists: one item for each that a ticket has, in the same indexes, in partitions of their own.

A ticket says what its deadlines are, and so does a message that was left; these items are copies, written with them. Of
a first answer in a conversation the item is the record itself: it is there while that is owed, and no longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, Wanted
from chalicelib.core.transactions import Transaction
from chalicelib.tickets.model.lateness import BREACHED, FIRST_ANSWER, REASON, RUNNING, WARNED, Deadline
from chalicelib.tickets.model.owed import Owed
from chalicelib.tickets.model.policies import OTHERS
from chalicelib.tickets.model.ticket import NORMAL, Ticket
from chalicelib.tickets.store.keys import Keys
from chalicelib.tickets.store.lists import Listing, Place
from chalicelib.tickets.store.tickets import LAST, TICKET, TicketRow, share_of

# the latest first: what is late, what is warned of, what runs
_RANKS: Mapping[str, str] = {BREACHED: "1", WARNED: "2", RUNNING: "3"}


class DeadlineRow(Keys):
    """``listed``: the rank of its state, when it is due, its name, and what it is of. Outside of tickets ``type`` says
    what that is, and ``owed`` the rest."""

    state = UnicodeAttribute()
    type = UnicodeAttribute()
    priority = UnicodeAttribute()
    handler_id = UnicodeAttribute(null=True)
    of_group = UnicodeAttribute(null=True)
    of_desk = UnicodeAttribute()
    listed = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    owed = Packed(Owed, null=True)


class OwedMoved(Moved):
    """What is owed is not as it was read; ``record`` is how it stands now (None: nothing is)."""


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
    whose = ticket.owner_id if deadline.name == REASON else ticket.handler_id  # why it is late, who is responsible says
    said = _stands(deadline, ticket.ticket_id, whose, ticket.group_id)
    return {**said, "type": ticket.type, "priority": ticket.priority} if said is not None else None


def _stands(deadline: Deadline, thing_id: str, handler_id: str | None, group_id: str | None) -> dict[str, Any] | None:
    """Where a deadline stands in lists; None: in none, since it is met or paused."""
    state, at = deadline.state, deadline.due_at or deadline.breached_at
    if state is None or at is None:
        return None
    share = share_of(thing_id)
    return {
        "state": state,
        "handler_id": _apart(handler_id) if handler_id is not None else None,
        "of_group": _apart(f"{group_id}#{share}") if group_id is not None else None,
        "of_desk": _apart(str(share)),
        "listed": f"{_RANKS[state]}#{times.sortable(at)}#{deadline.name}#{thing_id}",
    }


def list_owed(tx: Transaction, before: Owed | None, after: Owed | None) -> None:
    """Keep what is listed of a thing that says itself what is owed in it, in the transaction that changes the thing."""
    if after is not None and after != before:
        tx.put(_row(after))
    elif before is not None and after is None:
        tx.delete(_key(before.thing_id))


def write_owed(tx: Transaction, before: Owed | None, after: Owed | None) -> None:
    """Store what is owed in a conversation, or that nothing is any more. Lost: ``OwedMoved``."""
    there = DeadlineRow.version == before.version if before is not None else DeadlineRow.key.does_not_exist()
    if after is not None:
        tx.put(_row(after), condition=there, losing=DeadlineRow.owed.losing(OwedMoved))
    elif before is not None:
        tx.delete(_key(before.thing_id), condition=there, losing=DeadlineRow.owed.losing(OwedMoved))


def _row(owed: Owed) -> DeadlineRow:
    nowhere: dict[str, Any] = {"state": "paused", "of_desk": _apart("paused")}
    stands = _stands(owed.deadline, owed.thing_id, owed.handler_id, owed.group_id) or nowhere
    said: dict[str, Any] = {"type": owed.kind, "priority": NORMAL, "version": owed.version, "owed": owed}
    return DeadlineRow(owed.thing_id, _order(FIRST_ANSWER), **said, **stands)


def _key(thing_id: str) -> DeadlineRow:
    return DeadlineRow(thing_id, _order(FIRST_ANSWER))


def owed_in(desk: Desk, thing_id: str) -> Owed | None:
    """What is owed in a conversation, or to a message; one strongly consistent read."""
    row = DeadlineRow.find(desk.database, thing_id, _order(FIRST_ANSWER))
    return row.owed if row is not None else None


def wanted_owed(thing_id: str) -> Wanted[Owed]:
    """The same, to be read together with something else."""
    return DeadlineRow.wanted(lambda row: row.owed, thing_id, _order(FIRST_ANSWER))


def things_at(desk: Desk, places: Iterable[Place]) -> dict[str, Ticket | Owed]:
    """What stands at these places, by id, without what is not there any more; one request for each hundred."""
    kinds = {each.ticket_id: each.type for each in places}
    keys = [(each, _order(FIRST_ANSWER) if kind in OTHERS else TICKET) for each, kind in kinds.items()]
    items = TicketRow.find_items(desk.database, keys) if keys else ()
    things: dict[str, Ticket | Owed] = {}
    for item in items:
        is_ticket = item["order"]["S"] == TICKET
        things[item["key"]["S"]] = (TicketRow.ticket if is_ticket else DeadlineRow.owed).held_in(item)
    return things
