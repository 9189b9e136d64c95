"""Whose a call is (A9): chosen by hand, or whoever telephoned from the same number before.

A number that is shown proves nothing, so it joins nobody with a customer of the website: that is done by hand.
"""

from __future__ import annotations

import msgspec

from chalicelib.core.contacts import checked_mobile, region_of
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.phone import store
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Learned, Spoken, Visitor


class Known(msgspec.Struct, frozen=True):
    """Who telephoned from this number before, as it was read: the visitor (None: nobody, or somebody who is gone), and
    the id that stood there; the callback that was planned for the number last."""

    visitor: Visitor | None = None
    before: str | None = None
    missed: store.Missed | None = None


def known_caller(desk: Desk, plan_key: str, number: str) -> Known:
    """Who telephones from this number; one read, two where somebody does; none where it was withheld."""
    visitor_id, missed = store.caller_and_missed(desk, plan_key, number) if number else (None, None)
    if visitor_id is None:
        return Known(missed=missed)
    try:
        visitor = visitors.holder(desk, visitor_id)
    except NotFound:
        return Known(None, visitor_id, missed)
    return Known(visitor if visitor.erased_at is None else None, visitor_id, missed)


def write_caller(
    tx: Transaction, plan: Plan, number: str, name: str, known: Known, chosen: Visitor | None, spoken: Spoken
) -> Visitor:
    """Add to the transaction: who telephoned, and that the desk spoke with them. Lost: ``NumberKnown``, ``NotOpen``."""
    visitor = chosen or known.visitor
    if visitor is None:
        learned = Learned(name.strip() or None, None, _mobile(number, plan))
        visitor = visitors.meet(tx, plan, plan.languages[0], learned, spoken=spoken)
    else:
        visitors.note_spoken(tx, visitor.visitor_id, spoken)
    if number and known.before != visitor.visitor_id:
        store.put_caller(tx, plan.key, number, visitor.visitor_id, before=known.before)
    return visitor


def _mobile(number: str, plan: Plan) -> str | None:
    """The number as one that letters can go to; None for any other."""
    if not number:
        return None
    try:
        return checked_mobile("number", number, region_of(plan.time_zone))
    except Invalid:
        return None
