"""Lists of tickets: places in the order of an index, whoever's they are (law 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from heapq import merge
from typing import Any

import msgspec

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.tables import RawItem
from chalicelib.tickets.model.ticket import SHARES
from chalicelib.tickets.store.tickets import LAST, TicketRow

KEYS_READ, MOST_ROUNDS = 100, 5
OPEN, WAITING, DONE = "open", "waiting", "done"
HANDLER, OWNER, VISITOR, GROUP, DESK = "handler", "owner", "visitor", "group", "desk"


class Place(msgspec.Struct, frozen=True):
    """Where a ticket stands in a list, and what the index says of it."""

    place: str
    state: str
    type: str
    priority: str
    handler_id: str | None = None
    owner_id: str | None = None
    group_id: str | None = None

    @property
    def ticket_id(self) -> str:
        """Which it is."""
        return self.place.rpartition("#")[2]

    @property
    def created(self) -> str | None:
        """When it was made, as keys say it; None: a version before listed it."""
        _, _, *parts = self.place.split("#")
        return parts[0] if len(parts) == 2 else None


class Listing(msgspec.Struct, frozen=True):
    """A list: ``by`` which index, ``whose`` it is there (of several groups; none for the whole desk's), which of
    ``open``, ``waiting`` and ``done`` (None: open, then waiting), and of that those that are due ``since`` and up to
    ``until``, both counted, or those that have no deadline (``undated``)."""

    by: str
    whose: tuple[str, ...] = ()
    kind: str | None = None
    until: datetime | None = None
    since: datetime | None = None
    undated: bool = False

    @property
    def hashes(self) -> list[str]:
        """The partitions it lies in."""
        if self.by == GROUP:
            return [f"{each}#{share}" for each in self.whose for share in range(SHARES)]
        return [str(share) for share in range(SHARES)] if self.by == DESK else [*self.whose]

    @property
    def bounds(self) -> tuple[str, str]:
        """Between which places it lies."""
        first, last = (self.kind, self.kind) if self.kind is not None else (OPEN, WAITING)
        lower = f"{first}#{LAST}" if self.undated else f"{first}#"
        lower = f"{first}#{times.sortable(self.since)}" if self.since is not None else lower
        upper = f"{last}#{times.sortable(self.until)}#{LAST}" if self.until is not None else f"{last}#{LAST}{LAST}"
        return lower, upper


class Part(msgspec.Struct, frozen=True):
    """A part of a list: places in order; ``until``: how far was looked, if there may be more behind (else None)."""

    places: list[Place]
    until: str | None


def places(desk: Desk, listing: Listing, wanted: Callable[[Place], bool], *, after: str | None, most: int) -> Part:
    """Those of the list that are wanted, behind the place ``after``: open ones by deadline, done ones newest first.

    One query for each share, at most five times: a part may be short, or empty, while others follow.
    """
    found: list[Place] = []
    for _ in range(MOST_ROUNDS):
        read, more = _round(desk, listing, after)
        for each in read:
            after = each.place
            if wanted(each):
                found.append(each)
                if len(found) == most:
                    return Part(found, after)
        if not more:
            return Part(found, None)
    return Part(found, after)


def _round(desk: Desk, listing: Listing, after: str | None) -> tuple[list[Place], bool]:
    """The next of each share in one order, as far as all shares were read; whether there are more."""
    forward = listing.kind != DONE
    shares: list[list[Place]] = []
    ends: list[str] = []
    for each in listing.hashes:
        read, more = _share(desk, listing, each, after, forward=forward)
        shares.append(read)
        if more and read:
            ends.append(read[-1].place)
    both = list(merge(*shares, key=lambda each: each.place, reverse=not forward))
    if not ends:
        return both, False
    end = min(ends) if forward else max(ends)
    return [each for each in both if (each.place <= end if forward else each.place >= end)], True


def _share(desk: Desk, listing: Listing, hashed: str, after: str | None, *, forward: bool) -> tuple[list[Place], bool]:
    low, high = listing.bounds
    low, high = (after or low, high) if forward else (low, after or high)
    items, more = TicketRow.read_page(
        desk.database,
        hashed,
        index=f"by_{listing.by}",
        range_condition=TicketRow.listed.between(low, high),
        limit=KEYS_READ + 1,
        forward=forward,
    )
    return [each for each in (_place(item) for item in items) if each.place != after], more is not None


def _place(item: RawItem) -> Place:
    def said(name: str) -> str | None:
        return item[name]["S"] if name in item else None

    group = said("of_group")
    return Place(
        item["listed"]["S"],
        item["state"]["S"],
        item["type"]["S"],
        item["priority"]["S"],
        said("handler_id"),
        said("owner_id"),
        group.rpartition("#")[0] if group is not None else None,
    )


def every(desk: Desk, listing: Listing) -> Iterator[Place]:
    """All of a list, in no order; a query for each share and megabyte. For the night, and for whoever leaves."""
    low, high = listing.bounds
    for hashed in listing.hashes:
        items = TicketRow.all_pages(
            desk.database, hashed, index=f"by_{listing.by}", range_condition=TicketRow.listed.between(low, high)
        )
        yield from map(_place, items)


def newest_of_customer(desk: Desk, visitor_ids: Sequence[str], before: str | None, limit: int) -> list[Place]:
    """A customer's tickets behind this place: those that wait for them, then the open ones, then what is over, the
    newest first. One query for each of the visitors that they are known as."""
    condition = TicketRow.listed < before if before else None
    found: list[Place] = []
    for each in visitor_ids:
        items, _ = TicketRow.read_page(
            desk.database, each, index="by_visitor", range_condition=condition, limit=limit, forward=False
        )
        found += map(_place, items)
    return sorted(found, key=lambda each: each.place, reverse=True)[:limit]


def ids_of_share(
    desk: Desk, share: str, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[str], Mapping[str, Any] | None]:
    """A page of the ids of all tickets of a share of the desk's list, and where the next one begins; one query."""
    items, following = TicketRow.read_page(desk.database, share, index="by_desk", limit=limit, start=start)
    return [item["key"]["S"] for item in items], following
