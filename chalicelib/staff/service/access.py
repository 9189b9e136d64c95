"""Who may do what with whose staff file (F7, law 8)."""

from __future__ import annotations

from chalicelib.conversations import service as conversations
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, existing
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import SEE, Act, NotYours, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.staff import store
from chalicelib.staff.model.entry import Entry
from chalicelib.staff.model.rights import JUDGE, READ, WRITE
from chalicelib.tickets import service as tickets

BEYOND = "they are beyond your reach"


def find(desk: Desk, entry_id: str) -> Entry:
    """One entry; one read. Raises ``NotFound``."""
    return existing(store.entry(desk, entry_id), "no such entry")


def refuse_to_write(desk: Desk, agent: Agent, agent_id: str) -> None:
    """Nobody enters anything for themselves, nor beyond their reach. One request for a group's scope. Raises
    ``NotYours``."""
    if agent.agent_id == agent_id:
        raise NotYours("nobody enters anything for themselves")
    people.allowed(desk, agent, WRITE, Thing(agent_id), BEYOND)


def refuse_to_decide(desk: Desk, agent: Agent, entry: Entry) -> None:
    """Neither its author nor whom it is about is the second person. Raises ``NotYours``."""
    if agent.agent_id in (entry.agent_id, entry.author_id):
        raise NotYours("somebody else decides on this")
    people.allowed(desk, agent, JUDGE, Thing(entry.agent_id), BEYOND)


def may_decide(agent: Agent, entry: Entry, around: people.Surroundings) -> bool:
    """The same, asked."""
    return agent.agent_id not in (entry.agent_id, entry.author_id) and sees(agent, JUDGE, entry.agent_id, around)


def may_write(agent: Agent, entry: Entry, around: people.Surroundings) -> bool:
    """Whether they may withdraw and correct it."""
    return sees(agent, WRITE, entry.agent_id, around)


def sees(agent: Agent, act: Act, agent_id: str, around: people.Surroundings) -> bool:
    """Whether they may do this with somebody else's file."""
    return agent.agent_id != agent_id and tie_of(agent, act, Thing(agent_id), around) is not None


def refuse_to_read(desk: Desk, agent: Agent, entry: Entry) -> None:
    """Raises ``NotYours``: whom it is about reads it once it stands, others in their reach with a permission."""
    if agent.agent_id == entry.agent_id:
        if not entry.is_shown:
            raise NotYours("it waits for a second person")
        return
    people.allowed(desk, agent, READ, Thing(entry.agent_id), BEYOND)


def refuse_unknown(desk: Desk, agent: Agent, conversation_id: str | None, ticket_id: str | None) -> None:
    """What it is about must be there, and in its author's reach; a read for each. Raises ``Invalid``, ``NotYours``."""
    if conversation_id is not None:
        try:
            header = conversations.find(desk, conversation_id)
        except NotFound:
            raise Invalid.field("conversation_id", "no such conversation") from None
        conversations.may_see(desk, agent, header)
    if ticket_id is not None:
        try:
            ticket = tickets.find(desk, ticket_id)
        except NotFound:
            raise Invalid.field("ticket_id", "no such ticket") from None
        people.allowed(desk, agent, SEE, tickets.thing(ticket))
