"""Several agents and one conversation: hold and resume, invite and leave (A8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import Entry, Header
from chalicelib.conversations.model.transitions import held, invited, left, resumed
from chalicelib.conversations.service.access import may_answer, may_move, note_manual
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, away, by_agent

Move = Callable[[Header, datetime], tuple[Header, Entry]]
Also = Callable[[Transaction, Header, datetime], None]
May = Callable[[Desk, Agent, Header], None]


def hold(desk: Desk, agent: Agent, conversation_id: str, request_id: str = "") -> Header:
    """Tell the visitor to wait a moment. Raises ``Conflict`` when it is held already, or not answered yet."""

    def also(tx: Transaction, before: Header, _: datetime) -> None:
        note_manual(tx, by_agent(agent), before, "hold_conversation", request_id)

    return _move(desk, agent, conversation_id, lambda header, now: held(header, by_agent(agent), now), also)


def resume(desk: Desk, agent: Agent, conversation_id: str, request_id: str = "") -> Header:
    """Go on with a held conversation. Raises ``Conflict`` when it is not held."""

    def also(tx: Transaction, before: Header, _: datetime) -> None:
        note_manual(tx, by_agent(agent), before, "resume_conversation", request_id)

    return _move(desk, agent, conversation_id, lambda header, now: resumed(header, by_agent(agent), now), also)


def invite(
    desk: Desk, agent: Agent, conversation_id: str, guest_id: str, note: str | None, request_id: str = ""
) -> Header:
    """A third party who sees and writes until they leave; it takes none of their places.

    Raises ``NotFound``, ``AgentAway``, ``Conflict`` for somebody who is in the conversation already.
    """
    guest = people.read_agent(desk, guest_id)

    def also(tx: Transaction, before: Header, now: datetime) -> None:
        people.join(tx, guest, conversation_id, now)
        note_manual(tx, by_agent(agent), before, "invite_to_conversation", request_id, after={"guest_id": guest_id})

    def move(header: Header, now: datetime) -> tuple[Header, Entry]:
        return invited(header, by_agent(agent), by_agent(guest), now, note)

    try:
        return _move(desk, agent, conversation_id, move, also)
    except people.AgentMoved as lost:
        raise away(lost.agent, desk.now()) from None


def leave(desk: Desk, agent: Agent, conversation_id: str) -> Header:
    """The guest goes. Raises ``Conflict`` for somebody who is none."""

    def also(tx: Transaction, _: Header, __: datetime) -> None:
        people.go(tx, agent.agent_id, conversation_id)

    def move(header: Header, now: datetime) -> tuple[Header, Entry]:
        return left(header, by_agent(agent), now)

    return _move(desk, agent, conversation_id, move, also, may=may_answer)


def _move(
    desk: Desk,
    agent: Agent,
    conversation_id: str,
    move: Move,
    also: Also,
    *,
    may: May = may_move,
) -> Header:
    """Read, ask whether they may, move, write; again with what a lost race brought."""

    def once(header: Header | None) -> Header:
        header = existing(header, "no such conversation")
        may(desk, agent, header)
        now = desk.now()
        after, entry = move(header, now)
        tx = Transaction(desk)
        store.write(tx, header, after, [entry])
        also(tx, header, now)
        tx.commit()
        return after

    header = store.header(desk, conversation_id)
    return races.follow(desk, header, once, HeaderMoved, tries=races.CROWD, longest=races.SHORT_PAUSE)
