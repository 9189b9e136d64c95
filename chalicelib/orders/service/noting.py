"""An order was seen as it stands: written down, and told to whom it is news (A11)."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.core import events, races
from chalicelib.core.desk import Desk
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.orders import store
from chalicelib.orders.model.states import OrderChanged, OrderKnown, Sight, seen


def note(
    desk: Desk,
    plan_key: str,
    sight: Sight,
    *,
    visitor_id: str | None = None,
    user_id: str | None = None,
    once: Once | None = None,
) -> tuple[str, ...]:
    """What of it is news; whoever wishes to hear of that is told, as due work of the same transaction. A read and a
    write; where nothing is new, the read alone, and what was answered before under the name of the request. Twice is
    once, whoever says it. Raises ``KeyReused``."""

    def write(before: OrderKnown | None) -> tuple[str, ...]:
        after, news = seen(before, sight)
        if after is before or (before is None and after.version == 0):
            answered = recall(desk, once, desk.now().timestamp())
            return tuple(answered["news"]) if answered is not None else ()
        tx = Transaction(desk)
        mark(tx, once, {"news": list(news)})
        store.put_order(tx, plan_key, sight.number, before, after)
        if news:
            events.publish(tx, OrderChanged(plan_key, sight, news, after.step, visitor_id, user_id))
        try:
            tx.commit_and_tell()
        except AlreadyDone as done:
            return tuple(done.answer["news"])
        return news

    return races.follow(desk, store.order(desk, plan_key, sight.number), write, store.OrderMoved)


def is_still_so(desk: Desk, plan_key: str, number: str, marks: Mapping[str, str]) -> bool:
    """Whether any of these things of an order, by their marks, is still as it was; one read."""
    known = store.order(desk, plan_key, number)
    there = known.aspects if known is not None else {}
    return any(name in there and there[name].mark == mark for name, mark in marks.items())
