"""Shelves of phrases in the table ``knowledge``."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.phrases import Owner, Shelf
from chalicelib.knowledge.store.keys import Keys


class ShelfRow(Keys):
    shelf = Packed(Shelf)


class ShelfMoved(Moved):
    """The shelf is not as it was read; ``record`` is how it stands now."""


def _key(owner: Owner) -> str:
    whose = {"own": f"agent#{owner.owner_id}", "group": f"group#{owner.owner_id}"}
    return f"phrases#{whose.get(owner.reach, owner.reach)}"


def shelves(desk: Desk, owners: Sequence[Owner], *, consistent: bool = True) -> list[Shelf]:
    """The shelves of these owners, in this order, empty ones too; one request for each hundred."""
    items = ShelfRow.find_items(desk.database, [(_key(each),) for each in owners], consistent=consistent)
    there = {item["key"]["S"]: _shelf(item) for item in items}
    return [there.get(_key(each)) or Shelf(each) for each in owners]


def shelf(desk: Desk, owner: Owner) -> Shelf:
    """One owner's shelf; one strongly consistent read."""
    item = ShelfRow.find_item(desk.database, _key(owner))
    return _shelf(item) if item else Shelf(owner)


def write_shelf(tx: Transaction, before: Shelf, after: Shelf) -> None:
    """Store the shelf. Lost: ``ShelfMoved``."""
    unmoved = ShelfRow.revision == before.revision if before.revision else ShelfRow.key.does_not_exist()
    row = ShelfRow(_key(after.owner), revision=after.revision, shelf=after)
    tx.put(row, condition=unmoved, losing=lambda item: ShelfMoved(_shelf(item) if item else Shelf(after.owner)))


def _shelf(item: RawItem) -> Shelf:
    shelf: Shelf = ShelfRow.shelf.held_in(item)
    return shelf
