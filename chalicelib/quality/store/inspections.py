"""Inspections and calibrations, their lists, and how many each inspector has open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, index, read_all, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.quality.model.calibration import Calibration
from chalicelib.quality.model.inspection import APPEALED, OPEN, WAITING, Inspection
from chalicelib.quality.store.keys import Keys

INSPECTION, CALIBRATION, LOAD = "inspection", "calibration", "load"
DONE = "done"
BY_INSPECTOR, BY_AGENT, BY_LIST, BY_MONTH = "by_inspector", "by_agent", "by_list", "by_month"
KEYS_READ, MOST_ROUNDS = 100, 5
LAST = "~"  # sorts after every time and id
_RANGES = {BY_INSPECTOR: "assigned", BY_AGENT: "scored", BY_LIST: "listed", BY_MONTH: "scored"}
_SHOWN = ["about_id", "given_to"]


class ListedRow(Keys):
    """What has lists. ``assigned``: ``open#<when>#<id>`` or ``done#<when>#<id>``; ``scored``, ``listed``: when, and
    the id. ``about_id``, ``given_to``: agent and inspector, in every list."""

    class Meta:
        table_name = table_name("quality")

    inspector_id = UnicodeAttribute(null=True)
    assigned = UnicodeAttribute(null=True)
    agent_id = UnicodeAttribute(null=True)
    scored = UnicodeAttribute(null=True)
    shelf = UnicodeAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    month = UnicodeAttribute(null=True)
    about_id = UnicodeAttribute(null=True)
    given_to = UnicodeAttribute(null=True)
    by_inspector = index(_SHOWN, inspector_id=UnicodeAttribute, assigned=UnicodeAttribute)
    by_agent = index(_SHOWN, agent_id=UnicodeAttribute, scored=UnicodeAttribute)
    by_list = index(_SHOWN, shelf=UnicodeAttribute, listed=UnicodeAttribute)
    by_month = index(_SHOWN, month=UnicodeAttribute, scored=UnicodeAttribute)


class InspectionRow(ListedRow):
    version = NumberAttribute()
    inspection = Packed(Inspection)


class CalibrationRow(ListedRow):
    version = NumberAttribute()
    calibration = Packed(Calibration)


class LoadRow(Keys):
    number = NumberAttribute()


class HeldRow(Keys):
    """That an inspector has an inspection open: written with it, so that it can be counted without delay."""


class InspectionMoved(Moved):
    """The inspection is not as it was read."""


class AlreadyDrawn(Lost):
    """There is an inspection of this id; ``inspection`` is it."""

    def __init__(self, inspection: Inspection | None) -> None:
        super().__init__("drawn before")
        self.inspection = inspection


class LoadMoved(Lost):
    """The inspector was given, or has finished, another one meanwhile."""


def _sortable(at: datetime) -> str:
    return f"{times.sortable(at)}Z"


def _row(inspection: Inspection) -> InspectionRow:
    name, state, scored_at = inspection.inspection_id, inspection.state, inspection.scored_at
    stands = f"{DONE}#{_sortable(scored_at)}" if scored_at else f"{OPEN}#{_sortable(inspection.created_at)}"
    shown = scored_at is not None and inspection.calibration_id is None
    when = inspection.appeal.at if inspection.appeal is not None else inspection.created_at
    return InspectionRow(
        name,
        INSPECTION,
        inspector_id=inspection.inspector_id,
        assigned=f"{stands}#{name}" if inspection.inspector_id is not None else None,
        agent_id=inspection.agent_id if shown else None,
        scored=f"{_sortable(scored_at)}#{name}" if shown and scored_at is not None else None,
        shelf=state if state in (WAITING, APPEALED) else None,
        listed=f"{_sortable(when)}#{name}" if state in (WAITING, APPEALED) else None,
        month=inspection.month if shown else None,
        about_id=inspection.agent_id,
        given_to=inspection.inspector_id,
        version=inspection.version,
        inspection=inspection,
    )


def write(tx: Transaction, before: Inspection | None, after: Inspection) -> None:
    """Store it. Lost: ``AlreadyDrawn`` for a new one, else ``InspectionMoved``."""
    lost: Callable[[Inspection | None], Exception] = AlreadyDrawn if before is None else InspectionMoved
    there = InspectionRow.key.does_not_exist() if before is None else InspectionRow.version == before.version
    tx.put(_row(after), condition=there, losing=InspectionRow.inspection.losing(lost))
    former, holder = (_holder(each) for each in (before, after))
    if former is not None and former != holder:
        tx.delete(HeldRow(_held(former), after.inspection_id))
    if holder is not None and former != holder:
        put_held(tx, after)


def put_held(tx: Transaction, inspection: Inspection) -> None:
    """Its inspector has it open."""
    tx.put(HeldRow(_held(str(inspection.inspector_id)), inspection.inspection_id))


def _holder(inspection: Inspection | None) -> str | None:
    """Who has it open."""
    return inspection.inspector_id if inspection is not None and inspection.state == OPEN else None


def _held(agent_id: str) -> str:
    return f"held#{agent_id}"


def check(tx: Transaction, inspection: Inspection) -> None:
    """Only commit while it is as it was read. Lost: ``InspectionMoved``."""
    row, losing = InspectionRow(inspection.inspection_id, INSPECTION), InspectionRow.inspection.losing(InspectionMoved)
    tx.check(row, InspectionRow.version == inspection.version, losing=losing)


def inspection(desk: Desk, inspection_id: str) -> Inspection | None:
    """One; one strongly consistent read."""
    item = InspectionRow.find_item(desk.database, inspection_id, INSPECTION)
    return InspectionRow.inspection.held_in(item) if item is not None else None


def inspections(desk: Desk, inspection_ids: Sequence[str]) -> list[Inspection]:
    """Several, in the order asked for, without those that are not there; one request for each hundred."""
    items = InspectionRow.find_items(desk.database, [(each, INSPECTION) for each in inspection_ids])
    there = {each.inspection_id: each for each in map(InspectionRow.inspection.held_in, items)}
    return [there[each] for each in inspection_ids if each in there]


# --- lists ----------------------------------------------------------------------------------------------------------


class Place(msgspec.Struct, frozen=True):
    """Where something stands in a list: whose work it is about, and who has it."""

    place: str
    agent_id: str
    inspector_id: str | None

    @property
    def id(self) -> str:
        """What stands there."""
        return self.place.rpartition("#")[2]


class Part(msgspec.Struct, frozen=True):
    """A part of a list: places in order; ``until``: how far was looked, if there may be more behind (else None)."""

    places: list[Place]
    until: str | None


class Listing(msgspec.Struct, frozen=True):
    """A list: the index it is in, what it is hashed by there, and with what its places begin."""

    index: str
    whose: str
    begins: str = ""
    newest_first: bool = True


def places(desk: Desk, listing: Listing, wanted: Callable[[Place], bool], *, after: str | None, most: int) -> Part:
    """Those of the list that are wanted, behind the place ``after``; at most five queries."""
    found: list[Place] = []
    for _ in range(MOST_ROUNDS):
        read, more = _read(desk, listing, after)
        for each in read:
            after = each.place
            if wanted(each):
                found.append(each)
                if len(found) == most:
                    return Part(found, after)
        if not more:
            return Part(found, None)
    return Part(found, after)


def _read(desk: Desk, listing: Listing, after: str | None) -> tuple[list[Place], bool]:
    name = _RANGES[listing.index]
    low, high = f"{listing.begins}", f"{listing.begins}{LAST}"
    low, high = (low, after or high) if listing.newest_first else (after or low, high)
    items, more = ListedRow.read_page(
        desk.database,
        listing.whose,
        index=listing.index,
        range_condition=getattr(ListedRow, name).between(low or " ", high),
        limit=KEYS_READ + 1,
        forward=not listing.newest_first,
    )
    return [each for each in (_place(item, name) for item in items) if each.place != after], more is not None


def _place(item: RawItem, name: str) -> Place:
    given_to = item["given_to"]["S"] if "given_to" in item else None
    return Place(item[name]["S"], item["about_id"]["S"], given_to)


# --- loads ----------------------------------------------------------------------------------------------------------


def loads(desk: Desk, agent_ids: Sequence[str]) -> dict[str, int]:
    """How many each of at most a hundred has open; one strongly consistent request."""
    wanted = [LoadRow.wanted(_open, _load(each), LOAD) for each in agent_ids]
    found: list[Any] = read_all(desk.database, wanted) if wanted else []
    return {agent_id: each for agent_id, each in zip(agent_ids, found, strict=True) if each is not None}


def _open(row: LoadRow) -> Any:
    return int(row.number)


def _load(agent_id: str) -> str:
    return f"load#{agent_id}"


def add_to_load(tx: Transaction, agent_id: str, before: int | None) -> None:
    """One more for them, who had so many (None: none were ever counted). Lost: ``LoadMoved``."""
    as_read = LoadRow.number == before if before is not None else LoadRow.key.does_not_exist()
    row = LoadRow(_load(agent_id), LOAD, number=(before or 0) + 1)
    tx.put(row, condition=as_read, losing=lambda _: LoadMoved("given another one"))


def count(tx: Transaction, agent_id: str, number: int) -> None:
    """So many more, or fewer, for them."""
    tx.update(LoadRow(_load(agent_id), LOAD), [LoadRow.number.add(number)])


def set_load(tx: Transaction, agent_id: str, before: int | None, now: int) -> None:
    """What a recount found, for who had so many. Lost: ``LoadMoved``."""
    as_read = LoadRow.number == before if before is not None else LoadRow.key.does_not_exist()
    tx.put(LoadRow(_load(agent_id), LOAD, number=now), condition=as_read, losing=lambda _: LoadMoved("it moved"))


def counted_open(desk: Desk, agent_id: str) -> int:
    """How many they have open; one strongly consistent query for each few thousand."""
    return HeldRow.how_many(desk.database, _held(agent_id))


def unheld(desk: Desk, agent_id: str, inspection_ids: Sequence[str]) -> set[str]:
    """Those of these that are not among what they have open; one strongly consistent request for each hundred."""
    known = HeldRow.find_items(desk.database, [(_held(agent_id), each) for each in inspection_ids])
    return {*inspection_ids} - {item["order"]["S"] for item in known}


# --- calibrations ---------------------------------------------------------------------------------------------------


def put_calibration(tx: Transaction, calibration: Calibration) -> None:
    """Store a new one. Lost: ``AlreadyDrawn``."""
    row = CalibrationRow(
        calibration.calibration_id,
        CALIBRATION,
        shelf=CALIBRATION,
        listed=f"{_sortable(calibration.created_at)}#{calibration.calibration_id}",
        about_id=calibration.agent_id,
        version=calibration.version,
        calibration=calibration,
    )
    there = CalibrationRow.key.does_not_exist()
    tx.put(row, condition=there, losing=lambda _: AlreadyDrawn(None))


def calibrations(desk: Desk, calibration_ids: Collection[str]) -> list[Calibration]:
    """Several, in the order asked for, without those that are not there; one request for each hundred."""
    items = CalibrationRow.find_items(desk.database, [(each, CALIBRATION) for each in calibration_ids])
    there = {each.calibration_id: each for each in map(CalibrationRow.calibration.held_in, items)}
    return [there[each] for each in calibration_ids if each in there]
