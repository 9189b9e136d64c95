"""What was told of each thing, deliveries by endpoint and day, and lines of those that come in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from pynamodb.attributes import NumberAttribute, UTCDateTimeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Json, Packed
from chalicelib.core.transactions import Transaction
from chalicelib.webhooks.model.deliveries import SHARES, Delivery, Place
from chalicelib.webhooks.model.stories import Told
from chalicelib.webhooks.store.keys import PassingRow, expires

TOLD = "told"


class ToldRow(PassingRow):
    number = NumberAttribute()
    told = Packed(Told)


class DeliveryRow(PassingRow):
    version = NumberAttribute()
    delivery = Packed(Delivery)


class TurnRow(PassingRow):
    place = Json(Place)
    held_until = UTCDateTimeAttribute(null=True)


class ToldMoved(Lost):
    """More of it was told meanwhile."""


class DeliveryMoved(Lost):
    """Somebody else has tried it meanwhile."""


class TurnHeld(Lost):
    """Somebody else is at it, or has done it."""


class Turn(msgspec.Struct, frozen=True):
    """The first of a line: its place in it, and the delivery that it is."""

    line: str
    order: str
    place: Place


def told(desk: Desk, subject: str) -> Told:
    """How far a thing was told; one strongly consistent read."""
    row = ToldRow.find(desk.database, f"told#{subject}", TOLD)
    return row.told if row is not None else Told()


def put_told(tx: Transaction, subject: str, before: Told, after: Told) -> None:
    """How far it is told now. Lost: ``ToldMoved``."""
    unmoved = ToldRow.number == before.number if before.number else ToldRow.key.does_not_exist()
    row = ToldRow(f"told#{subject}", TOLD, number=after.number, told=after, expires_at=expires(tx.desk.now()))
    tx.put(row, condition=unmoved, losing=lambda _: ToldMoved("more was told"))


def delivery(desk: Desk, place: Place) -> Delivery | None:
    """One; one strongly consistent read."""
    row = DeliveryRow.find(desk.database, _key(place), place.order)
    return row.delivery if row is not None else None


def put_delivery(tx: Transaction, place: Place, before: Delivery | None, after: Delivery) -> None:
    """Store it. Lost: ``DeliveryMoved``."""
    unmoved = DeliveryRow.key.does_not_exist() if before is None else DeliveryRow.version == before.version
    row = DeliveryRow(_key(place), place.order, version=after.version, delivery=after)
    row.expires_at = expires(tx.desk.now())
    tx.put(row, condition=unmoved, losing=lambda _: DeliveryMoved("it was tried"))


def of_day(
    desk: Desk, endpoint_id: str, day: str, before: str | None, limit: int
) -> tuple[list[tuple[Place, Delivery]], bool]:
    """The newest of a day that stand before this order, and whether there are more; a query for each share.

    A query brings a megabyte at most: what is older than the last of a share that goes on is left for the next page.
    """
    found, ends = list[tuple[Place, Delivery]](), list[str]()
    for share in range(SHARES):
        place = Place(endpoint_id, day, share, "")
        behind = DeliveryRow.order < before if before is not None else None
        items, following = DeliveryRow.read_page(
            desk.database, _key(place), range_condition=behind, limit=limit, forward=False
        )
        found += [(_placed(place, each["order"]["S"]), DeliveryRow.delivery.held_in(each)) for each in items]
        ends += [items[-1]["order"]["S"]] if following is not None else []
    found.sort(key=lambda each: each[0].order, reverse=True)
    whole = [each for each in found if each[0].order >= max(ends, default="")]
    return whole[:limit], bool(ends) or len(whole) > limit


def of_share(
    desk: Desk, endpoint_id: str, day: str, share: int, since: str, limit: int
) -> tuple[list[tuple[Place, Delivery]], bool]:
    """Those of a share of a day behind this order, oldest first, and whether there are more; one query."""
    place = Place(endpoint_id, day, share, "")
    behind = DeliveryRow.order > since
    items, more = DeliveryRow.read_page(desk.database, _key(place), range_condition=behind, limit=limit)
    return [
        (_placed(place, each["order"]["S"]), DeliveryRow.delivery.held_in(each)) for each in items
    ], more is not None


def put_turn(tx: Transaction, turn: Turn) -> None:
    """It comes after those before it in its line."""
    tx.put(TurnRow(turn.line, turn.order, place=turn.place, expires_at=expires(tx.desk.now())))


def end_turn(tx: Transaction, line: str, order: str) -> None:
    """The next of the line is the first."""
    tx.delete(TurnRow(line, order))


def first_turn(desk: Desk, line: str) -> Turn | None:
    """Whose turn it is; one strongly consistent query."""
    items: Sequence[dict[str, dict[str, str]]]
    items, _ = TurnRow.read_page(desk.database, line, limit=1)  # type: ignore[assignment]  # items as they are stored
    return Turn(line, items[0]["order"]["S"], TurnRow.place.held_in(items[0])) if items else None


def hold_turn(desk: Desk, turn: Turn, until: datetime) -> None:
    """It is ours until then. Raises ``TurnHeld``."""
    tx = Transaction(desk)
    free = TurnRow.held_until.does_not_exist() | (TurnRow.held_until < desk.now())
    tx.update(
        TurnRow(turn.line, turn.order),
        [TurnRow.held_until.set(until)],
        condition=TurnRow.key.exists() & free,
        losing=lambda _: TurnHeld("it is not ours"),
    )
    tx.commit()


def let_turn(tx: Transaction, line: str, order: str) -> None:
    """Nobody holds it any more."""
    tx.update(TurnRow(line, order), [TurnRow.held_until.remove()], condition=TurnRow.key.exists())


def _key(place: Place) -> str:
    return f"deliveries#{place.endpoint_id}#{place.day}#{place.share}"


def _placed(place: Place, order: str) -> Place:
    return Place(place.endpoint_id, place.day, place.share, order)
