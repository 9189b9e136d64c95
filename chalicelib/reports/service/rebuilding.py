"""What happened before there was a log is written down from the transcripts, by due work, a page at a time (law 7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from chalicelib.followups import service as followups
from chalicelib.followups.model.followup import STATES as FOLLOW_UP_STATES
from chalicelib.followups.model.followup import FollowUpWritten
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import COUNTED, Notice, NoticeSettled
from chalicelib.offline import service as offline
from chalicelib.offline.model.message import STATES, MessageWritten
from chalicelib.quality.model.inspection import InspectionScored, inspection_id_of
from chalicelib.reports.service import logging
from chalicelib.reports.store import log as store
from chalicelib.surveys.model.survey import SurveyAnswered, survey_id_of
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.origins import TicketWritten
from chalicelib.tickets.model.settled import DeadlinesSettled, as_it_stands, kind_of
from chalicelib.tickets.model.ticket import SHARES

TOGETHER = 10  # conversations, tickets and so on of one piece of work

CONVERSATIONS, MESSAGES, FOLLOW_UPS = "conversations", "messages", "followups"
TICKETS, NOTICES = "tickets", "notices"
PARTS = [f"{CONVERSATIONS}#{state}" for state in (CLOSED, OPEN, WAITING)] + [f"{MESSAGES}#{state}" for state in STATES]
PARTS += [f"{FOLLOW_UPS}#{state}" for state in FOLLOW_UP_STATES] + [f"{TICKETS}#{share}" for share in range(SHARES)]
PARTS += [f"{NOTICES}#{state}" for state in COUNTED]


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
    things, following = _PAGES[part](desk, state, TOGETHER, due.start)
    for each in things:
        _TELLS[part](desk, each)
    tx = Transaction(desk)
    if following is not None:
        work.put(tx, Rebuild(due.part, following, due.once))
    elif due.part != PARTS[-1]:
        work.put(tx, Rebuild(PARTS[PARTS.index(due.part) + 1], None, due.once))
    else:
        store.put_built(tx)
    tx.commit()


def _tell_conversation(desk: Desk, conversation_id: str) -> None:
    logging.tell_conversation(desk, Written(conversation_id))
    logging.tell_rating(desk, SurveyAnswered(survey_id_of(conversation_id)))
    logging.tell_inspection(desk, InspectionScored(inspection_id_of(conversation_id)))


def _tell_ticket(desk: Desk, ticket_id: str) -> None:
    """Of its deadlines the last of each name are known by now; what was told of them when it happened stays."""
    logging.tell_ticket(desk, TicketWritten(ticket_id))
    ticket = tickets.find(desk, ticket_id)
    settled = tuple(each for one in ticket.deadlines for each in as_it_stands(one))
    logging.tell_deadlines(desk, DeadlinesSettled(ticket_id, 0, settled, kind_of(ticket)))


def _tell_notice(desk: Desk, notice: Notice) -> None:
    said = (notice.notice_id, notice.at, notice.state, notice.version, notice.plan_key)
    logging.tell_notice(desk, NoticeSettled(*said))


_PAGES: Mapping[str, Callable[[Desk, str, int, Mapping[str, Any] | None], tuple[Sequence[Any], Any]]] = {
    CONVERSATIONS: conversations.ids_in_state,
    MESSAGES: offline.ids_in_state,
    FOLLOW_UPS: followups.ids_in_state,
    TICKETS: tickets.ids_of_desk,
    NOTICES: notifications.in_state,
}
_TELLS: Mapping[str, Callable[[Desk, Any], None]] = {
    CONVERSATIONS: _tell_conversation,
    MESSAGES: lambda desk, message_id: logging.tell_message(desk, MessageWritten(message_id)),
    FOLLOW_UPS: lambda desk, followup_id: logging.tell_follow_up(desk, FollowUpWritten(followup_id)),
    TICKETS: _tell_ticket,
    NOTICES: _tell_notice,
}
