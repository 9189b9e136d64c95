"""API keys: all on one shelf, each an item of its own; when one was used last stands beside it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UTCDateTimeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.keys import KEPT_AFTER, USED_EVERY, ApiKey, Used
from chalicelib.people.store.rows import PersonRow

KEYS = "api_keys"


class KeyRow(PersonRow):
    version = NumberAttribute()
    api_key = Packed(ApiKey)
    used_at = UTCDateTimeAttribute(null=True)
    expires_at = NumberAttribute(null=True)


class KeyMoved(Moved):
    """The key is not as it was read."""


def all_keys(desk: Desk) -> list[Used]:
    """All of them, oldest first; one query."""
    rows = (KeyRow.from_raw_data(item) for item in KeyRow.all_pages(desk.database, KEYS))
    return [(row.api_key, row.used_at) for row in rows]


def find(desk: Desk, key_id: str) -> Used | None:
    """One; one strongly consistent read."""
    row = KeyRow.find(desk.database, KEYS, key_id)
    return (row.api_key, row.used_at) if row is not None else None


def add_key(tx: Transaction, key: ApiKey) -> None:
    """A new one."""
    tx.put(KeyRow(KEYS, key.key_id, version=key.version, api_key=key), condition=KeyRow.shelf.does_not_exist())


def change_key(tx: Transaction, before: ApiKey, after: ApiKey) -> None:
    """Another name, other rights, other secrets, or its end. Lost: ``KeyMoved``."""
    actions = [KeyRow.version.set(after.version), KeyRow.api_key.set(after)]
    if after.ended_at is not None:
        actions.append(KeyRow.expires_at.set(int((after.ended_at + KEPT_AFTER).timestamp())))
    tx.update(
        KeyRow(KEYS, after.key_id),
        actions,
        condition=KeyRow.version == before.version,
        losing=KeyRow.api_key.losing(KeyMoved),
    )


def note_use(desk: Desk, key_id: str, used_at: datetime | None) -> None:
    """It is used now: written down once an hour, by one of those who use it."""
    now = desk.now()
    if used_at is not None and now - used_at < USED_EVERY:
        return
    unsaid = KeyRow.used_at.does_not_exist() | (KeyRow.used_at < now - USED_EVERY + timedelta(seconds=1))
    tx = Transaction(desk)
    tx.update(KeyRow(KEYS, key_id), [KeyRow.used_at.set(now)], condition=KeyRow.shelf.exists() & unsaid)
    with suppress(Lost):
        tx.commit()
