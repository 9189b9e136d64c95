"""In the table ``visitors``: going through those who had a conversation, and follow-ups that were taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.store.caring import care_changed
from chalicelib.visitors.store.visitors import AskedLately, VisitorRow


def ids_by_contact(
    desk: Desk, plan_key: str, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[str], Mapping[str, Any] | None]:
    """A page of the ids of the plan's visitors who had a conversation, and where the next one begins; one query."""
    items, following = VisitorRow.read_page(desk.database, plan_key, index="by_contact", limit=limit, start=start)
    return [item["visitor_id"]["S"] for item in items], following


def unclaim_follow_up(tx: Transaction, visitor_id: str, claimed_at: datetime, before: datetime | None) -> None:
    """Nobody follows them up after all: they were last when they were ``before`` that. Lost: ``AskedLately``."""
    when = VisitorRow.followed_up_at
    tx.update(
        VisitorRow(visitor_id),
        [when.set(before) if before is not None else when.remove()],
        condition=when == claimed_at,
        losing=lambda _: AskedLately("followed up since, or gone"),
    )
    care_changed(tx, visitor_id)
