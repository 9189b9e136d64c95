"""Who may do what with which conversation (law 8)."""

from __future__ import annotations

from chalicelib.conversations.model import WAITING, Author, Header, NotYours
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.people import service as people
from chalicelib.people.model import GROUP, Agent, reaches
from chalicelib.visitors import service as visitors


def by_agent(agent: Agent) -> Author:
    """An agent as the author of an entry."""
    return Author("agent", agent.agent_id, agent.name, agent.number)


def same_visitor(caller: visitors.Caller, header: Header) -> None:
    """Raises ``NotFound``: to others a visitor's conversation does not exist."""
    if header.visitor_id != caller.visitor_id:
        raise NotFound("no such conversation")


def may_answer(desk: Desk, agent: Agent, header: Header) -> None:
    """Raises ``NotYours``: its agent answers, a guest, or somebody whose rights reach it; it must have been taken."""
    if header.state == WAITING:
        raise Conflict("take the conversation first", code="not_taken")
    may_reach(desk, agent, header)


def may_see(desk: Desk, agent: Agent, header: Header) -> None:
    """Raises ``NotYours``: agents see those that wait, their own, and what their rights reach (F7)."""
    if header.state != WAITING:
        may_reach(desk, agent, header)


def may_reach(desk: Desk, agent: Agent, header: Header) -> None:
    """Raises ``NotYours``. Only for a group's scope must the groups be read."""
    if agent.agent_id in (guest.id for guest in header.guests):
        return
    by_group = agent.rights.scope == GROUP and header.agent_id != agent.agent_id
    groups = people.roster(desk).groups.values() if by_group else ()
    if not reaches(agent, header.agent_id, header.group_ids, groups):
        raise NotYours("it is another agent's")
