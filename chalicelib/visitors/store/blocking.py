"""Visitors who are not let in, in the table ``visitors``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pynamodb.expressions.condition import Condition

from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model.visitor import Block, Visitor
from chalicelib.visitors.store.visitors import BLOCKED, FOR_EVER, VisitorRow, listed_in, moved


def set_block(tx: Transaction, before: Visitor, block: Block | None) -> None:
    """They are not let in as this says, or (None) are again, unless somebody else said so since they were read. Lost:
    ``VisitorMoved``."""
    seen = VisitorRow.block == before.block if before.block is not None else VisitorRow.block.does_not_exist()
    actions: list[Any] = [VisitorRow.block.remove(), VisitorRow.blocked.remove(), VisitorRow.blocked_until.remove()]
    if block is not None:
        until = VisitorRow.blocked_until.set(block.until or FOR_EVER)
        actions = [VisitorRow.block.set(block), VisitorRow.blocked.set(BLOCKED), until]
    there = VisitorRow.visitor_id.exists() & seen & _as_merged(before)
    tx.update(VisitorRow(before.visitor_id), actions, condition=there, losing=moved)


def _as_merged(visitor: Visitor) -> Condition:
    """Whose part they are, and who is part of them, is as they were read."""
    part, parts = VisitorRow.merged_into, VisitorRow.merged
    same: Condition = part == visitor.merged_into if visitor.merged_into is not None else part.does_not_exist()
    same &= parts == visitor.merged if visitor.merged else parts.does_not_exist() | (parts == ())
    return same


def blocked(desk: Desk, limit: int, start: Mapping[str, Any] | None) -> tuple[list[Visitor], Mapping[str, Any] | None]:
    """A page of those who are not let in, whoever is for the shortest time first; two requests."""
    still = VisitorRow.blocked_until > desk.now()
    items, following = VisitorRow.read_page(
        desk.database, BLOCKED, index="by_block", range_condition=still, limit=limit, start=start
    )
    alone = (each for each in listed_in(desk, items) if each.merged_into is None)
    return [each for each in alone if each.is_blocked(desk.now())], following
