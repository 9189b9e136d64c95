"""In the table ``subscriptions``: what is shown to a customer on the website."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.shown import ShownNotice
from chalicelib.notices.store.books import SubscriptionRow

WEB = "web#"
KEPT = timedelta(days=90)


class ShownBefore(Lost):
    """It is there already."""


def _row(customer_id: str, notice: ShownNotice) -> SubscriptionRow:
    row = SubscriptionRow(f"customer#{customer_id}", f"{WEB}{notice.notice_id}", shown=notice)
    row.expires_at = int((notice.at + KEPT).timestamp())
    return row


def put_shown(tx: Transaction, customer_id: str, notice: ShownNotice) -> None:
    """Show it to them. Lost: ``ShownBefore``."""
    condition = SubscriptionRow.key.does_not_exist()
    tx.put(_row(customer_id, notice), condition=condition, losing=lambda _: ShownBefore("it is shown"))


def put_read(tx: Transaction, customer_id: str, notice: ShownNotice) -> None:
    """They have read it. Lost where it is gone."""
    tx.put(_row(customer_id, notice), condition=SubscriptionRow.key.exists())


def newest_shown(desk: Desk, customer_id: str, limit: int) -> list[ShownNotice]:
    """What was shown to them lately, the last first; one query."""
    items, _ = SubscriptionRow.read_page(
        desk.database,
        f"customer#{customer_id}",
        range_condition=SubscriptionRow.key.startswith(WEB),
        limit=limit,
        forward=False,
    )
    return [SubscriptionRow.shown.held_in(item) for item in items]
