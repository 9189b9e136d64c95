"""The embedded store itself: one method for all of DynamoDB's operations."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from infra.local.store import administration, arguments, pages, reads, transactions, writes
from infra.local.store.arguments import Arguments
from infra.local.store.catalogue import Catalogue
from infra.local.store.changes import Change, Listener, Listeners
from infra.local.store.errors import UnknownOperation
from infra.local.store.files import File

Answer = dict[str, Any]
Reading = Callable[[sqlite3.Connection, Catalogue, Arguments], Answer]
Writing = Callable[[sqlite3.Connection, list[Change], Catalogue, Arguments, Callable[[], float]], Answer]


def _write(verb: str) -> Writing:
    return lambda db, changes, catalogue, given, now: writes.write_item(verb, db, changes, catalogue, given)


_READS: Mapping[str, Reading] = {
    "GetItem": reads.get_item,
    "Query": pages.query,
    "Scan": pages.scan,
    "DescribeTable": administration.describe_table,
    "DescribeTimeToLive": administration.describe_time_to_live,
    "ListTables": administration.list_tables,
}
_READS_TOGETHER: Mapping[str, Reading] = {
    "BatchGetItem": reads.batch_get_item,
    "TransactGetItems": reads.transact_get_items,
}
_WRITES: Mapping[str, Writing] = {
    "PutItem": _write(writes.PUT),
    "UpdateItem": _write(writes.UPDATE),
    "DeleteItem": _write(writes.DELETE),
    "BatchWriteItem": lambda db, changes, catalogue, given, now: writes.batch_write_item(db, changes, catalogue, given),
    "TransactWriteItems": transactions.transact_write_items,
    "CreateTable": lambda db, _, catalogue, given, now: administration.create_table(db, catalogue, given, now()),
    "UpdateTable": lambda db, _, catalogue, given, now: administration.update_table(db, catalogue, given),
    "DeleteTable": lambda db, _, catalogue, given, now: administration.delete_table(db, catalogue, given),
    "UpdateTimeToLive": lambda db, _, catalogue, given, now: administration.update_time_to_live(db, catalogue, given),
}

OPERATIONS = (*_READS, *_READS_TOGETHER, *_WRITES)


class Store:
    """DynamoDB's operations on one SQLite file, or in memory; for any number of threads, and processes on one file.

    ``now`` gives the seconds since 1970: for what expires, and for how long a transaction's token is remembered.
    """

    def __init__(self, path: Path | None = None, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._listeners = Listeners()
        self._catalogue = Catalogue()
        self._file = File(path, self._listeners.tell)

    def call(self, operation: str, given: Arguments) -> Answer:
        """The answer of one operation, in DynamoDB's low-level shapes; a write's is on disk when it is there.

        Raises a ``StoreError`` (``Invalid``, ``ConditionFailed``, ``TransactionCancelled``, …): nothing was written.
        """
        if operation not in arguments.TAKES or operation not in OPERATIONS:
            raise UnknownOperation(operation)
        arguments.check(operation, given)
        together = operation in _READS_TOGETHER
        if together or operation in _READS:
            reading = _READS_TOGETHER[operation] if together else _READS[operation]
            return self._file.read(lambda db: reading(db, self._catalogue, given), together=together)
        writing = _WRITES[operation]
        return self._file.commit(lambda db, changes: writing(db, changes, self._catalogue, given, self._now))

    def described(self) -> dict[str, Mapping[str, Any]]:
        """Every table by its name, as CreateTable was given it; unlike DescribeTable this counts no items."""
        return {name: table.description for name, table in self._file.read(self._catalogue.tables).items()}

    def listen(self, table_name: str) -> Listener:
        """Hear every change of this table that this process commits from now on, in order; until it is closed."""
        return self._listeners.add(table_name)

    def sweep(self) -> int:
        """Take away the items whose time to live is over; how many there were. DynamoDB does so within days."""
        total = 0
        for name in self.call("ListTables", {})["TableNames"]:
            while swept := self._sweep(name):
                total += swept
        return total

    def _sweep(self, name: str) -> int:
        return self._file.commit(
            lambda db, changes: administration.sweep(db, changes, self._catalogue, name, self._now())
        )

    def backup(self, to: Path) -> None:
        """Copy everything as it is at this moment to a file that another store can open; the desk goes on meanwhile."""
        self._file.backup(to)

    def reset(self) -> None:
        """Take all items out of all tables, and forget the transactions' tokens."""
        self._file.clear()

    def close(self) -> None:
        """Let go of the file; what was answered is in it."""
        self._file.close()
