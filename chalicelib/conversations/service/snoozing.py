"""An agent puts a conversation aside; it comes back by itself, with its visitor's word, or by hand (A3).

While it is aside it takes no slot: it is kept like those whose visitors have left, which come back into one when their
visitors write. Whoever goes offline keeps what they put aside.
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import OPEN, Header, VisitorLeft
from chalicelib.conversations.model.refusals import TooManyAside
from chalicelib.conversations.model.snoozing import back, checked_until, in_a_slot, is_aside_until, snoozed
from chalicelib.conversations.model.words import SnoozeEnded
from chalicelib.conversations.service.access import may_move, note_manual
from chalicelib.conversations.service.leaving import watch_idle
from chalicelib.conversations.service.watching import look_when_late
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import events, races, work
from chalicelib.core.authors import SYSTEM
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent


class EndSnooze(Due, frozen=True):
    """A conversation was put aside until now."""

    kind = "conversations.end_snooze"

    conversation_id: str
    until: datetime


def snooze(desk: Desk, agent: Agent, conversation_id: str, until: datetime | None, request_id: str = "") -> Header:
    """Put a conversation aside until then, or (None) until its visitor writes; its slot is free for others at once.

    Three requests, and what it takes to serve who waits. Raises ``Invalid``, ``NotFound``, ``NotYours``, ``NotTaken``,
    ``ConversationClosed``, ``TooManyAside``.
    """
    until = checked_until(until, desk.now())

    def put_aside(header: Header | None) -> Header:
        if header is None:
            raise NotFound("no such conversation")
        may_move(desk, agent, header)
        if is_aside_until(header, until):
            return header
        after, entry = snoozed(header, by_agent(agent), until, desk.now())
        tx = Transaction(desk)
        store.write(tx, header, after, [entry])
        if until is not None:
            work.put(tx, EndSnooze(conversation_id, until), at=until)
        note_manual(tx, by_agent(agent), header, "snooze_conversation", request_id)
        if header.released_at is None:
            _free(tx, str(header.agent_id), conversation_id)
        tx.commit_and_tell()
        return after

    def followed() -> Header:
        header = store.header(desk, conversation_id)
        return races.follow(desk, header, put_aside, HeaderMoved, tries=races.CROWD, longest=races.SHORT_PAUSE)

    return races.again(desk, followed, people.AgentMoved)


def _free(tx: Transaction, agent_id: str, conversation_id: str) -> None:
    """Add to the transaction: it takes no slot, and who waits hears of that. Lost: ``AgentMoved``."""
    holder = people.read_agent(tx.desk, agent_id)
    if len(holder.parked) >= people.MOST_PARKED:
        raise TooManyAside(f"at most {people.MOST_PARKED}")
    people.park(tx, holder, conversation_id)
    events.publish(tx, VisitorLeft(conversation_id, agent_id))


def bring_back(desk: Desk, agent: Agent, conversation_id: str, request_id: str = "") -> Header:
    """Somebody wants it back before its time. Raises ``NotSnoozed`` besides what ``snooze`` raises."""

    def fetch(header: Header | None) -> Header:
        if header is None:
            raise NotFound("no such conversation")
        may_move(desk, agent, header)
        after, entry = back(header, by_agent(agent), desk.now())
        tx = Transaction(desk)
        store.write(tx, header, after, [entry])
        watch_idle(tx, after)
        note_manual(tx, by_agent(agent), header, "bring_back_conversation", request_id)
        events.publish(tx, SnoozeEnded(conversation_id))
        tx.commit_and_tell()
        return after

    header = store.header(desk, conversation_id)
    return races.follow(desk, header, fetch, HeaderMoved, tries=races.CROWD, longest=races.SHORT_PAUSE)


def end_snooze(desk: Desk, due: EndSnooze) -> None:
    """Due at the time until which it was put aside: it is back, unless it is already, or was put aside anew. A read and
    a write; and what it takes to give it a slot. Twice is once."""

    def end(header: Header | None) -> None:
        if header is None or header.state != OPEN or header.snooze is None:
            return
        if header.snooze.until != due.until or header.snooze.back_at is not None:
            return
        after, entry = back(header, SYSTEM, desk.now())
        tx = Transaction(desk)
        store.write(tx, header, after, [entry])
        watch_idle(tx, after)
        events.publish(tx, SnoozeEnded(due.conversation_id))
        tx.commit_and_tell()

    races.follow(desk, store.header(desk, due.conversation_id), end, HeaderMoved, tries=races.CROWD)


def give_slot(tx: Transaction, header: Header, agent: Agent) -> Header:
    """Add to the transaction: what came back takes a slot of its agent's again. Lost: ``HeaderMoved``, ``AgentMoved``
    (no room, or not there)."""
    after = in_a_slot(header)
    store.write(tx, header, after, [])
    people.take_back(tx, agent, header.conversation_id, tx.desk.now())
    look_when_late(tx, after)
    return after
