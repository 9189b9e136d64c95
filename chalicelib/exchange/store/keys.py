"""The table ``exchange``: its keys, from which every kind of its items derives."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.tables import Row, table_name


class Keys(Row):
    class Meta:
        table_name = table_name("exchange")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class PassingRow(Keys):
    """What goes by itself."""

    expires_at = NumberAttribute(null=True)
