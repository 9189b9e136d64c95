"""Who is due when, kept as customers change: their dates, their level, when they were last spoken to or called (D3).

What is kept is made of the customer as they stand now, never of what an event says: late, doubled or reordered events
come to the same. When somebody was last spoken to or called may have been later than is kept, never earlier: nothing is
written for each conversation, a run sees it and has it kept. It can be made anew for everybody (law 7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from chalicelib.campaigns.model.standings import DatePlace, Place, Standing, nearer, touched_of
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
MOST_WRITES = 90  # of one transaction


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
    keep_all(desk, duty.visitor_ids)


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


def keep_all(desk: Desk, visitor_ids: Sequence[str]) -> int:
    """The same for several at once; how many stood otherwise. Four requests for a hundred of them at most, and one for
    each ninety writes. Where somebody among them changes meanwhile, or has more to be moved than fits, those are kept
    one by one."""
    ids = list(dict.fromkeys(visitor_ids))
    known = store.standings(desk, ids)  # before what they are made of: who loses makes it anew
    cared = visitors.cared_of_some(desk, ids)
    steps, alone = list[_Step](), list[str]()
    for each in ids:
        before, after = known[each], standing_of(cared[each]) if each in cared else Standing(each)
        if _is_same(before, after):
            continue
        step = _Step(before, nearer(before, after), not after.plan_key)
        if _is_same(step.after, after):
            steps.append(step)
        else:
            alone.append(each)
    otherwise = len(steps) + len(alone)
    there = store.date_places(desk, [place for each in steps for place in each.left.values()])
    for some in _parcels(steps):
        tx = Transaction(desk)
        for each_step in some:
            _add(tx, each_step, there)
        try:
            tx.commit()
        except (StandingMoved, PlaceMoved):
            alone += [each_step.after.visitor_id for each_step in some]
    for each in alone:
        keep(desk, each)
    return otherwise


class _Step(NamedTuple):
    """How a customer stood, how they are to stand, and whether nobody is to find them any more."""

    before: Standing
    after: Standing
    is_gone: bool

    @property
    def left(self) -> dict[str, Place]:
        """Places by field at which they stand no more."""
        theirs, now = self.before.date_places, self.after.date_places
        return {name: place for name, place in theirs.items() if now.get(name) != place}

    @property
    def weight(self) -> int:
        """How many writes it is at most: itself, both places by level, and each place by a date with what follows."""
        return 3 + 2 * len(self.left) + len(self.after.date_places)


def _parcels(steps: Iterable[_Step]) -> Iterator[list[_Step]]:
    """As many together as are one transaction."""
    some, weight = list[_Step](), 0
    for each in steps:
        if some and weight + each.weight > MOST_WRITES:
            yield some
            some, weight = [], 0
        some.append(each)
        weight += each.weight
    if some:
        yield some


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
    return None if _is_same(before, after) else after


def _is_same(before: Standing, after: Standing) -> bool:
    return (before.level_place, before.date_places) == (after.level_place, after.date_places)


def standing_of(cared: Cared) -> Standing:
    """How a customer stands, with all whom they are. Whoever has a name or an address, or whose first conversation goes
    on, and was never spoken to before, counts from the day they came."""
    customer = cared.customer
    touched = touched_of((customer, *cared.parts))
    is_known = customer.open_conversation_id is not None or customer.contacts != NO_CONTACTS
    touched_at = touched or (customer.first_seen_at if is_known else None)
    return Standing(customer.visitor_id, customer.plan_key, customer.level, touched_at, dict(cared.dates))


def _write(desk: Desk, before: Standing, after: Standing, *, is_gone: bool) -> None:
    step = _Step(before, after, is_gone)
    there = store.date_places(desk, list(step.left.values())) if step.left else {}
    tx = Transaction(desk)
    _add(tx, step, there)
    tx.commit()


def _add(tx: Transaction, step: _Step, there: Mapping[Place, DatePlace]) -> None:
    store.write(tx, step.before, step.after, there)
    for field_id, place in step.left.items():
        planned = there[place].planned if place in there else {}
        if planned and not step.is_gone:
            work.put(tx, Withdraw(step.after.visitor_id, field_id, dict(planned)))


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
    mended = due.mended + keep_all(desk, ids)
    tx = Transaction(desk)
    if share is None or share < visitors.FILLED_SHARES:
        work.put(tx, Restand(plan, share, following, mended))
    else:
        audit.note(tx, audit.SYSTEM, "recounted_campaigns", "campaigns", after={"mended": mended})
    tx.commit()
