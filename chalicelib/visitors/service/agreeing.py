"""Which words somebody agreed to, when and where (F6)."""

from __future__ import annotations

from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.plans import service as plans
from chalicelib.visitors.model.agreeing import Agreement, counted, is_news
from chalicelib.visitors.model.visitor import Agreed, Visitor
from chalicelib.visitors.store import records
from chalicelib.visitors.store import visitors as store
from chalicelib.visitors.store.visitors import NotOpen


def note_answer(tx: Transaction, visitor: Visitor, answer: Agreed | None) -> None:
    """Add to the transaction that learns it of a visitor, as they were read: what they said to an edition, counted
    once. Lost: ``NotOpen`` (they said the same at this moment, elsewhere)."""
    if answer is None or not is_news(answer, visitor.agreed):
        return
    records.put_answer(tx, visitor.visitor_id, answer, NotOpen("they have just said so"))
    more = counted(answer, visitor.agreed)
    plans.count_answer(tx, visitor.plan_key, answer.version, visitor.visitor_id, more)


def agreements_of(desk: Desk, customer: Visitor) -> list[Agreement]:
    """What a customer said to which words, the newest first: two requests, and one for each visitor that they are."""
    there = store.visitors(desk, customer.all_ids, consistent=False)
    said: dict[tuple[str, str, int, bool], Agreed] = {}
    for visitor_id, visitor in there.items():
        # who answered before answers were kept one by one has their last one with them
        last = (visitor.agreed,) if visitor.agreed is not None else ()
        for each in (*last, *records.answers(desk, visitor_id)):
            said[visitor_id, visitor.plan_key, each.version, each.refused] = each
    editions = plans.read_editions(desk, [(plan_key, number) for _, plan_key, number, _ in said])
    found = [
        Agreement(visitor_id, plan_key, each, editions[plan_key, number])
        for (visitor_id, plan_key, number, _), each in said.items()
    ]
    return sorted(found, key=lambda each: (each.agreed.at, each.visitor_id, each.agreed.version), reverse=True)
