"""Who is due when: how each customer stands, and their places by level and by date."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from pynamodb.attributes import NumberAttribute

from chalicelib.campaigns.model.dates import Spot
from chalicelib.campaigns.model.standings import (
    SHARES,
    DatePlace,
    Place,
    Planned,
    Standing,
    between,
    date_key,
    level_key,
)
from chalicelib.campaigns.store.keys import Keys
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, Packed, RawItem
from chalicelib.core.transactions import Transaction

STANDING = "standing"


class StandingRow(Keys):
    revision = NumberAttribute()
    standing = Packed(Standing)


class PlaceRow(Keys):
    """Of a date ``planned`` says what campaigns have planned for it."""

    revision = NumberAttribute(default=1)
    made = NumberAttribute(default=0)
    planned = Json(dict[str, Planned], null=True)


class StandingMoved(Moved):
    """How the customer stands is not as it was read."""


class PlaceMoved(Lost):
    """Their date stands there no longer, or something was planned for it meanwhile."""


def standing(desk: Desk, visitor_id: str) -> Standing:
    """How a customer stands, as was kept last; one strongly consistent read."""
    item = StandingRow.find_item(desk.database, _key(visitor_id), STANDING)
    held: Standing = StandingRow.standing.held_in(item) if item else Standing(visitor_id)
    return held


def standings(desk: Desk, visitor_ids: Sequence[str]) -> dict[str, Standing]:
    """The same of each of these; one strongly consistent request for each hundred."""
    items = StandingRow.find_items(desk.database, [(_key(each), STANDING) for each in visitor_ids])
    there: dict[str, Standing] = {item["key"]["S"]: StandingRow.standing.held_in(item) for item in items}
    return {each: there.get(_key(each), Standing(each)) for each in visitor_ids}


def date_places(desk: Desk, places: Sequence[Place]) -> dict[Place, DatePlace]:
    """Those of these places that are there; one strongly consistent request, none for none."""
    held = map(_place, PlaceRow.find_items(desk.database, places))
    return {(each.key, each.order): each for each in held}


def write(tx: Transaction, before: Standing, after: Standing, there: Mapping[Place, DatePlace]) -> None:
    """Store how a customer stands, with their places; ``there``: those of their dates, as they were read.

    Lost: ``StandingMoved``, ``PlaceMoved``.
    """
    unmoved = StandingRow.revision == before.revision if before.revision else StandingRow.key.does_not_exist()
    row = StandingRow(_key(after.visitor_id), STANDING, revision=after.revision, standing=after)
    tx.put(row, condition=unmoved, losing=StandingRow.standing.losing(StandingMoved))
    if before.level_place != after.level_place:
        if before.level_place is not None:
            tx.delete(PlaceRow(*before.level_place))
        if after.level_place is not None:
            tx.put(PlaceRow(*after.level_place))
    old, new = set(before.date_places.values()), set(after.date_places.values())
    for place in sorted(old - new):
        known = there.get(place)
        same = PlaceRow.revision == known.revision if known is not None else PlaceRow.key.does_not_exist()
        tx.delete(PlaceRow(*place), condition=same, losing=lambda _: PlaceMoved("planned meanwhile"))
    for place in sorted(new - old):
        tx.put(PlaceRow(*place, made=after.revision))


def note_planned(tx: Transaction, place: DatePlace, campaign_id: str, planned: Planned) -> None:
    """A campaign has planned something for this date. Lost: ``PlaceMoved``."""
    row = PlaceRow(place.key, place.order)
    actions = [
        PlaceRow.planned.set({**place.planned, campaign_id: planned}),
        PlaceRow.revision.set(place.revision + 1),
    ]
    same = PlaceRow.revision == place.revision
    tx.update(row, actions, condition=same, losing=lambda _: PlaceMoved("moved, or planned meanwhile"))


def dated(
    desk: Desk, plan_key: str, field_id: str, spot: Spot, after: str | None, limit: int
) -> tuple[list[DatePlace], bool]:
    """A page of the dates that stand there, behind ``after``; whether others follow. One query."""
    condition = PlaceRow.order.between(*between(spot, after))
    items, more = PlaceRow.read_page(
        desk.database, date_key(plan_key, field_id, spot.day_of_year), range_condition=condition, limit=limit
    )
    return [_place(item) for item in items], more is not None


def untouched(
    desk: Desk, plan_key: str, level: str, before: datetime, after: str | None, limit: int
) -> tuple[list[str], bool]:
    """A page of the places of those of a level whom nobody spoke to or called since then, longest ago first, behind
    the place ``after``; whether others follow. A query for each share."""
    condition = PlaceRow.order.between(after + "\x00" if after is not None else " ", times.sortable(before))

    def share(number: int) -> Iterator[str]:
        items, _ = PlaceRow.read_page(
            desk.database, level_key(plan_key, level, number), range_condition=condition, limit=limit + 1
        )
        return (item["order"]["S"] for item in items)

    places = list(islice(heapq.merge(*map(share, range(SHARES))), limit + 1))
    return places[:limit], len(places) > limit


def _place(item: RawItem) -> DatePlace:
    row = PlaceRow.from_raw_data(item)
    return DatePlace(row.key, row.order, row.planned or {}, int(row.revision), int(row.made))


def _key(visitor_id: str) -> str:
    return f"customer#{visitor_id}"
