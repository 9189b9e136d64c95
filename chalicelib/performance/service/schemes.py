"""Schemes as administrators keep them: a draft that is worked on, published as a version that never changes (F5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, WrongFields, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.performance import store
from chalicelib.performance.model.schemes import (
    DESK,
    MOST_VERSIONS,
    NoDraft,
    Published,
    SchemeDefinition,
    SchemeRecord,
    Version,
    check_draft,
    checked_first_month,
    checked_scheme,
)
from chalicelib.performance.model.sources import SAMPLED
from chalicelib.performance.store import SchemeMoved, StampMoved
from chalicelib.quality.model.calendar import month_of


def list_schemes(desk: Desk) -> list[SchemeRecord]:
    """All of them; one query."""
    return store.schemes(desk)[0]


def read_scheme(desk: Desk, scheme_id: str) -> tuple[SchemeRecord, Version | None]:
    """A scheme, and the version that was published last; two reads. The desk's is always there. Raises ``NotFound``."""
    record = find_scheme(desk, scheme_id)
    return record, read_version(desk, record, record.published[-1].version) if record.published else None


def read_version(desk: Desk, record: SchemeRecord, number: int) -> Version:
    """One of its versions; one read. Raises ``NotFound``."""
    known = any(each.version == number for each in record.published)
    versions = store.versions(desk, [(record.scheme_id, number)]) if known else {}
    return existing(versions.get(record.scheme_id), "no such version")


def find_version(desk: Desk, scheme_id: str, number: int) -> Version:
    """The same by the scheme's id; two reads. Raises ``NotFound``."""
    return read_version(desk, find_scheme(desk, scheme_id), number)


def find_scheme(desk: Desk, scheme_id: str) -> SchemeRecord:
    """As administrators keep it; one read. Raises ``NotFound``."""
    record = store.scheme(desk, scheme_id)
    return existing(record if record.version or scheme_id == DESK else None, "no such scheme")


def save_draft(
    desk: Desk, by: By, scheme_id: str, draft: SchemeDefinition | None, version: int | None = None
) -> SchemeRecord:
    """Keep a draft, or none any more. ``version``: the record's as it was read; 0 makes a new one, of the desk
    (``desk``) or of a group, whose id is its own. A draft may be unfinished. Two requests, one more for a new one.

    Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``.
    """
    if draft is not None:
        check_draft(draft)
    record = store.scheme(desk, scheme_id)
    if not record.version and scheme_id != DESK:
        if draft is None or version != 0:
            raise NotFound("no such scheme")
        if people.find_group(desk, scheme_id) is None:
            raise NotFound("no such group")
    if record.draft == draft:
        return record
    races.refuse_older(version, record)
    act = "change_performance_draft" if draft is not None else "discard_performance_draft"

    def save(before: SchemeRecord, after: SchemeRecord) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.write_scheme(tx, before, after)
        audit.note(tx, by, act, scheme_id, before=_told(before.draft), after=_told(after.draft))
        tx.commit()

    return races.change(desk, record, ["draft"], lambda held: replace(held, draft=draft), save)


def _told(draft: SchemeDefinition | None) -> Mapping[str, Any] | None:
    """What the audit log says of a draft."""
    if draft is None:
        return None
    weights = {each.key: [each.source, each.weight, each.target] for each in draft.indicators}
    return {"indicators": weights, "formula": draft.formula}


def publish(
    desk: Desk, by: By, scheme_id: str, version: int, first_month: str, once: Once | None = None
) -> SchemeRecord:
    """The draft is what counts from that month on, in months that are not confirmed; what was published before stays
    as it is. Five requests.

    Raises ``NotFound``, ``NoDraft``, ``ChangedMeanwhile``, ``Invalid`` with everything that stands in the way.
    """
    record = find_scheme(desk, scheme_id)
    if recall(desk, once, desk.now().timestamp()) is not None:
        return record
    races.refuse_older(version, record)
    if record.draft is None:
        raise NoDraft("there is nothing to publish")
    made = _version(desk, by, record, record.draft, first_month)
    line = Published(made.version, first_month, made.published_at, made.published_by)
    after = replace(record, published=(*record.published, line), draft=None, version=record.version + 1)

    def keep() -> SchemeRecord:
        tx = Transaction(desk)
        mark(tx, once, {"version": made.version})
        store.write_scheme(tx, record, after)
        store.put_version(tx, made, store.stamp(desk))
        audit.note(
            tx,
            by,
            "publish_performance_scheme",
            scheme_id,
            before={"version": made.version - 1},
            after={"version": made.version, "first_month": first_month},
        )
        try:
            tx.commit()
        except AlreadyDone:
            return find_scheme(desk, scheme_id)
        except SchemeMoved as moved:
            raise races.changed_meanwhile(version=moved.record.version) from None
        return after

    return races.again(desk, keep, StampMoved)


def _version(desk: Desk, by: By, record: SchemeRecord, draft: SchemeDefinition, first_month: str) -> Version:
    now = desk.now()
    wrong = WrongFields()
    with wrong:
        checked_first_month(first_month, month_of(now, people.read_desk(desk).time_zone))
    with wrong:
        checked_scheme(draft, SAMPLED)
    wrong.refuse()
    if len(record.published) >= MOST_VERSIONS:
        raise Invalid.field("version", f"at most {MOST_VERSIONS} versions")
    number = record.published[-1].version + 1 if record.published else 1
    return Version(record.scheme_id, number, first_month, draft, now, by.name)
