"""Sums of months, for one agent, group, plan or inspector each."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Packed
from chalicelib.core.transactions import Transaction
from chalicelib.quality.model.results import NOTHING, Sums
from chalicelib.quality.store.keys import Keys

Spot = tuple[str, str, str]  # month, dimension, key


class CellRow(Keys):
    """``number``: how often it was written."""

    number = NumberAttribute()
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


def _key(spot: Spot) -> str:
    return f"cell#{spot[1]}#{spot[2]}"
