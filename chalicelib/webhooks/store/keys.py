"""The table ``webhooks``: its keys, and how long what is passing is kept."""

from __future__ import annotations

from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.tables import Row, table_name
from chalicelib.webhooks.model.deliveries import KEPT


class Keys(Row):
    class Meta:
        table_name = table_name("webhooks")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class PassingRow(Keys):
    expires_at = NumberAttribute()


def expires(now: datetime) -> int:
    """When what is written now goes by itself."""
    return int((now + KEPT).timestamp())
