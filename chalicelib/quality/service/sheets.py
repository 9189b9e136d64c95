"""Sheets as administrators keep them: a draft that is worked on, published as a version that never changes."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
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
from chalicelib.quality.store import sheets as store


def list_sheets(desk: Desk) -> list[SheetRecord]:
    """All of them; one query."""
    return store.records(desk)


def read_sheet(desk: Desk, sheet_id: str) -> SheetRecord:
    """A sheet with its draft; one read. Raises ``NotFound``."""
    record = store.record(desk, sheet_id) if is_key(sheet_id) else None
    return existing(record if record is not None and (record.version or record.published) else None, "no such sheet")


def save_draft(desk: Desk, by: By, sheet_id: str, draft: Definition | None, version: int | None = None) -> SheetRecord:
    """Keep a draft, or none any more. ``version``: the record's as it was read; 0 with a new id makes a new sheet.

    A draft may be unfinished. Three requests. Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``.
    """
    if draft is not None:
        check_draft(draft)
    if version != 0 and not is_key(sheet_id):
        raise NotFound("no such sheet")
    record = store.record(desk, checked_sheet_id(sheet_id))
    is_new = not record.version and record.published is None
    if is_new and (draft is None or version != 0):
        raise NotFound("no such sheet")
    if is_new and len(store.records(desk)) >= MOST_SHEETS:
        raise Invalid.field("sheet_id", f"at most {MOST_SHEETS} sheets")
    if record.draft == draft:
        return record
    races.refuse_older(version, record)
    act = "change_sheet_draft" if draft is not None else "discard_sheet_draft"

    def save(before: SheetRecord, after: SheetRecord) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.write_record(tx, before, after)
        audit.note(tx, by, act, sheet_id, before=_told(before), after=_told(after))
        tx.commit()

    return races.change(desk, record, ["draft"], lambda held: replace(held, draft=draft), save)


def publish(desk: Desk, by: By, sheet_id: str, version: int, once: Once | None = None) -> SheetRecord:
    """The draft is what is drawn from now on is scored by; what is drawn already keeps its version. Three requests.

    Raises ``NotFound``, ``NoDraft``, ``ChangedMeanwhile``, ``Invalid`` with everything that stands in the way.
    """
    record = read_sheet(desk, sheet_id)
    if recall(desk, once, desk.now().timestamp()) is not None:
        return record
    races.refuse_older(version, record)
    if record.draft is None:
        raise NoDraft("there is nothing to publish")
    number = record.published.version + 1 if record.published is not None else 1
    sheet = Sheet(sheet_id, number, checked_sheet(record.draft), desk.now(), by.name)
    after = replace(record, published=sheet, draft=None, version=record.version + 1)
    tx = Transaction(desk)
    mark(tx, once, {"version": number})
    store.write_record(tx, record, after)
    store.put_version(tx, sheet)
    audit.note(tx, by, "publish_sheet", sheet_id, before={"version": number - 1}, after={"version": number})
    try:
        tx.commit()
    except AlreadyDone:
        return read_sheet(desk, sheet_id)
    except store.SheetMoved as moved:
        raise races.changed_meanwhile(version=moved.record.version) from None
    return after


def _told(record: SheetRecord) -> dict[str, object]:
    keys = [each.key for each in record.draft.criteria] if record.draft is not None else None
    return {"draft": keys, "version": record.version}


def read_version(desk: Desk, sheet_id: str, number: int | None) -> Sheet:
    """A version, or the one that is published; one read. Raises ``NotFound``."""
    if number is not None:
        found = store.version(desk, sheet_id, number) if is_key(sheet_id) else None
        return existing(found, "no such version")
    return existing(read_sheet(desk, sheet_id).published, "no version is published")
