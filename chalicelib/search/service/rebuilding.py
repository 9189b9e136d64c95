"""All that can be found, made anew from the facts (law 7): by due work, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import CLOSED, OPEN, WAITING
from chalicelib.core import audit, work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.followups.model.followup import STATES as FOLLOW_UP_STATES
from chalicelib.followups.model.followup import FollowUpWritten
from chalicelib.offline import service as offline
from chalicelib.offline.model.message import STATES, MessageWritten
from chalicelib.search import store
from chalicelib.search.service import indexing
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.origins import TicketWritten
from chalicelib.tickets.model.ticket import SHARES
from chalicelib.visitors.model.visitor import CustomerChanged

TOGETHER = 10  # conversations, messages or follow-ups of one piece of work

CONVERSATIONS, MESSAGES, FOLLOW_UPS, TICKETS = "conversations", "messages", "followups", "tickets"
PARTS = [f"{CONVERSATIONS}#{state}" for state in (OPEN, WAITING, CLOSED)] + [f"{MESSAGES}#{state}" for state in STATES]
PARTS += [f"{FOLLOW_UPS}#{state}" for state in FOLLOW_UP_STATES] + [f"{TICKETS}#{share}" for share in range(SHARES)]
PAGES = {
    CONVERSATIONS: conversations.ids_in_state,
    MESSAGES: offline.ids_in_state,
    FOLLOW_UPS: followups.ids_in_state,
    TICKETS: tickets.ids_of_desk,
}


class Rebuild(Due, frozen=True):
    """The next page of this part; ``once``: unless all was built before."""

    kind = "search.rebuild"

    part: str = PARTS[0]
    start: Mapping[str, Any] | None = None
    once: bool = False


def bring_up_later(tx: Transaction, at: datetime) -> None:
    """Add to the transaction: what was said before there was a search is made findable, once."""
    work.put(tx, Rebuild(once=True), at=at)


def rebuild_later(desk: Desk, by: By) -> None:
    """Make everything findable anew, from its beginning; it is found as it was until its turn comes."""
    tx = Transaction(desk)
    audit.note(tx, by, "rebuild_search", "search", after={})
    work.put(tx, Rebuild())
    tx.commit()


def rebuild(desk: Desk, due: Rebuild) -> None:
    """Index a page of a part, and have the next one follow. Safe to repeat."""
    if due.once and store.is_built(desk):
        return
    part, _, state = due.part.partition("#")
    ids, following = PAGES[part](desk, state, TOGETHER, due.start)
    for each in ids:
        _anew(desk, part, each)
    tx = Transaction(desk)
    if following is not None:
        work.put(tx, Rebuild(due.part, following, due.once))
    elif due.part != PARTS[-1]:
        work.put(tx, Rebuild(PARTS[PARTS.index(due.part) + 1], None, due.once))
    else:
        store.put_built(tx, desk.now())
    tx.commit()


def _anew(desk: Desk, part: str, about: str) -> None:
    """One conversation, message, follow-up or ticket, and whose it is."""
    indexing.forget(desk, about)
    if part == TICKETS:
        indexing.find_ticket(desk, TicketWritten(about))
        return
    if part == FOLLOW_UPS:
        indexing.find_follow_up(desk, FollowUpWritten(about))
        return
    if part == CONVERSATIONS:
        indexing.index_conversation(desk, about)
        visitor_id = conversations.find(desk, about).visitor_id
    else:
        indexing.find_message(desk, MessageWritten(about))
        visitor_id = offline.find(desk, about).visitor_id
    indexing.find_customer(desk, CustomerChanged(visitor_id, moved=False), anew=True)
