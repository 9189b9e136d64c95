"""The keys of the table ``reports``."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.tables import Row, table_name

SHARES = 8  # of an hour's log, so that no partition takes all that the desk writes


class Keys(Row):
    class Meta:
        table_name = table_name("reports")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)
