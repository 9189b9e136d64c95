"""Attempts, certificates and orders, each under its id, and the lists in which they stand, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from pynamodb.attributes import NumberAttribute

from chalicelib.core import listings, times
from chalicelib.core.desk import Desk
from chalicelib.core.listings import Listing, Part, Place
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed
from chalicelib.core.transactions import Transaction
from chalicelib.training.model.attempts import JUDGING, Attempt
from chalicelib.training.model.certificates import Certificate
from chalicelib.training.model.orders import OPEN, Order
from chalicelib.training.store.keys import ListedRow

ATTEMPT, CERTIFICATE, ORDER = "attempt", "certificate", "order"
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


def places(
    desk: Desk, listing: Listing, wanted: Callable[[Place], bool], *, after: str | None = None, most: int
) -> Part:
    """Those of the list that are wanted, behind the place ``after``. One query, five at most where most are not."""
    return listings.places(desk, ListedRow, listing, wanted, after=after, most=most)
