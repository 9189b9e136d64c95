"""The table ``announcements``; what stands where is said in ``announcements/__init__.py``."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.tables import Row, table_name


class Keys(Row):
    class Meta:
        table_name = table_name("announcements")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)
