"""Lists by an index of a room's table: things in the order of ``listed``, a part at a time, those that are wanted.

Rows that stand in such lists have ``listed`` (what they are in order of, ``#`` and their id: the range key of each
index), ``about`` (whose they are) and ``state``; an index holds at least these.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.tables import Row

LAST = "~"  # behind every place
KEYS_READ = 100  # places that one query looks at
MOST_ROUNDS = 5  # queries for one part, where most of what they look at is not wanted
_listed = UnicodeAttribute(attr_name="listed")


class Place(msgspec.Struct, frozen=True):
    """Where something stands in a list, whose it is, and how it stands."""

    place: str
    agent_id: str
    state: str

    @property
    def name(self) -> str:
        """Its id."""
        return self.place.rpartition("#")[2]


class Listing(msgspec.Struct, frozen=True):
    """A list: the index it is in, what it is called there, and which way it is read; else the newest come first."""

    index: str
    name: str
    forward: bool = False


class Part(msgspec.Struct, frozen=True):
    """A part of a list; ``until``: how far was looked, if there may be more behind (else None)."""

    places: list[Place]
    until: str | None


def places(
    desk: Desk,
    rows: type[Row],
    listing: Listing,
    wanted: Callable[[Place], bool],
    *,
    after: str | None = None,
    most: int,
) -> Part:
    """Those of the list that are wanted, behind the place ``after``. One query, five at most where most are not."""
    some: list[Place] = []
    for _ in range(MOST_ROUNDS):
        bounds = (after or " ", LAST) if listing.forward else (" ", after or LAST)
        items, more = rows.read_page(
            desk.database,
            listing.name,
            index=listing.index,
            range_condition=_listed.between(*bounds),
            limit=KEYS_READ + 1,
            forward=listing.forward,
        )
        for item in items:
            each = Place(item["listed"]["S"], item["about"]["S"], item["state"]["S"])
            if each.place == after or not wanted(each):
                continue
            some.append(each)
            if len(some) == most:
                return Part(some, each.place)
        if not more:
            return Part(some, None)
        after = items[-1]["listed"]["S"]
    return Part(some, after)
