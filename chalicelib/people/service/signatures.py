"""What an agent's letters end with, as they choose it (A6)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.signature import Signature, checked_signature
from chalicelib.people.store import signatures as store


def read_signature(desk: Desk, agent_id: str) -> Signature:
    """An agent's; empty until they wrote one. One read."""
    return store.signature(desk, agent_id)


def change_signature(desk: Desk, agent_id: str, text: str, version: int | None = None) -> Signature:
    """Their letters end with this from now on; with ``version`` only if it still has it. A read and a write.

    Raises ``Invalid``, ``ChangedMeanwhile``.
    """
    fields = {"text": checked_signature(text)}

    def changed(before: Signature) -> Signature:
        races.refuse_older(version, before)
        return replace(before, **fields)

    def save(before: Signature, after: Signature) -> None:
        if before != after:
            tx = Transaction(desk)
            store.put_signature(tx, agent_id, before, after)
            tx.commit()

    return races.change(desk, store.signature(desk, agent_id), fields, changed, save)
