"""Sums of months, for one agent, group, plan or inspector each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Packed
from chalicelib.core.transactions import Transaction
from chalicelib.quality.model.results import ALL, NOTHING, Contribution, Sums, added, sums_of
from chalicelib.quality.store.keys import Keys

Spot = tuple[str, str, str]  # month, dimension, key


class CellRow(Keys):
    """``number``: how often it was written."""

    number = NumberAttribute()
    sums = Packed(Sums)


class AddedRow(Keys):
    """What one inspection added to the sums of a month in one place."""

    sums = Packed(Sums)


class CellMoved(Lost):
    """Another inspection was counted there meanwhile."""


class Cell(msgspec.Struct, frozen=True):
    """The sums of a month, and how often they were written (0: never)."""

    sums: Sums = NOTHING
    number: int = 0


EMPTY = Cell()


def cells(desk: Desk, spots: Iterable[Spot]) -> dict[Spot, Cell]:
    """The sums there, empty ones where nothing is; one strongly consistent request for each hundred."""
    asked = list(dict.fromkeys(spots))
    items = CellRow.find_items(desk.database, [(_key(each), each[0]) for each in asked])
    held = {(item["key"]["S"], item["order"]["S"]): CellRow.from_raw_data(item) for item in items}
    rows = {each: held.get((_key(each), each[0])) for each in asked}
    return {each: Cell(row.sums, int(row.number)) if row is not None else EMPTY for each, row in rows.items()}


def write(tx: Transaction, spot: Spot, before: Cell, sums: Sums) -> None:
    """Store the sums there. Lost: ``CellMoved``."""
    unmoved = CellRow.number == before.number if before.number else CellRow.key.does_not_exist()
    row = CellRow(_key(spot), spot[0], number=before.number + 1, sums=sums)
    tx.put(row, condition=unmoved, losing=lambda _: CellMoved("counted meanwhile"))


def put_added(tx: Transaction, inspection_id: str, before: Contribution | None, after: Contribution | None) -> None:
    """What the inspection adds where, beside the sums that it is added to."""
    for spot in sorted({*_spots(before)} - {*_spots(after)}):
        tx.delete(AddedRow(_added(spot), inspection_id))
    for spot in _spots(after):
        tx.put(AddedRow(_added(spot), inspection_id, sums=sums_of(after) if after is not None else NOTHING))


def unadded(desk: Desk, month: str, inspection_ids: Sequence[str]) -> set[str]:
    """Those of at most a hundred inspections that were counted in this month before it was kept what each added; one
    strongly consistent request."""
    key = _added((month, ALL, ALL))
    known = AddedRow.find_items(desk.database, [(key, each) for each in inspection_ids])
    return {*inspection_ids} - {item["order"]["S"] for item in known}


def made_anew(desk: Desk, spot: Spot) -> Sums:
    """The sums there, of all that was added; one strongly consistent query for each megabyte, about three thousand."""
    return added(AddedRow.sums.held_in(item) for item in AddedRow.all_pages(desk.database, _added(spot)))


def _spots(contribution: Contribution | None) -> list[Spot]:
    return [(contribution.month, *each) for each in contribution.places] if contribution is not None else []


def _added(spot: Spot) -> str:
    month, dimension, key = spot
    return f"added#{month}#{dimension}#{key}"


def _key(spot: Spot) -> str:
    return f"cell#{spot[1]}#{spot[2]}"
