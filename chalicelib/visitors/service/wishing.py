"""How a customer wishes to be written to: said by them or for them, with its proof, and every change kept (A11)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.model.wishes import Proof, Wished, Wishes
from chalicelib.visitors.service import records
from chalicelib.visitors.store import records as store
from chalicelib.visitors.store import visitors as people


def change_wishes(
    desk: Desk,
    visitor_id: str,
    change: Callable[[Wishes], Wishes],
    proof: Proof,
    by: audit.By,
    names: Iterable[str] = (),
) -> Visitor:
    """Write down what a customer wishes from now on, of whom the desk knows them as; twice is once. The audit log has
    it. ``names``: the fields of the record that are named, of which none is written over that somebody else changed.

    One read, two where they are part of another customer, and a write. Raises ``NotFound``, ``ChangedMeanwhile``.
    """

    def wished(visitor: Visitor) -> Visitor:
        return visitor.wishing(change(visitor.wishes))

    def save(before: Visitor, after: Visitor) -> None:
        if before == after:
            return
        if before.erased_at is not None:
            raise NotFound("no such visitor")
        tx = Transaction(desk)
        people.edit(tx, before, after)
        store.note_wishes(tx, before.visitor_id, before.wishes, after.wishes, proof)
        audit.note(tx, by, "wish", before.visitor_id, before=before.wishes, after=after.wishes)
        tx.commit_and_tell()

    return races.change(desk, records.whole(desk, visitor_id), names, wished, save)


def wished_before(desk: Desk, visitor_id: str, limit: int, before: str | None = None) -> list[Wished]:
    """A page of how a customer came to wish what they do, the last first; one query."""
    return store.newest_wished(desk, visitor_id, limit, before)
