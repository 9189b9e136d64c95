"""Who may do what with which conversation (law 8)."""

from __future__ import annotations

from chalicelib.conversations.model import WAITING, Author, Header, NotYours
from chalicelib.core import audit
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.transactions import Transaction
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
    _refuse_waiting(header)
    _may_take_part(desk, agent, header)


def may_move(desk: Desk, agent: Agent, header: Header) -> None:
    """Raises ``NotYours``: its agent moves it, or somebody whose rights reach it; guests only see and write (A8)."""
    _refuse_waiting(header)
    may_reach(desk, agent, header)


def may_see(desk: Desk, agent: Agent, header: Header) -> None:
    """Raises ``NotYours``: agents see those that wait, their own, and what their rights reach (F7)."""
    if header.state != WAITING:
        _may_take_part(desk, agent, header)


def may_reach(desk: Desk, agent: Agent, header: Header) -> None:
    """Raises ``NotYours``. To be a guest is no right. Only for a group's scope must the groups be read."""
    by_group = agent.rights.scope == GROUP and header.agent_id != agent.agent_id
    groups = people.roster(desk).groups.values() if by_group else ()
    if not reaches(agent, header.agent_id, header.group_ids, groups):
        raise NotYours("it is another agent's")


def colleagues_of(desk: Desk, agent: Agent) -> list[str]:
    """Whose conversations a group's scope reaches: everybody's in the agent's groups, and their own; sorted ids."""
    mine = [group for group in people.roster(desk).groups.values() if agent.agent_id in group.member_ids]
    return sorted({agent.agent_id, *(member for group in mine for member in group.member_ids)})


def is_guest(agent: Agent, header: Header) -> bool:
    """Whether they were invited to see and write."""
    return agent.agent_id in (guest.id for guest in header.guests)


def note_hand(
    tx: Transaction, by: Author, header: Header, act: str, request_id: str, *, after: dict[str, object] | None = None
) -> None:
    """Add to the transaction: an act in a conversation that is not one's own goes to the audit log, without what was
    written (F7). ``holder_id``: whose it is, or nobody's while it waits. In one's own it is no privilege.
    """
    if by.id == header.agent_id:
        return
    hand = audit.By(str(by.id), str(by.name), request_id)
    if after is not None and "holder_id" in after:
        audit.note(tx, hand, act, header.conversation_id, before={"holder_id": header.agent_id}, after=after)
    else:
        said = {"holder_id": header.agent_id, **(after or {})}
        audit.note(tx, hand, act, header.conversation_id, after=said)


def _may_take_part(desk: Desk, agent: Agent, header: Header) -> None:
    if not is_guest(agent, header):
        may_reach(desk, agent, header)


def _refuse_waiting(header: Header) -> None:
    if header.state == WAITING:
        raise Conflict("take the conversation first", code="not_taken")
