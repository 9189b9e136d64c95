"""Where things belong, what came of conversations elsewhere, counts of months, and lists of what is counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UTCDateTimeAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Wanted
from chalicelib.core.transactions import Transaction
from chalicelib.touchpoints.model.checks import NOT_KEPT, FollowedUp
from chalicelib.touchpoints.model.placement import (
    NOTHING,
    NUMBERS,
    Contribution,
    Numbers,
    Placement,
    Row,
    moved,
    spot_key,
)
from chalicelib.touchpoints.store.keys import Keys

PLACED = "placed"
LIST, FAIL = "list", "fail"


class PlacementRow(Keys):
    version = NumberAttribute()
    placement = Packed(Placement)


class NoteRow(Keys):
    """That a ticket was made from a conversation, or a follow-up is about it."""

    done_at = UTCDateTimeAttribute(null=True)


class CountRow(Keys):
    """``written``: how often it was added to."""

    conversations = NumberAttribute(default=0)
    tickets = NumberAttribute(default=0)
    judged = NumberAttribute(default=0)
    kept = NumberAttribute(default=0)
    pending = NumberAttribute(default=0)
    failed = NumberAttribute(default=0)
    written = NumberAttribute(default=0)


class ListedRow(Keys):
    counted = Packed(Contribution)


class PlacementMoved(Moved):
    """It is not as it was read; ``record``: how it stands now."""


class Noted(Lost):
    """It was noted before."""


class CountMoved(Lost):
    """Something was counted there meanwhile."""


# --- placements -----------------------------------------------------------------------------------------------------


def wanted(about_id: str) -> Wanted[Placement]:
    """Where something belongs, to be asked for together with other things; None: nobody has looked yet."""
    return PlacementRow.wanted(lambda row: row.placement, _about(about_id), PLACED)


def placements(desk: Desk, about_ids: Sequence[str]) -> dict[str, Placement]:
    """Several, by what they are about; one request for each hundred."""
    items = PlacementRow.find_items(desk.database, [(_about(each), PLACED) for each in about_ids])
    held = map(PlacementRow.placement.held_in, items)
    return {each.about_id: each for each in held}


def write(tx: Transaction, before: Placement | None, after: Placement) -> None:
    """Store it, with the counts and lists that follow from it. Lost: ``PlacementMoved``."""
    row = PlacementRow(_about(after.about_id), PLACED, version=after.version, placement=after)
    there = PlacementRow.version == before.version if before is not None else PlacementRow.key.does_not_exist()
    tx.put(row, condition=there, losing=PlacementRow.placement.losing(PlacementMoved))
    counted = before.counted if before is not None else None
    for (key, order), numbers in moved(counted, after.counted).items():
        add = [getattr(CountRow, each).add(getattr(numbers, each)) for each in NUMBERS if getattr(numbers, each)]
        tx.update(CountRow(key, order), [*add, CountRow.written.add(1)])
    if counted != after.counted:
        _list(tx, after.about_id, counted, after.counted)


def _list(tx: Transaction, about_id: str, before: Contribution | None, after: Contribution | None) -> None:
    now = dict.fromkeys(_lists(about_id, after))
    for place in _lists(about_id, before):
        if place not in now:
            tx.delete(ListedRow(*place))
    for place in now:
        tx.put(ListedRow(*place, counted=after))


def _lists(about_id: str, counted: Contribution | None) -> list[tuple[str, str]]:
    if counted is None:
        return []
    lists = (LIST, FAIL) if counted.verdict == NOT_KEPT else (LIST,)
    order = f"{times.sortable(counted.at)}#{about_id}"
    return [(list_key(name, spot, counted.month), order) for name in lists for spot in counted.spots]


def list_key(name: str, spot: tuple[str, str], month: str) -> str:
    """The partition of a list: of what is counted for a cell or an agent in a month, or what of it failed."""
    return f"{name}#{spot_key(*spot)}#{month}"


def _about(about_id: str) -> str:
    return f"about#{about_id}"


# --- what came of it elsewhere --------------------------------------------------------------------------------------


def note_ticket(tx: Transaction, conversation_id: str, ticket_id: str) -> None:
    """A ticket was made from it. Twice is once."""
    tx.put(NoteRow(_about(conversation_id), f"ticket#{ticket_id}"))


def note_follow_up(tx: Transaction, conversation_id: str, followup_id: str) -> None:
    """A follow-up is about it. Lost: ``Noted``, also where it is done already."""
    row = NoteRow(_about(conversation_id), f"followup#{followup_id}")
    tx.put(row, condition=NoteRow.key.does_not_exist(), losing=lambda _: Noted("noted before"))


def note_done(tx: Transaction, conversation_id: str, followup_id: str, at: datetime) -> None:
    """It is done. Lost: ``Noted``: that was known."""
    row = NoteRow(_about(conversation_id), f"followup#{followup_id}", done_at=at)
    tx.put(row, condition=NoteRow.done_at.does_not_exist(), losing=lambda _: Noted("noted before"))


class Elsewhere(msgspec.Struct, frozen=True):
    """How many tickets were made from a conversation, and what follow-ups are about it."""

    tickets: int = 0
    follow_ups: tuple[FollowedUp, ...] = ()


def elsewhere(desk: Desk, conversation_id: str) -> Elsewhere:
    """What came of a conversation; one strongly consistent query."""
    tickets, follow_ups = 0, []
    for item in NoteRow.all_pages(desk.database, _about(conversation_id)):
        kind, _, name = item["order"]["S"].partition("#")
        if kind == "ticket":
            tickets += 1
        elif kind == "followup":
            follow_ups.append(FollowedUp(name, NoteRow.from_raw_data(item).done_at))
    return Elsewhere(tickets, tuple(follow_ups))


# --- counts ---------------------------------------------------------------------------------------------------------


def counts(desk: Desk, rows: Iterable[Row]) -> dict[Row, Numbers]:
    """These counts, nothing where none is; one strongly consistent request for each hundred."""
    asked = list(dict.fromkeys(rows))
    items = CountRow.find_items(desk.database, asked)
    held = {(item["key"]["S"], item["order"]["S"]): _numbers(item) for item in items}
    return {each: held.get(each, NOTHING) for each in asked}


def month_of(desk: Desk, spot: tuple[str, str], month: str) -> dict[str, Numbers]:
    """All counts of a month there, by what follows the month (empty: the whole); one query for each megabyte."""
    begins = CountRow.order.startswith(month)
    items = CountRow.all_pages(desk.database, spot_key(*spot), range_condition=begins)
    return {item["order"]["S"][len(month) :].lstrip("#"): _numbers(item) for item in items}


def _numbers(item: RawItem) -> Numbers:
    row = CountRow.from_raw_data(item)
    return Numbers(*(int(getattr(row, each)) for each in NUMBERS))


def written(desk: Desk, spot: tuple[str, str], month: str) -> dict[Row, tuple[Numbers, int]]:
    """The same, with how often each was written: to be put right by a recount."""
    begins = CountRow.order.startswith(month)
    items = CountRow.all_pages(desk.database, spot_key(*spot), range_condition=begins)
    return {
        (item["key"]["S"], item["order"]["S"]): (_numbers(item), int(item.get("written", {"N": "0"})["N"]))
        for item in items
    }


def set_count(tx: Transaction, row: Row, seen: int | None, numbers: Numbers) -> None:
    """Put a count right that was written so often (None: never). Lost: ``CountMoved``."""
    unmoved = CountRow.written == seen if seen is not None else CountRow.key.does_not_exist()
    values: dict[str, Any] = {each: getattr(numbers, each) for each in NUMBERS}
    held = CountRow(*row, written=(seen or 0) + 1, **values)
    tx.put(held, condition=unmoved, losing=lambda _: CountMoved("counted meanwhile"))


# --- lists ----------------------------------------------------------------------------------------------------------


class Listed(msgspec.Struct, frozen=True):
    """What is counted somewhere, and its place in the list."""

    place: str
    counted: Contribution

    @property
    def about_id(self) -> str:
        """Which conversation or ticket it is."""
        return self.place.rpartition("#")[2]


def listed(
    desk: Desk, name: str, spot: tuple[str, str], month: str, before: str | None, limit: int
) -> tuple[list[Listed], bool]:
    """What stands in a list before this place, the newest first, and whether there is more; one query."""
    behind = ListedRow.order < before if before is not None else None
    items, more = ListedRow.read_page(
        desk.database, list_key(name, spot, month), range_condition=behind, limit=limit, forward=False
    )
    return [Listed(each["order"]["S"], ListedRow.counted.held_in(each)) for each in items], more is not None


def all_listed(desk: Desk, spot: tuple[str, str], month: str) -> Iterable[Contribution]:
    """All that is counted there; a strongly consistent query for each megabyte."""
    return map(ListedRow.counted.held_in, ListedRow.all_pages(desk.database, list_key(LIST, spot, month)))
