"""Which tables there are, as the file says; remembered until it says otherwise."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Mapping
from typing import Any

import msgspec

from infra.local.store.errors import TableMissing
from infra.local.store.tables import Table, table

_UPDATE_VERSION = "PRAGMA user_version = {}"


class Catalogue:
    """The tables of a file. SQLite's user_version marks each change of them, also another process's."""

    def __init__(self) -> None:
        self._known: tuple[int, Mapping[str, Table]] = (-1, {})

    def tables(self, db: sqlite3.Connection) -> Mapping[str, Table]:
        """All tables, by name."""
        (version,) = db.execute("PRAGMA user_version").fetchone()
        known, tables = self._known
        if known != version:
            found = db.execute("SELECT number, name, description, created, expires FROM tables ORDER BY name")
            tables = {
                name: table(number, msgspec.json.decode(description), created, expires)
                for number, name, description, created, expires in found
            }
            self._known = (version, tables)
        return tables

    def table(self, db: sqlite3.Connection, name: str) -> Table:
        """The table of this name. Raises ``TableMissing``."""
        found = self.tables(db).get(name)
        if found is None:
            raise TableMissing(f"Requested resource not found: Table: {name} not found")
        return found

    def changed(self, db: sqlite3.Connection) -> None:
        """Say that this transaction changes the tables; should it be undone, its version never comes again."""
        db.execute(_UPDATE_VERSION.format(secrets.randbelow(1 << 31)))


def described(arguments: Mapping[str, Any]) -> bytes:
    """What CreateTable was given, to be kept."""
    return msgspec.json.encode(arguments)
