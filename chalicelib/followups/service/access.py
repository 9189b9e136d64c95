"""Who may see, work on and give away a follow-up (F7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Forbidden, Invalid, NotFound
from chalicelib.followups import store
from chalicelib.followups.model import FollowUp, NotYours, may_have, may_see
from chalicelib.people import service as people
from chalicelib.people.model import GROUP, Agent, Group, Roster, reaches


def find(desk: Desk, followup_id: str) -> FollowUp:
    """One follow-up, for rooms and for whoever has asked whether they may. Raises ``NotFound``."""
    one = store.followup(followup_id)
    if one is None:
        raise NotFound("no such follow-up")
    return one


def may_reach(desk: Desk, agent: Agent, one: FollowUp) -> None:
    """Raises ``NotYours``: it is the owner's, and whose rights reach the owner; each kind needs its permission.

    Only for a group's scope must the groups be read.
    """
    groups = groups_for(desk, agent) if one.owner_id != agent.agent_id else ()
    if not in_reach(agent, one.kind, one.owner_id, groups):
        raise NotYours("it is another agent's")


def in_reach(agent: Agent, kind: str, owner_id: str, groups: Iterable[Group]) -> bool:
    """The same for a kind and an owner, once the groups are read."""
    if owner_id == agent.agent_id:
        return True
    return may_see(agent, kind) and reaches(agent, owner_id, (), groups)


def groups_for(desk: Desk, agent: Agent) -> tuple[Group, ...]:
    """The groups, where the agent's rights end at groups; one request then."""
    return tuple(people.roster(desk).groups.values()) if agent.rights.scope == GROUP else ()


def colleague(roster: Roster, giver: Agent, agent_id: str, kind: str, field: str) -> Agent:
    """Whom a follow-up of this kind shall be given to. Raises ``Invalid``, ``Forbidden`` beyond one's scope."""
    agent = roster.agents.get(agent_id)
    if agent is None:
        raise Invalid.field(field, "no such agent")
    if not may_have(agent, kind):
        raise Invalid.field(field, "they do not do follow-ups of this kind")
    refuse_beyond(giver, [agent_id], roster.groups)
    return agent


def refuse_beyond(giver: Agent, agent_ids: Iterable[str], groups: Mapping[str, Group]) -> None:
    """Raises ``Forbidden`` for somebody whom the giver's rights do not reach."""
    if any(not reaches(giver, each, (), groups.values()) for each in agent_ids):
        raise Forbidden("they are not of your group", code="beyond_your_rights")
