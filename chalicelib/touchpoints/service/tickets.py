"""Tickets on the map (E4): each belongs to a cell and is counted once, in the month in which it was made."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.core import races, times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.categories import Tree
from chalicelib.people import service as people
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model import ticket as origins
from chalicelib.tickets.model.origins import TicketWritten
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.touchpoints.model.mapping import Came
from chalicelib.touchpoints.model.matrix import SHIPPED, Matrix
from chalicelib.touchpoints.model.placement import TICKET, Contribution, Placement
from chalicelib.touchpoints.service.placing import Correction, fallen, look_soon, note_correction
from chalicelib.touchpoints.store import placements as store
from chalicelib.touchpoints.store.matrix import wanted_matrix
from chalicelib.touchpoints.store.placements import PlacementMoved

# by what way a ticket came, where it was not made from a conversation
SOURCES = {
    origins.BY_HAND: "hand",
    origins.BY_API: "api",
    origins.CALL: "phone",
    origins.OFFLINE_MESSAGE: "offline",
    origins.FOLLOW_UP: "follow-up",
    origins.TICKET: "hand",
}


class Known(msgspec.Struct, frozen=True):
    """A ticket as it stands, what was found before, the map, and the desk's time zone."""

    ticket: Ticket
    before: Placement | None
    matrix: Matrix
    zone: str

    @property
    def is_counted(self) -> bool:
        """Whether it has a customer: the desk's own tickets (faults, corrections) have none, and no cell."""
        return self.ticket.type not in origins.DESKS_OWN


def look_at_ticket(desk: Desk, written: TicketWritten) -> None:
    """A ticket was made, or something of it changed: it belongs to the cell that the rules say, unless somebody said
    another. Two requests where nothing changes; the conversation it was made from is read and told once.

    The desk's own tickets (faults, corrections) have no customer, and no cell.
    """

    def act() -> None:
        known = read_known(desk, written.ticket_id)
        if known is not None and known.is_counted:
            settle(desk, known)

    races.again(desk, act, PlacementMoved, tries=races.CROWD)


def read_known(desk: Desk, ticket_id: str) -> Known | None:
    """How a ticket stands; one strongly consistent request. None: there is no such thing."""
    wanted = (tickets.wanted(ticket_id), store.wanted(ticket_id), wanted_matrix(), people.wanted_desk())
    ticket, before, matrix, record = read_all(desk.database, wanted)
    if ticket is None:
        return None
    zone = record.time_zone if record is not None else people.read_desk(desk).time_zone
    return Known(ticket, before, matrix or SHIPPED, zone)


def _origin(desk: Desk, ticket: Ticket) -> Header | None:
    """The conversation it was made from."""
    if ticket.origin.kind != origins.CONVERSATION or ticket.origin.id is None:
        return None
    try:
        return conversations.find(desk, ticket.origin.id)
    except NotFound:
        return None


def came_by(desk: Desk, ticket: Ticket, tree: Tree) -> Came:
    """What rules ask of a ticket; of one made from a conversation what that came by, and its category where the ticket
    has none."""
    header = _origin(desk, ticket)
    category = tree.named(ticket.category) if ticket.category else None
    if category is None and header is not None:
        category = tree.find(header.wrap.category_id)
    source = header.source if header is not None else SOURCES.get(ticket.origin.kind, "hand")
    plan_key = ticket.plan_key or (header.plan_key if header is not None else "")
    path = tuple(each.category_id for each in tree.path(category)) if category is not None else ()
    return Came(plan_key, source, path)


def placed(desk: Desk, known: Known, correction: Correction | None = None) -> Placement:
    """Where a ticket belongs now, and what it counts as."""
    ticket = known.ticket
    came = came_by(desk, ticket, knowledge.read_tree(desk))
    before = known.before or Placement(ticket.ticket_id, TICKET)
    after = fallen(before, came, known.matrix, correction, (desk.now(), before.ended_at))
    after = replace(after, agent=ticket.owner)
    month = times.hour(ticket.created_at, known.zone)[:7]
    # whoever had it first: it is counted once, whoever has it later
    agent_id = before.counted.agent_id if before.counted is not None else ticket.owner_id
    return replace(after, counted=Contribution(TICKET, month, after.code, agent_id, ticket.created_at))


def settle(desk: Desk, known: Known, correction: Correction | None = None) -> Placement:
    """Store where a ticket belongs. Lost: ``PlacementMoved``."""
    ticket, before = known.ticket, known.before
    after = placed(desk, known, correction)
    if after == before:
        return after
    after = replace(after, version=after.version + 1)
    tx = Transaction(desk)
    store.write(tx, before, after)
    if before is None and ticket.origin.kind == origins.CONVERSATION and ticket.origin.id is not None:
        store.note_ticket(tx, ticket.origin.id, ticket.ticket_id)
        look_soon(tx, ticket.origin.id)
    if correction is not None:
        note_correction(tx, correction, before, after)
    tx.commit()
    return after
