"""What happened before there was a log is written down from the transcripts, by due work, a page at a time (law 7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import CLOSED, OPEN, WAITING
from chalicelib.conversations.model.telling import Written
from chalicelib.core import audit, work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.offline import service as offline
from chalicelib.offline.model.message import STATES, MessageWritten
from chalicelib.reports import store
from chalicelib.reports.service import logging
from chalicelib.surveys.model.survey import SurveyAnswered, survey_id_of

TOGETHER = 10  # conversations or messages of one piece of work

CONVERSATIONS, MESSAGES = "conversations", "messages"
PARTS = [f"{CONVERSATIONS}#{state}" for state in (CLOSED, OPEN, WAITING)] + [f"{MESSAGES}#{state}" for state in STATES]


class Rebuild(Due, frozen=True):
    """The next page of this part; ``once``: unless all was written down before."""

    kind = "reports.rebuild"

    part: str = PARTS[0]
    start: Mapping[str, Any] | None = None
    once: bool = False


def bring_up_later(tx: Transaction, at: datetime) -> None:
    """Add to the transaction: what happened before there was a log is written down, once."""
    work.put(tx, Rebuild(once=True), at=at)


def rebuild_later(desk: Desk, by: By) -> None:
    """Look through all conversations and messages for what is not in the log yet; what is there stays as it is."""
    tx = Transaction(desk)
    audit.note(tx, by, "rebuild_reports", "reports", after={})
    work.put(tx, Rebuild())
    tx.commit()


def rebuild(desk: Desk, due: Rebuild) -> None:
    """Write down a page of a part, and have the next one follow. Safe to repeat."""
    if due.once and store.is_built(desk):
        return
    part, _, state = due.part.partition("#")
    if part == CONVERSATIONS:
        ids, following = conversations.ids_in_state(desk, state, TOGETHER, due.start)
        for each in ids:
            logging.tell_conversation(desk, Written(each))
            logging.tell_rating(desk, SurveyAnswered(survey_id_of(each)))
    else:
        ids, following = offline.ids_in_state(desk, state, TOGETHER, due.start)
        for each in ids:
            logging.tell_message(desk, MessageWritten(each))
    tx = Transaction(desk)
    if following is not None:
        work.put(tx, Rebuild(due.part, following, due.once))
    elif due.part != PARTS[-1]:
        work.put(tx, Rebuild(PARTS[PARTS.index(due.part) + 1], None, due.once))
    else:
        store.put_built(tx)
    tx.commit()
