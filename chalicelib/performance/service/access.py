"""Whom one reaches: nobody sees an agent outside it, in no list, ranking or file (F7, law 8)."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.rights import BeyondYourRights, refuse_without

SEE, MANAGE = "performance.see", "performance.manage"


def near(desk: Desk, agent: Agent) -> frozenset[str] | None:
    """The ids of those in reach; None: everybody's. One request for a group's scope."""
    return None if agent.reaches_all else people.Surroundings(desk, agent).colleague_ids


def names_in_reach(desk: Desk, agent: Agent) -> Mapping[str, str]:
    """Everybody in reach by id, and what they are called. One request, and one for a group's scope."""
    ids = near(desk, agent)
    everybody = people.directory(desk).agents
    return {key: each.name for key, each in everybody.items() if ids is None or key in ids}


def reached(desk: Desk, agent: Agent, agent_id: str, permission: str | None = None) -> Agent:
    """Somebody in reach, for who has the permission, if one is asked for. One or two requests. Raises ``NotFound``,
    ``PermissionNeeded``, ``BeyondYourRights``."""
    other = existing(people.read_agents(desk, [agent_id]).get(agent_id), "no such agent")
    if permission is not None:
        refuse_without(permission, agent.rights.permissions)
    ids = near(desk, agent)
    if ids is not None and agent_id not in ids:
        raise BeyondYourRights("your role does not reach them")
    return other


def members_in_reach(desk: Desk, agent: Agent, roster: Roster, group_id: str) -> frozenset[str] | None:
    """Of whom a list is: of a group, all of whose members are in reach, or (unsaid) of everybody in reach; None: of
    everybody. Raises ``Invalid``, ``BeyondYourRights``."""
    ids = near(desk, agent)
    if not group_id:
        return ids
    if group_id not in roster.groups:
        raise Invalid.field("group_id", "no such group")
    members = frozenset(roster.groups[group_id].member_ids)
    if ids is not None and not members <= ids:
        raise BeyondYourRights("your role does not reach them")
    return members
