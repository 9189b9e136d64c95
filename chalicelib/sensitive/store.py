"""The table ``sensitive``: protected links."""

from __future__ import annotations

from datetime import timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, Row, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.sensitive.model.link import ProtectedLink

KEPT = timedelta(days=31)  # behind its end: that it was there, never what it led to


class Keys(Row):
    class Meta:
        table_name = table_name("sensitive")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    version = NumberAttribute()
    expires_at = NumberAttribute()
    link = Packed(ProtectedLink)


class LinkMoved(Moved):
    """It is not as it was read; ``record`` is how it stands now."""


def link(desk: Desk, link_id: str) -> ProtectedLink | None:
    """One; one strongly consistent read."""
    row = Keys.find(desk.database, link_id)
    return row.link if row is not None else None


def put_link(tx: Transaction, before: ProtectedLink | None, after: ProtectedLink) -> None:
    """Store it. Lost: ``LinkMoved``."""
    same = Keys.version == before.version if before is not None else Keys.key.does_not_exist()
    ends = int((after.expires_at + KEPT).timestamp())
    row = Keys(after.link_id, version=after.version, expires_at=ends, link=after)
    tx.put(row, condition=same, losing=Keys.link.losing(LinkMoved))
