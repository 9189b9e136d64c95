"""What a room above planned for a date that is another by now (D3)."""

from __future__ import annotations

from datetime import datetime

from chalicelib.core import events
from chalicelib.core.transactions import Transaction
from chalicelib.followups import store
from chalicelib.followups.model.followup import FollowUp, FollowUpDone
from chalicelib.followups.model.withdrawing import cancelled, redated
from chalicelib.followups.service.watch import watch


def redate(tx: Transaction, follow_up: FollowUp, due_at: datetime, text: str) -> None:
    """Add to the transaction: it is due then; its owner is reminded at that time. Lost: ``FollowUpMoved``."""
    after = redated(follow_up, due_at, text, tx.desk.now())
    store.write(tx, follow_up, after)
    watch(tx, after)


def cancel(tx: Transaction, follow_up: FollowUp, text: str) -> None:
    """Add to the transaction: nobody calls. Lost: ``FollowUpMoved``."""
    after = cancelled(follow_up, text, tx.desk.now())
    store.write(tx, follow_up, after)
    name, outcome = after.followup_id, str(after.outcome)
    events.publish_later(tx, FollowUpDone(name, after.kind, after.about, outcome, in_time=False), tx.desk.now())
