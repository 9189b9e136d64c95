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
    done = FollowUpDone(after.followup_id, after.kind, after.about, str(after.outcome), in_time=False)
    events.publish_later(tx, done, tx.desk.now())
