"""Whose log somebody sees, and in whose they lead: a group's log is its members' (law 8)."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.logbook.model.instructions import LEAD
from chalicelib.logbook.model.records import WHOLE_DESK
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import GROUP, refuse_without
from chalicelib.routing.model import GroupArchived

MOST_GROUPS = 20  # of one's own, whose logs are read together


def sees(agent: Agent, whose: str) -> bool:
    """Whether the log is one's own group's, the whole desk's, or in reach."""
    return agent.reaches_all or whose == WHOLE_DESK or whose in agent.groups


def refuse_unseen(agent: Agent, whose: str) -> None:
    """Raises ``NotYours`` for the log of a group that is not one's own."""
    if not sees(agent, whose):
        raise NotYours("this is another group's duty log")


def logs_of(agent: Agent, group_id: str | None, *, desk_too: bool = False) -> Sequence[str]:
    """Whose logs are asked for: this group's, or of all groups one is in. Raises ``NotYours``."""
    if group_id is not None:
        refuse_unseen(agent, group_id)
        return (group_id,)
    return (*sorted(agent.groups)[:MOST_GROUPS], *((WHOLE_DESK,) if desk_too else ()))


def leads(desk: Desk, agent: Agent, whose: str) -> bool:
    """Whether they lead there; one request for who has no wider rights."""
    if LEAD not in agent.rights.permissions:
        return False
    if agent.reaches_all:
        return True
    if whose == WHOLE_DESK or whose not in agent.groups:
        return False
    group = people.find_group(desk, whose) if agent.rights.scope != GROUP else None
    return agent.rights.scope == GROUP or (group is not None and group.leader_id == agent.agent_id)


def refuse_unled(desk: Desk, agent: Agent, whose: str) -> None:
    """Raises ``PermissionNeeded``, or ``NotYours`` for who leads elsewhere."""
    refuse_without(LEAD, agent.rights.permissions)
    if not leads(desk, agent, whose):
        raise NotYours("others lead there")


def group_in(desk: Desk, group_id: str, field: str = "group_id") -> Group:
    """A group to which something new may come; one read. Raises ``Invalid`` naming the field, ``GroupArchived``."""
    group = people.find_group(desk, group_id)
    if group is None:
        raise Invalid.field(field, "no such group")
    if group.archived:
        raise GroupArchived(f"{group.name} is archived: nothing new comes to it")
    return group


def own_group(desk: Desk, agent: Agent, group_id: str | None) -> Group:
    """In whose log somebody writes: the group they name, or the first of their own that is not archived. Raises
    ``Invalid``, ``NotYours``, ``GroupArchived``."""
    if group_id is not None:
        refuse_unseen(agent, group_id)
        return group_in(desk, group_id)
    groups = sorted(people.Surroundings(desk, agent).groups, key=lambda each: each.group_id)
    open_ones = [each for each in groups if not each.archived]
    if not open_ones:
        raise Invalid.field("group_id", "say which group: you are in none")
    return open_ones[0]
