"""Who may do what with which conversation (law 8)."""

from __future__ import annotations

from chalicelib.conversations.model import WAITING, Author, Header, NotYours
from chalicelib.core.errors import Conflict, NotFound, Unauthorized
from chalicelib.people.model import Agent
from chalicelib.visitors import service as visitors


def by_agent(agent: Agent) -> Author:
    """An agent as the author of an entry."""
    return Author("agent", agent.agent_id, agent.name, agent.number)


def same_plan(caller: visitors.Caller, plan_key: str) -> None:
    """Raises ``Unauthorized`` when the token was made for another plan."""
    if caller.plan_key != plan_key:
        raise Unauthorized("this token is for another plan")


def same_visitor(caller: visitors.Caller, header: Header) -> None:
    """Raises ``NotFound``: to others a visitor's conversation does not exist."""
    if header.visitor_id != caller.visitor_id:
        raise NotFound("no such conversation")


def may_answer(agent: Agent, header: Header) -> None:
    """Raises ``NotYours``: only its agent answers, or a supervisor; somebody must have taken it."""
    if header.state == WAITING:
        raise Conflict("take the conversation first", code="not_taken")
    if header.agent_id != agent.agent_id and not agent.is_supervisor:
        raise NotYours("it is another agent's")


def may_see(agent: Agent, header: Header) -> None:
    """Raises ``NotYours``: agents see their own and those that wait, supervisors all."""
    if header.state != WAITING and header.agent_id != agent.agent_id and not agent.is_supervisor:
        raise NotYours("it is another agent's")
