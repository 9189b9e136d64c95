"""In the table ``visitors``: which tokens count no more, and what is left of a visitor who was erased (F6)."""

from __future__ import annotations

from pynamodb.expressions.condition import Condition

from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model.visitor import NOTHING_REVOKED, USUAL_LEVEL, Revoked, Visitor
from chalicelib.visitors.store.visitors import VisitorRow, holding, moved


def put_revoked(tx: Transaction, before: Visitor, revoked: Revoked) -> None:
    """Which of their tokens count no more, unless others were taken back since they were read. Lost:
    ``VisitorMoved``."""
    unmoved: Condition = VisitorRow.revoked.does_not_exist()
    if before.revoked != NOTHING_REVOKED:
        unmoved = VisitorRow.revoked == before.revoked
    there = VisitorRow.visitor_id.exists() & unmoved & holding(before)
    tx.update(VisitorRow(before.visitor_id), [VisitorRow.revoked.set(revoked)], condition=there, losing=moved)


_LEFT = ("visitor_id", "plan_key", "visits", "first_seen_at", "last_seen_at", "locale", "level", "version", "erased_at")
_IDS = ("open_conversation_id", "last_agent_id", "last_conversation_id", "joined", "joined_to", "merged", "merged_into")


def bury(desk: Desk, visitor_id: str) -> None:
    """Nothing is known of them any more but that there was somebody; nothing will be. Twice is once; two requests."""
    item = VisitorRow.find_item(desk.database, visitor_id)
    if item is None or ("erased_at" in item and not set(item) - {*_LEFT, *_IDS}):
        return
    gone = [getattr(VisitorRow, name) for name in item if name not in (*_LEFT, *_IDS)]
    actions = [each.remove() for each in gone] + [VisitorRow.version.add(1), VisitorRow.level.set(USUAL_LEVEL)]
    if "erased_at" not in item:
        actions.append(VisitorRow.erased_at.set(desk.now()))
    tx = Transaction(desk)
    tx.update(VisitorRow(visitor_id), actions, condition=VisitorRow.visitor_id.exists())
    tx.commit()
