"""Orders of customers who wish to hear of them are looked at again and again, as their shop says them (A11).

The shop's program may tell by itself what happens; where it does not, it is asked: seldom, and the more seldom the
longer nothing has changed. Each customer's looks are a chain of due work, of which only the last begun one goes on.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from msgspec.structs import replace

from chalicelib.core import events, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.orders import store
from chalicelib.orders.model.answer import Asker, Order
from chalicelib.orders.model.checking import subject_of
from chalicelib.orders.model.refusals import NoShop, ShopUnavailable
from chalicelib.orders.model.states import OrderKnown, OrdersFollowed, seen, sight_of
from chalicelib.orders.service.asking import Heard, Wanted, ask_shop
from chalicelib.orders.service.noting import note
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor

OFTEN, SELDOM = timedelta(hours=2), timedelta(hours=24)
NEW = timedelta(days=3)  # since it was placed


class LookAtOrders(Due, frozen=True):
    """A customer's orders are to be looked at, by the look that this is of its chain."""

    kind = "orders.look"

    visitor_id: str
    chain: str
    step: int = 0


def watch(tx: Transaction, visitor_id: str) -> None:
    """Add to the transaction: their orders are looked at from now on. Two writes."""
    begun = store.Watch(tx.desk.new_id("wch"))
    store.put_watch(tx, visitor_id, begun)
    work.put(tx, LookAtOrders(visitor_id, begun.chain))


def look(desk: Desk, due: LookAtOrders) -> None:
    """Ask the shop how their orders stand, note what is new, and plan the next look; end where they wish to hear no
    more, or nobody knows them. Some six requests, and two for each order of which something is new."""
    there = store.watch(desk, due.visitor_id)
    if there is None or (there.chain, there.step) != (due.chain, due.step):
        return
    try:
        customer = visitors.holder(desk, due.visitor_id)
    except NotFound:
        _end(desk, due, there)
        return
    if not events.ask(desk, OrdersFollowed(customer.visitor_id, customer.plan_key)):
        _end(desk, due, there)
        return
    news = _look(desk, customer, there)
    after = replace(there, step=there.step + 1, quiet=0 if news else there.quiet + 1)
    pause = SELDOM if news is None else min(SELDOM, OFTEN * 2 ** min(after.quiet // 6, 4))
    tx = Transaction(desk)
    store.put_watch(tx, due.visitor_id, after, before=there)
    at = desk.now() + pause * (0.75 + desk.chance() / 2)
    work.put(tx, LookAtOrders(due.visitor_id, after.chain, after.step), at=at)
    with suppress(store.WatchMoved):  # somebody else looked meanwhile, or they ended it and began anew
        tx.commit()


def _look(desk: Desk, customer: Visitor, there: store.Watch) -> int | None:
    """How many of their orders had news; None: nobody can be asked, or answers."""
    vouched = customer.vouched
    if vouched is None:
        return None
    try:
        plan, ring = plans.read_plan_and_shop_keys(desk, customer.plan_key)
        asker = Asker(vouched.user_id, vouched.email, vouched.mobile)
        wanted = Wanted(asker, None, subject_of(plan.key, asker.id, None), customer.locale)
        heard = ask_shop(desk, plan, ring, wanted)
    except (NotFound, NoShop, ShopUnavailable):
        return None
    return _note_all(desk, customer, heard, there)


def note_heard(desk: Desk, customer: Visitor, heard: Heard) -> None:
    """Their shop said to somebody else how a customer's own orders stand: noted, if they are looked at. A read, one
    more where they are, and a read and a write for each order that is otherwise by now."""
    there = store.watch(desk, customer.visitor_id)
    if there is not None:
        _note_all(desk, customer, heard, there)


def _note_all(desk: Desk, customer: Visitor, heard: Heard, there: store.Watch) -> int:
    """How many had news; one read for all of them."""
    sights = [replace(sight_of(each, heard.at), is_news=_is_fresh(each, heard, there)) for each in heard.said.orders]
    if not sights:
        return 0
    known = read_all(desk.database, [store.wanted_order(customer.plan_key, each.number) for each in sights])
    moved = [
        sight for sight, before in zip(sights, known, strict=True) if _is_otherwise(before, seen(before, sight)[0])
    ]
    return sum(bool(note(desk, customer.plan_key, each, visitor_id=customer.visitor_id)) for each in moved)


def _is_fresh(order: Order, heard: Heard, there: store.Watch) -> bool:
    """Whether an order that nobody knew was placed since their orders are looked at: before, how it stands is no
    news."""
    return there.step > 0 and order.placed_at is not None and heard.at - order.placed_at < NEW


def _is_otherwise(before: OrderKnown | None, after: OrderKnown) -> bool:
    return after.version != (before.version if before is not None else 0)


def _end(desk: Desk, due: LookAtOrders, there: store.Watch) -> None:
    tx = Transaction(desk)
    store.end_watch(tx, due.visitor_id, there)
    with suppress(store.WatchMoved):  # they began to wish so again at this moment
        tx.commit()
