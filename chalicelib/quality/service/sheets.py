"""Sheets as administrators keep them: a draft that is worked on, published as a version that never changes."""

from __future__ import annotations

from chalicelib.core import versions
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, existing
from chalicelib.core.once import Once
from chalicelib.core.versions import Draft, Publishing
from chalicelib.quality.model.sheets import (
    MOST_SHEETS,
    Definition,
    NoDraft,
    Sheet,
    SheetRecord,
    check_draft,
    checked_sheet,
    checked_sheet_id,
    is_key,
)
from chalicelib.quality.store.sheets import SHEETS, records


def list_sheets(desk: Desk) -> list[SheetRecord]:
    """All of them; one query."""
    return records(desk)


def read_sheet(desk: Desk, sheet_id: str) -> SheetRecord:
    """A sheet with its draft; one read. Raises ``NotFound``."""
    record = SHEETS.record(desk, sheet_id) if is_key(sheet_id) else None
    return existing(record if record is not None and (record.version or record.published) else None, "no such sheet")


def save_draft(desk: Desk, by: By, sheet_id: str, draft: Definition | None, version: int | None = None) -> SheetRecord:
    """Keep a draft, or none any more. ``version``: the record's as it was read; 0 with a new id makes a new sheet.

    A draft may be unfinished. Three requests. Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``.
    """
    if draft is not None:
        check_draft(draft)
    if version != 0 and not is_key(sheet_id):
        raise NotFound("no such sheet")
    record = SHEETS.record(desk, checked_sheet_id(sheet_id))
    is_new = not record.version and record.published is None
    if is_new and (draft is None or version != 0):
        raise NotFound("no such sheet")
    if is_new and len(records(desk)) >= MOST_SHEETS:
        raise Invalid.field("sheet_id", f"at most {MOST_SHEETS} sheets")
    return versions.save_draft(SHEETS, desk, by, sheet_id, record, Draft(draft, version, _told))


def publish(desk: Desk, by: By, sheet_id: str, version: int, once: Once | None = None) -> SheetRecord:
    """The draft is what is drawn from now on is scored by; what is drawn already keeps its version. Three requests.

    Raises ``NotFound``, ``NoDraft``, ``ChangedMeanwhile``, ``Invalid`` with everything that stands in the way.
    """

    def made(draft: Definition | None, number: int) -> Sheet:
        if draft is None:
            raise NoDraft("there is nothing to publish")
        return Sheet(sheet_id, number, checked_sheet(draft), desk.now(), by.name)

    record = read_sheet(desk, sheet_id)
    return versions.publish(SHEETS, desk, by, sheet_id, record, Publishing(made, version, once))


def _told(record: SheetRecord) -> dict[str, object]:
    keys = [each.key for each in record.draft.criteria] if record.draft is not None else None
    return {"draft": keys, "version": record.version}


def read_version(desk: Desk, sheet_id: str, number: int | None) -> Sheet:
    """A version, or the one that is published; one read. Raises ``NotFound``."""
    if number is not None:
        found = SHEETS.version(desk, sheet_id, number) if is_key(sheet_id) else None
        return existing(found, "no such version")
    return existing(read_sheet(desk, sheet_id).published, "no version is published")
