"""Conversations that were had elsewhere: kept as they were, told to nobody, counted nowhere (F10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import Entry, Header
from chalicelib.conversations.service.access import sees
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent

TOGETHER = 80  # entries of a transaction
MOST_BYTES = 2_000_000  # of their texts


def put_past(desk: Desk, header: Header, entries: Sequence[Entry]) -> None:
    """Store the transcript's entries; the conversation itself is there with ``seal_past``, until then nobody reads
    them. Twice is once."""
    tx, some, weight = Transaction(desk), 0, 0
    for entry in entries:
        size = len(entry.text.encode())
        if some == TOGETHER or (some and weight + size > MOST_BYTES):
            tx.commit()
            tx, some, weight = Transaction(desk), 0, 0
        store.put_entries(tx, header.conversation_id, [entry])
        some, weight = some + 1, weight + size
    tx.commit()


def seal_past(tx: Transaction, header: Header) -> None:
    """Add to the transaction: the conversation, whose entries are stored. Lost: ``HeaderMoved`` (it is there)."""
    store.write(tx, None, header, [])


def sees_of(desk: Desk, agent: Agent) -> Callable[[Header], bool]:
    """Asks of one conversation after another whether the agent may see it."""
    return sees(desk, agent)
