"""The table ``knowledge``: its keys, from which the records that are changed as a whole derive."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.tables import Row, table_name


class Keys(Row):
    class Meta:
        table_name = table_name("knowledge")

    key = UnicodeAttribute(hash_key=True)
    revision = NumberAttribute()
