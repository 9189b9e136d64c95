"""Where items and index entries stand in the file, and how they get there and back."""

from __future__ import annotations

import sqlite3

import msgspec

from infra.local.store import keys
from infra.local.store.key_conditions import Bounds
from infra.local.store.tables import EXPIRY, Index, Table
from infra.local.store.values import Item

Key = tuple[bytes, bytes]  # of an item: its hash and its range
Start = tuple[bytes, ...]  # behind which key to go on: of an item, or of an entry with its item's

EVERYTHING = Bounds()
EVERYBODY = b""  # the one partition of the index of what expires

pack = msgspec.msgpack.Encoder().encode
unpack = msgspec.msgpack.Decoder(Item).decode

_GET = "SELECT item, size FROM items WHERE owner = ? AND hash = ? AND range = ?"
_INSERT = "INSERT INTO items (owner, hash, range, size, item) VALUES (?, ?, ?, ?, ?)"
_UPDATE = "UPDATE items SET size = ?, item = ? WHERE owner = ? AND hash = ? AND range = ?"
_DELETE = "DELETE FROM items WHERE owner = ? AND hash = ? AND range = ?"
_ENTER = "INSERT INTO entries (owner, place, hash, range, item_hash, item_range) VALUES (?, ?, ?, ?, ?, ?)"
_LEAVE = (
    "DELETE FROM entries WHERE owner = ? AND place = ? AND hash = ? AND range = ? AND item_hash = ? AND item_range = ?"
)
_EXPIRED = (
    "SELECT item FROM entries CROSS JOIN items ON items.owner = entries.owner AND items.hash = item_hash "
    "AND items.range = item_range WHERE entries.owner = ? AND place = ? AND entries.hash = ? "
    "AND entries.range BETWEEN ? AND ? ORDER BY entries.range LIMIT ?"
)


class Stored(msgspec.Struct, frozen=True):
    """An item that is there, and its size."""

    item: Item
    size: int


def get(db: sqlite3.Connection, table: Table, key: Key) -> Stored | None:
    """The item with this key."""
    row = db.execute(_GET, (table.number, *key)).fetchone()
    return None if row is None else Stored(unpack(row[0]), row[1])


def write(db: sqlite3.Connection, table: Table, key: Key, before: Stored | None, after: Stored | None) -> None:
    """Let the item with this key become another, or go; its entries with it."""
    if after is None:
        if before is None:
            return
        db.execute(_DELETE, (table.number, *key))
    elif before is None:
        db.execute(_INSERT, (table.number, *key, after.size, pack(after.item)))
    else:
        db.execute(_UPDATE, (after.size, pack(after.item), table.number, *key))
    if table.indexes or table.expires:
        _move_entries(db, table, key, before.item if before else None, after.item if after else None)


def _move_entries(db: sqlite3.Connection, table: Table, key: Key, before: Item | None, after: Item | None) -> None:
    for index in table.indexes.values():
        old, new = entry_key(index, before), entry_key(index, after)
        if old != new:
            _move(db, table, index.place, key, old, new)
    if table.expires:
        old, new = expiry_key(table.expires, before), expiry_key(table.expires, after)
        if old != new:
            _move(db, table, EXPIRY, key, old, new)


def _move(db: sqlite3.Connection, table: Table, place: int, key: Key, old: Key | None, new: Key | None) -> None:
    if old is not None:
        db.execute(_LEAVE, (table.number, place, *old, *key))
    if new is not None:
        db.execute(_ENTER, (table.number, place, *new, *key))


def entry_key(index: Index, item: Item | None) -> Key | None:
    """The item's place in the index; None: it has none."""
    return index.schema.encoded(item) if item is not None and index.has(item) else None


def expiry_key(attribute: str, item: Item | None) -> Key | None:
    """The item's place among what expires; None: it does not."""
    value = None if item is None else item.get(attribute)
    return (EVERYBODY, keys.encoded(value)) if value is not None and "N" in value else None


def expire_all(db: sqlite3.Connection, table: Table, attribute: str | None) -> None:
    """Put every item of the table where it belongs among what expires by this attribute, or none of them anywhere."""
    db.execute("DELETE FROM entries WHERE owner = ? AND place = ?", (table.number, EXPIRY))
    if attribute is None:
        return
    rows = db.execute("SELECT hash, range, item FROM items WHERE owner = ?", (table.number,))
    for hash_key, range_key, item in rows:
        _move(db, table, EXPIRY, (hash_key, range_key), None, expiry_key(attribute, unpack(item)))


def fill(db: sqlite3.Connection, table: Table, index: Index) -> None:
    """Give every item of the table that the new index takes its place there."""
    rows = db.execute("SELECT hash, range, item FROM items WHERE owner = ?", (table.number,))
    for hash_key, range_key, packed in rows:
        item = unpack(packed)
        if index.takes(item):
            _move(db, table, index.place, (hash_key, range_key), None, index.schema.encoded(item))


def empty(db: sqlite3.Connection, table: Table, index: Index) -> None:
    """Take an index away; those behind it each move up a place."""
    db.execute("DELETE FROM entries WHERE owner = ? AND place = ?", (table.number, index.place))
    for place in range(index.place + 1, len(table.indexes)):
        db.execute("UPDATE entries SET place = ? WHERE owner = ? AND place = ?", (place - 1, table.number, place))


def expired(db: sqlite3.Connection, table: Table, since: int, until: int, most: int) -> list[Item]:
    """Items whose time came between these seconds since 1970, the oldest first."""
    low, high = keys.encoded({"N": str(since)}), keys.encoded({"N": str(until)})
    return [unpack(row[0]) for row in db.execute(_EXPIRED, (table.number, EXPIRY, EVERYBODY, low, high, most))]


def measured(db: sqlite3.Connection, table: Table, index: Index | None = None) -> tuple[int, int]:
    """How many items a table or an index has, and their bytes (an index's: of the items it shows)."""
    if index is None:
        sql, parameters = "SELECT count(*), total(size) FROM items WHERE owner = ?", (table.number,)
    else:
        sql = (
            "SELECT count(*), total(size) FROM entries JOIN items ON items.owner = entries.owner "
            "AND items.hash = item_hash AND items.range = item_range WHERE entries.owner = ? AND place = ?"
        )
        parameters = (table.number, index.place)  # type: ignore[assignment]
    count, size = db.execute(sql, parameters).fetchone()
    return count, int(size)


class Stretch(msgspec.Struct, frozen=True):
    """A part of a table or an index, in which order, and behind which key to begin.

    Of one partition (``hash_key``), or of all whose hash keys lie between ``first`` and ``end``.
    """

    table: Table
    index: Index | None
    hash_key: bytes | None = None
    bounds: Bounds = EVERYTHING
    first: bytes = b""
    end: bytes | None = None
    forward: bool = True
    start: Start | None = None
    limit: int | None = None


def rows(db: sqlite3.Connection, stretch: Stretch) -> sqlite3.Cursor:
    """The items of a stretch, packed, and their sizes; who does not read to the end closes it."""
    at = "entries." if stretch.index else ""
    order = [f"{at}hash", f"{at}range", *(("item_hash", "item_range") if stretch.index else ())]
    parameters: list[object] = [stretch.table.number]
    if stretch.index:
        sql = (
            "SELECT item, size FROM entries CROSS JOIN items ON items.owner = entries.owner AND items.hash = item_hash "
            "AND items.range = item_range WHERE entries.owner = ? AND place = ?"
        )
        parameters.append(stretch.index.place)
    else:
        sql = "SELECT item, size FROM items WHERE owner = ?"
    if stretch.hash_key is not None:
        sql += f" AND {order.pop(0)} = ?"
        parameters.append(stretch.hash_key)
    conditions, more = _limits(stretch, at, order)
    way = "" if stretch.forward else " DESC"
    sql += conditions + " ORDER BY " + ", ".join(f"{column}{way}" for column in order)
    parameters += more
    if stretch.limit is not None:
        sql += " LIMIT ?"
        parameters.append(stretch.limit)
    return db.execute(sql, parameters)


def _limits(stretch: Stretch, at: str, order: list[str]) -> tuple[str, list[object]]:
    """The conditions beyond a partition, as SQL and its parameters; the narrowest only, for SQLite seeks by one."""
    bounds, sql = stretch.bounds, ""
    parameters: list[object] = []
    low, high = bounds.low is not None, bounds.high is not None
    if stretch.start is not None:
        sql += f" AND ({', '.join(order)}) {'>' if stretch.forward else '<'} ({', '.join('?' * len(order))})"
        parameters += stretch.start[-len(order) :]
        low, high = low and not stretch.forward, high and stretch.forward
    if low:
        sql += f" AND {at}range {'>' if bounds.above else '>='} ?"
        parameters.append(bounds.low)
    if high:
        sql += f" AND {at}range {'<' if bounds.below else '<='} ?"
        parameters.append(bounds.high)
    if stretch.hash_key is None:
        if stretch.start is None:
            sql += f" AND {at}hash >= ?"
            parameters.append(stretch.first)
        if stretch.end is not None:
            sql += f" AND {at}hash < ?"
            parameters.append(stretch.end)
    return sql, parameters
