"""The table ``sensitive``: protected links, and which there are of a conversation."""

from __future__ import annotations

from datetime import timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, Row, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.sensitive.model.link import ProtectedLink

KEPT = timedelta(days=31)  # behind its end: that it was there, never what it led to
LINK, OF = "link", "of#"


class Keys(Row):
    class Meta:
        table_name = table_name("sensitive")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute()


class LinkRow(Keys):
    version = NumberAttribute()
    link = Packed(ProtectedLink)


class ListedRow(Keys):
    """That a conversation has this link."""


class LinkMoved(Moved):
    """It is not as it was read; ``record`` is how it stands now."""


def link(desk: Desk, link_id: str) -> ProtectedLink | None:
    """One; one strongly consistent read."""
    row = LinkRow.find(desk.database, link_id, LINK)
    return row.link if row is not None else None


def put_link(tx: Transaction, before: ProtectedLink | None, after: ProtectedLink) -> None:
    """Store it; a new one is of its conversation with that. Lost: ``LinkMoved``."""
    same = LinkRow.version == before.version if before is not None else LinkRow.key.does_not_exist()
    ends = int((after.expires_at + KEPT).timestamp())
    row = LinkRow(after.link_id, LINK, version=after.version, expires_at=ends, link=after)
    tx.put(row, condition=same, losing=LinkRow.link.losing(LinkMoved))
    if before is None:
        tx.put(ListedRow(f"{OF}{after.conversation_id}", after.link_id, expires_at=ends))
