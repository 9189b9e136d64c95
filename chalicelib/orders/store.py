"""The table ``orders``: how orders stand that somebody wishes to hear of, and whose orders are looked at."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, Row, Wanted, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.orders.model.states import OrderKnown

ORDER, WATCH = "order", "watch"
KEPT = timedelta(days=400)  # since something was last new of it


class Watch(msgspec.Struct, frozen=True):
    """A customer's orders are looked at: by the look that carries this ``chain`` and ``step``, no other. ``quiet``: how
    many looks before found nothing new."""

    chain: str
    step: int = 0
    quiet: int = 0


class Keys(Row):
    class Meta:
        table_name = table_name("orders")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    part = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(null=True)


class OrderRow(Keys):
    version = NumberAttribute()
    order = Packed(OrderKnown)


class WatchRow(Keys):
    watch = Packed(Watch)


class OrderMoved(Moved):
    """Somebody else saw the order since it was read; ``record`` is what is known now."""


def _of_order(plan_key: str, number: str) -> str:
    """A mark of an order, which tells nobody which."""
    plain = " ".join(number.casefold().split())
    return f"order#{plan_key}#{hashlib.sha256(f'{plan_key}#{plain}'.encode()).hexdigest()[:32]}"


def of_visitor(visitor_id: str) -> str:
    return f"watch#{visitor_id}"


def wanted_order(plan_key: str, number: str) -> Wanted[OrderKnown]:
    """How an order stands, to be read together with something else."""
    return OrderRow.wanted(lambda row: row.order, _of_order(plan_key, number), ORDER)


def wanted_watch(visitor_id: str) -> Wanted[Watch]:
    """Whether somebody's orders are looked at, to be read together with something else."""
    return WatchRow.wanted(lambda row: row.watch, of_visitor(visitor_id), WATCH)


def order(desk: Desk, plan_key: str, number: str) -> OrderKnown | None:
    """How an order stands; one read."""
    row = OrderRow.find(desk.database, _of_order(plan_key, number), ORDER)
    return row.order if row is not None else None


def put_order(tx: Transaction, plan_key: str, number: str, before: OrderKnown | None, after: OrderKnown) -> None:
    """How it stands now. Lost: ``OrderMoved``."""
    until = int((tx.desk.now() + KEPT).timestamp())
    row = OrderRow(_of_order(plan_key, number), ORDER, version=after.version, order=after, expires_at=until)
    same = OrderRow.version == before.version if before is not None else OrderRow.key.does_not_exist()
    tx.put(row, condition=same, losing=OrderRow.order.losing(OrderMoved))


def watch(desk: Desk, visitor_id: str) -> Watch | None:
    """By which look somebody's orders are looked at; one read."""
    row = WatchRow.find(desk.database, of_visitor(visitor_id), WATCH)
    return row.watch if row is not None else None


def put_watch(tx: Transaction, visitor_id: str, after: Watch, before: Watch | None = None) -> None:
    """From now on they are looked at by this one, and no other; ``before``: as it was read. Lost: ``WatchMoved``."""
    same = WatchRow.watch == before if before is not None else None
    tx.put(WatchRow(of_visitor(visitor_id), WATCH, watch=after), condition=same, losing=lambda _: WatchMoved(None))


def end_watch(tx: Transaction, visitor_id: str, watch: Watch) -> None:
    """They are looked at no more, if they still are by this one. Lost: ``WatchMoved``."""
    row = WatchRow(of_visitor(visitor_id), WATCH)
    tx.delete(row, condition=WatchRow.watch == watch, losing=lambda _: WatchMoved(None))


class WatchMoved(Moved):
    """Somebody else looks at their orders."""
