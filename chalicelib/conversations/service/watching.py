"""Every question is looked at when its answer is late (B6)."""

from __future__ import annotations

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import Header, QuestionLate
from chalicelib.conversations.model.presence import left_at
from chalicelib.conversations.model.watching import late_at, next_look
from chalicelib.core import events, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction


class WatchQuestion(Due, frozen=True):
    """A visitor's question may be late by now."""

    kind = "conversations.watch_question"

    conversation_id: str


def watch_question(tx: Transaction, before: Header, after: Header) -> None:
    """Add to the transaction the look that is planned with it, if one is."""
    if after.watch is not None and after.watch != before.watch:
        work.put(tx, WatchQuestion(after.conversation_id), at=after.watch_at)


def look_when_late(tx: Transaction, header: Header) -> None:
    """Add to the transaction a look at the question that is open, when its answer is late, if that counts."""
    late = late_at(header)
    if late is not None:
        work.put(tx, WatchQuestion(header.conversation_id), at=late)


def look_at_question(desk: Desk, due: WatchQuestion) -> None:
    """Due when an answer may be late: then others hear of it, and it is looked at again until there is one.

    One query, and a write while the question stands. Nobody is bothered for a visitor who is gone.
    """
    header, seen_at, _ = store.header_and_sign(desk, due.conversation_id)
    now = desk.now()
    again_at = next_look(header, now) if header is not None else None
    if header is None or again_at is None:
        return
    late = late_at(header)
    tx = Transaction(desk)
    work.put(tx, WatchQuestion(due.conversation_id), at=again_at)
    if late is not None and late <= now and left_at(header, seen_at, now) is None:
        events.publish(tx, QuestionLate(due.conversation_id))
    tx.commit_and_tell()
