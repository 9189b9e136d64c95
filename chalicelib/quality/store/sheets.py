"""Sheets: for each a record with its draft and what is published, and its versions."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.tables import Packed
from chalicelib.core.versions import Kept
from chalicelib.quality.model.sheets import STANDARD, Sheet, SheetRecord
from chalicelib.quality.model.shipped import SHIPPED
from chalicelib.quality.store.keys import Keys

ALL = "sheets"


class SheetRecordRow(Keys):
    version = NumberAttribute()
    sheet = Packed(SheetRecord)


class SheetRow(Keys):
    sheet = Packed(Sheet)


SHEETS = Kept[SheetRecord, Sheet](
    record_row=SheetRecordRow,
    version_row=SheetRow,
    held="sheet",
    noun="sheet",
    record_at=lambda sheet_id: (ALL, sheet_id),
    versions_at=lambda sheet_id: f"sheet#{sheet_id}",
    shipped=lambda sheet_id: SheetRecord(sheet_id, SHIPPED if sheet_id == STANDARD else None),
)


def records(desk: Desk) -> list[SheetRecord]:
    """All sheets, the shipped one too, by their ids; one query for each megabyte."""
    items = SheetRecordRow.all_pages(desk.database, ALL)
    held = {item["order"]["S"]: SHEETS.record_in(item, item["order"]["S"]) for item in items}
    held.setdefault(STANDARD, SHEETS.shipped(STANDARD))
    return [held[each] for each in sorted(held)]
