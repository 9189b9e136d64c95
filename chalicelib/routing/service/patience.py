"""Those who wait for whom they prefer, for as long as their plan says (B3)."""

from __future__ import annotations

from datetime import datetime

from chalicelib.conversations.model.conversation import Header
from chalicelib.core import times, work
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.routing.model import patient_until


class EndPatience(Due, frozen=True):
    """Somebody has waited for whom they prefer as long as their plan says; ``since`` names which time of waiting."""

    kind = "routing.end_patience"

    conversation_id: str
    since: str


def watch_patience(tx: Transaction, after: Header) -> None:
    """Have somebody see to it once it has waited long enough; ``after`` is the conversation as it will wait then."""
    if after.patience and after.preferred_agent_id is not None:
        work.put(tx, EndPatience(after.conversation_id, times.stored(_since(after))), at=patience_ends(after))


def patience_ends(header: Header) -> datetime:
    """When it has waited for whom it prefers as long as its plan says."""
    return patient_until(_since(header), header.patience)


def _since(header: Header) -> datetime:
    return header.state_at or header.started_at
