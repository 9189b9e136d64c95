"""The table ``questionnaires``: its keys, from which every kind of its items derives."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.tables import Row, table_name


class Keys(Row):
    class Meta:
        table_name = table_name("questionnaires")

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)
