"""Whether the agent of a conversation is there, and whether it takes a slot of theirs (B6)."""

from __future__ import annotations

from datetime import datetime

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.edits import attended, awaited, taken_back, unattended
from chalicelib.conversations.model.presence import left_at
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction


def mark_absent(tx: Transaction, header: Header) -> Header:
    """Add to the transaction: the agent of this conversation is not there. Lost: ``HeaderMoved``."""
    after = unattended(header, tx.desk.now())
    store.write(tx, header, after, [])
    return after


def mark_present(tx: Transaction, header: Header) -> None:
    """Add to the transaction: the agent of this conversation is there again. Lost: ``HeaderMoved``."""
    store.write(tx, header, attended(header), [])


def take_back(tx: Transaction, header: Header) -> Header:
    """Add to the transaction: it takes a slot of its agent's again. Lost: ``HeaderMoved``."""
    after = taken_back(header, tx.desk.now())
    store.write(tx, header, after, [])
    return after


def look_after(desk: Desk, conversation_id: str) -> tuple[Header | None, datetime | None]:
    """The header, and since when the visitor of an open conversation is gone, if they are; one query."""
    header, seen_at, _ = store.header_and_sign(desk, conversation_id)
    return header, left_at(header, seen_at, desk.now()) if header is not None else None


def mark_awaited(tx: Transaction, header: Header) -> None:
    """Add to the transaction: its first answer is kept among what is owed, as this header says; who answers, or has it,
    at this very moment is seen. Lost: ``HeaderMoved``."""
    store.write(tx, header, awaited(header), [])
