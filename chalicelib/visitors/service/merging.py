"""Two visitors whom colleagues know to be one (F6): for the desk they are one customer, and for a day they may be two
again. Who may say so is asked where conversations are known."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.core import events
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model.identity import Joining
from chalicelib.visitors.model.merging import (
    Hand,
    Merge,
    Together,
    apart,
    corrected,
    pair,
    part_of,
    refuse_part,
    together,
)
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.model.wishes import BY_MERGE, Proof
from chalicelib.visitors.store import merging as store
from chalicelib.visitors.store import records
from chalicelib.visitors.store import visitors as people

MERGES_SHOWN = 20


def read_pair(desk: Desk, visitor_id: str, other_id: str) -> tuple[Visitor, Visitor | None]:
    """Both as they are stored, the other if they are there; one read. Raises ``NotFound``."""
    there = people.visitors(desk, [visitor_id, other_id])
    return existing(there.get(visitor_id), "no such visitor"), there.get(other_id)


def parts_of(desk: Desk, *customers: Visitor) -> list[Visitor]:
    """Who are part of these customers, as they are stored; one read, none where nobody is."""
    return list(people.visitors(desk, [each for customer in customers for each in customer.merged]).values())


def merged_before(desk: Desk, visitor_id: str, other_id: str) -> Merge | None:
    """By what these two are one, whoever of them stayed, if they are and it stands by itself; two queries."""
    for into_id, part_id in ((visitor_id, other_id), (other_id, visitor_id)):
        for each in store.newest_merges(desk, into_id, MERGES_SHOWN):
            if each.other_id == part_id and each.undone_at is None:
                return each
    return None


def plan_merge(desk: Desk, asked: Visitor, other: Visitor, parts: Iterable[Visitor], by: Author) -> Together:
    """What becomes of these two and their parts. Raises what ``pair`` raises."""
    customer, part = pair(asked, other, desk.now())
    return together(customer, part, list(parts), desk.new_id("mrg"), Hand(by, desk.now()))


def plan_parting(desk: Desk, customer: Visitor, parts: Iterable[Visitor], merge: Merge, by: Author) -> Together:
    """What becomes of them when it is undone. Raises ``MergedAlready``, ``MergeSettled``, ``MergeOver``."""
    refuse_part(customer)
    return apart(customer, list(parts), merge, Hand(by, desk.now()))


def write(tx: Transaction, planned: Together) -> None:
    """All of it, with how their open conversations know them. Lost: ``PartMoved``, and what these may lose."""
    for before, after in planned.changes:
        _write(tx, before, after)
        proof = Proof(BY_MERGE, planned.merge.undone_by or planned.merge.by)
        records.note_wishes(tx, after.visitor_id, before.wishes, after.wishes, proof)
    if planned.merge.undone_at is None:
        store.put_merge(tx, planned.merge)
    else:
        store.put_undone(tx, planned.merge)
    store.tell(tx, planned.merge)


def spread(
    tx: Transaction,
    customer: Visitor,
    parts: Iterable[Visitor],
    correction: tuple[Visitor, Visitor] | None = None,
) -> None:
    """Who are part of a customer are known by the name and level that the customer has now, in what they have open too.
    With a ``correction``, how the customer was shown and is to be, an address that was corrected is corrected of them.

    Lost: ``PartMoved``, and what these may lose.
    """
    for each in parts:
        known = part_of(each, customer)
        _write(tx, each, corrected(known, *correction) if correction is not None else known)


def leave(tx: Transaction, customer: Visitor, visitor_id: str) -> None:
    """The visitor is part of this customer no more: they have proved who they are. Lost: ``PartMoved``."""
    left = tuple(each for each in customer.merged if each != visitor_id)
    store.rewrite(tx, customer, replace(customer, merged=left))


def _write(tx: Transaction, before: Visitor, after: Visitor) -> None:
    if before == after:
        return
    store.rewrite(tx, before, after)
    renamed = (before.name, before.level) != (after.name, after.level)
    if before.open_conversation_id is not None and renamed:
        know = events.ask(tx.desk, Joining(before, after, moves=False))
        if know is not None:
            know(tx)


def merge(desk: Desk, into_id: str, merge_id: str) -> Merge:
    """One of them; one read. Raises ``NotFound``."""
    return existing(store.merge(desk, into_id, merge_id), "no such merge")


def merges_of(desk: Desk, customer_id: str, before: str | None = None) -> tuple[list[Merge], bool]:
    """A page of who was merged into a customer, the last first; whether others follow. One query."""
    found = store.newest_merges(desk, customer_id, MERGES_SHOWN + 1, before)
    return found[:MERGES_SHOWN], len(found) > MERGES_SHOWN
