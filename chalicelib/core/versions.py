"""What is worked on as a draft and published as versions that never change: flows, score sheets and their like.

Of each such thing there is a *record* (what is published, the draft, and a ``version`` that counts the record's own
changes) and, item by item, every version that was published, numbered 1, 2, 3 … A room says once where they are:

    SHEETS = Kept[SheetRecord, Sheet](
        record_row=SheetRecordRow, version_row=SheetRow, held="sheet", noun="sheet",
        record_at=lambda sheet_id: ("sheets", sheet_id), versions_at=lambda sheet_id: f"sheet#{sheet_id}",
        shipped=as_shipped,
    )

    record = SHEETS.record(desk, sheet_id)                       # as it is now
    sheet = SHEETS.version(desk, sheet_id, 3)                    # as it was and stays
    sheet = SHEETS.as_of(desk, sheet_id, at)                     # what was published then
    record = save_draft(SHEETS, desk, by, sheet_id, record, Draft(definition, seen, told))
    record = publish(SHEETS, desk, by, sheet_id, record, Publishing(made, seen, once))

What applies is what is published; whatever began with a version keeps its number. A record and a version are frozen
structs of the room, so that it may hold more than is asked for here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.races import Moved, Versioned
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction

PAGE = 10  # versions that are read at once to find which was published at a moment


class Numbered(Protocol):
    """A version: its number, and when it was published (None: it was shipped)."""

    @property
    def version(self) -> int:
        """1, 2, 3 …"""

    @property
    def published_at(self) -> datetime | None:
        """When it was published."""


class Drafted(Versioned, Protocol):
    """A record: the newest version that is ``published``, and the ``draft`` that is worked on, None where there is
    none."""

    @property
    def published(self) -> Any:
        """The version that applies."""

    @property
    def draft(self) -> Any:
        """What would be published."""


R = TypeVar("R", bound=Drafted)
V = TypeVar("V", bound=Numbered)


class RecordMoved(Moved):
    """The record is not as it was read; ``record`` is how it stands now."""


class AlreadyPublished(Lost):
    """There is a version of this number; what is written stays as it is."""


class Draft(msgspec.Struct, Generic[R], frozen=True):
    """What becomes of a draft. ``value``: None throws it away. ``seen``: the record's version as its reader has it;
    None: no matter. ``told``: what the audit log says of a record before and after."""

    value: Any
    seen: int | None
    told: Callable[[R], Any]


class Publishing(msgspec.Struct, Generic[V], frozen=True):
    """How a draft is published. ``made``: the version of it with this number; it may refuse, and does where there is
    no draft (None). ``seen``: the record's version as its reader has it, so that what is published is what was seen.
    ``also``: what is written with it."""

    made: Callable[[Any, int], V]
    seen: int | None = None
    once: Once | None = None
    also: Callable[[Transaction, V], None] | None = None


class Kept(msgspec.Struct, Generic[R, V], frozen=True, kw_only=True):
    """Where the records and versions of one kind of thing are.

    ``record_row``, ``version_row``: rows with a hash and a range key, ``key`` and ``order``, that hold them packed by
    the name ``held``; the record's has a number ``version`` besides. ``record_at``: a record's two keys;
    ``versions_at``: the partition of its versions. ``shipped``: the record as long as nobody has changed it.
    ``noun``: what the audit log calls it.
    """

    record_row: Any
    version_row: Any
    held: str
    noun: str
    record_at: Callable[[str], tuple[str, str]]
    versions_at: Callable[[str], str]
    shipped: Callable[[str], R]

    def record(self, desk: Desk, name: str) -> R:
        """How a thing stands; one strongly consistent read. Until somebody has changed it, as it is shipped."""
        return self.record_in(self.record_row.find_item(desk.database, *self.record_at(name)), name)

    def records(self, desk: Desk, names: Sequence[str]) -> list[R]:
        """Several, in this order; one request for each hundred."""
        places = [self.record_at(each) for each in names]
        items = self.record_row.find_items(desk.database, places)
        there = {(item["key"]["S"], item["order"]["S"]): item for item in items}
        return [self.record_in(there.get(place), name) for place, name in zip(places, names, strict=True)]

    def record_in(self, item: RawItem | None, name: str) -> R:
        """The record that an item holds; None: as it is shipped."""
        if item is None:
            return self.shipped(name)
        held: R = getattr(self.record_row, self.held).held_in(item)
        return held

    def version(self, desk: Desk, name: str, number: int) -> V | None:
        """One version, which never changes; one read, none for what is shipped."""
        shipped: V | None = self.shipped(name).published
        if shipped is not None and number == shipped.version:
            return shipped
        place = (self.versions_at(name), order(number))
        row = self.version_row.find(desk.database, *place, consistent=False)
        row = row or self.version_row.find(desk.database, *place)  # published a moment ago
        return self._meant(row) if row is not None else None

    def as_of(self, desk: Desk, name: str, at: datetime) -> V | None:
        """The version that was published at this moment, None if there was none; a query for each ten that were
        published after it, of which there are few."""
        start, newest = None, self.version_row.order.startswith(order(None))
        while True:
            items, start = self.version_row.read_page(
                desk.database, self.versions_at(name), range_condition=newest, forward=False, limit=PAGE, start=start
            )
            for item in items:
                held: V = self._meant(self.version_row.from_raw_data(item))
                if held.published_at is None or held.published_at <= at:
                    return held
            if not start:
                shipped: V | None = self.shipped(name).published
                return shipped

    def write_record(self, tx: Transaction, name: str, before: R, after: R) -> None:
        """Store the record. Lost: ``RecordMoved``."""
        row = self.record_row
        there = row.version == before.version if before.version else row.key.does_not_exist()
        tx.put(
            row(*self.record_at(name), version=after.version, **{self.held: after}),
            condition=there,
            losing=lambda item: RecordMoved(self.record_in(item, name)),
        )

    def put_version(self, tx: Transaction, name: str, version: V) -> None:
        """Keep a version for ever. Lost: ``AlreadyPublished``."""
        tx.put(
            self.version_row(self.versions_at(name), order(version.version), **{self.held: version}),
            condition=self.version_row.key.does_not_exist(),
            losing=lambda _: AlreadyPublished("a version is never written over"),
        )

    def _meant(self, row: Any) -> V:
        held: V = getattr(row, self.held)
        return held


def order(number: int | None) -> str:
    """The range key of the version with this number; None: what all begin with."""
    return f"v#{number:08}" if number is not None else "v#"


def save_draft(kept: Kept[R, V], desk: Desk, by: By, name: str, record: R, draft: Draft[R]) -> R:
    """The record with this draft, or with none any more; one request, none where it is so already.

    A draft may be unfinished. Raises ``ChangedMeanwhile``.
    """
    if record.draft == draft.value:
        return record
    races.refuse_older(draft.seen, record)
    act = f"{'change' if draft.value is not None else 'discard'}_{kept.noun}_draft"

    def save(before: R, after: R) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        kept.write_record(tx, name, before, after)
        audit.note(tx, by, act, name, before=draft.told(before), after=draft.told(after))
        tx.commit()

    return races.change(desk, record, ["draft"], lambda held: _with(held, draft=draft.value), save)


def publish(kept: Kept[R, V], desk: Desk, by: By, name: str, record: R, how: Publishing[V]) -> R:
    """The record whose draft is published as its next version; what began with another keeps that. Two requests.

    Raises ``ChangedMeanwhile``, and what ``made`` raises.
    """
    if recall(desk, how.once, desk.now().timestamp()) is not None:
        return record
    races.refuse_older(how.seen, record)
    number = record.published.version + 1 if record.published is not None else 1
    version = how.made(record.draft, number)
    after = _with(record, published=version, draft=None, version=record.version + 1)
    tx = Transaction(desk)
    mark(tx, how.once, {"version": number})
    kept.write_record(tx, name, record, after)
    kept.put_version(tx, name, version)
    if how.also is not None:
        how.also(tx, version)
    audit.note(tx, by, f"publish_{kept.noun}", name, before={"version": number - 1}, after={"version": number})
    try:
        tx.commit_and_tell()
    except AlreadyDone:
        return kept.record(desk, name)
    except RecordMoved as moved:
        raise races.changed_meanwhile(version=moved.record.version) from None
    return after


def _with(record: R, **fields: Any) -> R:
    return replace(record, **fields)  # type: ignore[type-var]  # no protocol can say: a struct
