"""Tickets, their history, and the indexes that list them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.core import times
from chalicelib.core.authors import Author
from chalicelib.core.conditions import prepared
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, Packed, RawItem, Wanted, index
from chalicelib.core.transactions import Transaction
from chalicelib.tickets.model.ticket import SHARES, WAITING, Changed, Entry, Ticket
from chalicelib.tickets.store.keys import Keys

TICKET = "~"  # behind every entry
LAST = "~"  # sorts after every time and id
_SHOWN = ["state", "type", "priority"]


class TicketRow(Keys):
    """``listed``: ``open#``, ``waiting#`` or ``done#``, the time that it is listed by, when it was made (a version
    before wrote no such time), and its id."""

    state = UnicodeAttribute()
    type = UnicodeAttribute()
    priority = UnicodeAttribute()
    handler_id = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    visitor_id = UnicodeAttribute(null=True)
    of_group = UnicodeAttribute(null=True)
    of_desk = UnicodeAttribute()
    listed = UnicodeAttribute()
    version = NumberAttribute()
    edits = NumberAttribute()
    ticket = Packed(Ticket)
    by_handler = index([*_SHOWN, "owner_id", "of_group"], handler_id=UnicodeAttribute, listed=UnicodeAttribute)
    by_owner = index([*_SHOWN, "handler_id", "of_group"], owner_id=UnicodeAttribute, listed=UnicodeAttribute)
    by_visitor = index([*_SHOWN], visitor_id=UnicodeAttribute, listed=UnicodeAttribute)
    by_group = index([*_SHOWN, "owner_id", "handler_id"], of_group=UnicodeAttribute, listed=UnicodeAttribute)
    by_desk = index([*_SHOWN, "owner_id", "handler_id", "of_group"], of_desk=UnicodeAttribute, listed=UnicodeAttribute)


class EntryRow(Keys):
    kind = UnicodeAttribute()
    author = Packed(Author)
    text = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    state_then = UnicodeAttribute()
    public = BooleanAttribute()
    changes = Json(tuple[Changed, ...], null=True)
    agent = Packed(Author, null=True)
    ref = UnicodeAttribute(null=True)
    stage = UnicodeAttribute(null=True)
    client_id = UnicodeAttribute(null=True)


_unmoved = prepared(lambda version, edits: (TicketRow.version == version) & (TicketRow.edits == edits))


class TicketMoved(Moved):
    """The ticket is not as it was read; ``record`` is how it stands now (None: it is not there)."""


def write(tx: Transaction, before: Ticket | None, after: Ticket, entries: Sequence[Entry]) -> None:
    """Store the ticket and its new entries, or none for what is no change of it. Lost: ``TicketMoved``."""
    tx.put(row_of(after), condition=_as_read(before), losing=TicketRow.ticket.losing(TicketMoved))
    for entry in entries:
        tx.put(
            EntryRow.of(
                entry,
                key=after.ticket_id,
                order=_order(entry.seq),
                state_then=entry.state,
                changes=entry.changes or None,
            )
        )


def check_as_read(tx: Transaction, ticket: Ticket) -> None:
    """The transaction is committed only while the ticket stands as it was read. Lost: ``TicketMoved``."""
    tx.check(TicketRow(ticket.ticket_id, TICKET), _as_read(ticket), losing=TicketRow.ticket.losing(TicketMoved))


def row_of(ticket: Ticket) -> TicketRow:
    """A ticket as it is stored and listed."""
    share = share_of(ticket.ticket_id)
    row: TicketRow = TicketRow.of(
        ticket,
        key=ticket.ticket_id,
        order=TICKET,
        of_group=f"{ticket.group_id}#{share}" if ticket.group_id is not None else None,
        of_desk=str(share),
        listed=listed(ticket),
        ticket=ticket,
    )
    return row


def _as_read(before: Ticket | None) -> Condition:
    if before is None:
        missing: Condition = TicketRow.key.does_not_exist()
        return missing
    return _unmoved(before.version, before.edits)


def share_of(ticket_id: str) -> int:
    """In which share of a group's and of the desk's lists it stands."""
    return zlib.crc32(ticket_id.encode()) % SHARES


def listed(ticket: Ticket) -> str:
    """Where a ticket stands in lists: open ones by when they are due (those that have no deadline last, by when they
    began), then those that wait for their customers, then what is over, by when. When it was made stands there too, so
    that the index alone tells it."""
    began = times.sortable(ticket.created_at)
    if ticket.is_over:
        return f"done#{times.sortable(ticket.state_at or ticket.created_at)}#{began}#{ticket.ticket_id}"
    kind = "waiting" if ticket.state == WAITING else "open"
    due = times.sortable(ticket.due_at) if ticket.due_at is not None else f"{LAST}{began}"
    return f"{kind}#{due}#{began}#{ticket.ticket_id}"


def packed(ticket: Ticket) -> msgspec.Raw:
    """A ticket as JSON, as short as it is stored, to be kept in something else."""
    return msgspec.Raw(TicketRow.ticket.serialize(ticket).encode())


def unpacked(held: Mapping[str, Any]) -> Ticket:
    """The ticket that was kept so, as JSON gives it back."""
    return msgspec.convert(held, Ticket)


def _order(seq: int) -> str:
    return f"e#{seq:08}"


def ticket(desk: Desk, ticket_id: str) -> Ticket | None:
    """One ticket; one strongly consistent read."""
    row = TicketRow.find(desk.database, ticket_id, TICKET)
    return row.ticket if row else None


def wanted(ticket_id: str) -> Wanted[Ticket]:
    """One ticket, to be read together with something else."""
    return TicketRow.wanted(lambda row: row.ticket, ticket_id, TICKET)


def tickets(desk: Desk, ticket_ids: Sequence[str]) -> list[Ticket]:
    """Several, in the order asked for, without those that are not there; one request for each hundred."""
    items = TicketRow.find_items(desk.database, [(each, TICKET) for each in ticket_ids])
    known = {each.ticket_id: each for each in map(TicketRow.ticket.held_in, items)}
    return [known[each] for each in ticket_ids if each in known]


def history(desk: Desk, ticket_id: str, after: int, limit: int) -> tuple[list[Entry], Ticket | None]:
    """The entries behind the one of this number, and the ticket where the read reaches it; one query."""
    items, _ = EntryRow.read_page(
        desk.database, ticket_id, range_condition=EntryRow.order > _order(after), limit=limit + 1
    )
    held = [TicketRow.ticket.held_in(each) for each in items if each["order"]["S"] == TICKET]
    entries = [_entry(each) for each in items if each["order"]["S"] != TICKET]
    return entries[:limit], held[0] if held else None


def _entry(item: RawItem) -> Entry:
    row = EntryRow.from_raw_data(item)
    entry: Entry = row.into(Entry, seq=int(item["order"]["S"].removeprefix("e#")), state=row.state_then)
    return entry
