"""Incidents with their history, and the board on which everybody sees which are open."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, Wanted, index, read_both
from chalicelib.core.transactions import Transaction
from chalicelib.incidents.model.incident import Board, Entry, Incident, on_board
from chalicelib.incidents.store.keys import Keys
from chalicelib.incidents.store.settings import DESK

BOARD, INCIDENT, EVERY = "board", "incident", "incident"


class IncidentRow(Keys):
    """``kind``, ``place``: the order of the list of all, by when they began."""

    version = NumberAttribute()
    incident = Packed(Incident)
    kind = UnicodeAttribute()
    place = UnicodeAttribute()
    by_time = index(None, kind=UnicodeAttribute, place=UnicodeAttribute)


class EntryRow(Keys):
    entry = Packed(Entry)


class BoardRow(Keys):
    version = NumberAttribute()
    board = Packed(Board)


class IncidentMoved(Moved):
    """The incident is not as it was read; ``record``: how it stands now (None: it is not there)."""


class BoardMoved(Lost):
    """What is open is not what was read."""


class Known(msgspec.Struct, frozen=True):
    """An incident as it was read, if it is there, and what was open then."""

    incident: Incident | None
    board: Board


def wanted_board() -> Wanted[Board]:
    """What is open, to be asked for together with other things; None: nothing ever was."""
    return BoardRow.wanted(lambda row: row.board, DESK, BOARD)


def wanted_incident(incident_id: str) -> Wanted[Incident]:
    """An incident, to be asked for the same way."""
    return IncidentRow.wanted(lambda row: row.incident, _key(incident_id), INCIDENT)


def known(desk: Desk, incident_id: str) -> Known:
    """An incident and what is open; one strongly consistent request."""
    incident, opened = read_both(desk.database, wanted_incident(incident_id), wanted_board())
    return Known(incident, opened or Board())


def board(desk: Desk) -> Board:
    """What is open; one strongly consistent read."""
    row = BoardRow.find(desk.database, DESK, BOARD)
    return row.board if row is not None else Board()


def write(tx: Transaction, before: Known, after: Incident, entries: Sequence[Entry]) -> None:
    """Store an incident with the new lines of its history, and what is open then. Lost: ``IncidentMoved``,
    ``BoardMoved``."""
    row = IncidentRow(_key(after.incident_id), INCIDENT, version=after.version, incident=after, kind=EVERY)
    row.place = place_of(after)
    known_as = before.incident
    same = IncidentRow.version == known_as.version if known_as is not None else IncidentRow.key.does_not_exist()
    tx.put(row, condition=same, losing=IncidentRow.incident.losing(IncidentMoved))
    for entry in entries:
        tx.put(EntryRow(_key(after.incident_id), f"entry#{entry.seq:06d}", entry=entry))
    opened = on_board(before.board, after)
    if opened != before.board:
        unmoved = BoardRow.version == before.board.version if before.board.version else BoardRow.key.does_not_exist()
        tx.put(
            BoardRow(DESK, BOARD, version=opened.version, board=opened),
            condition=unmoved,
            losing=lambda _: BoardMoved("something else began or ended"),
        )


def newest(desk: Desk, limit: int, before: str | None) -> tuple[list[Incident], bool]:
    """Incidents that stand before this place, the newest first, and whether there are more; one query."""
    behind = IncidentRow.place < before if before is not None else None
    items, following = IncidentRow.read_page(
        desk.database, EVERY, index="by_time", range_condition=behind, limit=limit, forward=False
    )
    return [IncidentRow.incident.held_in(each) for each in items], following is not None


def place_of(incident: Incident) -> str:
    """Where it stands in the list of all: by when it began."""
    return f"{times.sortable(incident.raised_at)}#{incident.incident_id}"


def entries(desk: Desk, incident_id: str, after: int, limit: int) -> tuple[list[Entry], bool]:
    """The lines of its history behind this number, the oldest first, and whether there are more; one query."""
    between = EntryRow.order.between(f"entry#{after + 1:06d}", "entry#~")
    items, following = EntryRow.read_page(desk.database, _key(incident_id), range_condition=between, limit=limit)
    return [EntryRow.entry.held_in(each) for each in items], following is not None


def _key(incident_id: str) -> str:
    return f"incident#{incident_id}"
