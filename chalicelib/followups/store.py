"""The table ``followups``: follow-ups, their lists and counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core import events, times, work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Row, Wanted, index, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.followup import (
    DONE,
    EFFECTIVE,
    OPEN,
    FollowUp,
    FollowUpChanged,
    FollowUpWritten,
    Progress,
)

FOLLOW_UP = "followup"
KEYS_READ, MOST_ROUNDS = 100, 5
_LAST = "~"  # sorts after every time and id


class FollowUpRow(Row):
    """``listed``: ``open#<due>#<id>`` or ``done#<when>#<id>``; ``progress`` says after ``done`` what came of it."""

    class Meta:
        table_name = table_name("followups")

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)
    owner_id = UnicodeAttribute()
    kind = UnicodeAttribute()
    state = UnicodeAttribute()
    listed = UnicodeAttribute()
    visitor_id = UnicodeAttribute(null=True)
    campaign_id = UnicodeAttribute(null=True)
    progress = UnicodeAttribute(null=True)
    version = NumberAttribute()
    followup = Packed(FollowUp)
    by_owner = index(["kind"], owner_id=UnicodeAttribute, listed=UnicodeAttribute)
    by_state = index(["kind", "owner_id"], state=UnicodeAttribute, listed=UnicodeAttribute)
    by_visitor = index(["kind", "owner_id"], visitor_id=UnicodeAttribute, listed=UnicodeAttribute)
    by_campaign = index(["kind", "owner_id"], campaign_id=UnicodeAttribute, progress=UnicodeAttribute)


class FollowUpMoved(Moved):
    """The follow-up is not as it was read."""


class AlreadyPlanned(Lost):
    """There is one with this id already; ``followup`` is it."""

    def __init__(self, followup: FollowUp | None) -> None:
        super().__init__("planned before")
        self.followup = followup


def sortable(at: datetime) -> str:
    """A moment as keys have it."""
    return f"{times.sortable(at)}Z"


def write(tx: Transaction, before: FollowUp | None, after: FollowUp) -> None:
    """Store the follow-up. Lost: ``AlreadyPlanned`` for a new one, else ``FollowUpMoved``."""
    when = f"{sortable(after.done_at or after.due_at)}#{after.followup_id}"
    reached = "reached" if after.outcome in EFFECTIVE else "missed"
    progress = f"{OPEN}#{when}" if after.state == OPEN else f"{DONE}#{reached}#{when}"
    row = FollowUpRow.of(
        after,
        key=after.followup_id,
        order=FOLLOW_UP,
        listed=f"{after.state}#{when}",
        progress=progress if after.campaign_id else None,
        followup=after,
    )
    lost: Callable[[FollowUp | None], Exception] = AlreadyPlanned if before is None else FollowUpMoved
    tx.put(
        row,
        condition=FollowUpRow.key.does_not_exist() if before is None else FollowUpRow.version == before.version,
        losing=FollowUpRow.followup.losing(lost),
    )
    if before is None:
        events.publish_later(tx, FollowUpWritten(after.followup_id), after.created_at)
    elif _counts(before) != _counts(after):
        events.publish_later(tx, FollowUpChanged(after.followup_id), tx.desk.now() + work.SOON)


def _counts(follow_up: FollowUp) -> tuple[object, ...]:
    """What of it changes figures."""
    calls, told = len(follow_up.notes), (follow_up.warned, follow_up.escalations)
    return follow_up.owner_id, follow_up.state, calls, follow_up.broken_at, told


def followup(desk: Desk, followup_id: str) -> FollowUp | None:
    """One follow-up; one strongly consistent read."""
    row = FollowUpRow.find(desk.database, followup_id, FOLLOW_UP)
    return row.followup if row else None


def wanted(followup_id: str) -> Wanted[FollowUp]:
    """One follow-up, to be read together with something else."""
    return FollowUpRow.wanted(lambda row: row.followup, followup_id, FOLLOW_UP)


def ids_in_state(
    desk: Desk, state: str, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[str], Mapping[str, Any] | None]:
    """A page of the ids of follow-ups in this state, and where the next one begins; one query."""
    items, following = FollowUpRow.read_page(desk.database, state, index="by_state", limit=limit, start=start)
    return [item["key"]["S"] for item in items], following


def followups(desk: Desk, followup_ids: Sequence[str]) -> list[FollowUp]:
    """Several, in the order asked for, without those that are not there; one request for each hundred."""
    items = FollowUpRow.find_items(desk.database, [(each, FOLLOW_UP) for each in followup_ids])
    found = {followup.followup_id: followup for followup in map(FollowUpRow.followup.held_in, items)}
    return [found[each] for each in followup_ids if each in found]


class Place(msgspec.Struct, frozen=True):
    """Where a follow-up stands in a list, as an index has it."""

    place: str
    kind: str
    owner_id: str

    @property
    def followup_id(self) -> str:
        """Which it is."""
        return self.place.rpartition("#")[2]


class Part(msgspec.Struct, frozen=True):
    """A part of a list: places in order; ``until``: how far was looked, if there may be more behind (else None)."""

    places: list[Place]
    until: str | None


class Listing(msgspec.Struct, frozen=True):
    """A list: the index it is in (``by`` owner, state or campaign), whose it is there, and in which state."""

    by: str
    whose: str
    state: str


def places(
    desk: Desk,
    listing: Listing,
    wanted: Callable[[Place], bool],
    *,
    after: str | None = None,
    until: datetime | None = None,
    most: int,
) -> Part:
    """Those of the list that are wanted, after the place ``after``: open ones by when they are due (only up to
    ``until``, if said), done ones newest first. At most five queries, one unless most are not wanted.
    """
    by, whose, state = listing.by, listing.whose, listing.state
    name, listed = ("progress", FollowUpRow.progress) if by == "campaign" else ("listed", FollowUpRow.listed)
    forward = state == OPEN
    lowest, highest = f"{state}#", f"{state}#{sortable(until)}#{_LAST}" if until else f"{state}#{_LAST}"
    found: list[Place] = []
    for _ in range(MOST_ROUNDS):
        low, high = (after or lowest, highest) if forward else (lowest, after or highest)
        items, more = FollowUpRow.read_page(
            desk.database,
            whose,
            index=f"by_{by}",
            range_condition=listed.between(low, high),
            limit=KEYS_READ + 1,
            forward=forward,
        )
        read = [each for each in (_place(item, name, by, whose) for item in items) if each.place != after]
        for each in read:
            if wanted(each):
                found.append(each)
                if len(found) == most:
                    return Part(found, each.place)
        if not more:
            return Part(found, None)
        after = items[-1][name]["S"]
    return Part(found, after)


def _place(item: RawItem, name: str, by: str, whose: str) -> Place:
    owner_id = whose if by == "owner" else item["owner_id"]["S"]
    return Place(item[name]["S"], item["kind"]["S"], owner_id)


def newest_of_visitor(desk: Desk, visitor_id: str, limit: int, before: str | None) -> list[Place]:
    """Those for a visitor behind this place: the open ones, the last due first, then the done, newest first. One query.

    One that a version before wrote and nobody has touched since is not among them.
    """
    condition = FollowUpRow.listed < before if before else None
    items, _ = FollowUpRow.read_page(
        desk.database, visitor_id, index="by_visitor", range_condition=condition, limit=limit, forward=False
    )
    return [_place(item, "listed", "visitor", visitor_id) for item in items]


def count_open(desk: Desk, owner_id: str, kind: str | None = None) -> int:
    """How many open ones somebody has (of that kind); one query for each few thousand they have."""
    condition = FollowUpRow.listed.startswith(f"{OPEN}#")
    of_kind = FollowUpRow.kind == kind if kind else None
    return _count(desk, "by_owner", owner_id, condition, of_kind)


def progress(desk: Desk, campaign_id: str, now: datetime) -> Progress:
    """How a campaign stands: four queries that count, of what it has planned and nothing else."""

    def many(condition: Any) -> int:
        return _count(desk, "by_campaign", campaign_id, condition, None)

    is_open = many(FollowUpRow.progress.startswith(f"{OPEN}#"))
    reached = many(FollowUpRow.progress.startswith(f"{DONE}#reached#"))
    missed = many(FollowUpRow.progress.startswith(f"{DONE}#missed#"))
    overdue = many(FollowUpRow.progress.between(f"{OPEN}#", f"{OPEN}#{sortable(now)}"))
    return Progress(is_open + reached + missed, reached + missed, reached, overdue)


def _count(desk: Desk, index: str, whose: str, condition: Any, kind: Any) -> int:
    return FollowUpRow.how_many(desk.database, whose, index=index, range_condition=condition, filter_condition=kind)
