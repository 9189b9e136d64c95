"""Who is to be called without having asked may be otherwise: whoever calls them by themselves hears of it."""

from __future__ import annotations

from chalicelib.core import events
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model.visitor import CareChanged


def care_changed(tx: Transaction, visitor_id: str) -> None:
    """Whoever calls customers by themselves looks soon when this one is due."""
    events.publish_later(tx, CareChanged(visitor_id), tx.desk.now())
