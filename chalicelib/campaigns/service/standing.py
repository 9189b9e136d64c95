"""Who is due when, kept as customers change: their dates, their level, when they were last spoken to or called (D3).

What is kept is made of the customer as they stand now, never of what an event says: late, doubled or reordered events
come to the same. When somebody was last spoken to or called may have been later than is kept, never earlier: nothing is
written for each conversation, a run sees it and has it kept. It can be made anew for everybody (law 7).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.campaigns.model.standings import Standing, nearer, touched_of
from chalicelib.campaigns.service.withdrawing import Withdraw
from chalicelib.campaigns.store import standings as store
from chalicelib.campaigns.store.standings import PlaceMoved, StandingMoved
from chalicelib.core import audit, races, work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import NO_CONTACTS, CareChanged
from chalicelib.visitors.service import Cared

TOGETHER = 25  # customers of a piece of work


class Restand(Due, frozen=True):
    """The next customers are looked at: of the plan at this place of the list, then (``share``) of those of whom
    something is filled in. ``mended``: how many stood otherwise so far."""

    kind = "campaigns.restand"

    plan: int = 0
    share: int | None = None
    start: Mapping[str, Any] | None = None
    mended: int = 0


class KeepSome(Due, frozen=True):
    """These were spoken to or called later than is kept."""

    kind = "campaigns.keep_some"

    visitor_ids: tuple[str, ...]


def hear_change(desk: Desk, changed: CareChanged) -> None:
    """A customer has changed: when they are due is kept anew."""
    keep(desk, changed.visitor_id)


def keep_some(desk: Desk, duty: KeepSome) -> None:
    """The same for several, of whom a run saw that they are not due yet."""
    for each in duty.visitor_ids:
        keep(desk, each)


def keep(desk: Desk, visitor_id: str) -> bool:
    """Keep when this customer is due, as they stand now; whether anything was otherwise. Three reads and a write, none
    where nothing is. Twice, late and at once is once."""

    def act() -> bool:
        changed = False
        while True:
            before = store.standing(desk, visitor_id)  # before what it is made of: who loses makes it anew
            after = _now(desk, visitor_id, before)
            if after is None:
                return changed
            _write(desk, before, nearer(before, after), is_gone=not after.plan_key)
            changed = True

    return races.again(desk, act, (StandingMoved, PlaceMoved), tries=races.CROWD)


def forget(desk: Desk, visitor_id: str) -> None:
    """Nobody finds this customer by a date, a level or a time any more. Two reads and a write for each twenty dates."""

    def act() -> None:
        nobody = Standing(visitor_id)
        while True:
            before = store.standing(desk, visitor_id)
            if (before.level_place, before.date_places) == (None, {}):
                return
            _write(desk, before, nearer(before, nobody), is_gone=True)

    races.again(desk, act, (StandingMoved, PlaceMoved), tries=races.CROWD)


def _now(desk: Desk, visitor_id: str, before: Standing) -> Standing | None:
    """How they stand; None: as is kept."""
    cared = visitors.cared_of(desk, visitor_id)
    after = standing_of(cared) if cared is not None else Standing(visitor_id)
    same = (before.level_place, before.date_places) == (after.level_place, after.date_places)
    return None if same else after


def standing_of(cared: Cared) -> Standing:
    """How a customer stands, with all whom they are. Whoever has a name or an address, or whose first conversation goes
    on, and was never spoken to before, counts from the day they came."""
    customer = cared.customer
    touched = touched_of((customer, *cared.parts))
    is_known = customer.open_conversation_id is not None or customer.contacts != NO_CONTACTS
    touched_at = touched or (customer.first_seen_at if is_known else None)
    return Standing(customer.visitor_id, customer.plan_key, customer.level, touched_at, dict(cared.dates))


def _write(desk: Desk, before: Standing, after: Standing, *, is_gone: bool) -> None:
    left = {name: place for name, place in before.date_places.items() if after.date_places.get(name) != place}
    there = store.date_places(desk, list(left.values())) if left else {}
    tx = Transaction(desk)
    store.write(tx, before, after, there)
    for field_id, place in left.items():
        planned = there[place].planned if place in there else {}
        if planned and not is_gone:
            work.put(tx, Withdraw(after.visitor_id, field_id, dict(planned)))
    tx.commit()


# --- made anew ------------------------------------------------------------------------------------------------------


def restand_later(tx: Transaction, at: datetime) -> None:
    """Add to the transaction: everybody is looked at, for what a version before did not keep."""
    work.put(tx, Restand(), at=at)


def restand(desk: Desk, by: By = audit.SYSTEM) -> None:
    """Have it made anew of the facts, for everybody who had a conversation or of whom something is filled in."""
    tx = Transaction(desk)
    work.put(tx, Restand())
    audit.note(tx, by, "recount_campaigns", "campaigns")
    tx.commit()


def restand_page(desk: Desk, due: Restand) -> None:
    """Some of them, and the next ones follow; at the end the audit log says how many stood otherwise. Twice is once."""
    keys = [each.key for each in plans.list_plans(desk)]
    plan, share = due.plan, due.share
    if share is None and plan < len(keys):
        ids, following = visitors.ids_by_contact(desk, keys[plan], TOGETHER, due.start)
        plan += following is None
    else:
        ids, following = visitors.filled_ids(desk, share or 0, TOGETHER, due.start)
        share = (share or 0) + (following is None)
    mended = due.mended + sum(keep(desk, each) for each in dict.fromkeys(ids))
    tx = Transaction(desk)
    if share is None or share < visitors.FILLED_SHARES:
        work.put(tx, Restand(plan, share, following, mended))
    else:
        audit.note(tx, audit.SYSTEM, "recounted_campaigns", "campaigns", after={"mended": mended})
    tx.commit()
