"""Visitors whom colleagues know to be one: who is part of whom, in the table ``visitors``; since when and by whom, in
the table ``records``."""

from __future__ import annotations

from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved, at_version
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model.merging import Known, Merge
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.store.records import RecordRow
from chalicelib.visitors.store.visitors import VisitorRow, holding, told

_WRITTEN = (*Known.__struct_fields__, "merged", "merged_into")


class PartMoved(Moved):
    """Somebody who is part of a customer, or is to be, is known otherwise since they were read, or somebody undid this
    at the same moment."""


def rewrite(tx: Transaction, before: Visitor, after: Visitor) -> None:
    """What is known of a visitor, who is part of them and whose part they are, while they are as read; nothing where
    that is the same. Lost: ``PartMoved``."""
    if all(getattr(before, name) == getattr(after, name) for name in _WRITTEN):
        return
    actions: list[Any] = [VisitorRow.version.set(before.version + 1)]
    for name in _WRITTEN:
        attribute, value = getattr(VisitorRow, name), getattr(after, name)
        if value != getattr(before, name):
            actions.append(attribute.set(value) if value else attribute.remove())
    block = VisitorRow.block
    condition = at_version(VisitorRow.visitor_id, VisitorRow.version, before.version) & holding(before)
    condition &= VisitorRow.joined_to.does_not_exist()
    condition &= block == before.block if before.block is not None else block.does_not_exist()
    tx.update(VisitorRow(before.visitor_id), actions, condition=condition, losing=lambda _: PartMoved(None))


def check_whole(tx: Transaction, visitor_id: str) -> None:
    """Only while they are part of no other customer. Lost: ``PartMoved``."""
    whole = VisitorRow.merged_into.does_not_exist() & VisitorRow.joined_to.does_not_exist()
    there = VisitorRow.visitor_id.exists() & whole
    tx.check(VisitorRow(visitor_id), there, losing=lambda _: PartMoved(None))


def tell(tx: Transaction, merge: Merge) -> None:
    """Whoever lists customers hears that these are one, or two again."""
    for each in (merge.into_id, merge.other_id):
        told(tx, each, moved=True)


def _order(merge_id: str) -> str:
    return f"merge#{merge_id}"


def put_merge(tx: Transaction, merge: Merge) -> None:
    """Keep that they are one."""
    tx.put(RecordRow(merge.into_id, _order(merge.merge_id), at=merge.at, merge=merge))


def put_undone(tx: Transaction, merge: Merge) -> None:
    """Keep that they are two again. Lost: ``PartMoved`` (somebody kept that before)."""
    row = RecordRow(merge.into_id, _order(merge.merge_id), at=merge.undone_at, merge=merge)
    tx.put(row, condition=RecordRow.at == merge.at, losing=lambda _: PartMoved(None))


def merge(desk: Desk, into_id: str, merge_id: str) -> Merge | None:
    """One of them; one read."""
    item = RecordRow.find_item(desk.database, into_id, _order(merge_id))
    return RecordRow.merge.held_in(item) if item else None


def newest_merges(desk: Desk, into_id: str, limit: int, before: str | None = None) -> list[Merge]:
    """Who was merged into the customer before this, the last first; one query."""
    condition = (
        RecordRow.order.between(_order(""), _order(before)) if before else RecordRow.order.startswith(_order(""))
    )
    items, _ = RecordRow.read_page(desk.database, into_id, range_condition=condition, limit=limit + 1, forward=False)
    merges = [RecordRow.merge.held_in(item) for item in items]
    return [each for each in merges if each.merge_id != before][:limit]
