"""Attempts, certificates and orders, each under its id, and the lists in which they stand, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from pynamodb.attributes import NumberAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.training.model.attempts import JUDGING, Attempt
from chalicelib.training.model.certificates import Certificate
from chalicelib.training.model.orders import OPEN, Order
from chalicelib.training.store.keys import ListedRow

ATTEMPT, CERTIFICATE, ORDER = "attempt", "certificate", "order"
KEYS_READ, MOST_ROUNDS = 100, 5
LAST = "~"  # sorts after every time and id
Thing = TypeVar("Thing", Attempt, Certificate, Order)


class ThingRow(ListedRow):
    """``revision``: one more with each change."""

    revision = NumberAttribute()


class AttemptRow(ThingRow):
    thing = Packed(Attempt)


class CertificateRow(ThingRow):
    thing = Packed(Certificate)


class OrderRow(ThingRow):
    thing = Packed(Order)


class ThingMoved(Moved):
    """It is not as it was read."""


ROWS: dict[type[Any], tuple[type[Any], str]] = {
    Attempt: (AttemptRow, ATTEMPT),
    Certificate: (CertificateRow, CERTIFICATE),
    Order: (OrderRow, ORDER),
}


def cause_of(cause: str, about: str) -> str:
    """The list of what came of a ticket or an inspection."""
    return f"{cause}#{about}"


def _places(thing: Any) -> tuple[str, datetime, str | None, str]:
    """The id, when it came, the list of what is to be done, and how it stands."""
    if isinstance(thing, Attempt):
        return thing.attempt_id, thing.started_at, JUDGING if thing.state == JUDGING else None, thing.state
    if isinstance(thing, Certificate):
        return thing.certificate_id, thing.issued_at, None, "revoked" if thing.revoked is not None else "held"
    shelf = cause_of(thing.cause, thing.about) if thing.cause is not None else "order#own"
    return thing.order_id, thing.created_at, shelf, thing.state


def put(tx: Transaction, before: Thing | None, after: Thing) -> None:
    """Store it, in its lists. Lost: ``ThingMoved``."""
    row, kind = ROWS[type(after)]
    name, at, shelf, state = _places(after)
    as_read = row.key.does_not_exist() if before is None else row.revision == before.revision
    tx.put(
        row(
            name,
            kind,
            learner=f"{kind}#{after.agent_id}",
            course=f"{kind}#{after.course_id}",
            shelf=shelf,
            listed=f"{times.sortable(at)}Z#{name}",
            about=after.agent_id,
            state=state,
            revision=after.revision,
            thing=after,
        ),
        condition=as_read,
        losing=row.thing.losing(ThingMoved),
    )
    if isinstance(after, Order):
        _put_open(tx, after)


class OpenRow(ListedRow):
    """An order that is open, in the list of all that are."""


def _put_open(tx: Transaction, order: Order) -> None:
    row = OpenRow(order.order_id, OPEN)
    if order.state != OPEN:
        tx.delete(row)
        return
    listed = f"{times.sortable(order.due_at)}Z#{order.order_id}"
    tx.put(OpenRow(order.order_id, OPEN, shelf="order#open", listed=listed, about=order.agent_id, state=order.state))


def find(desk: Desk, kind: type[Thing], name: str) -> Thing | None:
    """One; one strongly consistent read."""
    row, order = ROWS[kind]
    item = row.find_item(desk.database, name, order)
    held: Thing | None = row.thing.held_in(item) if item is not None else None
    return held


def several(desk: Desk, kind: type[Thing], names: Sequence[str]) -> list[Thing]:
    """Several, in the order asked for, without those that are not there; one request for each hundred."""
    row, order = ROWS[kind]
    items = row.find_items(desk.database, [(each, order) for each in dict.fromkeys(names)])
    known = {item["key"]["S"]: row.thing.held_in(item) for item in items}
    return [known[each] for each in names if each in known]


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
    """A list: the index it is in, what it is called there, and which way it is read."""

    index: str
    name: str
    forward: bool = False


class Part(msgspec.Struct, frozen=True):
    """A part of a list; ``until``: how far was looked, if there may be more behind (else None)."""

    places: list[Place]
    until: str | None


def places(
    desk: Desk, listing: Listing, wanted: Callable[[Place], bool], *, after: str | None = None, most: int
) -> Part:
    """Those of the list that are wanted, behind the place ``after``. One query, five at most where most are not."""
    some: list[Place] = []
    for _ in range(MOST_ROUNDS):
        bounds = (after or " ", LAST) if listing.forward else (" ", after or LAST)
        items, more = ListedRow.read_page(
            desk.database,
            listing.name,
            index=listing.index,
            range_condition=ListedRow.listed.between(*bounds),
            limit=KEYS_READ + 1,
            forward=listing.forward,
        )
        for each in map(_place, items):
            if each.place == after or not wanted(each):
                continue
            some.append(each)
            if len(some) == most:
                return Part(some, each.place)
        if not more:
            return Part(some, None)
        after = items[-1]["listed"]["S"]
    return Part(some, after)


def _place(item: RawItem) -> Place:
    return Place(item["listed"]["S"], item["about"]["S"], item["state"]["S"])
