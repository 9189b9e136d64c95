"""The table ``incidents``: its keys, from which every kind of its items derives."""

from __future__ import annotations

import zlib

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.tables import Row, table_name
from chalicelib.incidents.model.links import SHARES


class Keys(Row):
    class Meta:
        table_name = table_name("incidents")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


def share_of(about: str) -> int:
    """In which share it is counted and kept."""
    return zlib.crc32(about.encode()) % SHARES
