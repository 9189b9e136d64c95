"""Sheets: for each a record with its draft and what is published; and versions, which are only put where none is."""

from __future__ import annotations

from collections.abc import Iterable

from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, read_all
from chalicelib.core.transactions import Transaction
from chalicelib.quality.model.sheets import STANDARD, Sheet, SheetRecord
from chalicelib.quality.model.shipped import SHIPPED
from chalicelib.quality.store.keys import Keys

SHEETS = "sheets"


class SheetRecordRow(Keys):
    version = NumberAttribute()
    sheet = Packed(SheetRecord)


class SheetRow(Keys):
    sheet = Packed(Sheet)


class SheetMoved(Moved):
    """The record is not as it was read; ``record`` is how it stands now."""


class AlreadyPublished(Lost):
    """There is a version of this number; what is written stays as it is."""


def _as_shipped(sheet_id: str) -> SheetRecord:
    return SheetRecord(sheet_id, SHIPPED if sheet_id == STANDARD else None)


def record(desk: Desk, sheet_id: str) -> SheetRecord:
    """A sheet; one strongly consistent read. Until somebody has changed it, as it is shipped, if it is."""
    return _held(SheetRecordRow.find_item(desk.database, SHEETS, sheet_id), sheet_id)


def records(desk: Desk) -> list[SheetRecord]:
    """All sheets, the shipped one too, by their ids; one query for each megabyte."""
    items = SheetRecordRow.all_pages(desk.database, SHEETS)
    held = {item["order"]["S"]: _held(item, item["order"]["S"]) for item in items}
    held.setdefault(STANDARD, _as_shipped(STANDARD))
    return [held[each] for each in sorted(held)]


def _held(item: RawItem | None, sheet_id: str) -> SheetRecord:
    if item is None:
        return _as_shipped(sheet_id)
    held: SheetRecord = SheetRecordRow.sheet.held_in(item)
    return held


def version(desk: Desk, sheet_id: str, number: int) -> Sheet | None:
    """One version, which never changes; one read, none for what is shipped."""
    if (sheet_id, number) == (SHIPPED.sheet_id, SHIPPED.version):
        return SHIPPED
    row = SheetRow.find(desk.database, _key(sheet_id), _order(number), consistent=False)
    row = row or SheetRow.find(desk.database, _key(sheet_id), _order(number))  # published a moment ago
    return row.sheet if row is not None else None


def versions(desk: Desk, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Sheet]:
    """Several versions by sheet and number, without those that are not there; one request for each hundred."""
    asked = sorted({each for each in wanted if each != (SHIPPED.sheet_id, SHIPPED.version)})
    rows = [SheetRow.wanted(lambda row: row.sheet, _key(name), _order(number)) for name, number in asked]
    found = [SHIPPED, *(read_all(desk.database, rows) if rows else ())]
    return {(each.sheet_id, each.version): each for each in found if each is not None}


def write_record(tx: Transaction, before: SheetRecord, after: SheetRecord) -> None:
    """Store the record. Lost: ``SheetMoved``."""
    there = SheetRecordRow.version == before.version if before.version else SheetRecordRow.key.does_not_exist()
    row = SheetRecordRow(SHEETS, after.sheet_id, version=after.version, sheet=after)
    tx.put(row, condition=there, losing=lambda item: SheetMoved(_held(item, after.sheet_id)))


def put_version(tx: Transaction, sheet: Sheet) -> None:
    """Keep a version for ever. Lost: ``AlreadyPublished``."""
    tx.put(
        SheetRow(_key(sheet.sheet_id), _order(sheet.version), sheet=sheet),
        condition=SheetRow.key.does_not_exist(),
        losing=lambda _: AlreadyPublished("a version is never written over"),
    )


def _key(sheet_id: str) -> str:
    return f"sheet#{sheet_id}"


def _order(number: int) -> str:
    return f"v#{number:08}"
