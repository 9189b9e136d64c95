"""Whose phrases an agent reads, and whose they change (E1, law 8)."""

from __future__ import annotations

from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.knowledge.model.phrases import COMPANY, GROUP, OWN, Owner, Shelf
from chalicelib.knowledge.store import shelves as store
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import refuse_without

MANAGE = "knowledge.manage"
EVERYBODYS = Owner(COMPANY)
NO_GROUP = "no such group"


def read_shelves(desk: Desk, agent: Agent) -> list[Shelf]:
    """What an agent may say: the company's phrases, those of their groups, their own; one request.

    One more for an agent whose groups do not stand in their own record.
    """
    groups = people.Surroundings(desk, agent).memberships
    owners = [EVERYBODYS, *(Owner(GROUP, each.group_id) for each in groups), Owner(OWN, agent.agent_id)]
    return store.shelves(desk, owners)


def read_shelf(desk: Desk, agent: Agent, name: str) -> Shelf:
    """One shelf by its name: ``own``, ``company``, or a group's id; one read.

    Raises ``NotYours`` for a group that the agent is neither in nor reaches, ``NotFound`` for one that is none.
    """
    owner = _owner(agent, name)
    if owner.reach == GROUP and not _is_in(desk, agent, name):
        existing(people.find_group(desk, name), NO_GROUP)
        if not agent.reaches_all:
            raise NotYours("you are not in this group")
    return store.shelf(desk, owner)


def owner_to_change(desk: Desk, agent: Agent, name: str) -> Owner:
    """Whose shelf it is, for somebody who may change it: one's own, their leader's for a group, and with the
    permission, and a role that reaches everything, anybody's but others' own. One read for a group.

    Raises ``NotYours``, ``NotFound``, ``PermissionNeeded``, ``BeyondYourRights``.
    """
    owner = _owner(agent, name)
    if owner.reach == OWN:
        return owner
    if owner.reach == GROUP:
        group = existing(people.find_group(desk, name), NO_GROUP)
        if group.leader_id == agent.agent_id:
            return owner
        if not agent.reaches_all:
            raise NotYours("a group's phrases are its leader's to change")
    refuse_without(MANAGE, agent.rights.permissions)
    people.refuse_unless_all(agent, "what everybody says is for those whose role reaches everybody")
    return owner


def shelf_to_change(desk: Desk, agent: Agent, name: str) -> Shelf:
    """One shelf for somebody who may change it; a read, two for a group. Raises as ``owner_to_change`` does."""
    return store.shelf(desk, owner_to_change(desk, agent, name))


def _owner(agent: Agent, name: str) -> Owner:
    if name == OWN:
        return Owner(OWN, agent.agent_id)
    return EVERYBODYS if name == COMPANY else Owner(GROUP, name)


def _is_in(desk: Desk, agent: Agent, group_id: str) -> bool:
    return any(each.group_id == group_id for each in people.Surroundings(desk, agent).memberships)
