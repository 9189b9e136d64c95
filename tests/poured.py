"""Thousands of items at once, straight into the embedded store: what they cost to write is not what a test is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.tables import RawItem
from infra.local.store import places
from infra.local.store.dynamodb import Embedded
from infra.local.store.values import item_size


def pour(desk: Desk, table: str, items: Sequence[RawItem]) -> None:
    """These new items, all as large as the first, as they would be stored; nobody hears of them."""
    database: Any = desk.database
    embedded = database.behind
    assert isinstance(embedded, Embedded)
    store, size = embedded.store, item_size(items[0])

    def put(db: Any, _: Any) -> None:
        into = store._catalogue.table(db, table)
        keyed = [(into.schema.encoded(each), each) for each in items]
        rows = [(into.number, *key, size, places.pack(each)) for key, each in keyed]
        entries = [
            (into.number, index.place, *there, *key)
            for index in into.indexes.values()
            for key, each in keyed
            if (there := places.entry_key(index, each)) is not None
        ]
        db.executemany(places._INSERT, sorted(rows))
        db.executemany(places._ENTER, sorted(entries))

    store._file.commit(put)
