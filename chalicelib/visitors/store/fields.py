"""In the table ``records``: which fields the desk has of its own, and what is filled in of each customer."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model.fields import Fields, FieldValues
from chalicelib.visitors.store.records import RecordRow

_FIELDS = "the fields of all", "fields"  # no visitor has such an id
_VALUES = "fields"
SHARES = 8


class FieldsMoved(Moved):
    """The fields are not as they were read; ``record`` is how they stand now."""


class ValuesMoved(Moved):
    """What is filled in is not as it was read; ``record`` is how it stands now."""


def fields(desk: Desk) -> Fields:
    """All fields, archived ones too; one strongly consistent read."""
    return _fields(RecordRow.find_item(desk.database, *_FIELDS))


def write_fields(tx: Transaction, before: Fields, after: Fields) -> None:
    """Store the fields. Lost: ``FieldsMoved``."""
    unmoved = RecordRow.version == before.revision if before.revision else RecordRow.order.does_not_exist()
    row = RecordRow(*_FIELDS, at=tx.desk.now(), version=after.revision, fields=after)
    tx.put(row, condition=unmoved, losing=lambda item: FieldsMoved(_fields(item)))


def _fields(item: RawItem | None) -> Fields:
    return RecordRow.fields.held_in(item) if item else Fields()


def values(desk: Desk, visitor_ids: Sequence[str]) -> list[FieldValues]:
    """What is filled in of each of these, in this order; one strongly consistent request."""
    items = RecordRow.find_items(desk.database, [(each, _VALUES) for each in visitor_ids])
    there = {item["visitor_id"]["S"]: _values(item) for item in items}
    return [there.get(each, FieldValues()) for each in visitor_ids]


def fields_and_values(desk: Desk, visitor_ids: Sequence[str]) -> tuple[Fields, list[FieldValues]]:
    """All fields, archived ones too, and what is filled in of each of these, in this order; one strongly consistent
    request."""
    keys = [_FIELDS, *((each, _VALUES) for each in visitor_ids)]
    there = {item["visitor_id"]["S"]: item for item in RecordRow.find_items(desk.database, keys)}
    return _fields(there.get(_FIELDS[0])), [_values(there.get(each)) for each in visitor_ids]


def write_values(tx: Transaction, visitor_id: str, before: FieldValues, after: FieldValues) -> None:
    """Store what is filled in. Lost: ``ValuesMoved``."""
    unmoved = RecordRow.version == before.version if before.version else RecordRow.order.does_not_exist()
    share = f"filled#{zlib.crc32(visitor_id.encode()) % SHARES}"
    row = RecordRow(visitor_id, _VALUES, at=tx.desk.now(), version=after.version, filled=after, share=share)
    tx.put(row, condition=unmoved, losing=lambda item: ValuesMoved(_values(item)))


def filled_ids(
    desk: Desk, share: int, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[str], Mapping[str, Any] | None]:
    """A page of the ids of whom something is filled in, and where the next one begins; one query."""
    items, following = RecordRow.read_page(desk.database, f"filled#{share}", index="by_share", limit=limit, start=start)
    return [item["visitor_id"]["S"] for item in items], following


def _values(item: RawItem | None) -> FieldValues:
    return RecordRow.filled.held_in(item) if item else FieldValues()
