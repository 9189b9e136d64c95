"""Entries of the duty log, each under its id, and the lists in which they stand by when they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.logbook.model.checks import Check
from chalicelib.logbook.model.faults import Fault
from chalicelib.logbook.model.handing import ShiftHandover
from chalicelib.logbook.model.instructions import Instruction
from chalicelib.logbook.model.minutes import Minutes
from chalicelib.logbook.model.records import Kept
from chalicelib.logbook.model.schedules import CheckList
from chalicelib.logbook.store.keys import Keys

RECORD = "record"
K = TypeVar("K", bound=Kept)

SHAPES: Mapping[str, type[Any]] = {
    each.kind: each for each in (CheckList, Check, Fault, Instruction, Minutes, ShiftHandover)
}


class RecordRow(Keys):
    """``kind``: which of ``SHAPES`` the record has."""

    kind = UnicodeAttribute()
    version = NumberAttribute()
    record = Packed()


class ListRow(Keys):
    """``about``: what stands there."""

    about = UnicodeAttribute()


class RecordMoved(Moved):
    """The entry is not as it was read."""


def _held(item: RawItem) -> Any:
    return msgspec.convert(RecordRow.record.held_in(item), SHAPES[item["kind"]["S"]])


def put(tx: Transaction, before: K | None, after: K) -> None:
    """Store an entry, in the lists that it stands in now. Lost: ``RecordMoved``, for a new one that is there too."""
    condition = RecordRow.key.does_not_exist() if before is None else RecordRow.version == before.version
    row = RecordRow(after.key, RECORD, kind=after.kind, version=after.version, record=after)
    tx.put(row, condition=condition, losing=lambda item: RecordMoved(_held(item) if item else None))
    had, has = before.lists if before is not None else frozenset(), after.lists
    place = f"{times.sortable(after.at)}#{after.key}"
    for name in sorted(has - had):
        tx.put(ListRow(f"in#{name}", place, about=after.key))
    for name in sorted(had - has):
        tx.delete(ListRow(f"in#{name}", place))


def check_listed(tx: Transaction, name: str, entry: Kept, refusal: Exception) -> None:
    """Only commit while the entry stands in this list. Lost: ``refusal``."""
    row = ListRow(f"in#{name}", f"{times.sortable(entry.at)}#{entry.key}")
    tx.check(row, ListRow.key.exists(), losing=lambda _: refusal)


def find(desk: Desk, shape: type[K], key: str) -> K | None:
    """An entry of this kind; one strongly consistent read."""
    item = RecordRow.find_item(desk.database, key, RECORD)
    if item is None or item["kind"]["S"] != shape.kind:
        return None
    entry: K = _held(item)
    return entry


def several(desk: Desk, keys: Sequence[str]) -> list[Any]:
    """Entries of any kind, in the order asked for, without those that are not there; a request for each hundred."""
    known = {item["key"]["S"]: _held(item) for item in RecordRow.find_items(desk.database, [(k, RECORD) for k in keys])}
    return [known[each] for each in keys if each in known]


def places(desk: Desk, names: Iterable[str], before: str | None, limit: int) -> list[str]:
    """The places of what stands in these lists, the newest first, behind the place ``before``, each once; a strongly
    consistent query for each list. ``about(place)`` is the id of what stands there."""
    below = None if before is None else ListRow.order < before
    seen = set[str]()
    for name in names:
        items, _ = ListRow.read_page(desk.database, f"in#{name}", range_condition=below, limit=limit, forward=False)
        seen |= {item["order"]["S"] for item in items}
    return sorted(seen, reverse=True)[:limit]


def about(place: str) -> str:
    """The id of what stands at this place of a list."""
    return place.partition("#")[2]


def number_in(desk: Desk, name: str, most: int) -> int:
    """How many stand in a list, at most so many; one query."""
    items, _ = ListRow.read_page(desk.database, f"in#{name}", limit=most)
    return len(items)
