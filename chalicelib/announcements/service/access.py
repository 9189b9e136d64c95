"""Whom announcements reach, and who keeps them: a leader those of their groups, for their groups (law 8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.announcements.model.announcement import ALL, DRAFT, SCHEDULED, Announcement, Audience
from chalicelib.announcements.model.forms import AnnouncementAudience
from chalicelib.announcements.store import records
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import BUILT_IN, GROUP, refuse_without

MANAGE = "announcements.manage"
MOST_LISTS = 30  # of one's own groups, whose lists are read together


def read(desk: Desk, announcement_id: str) -> Announcement:
    """An announcement; one read. Raises ``NotFound``."""
    return existing(records.find(desk, announcement_id), "no such announcement")


def may_keep(agent: Agent, audience: Audience) -> bool:
    """Whether somebody publishes and changes what is for these: for everybody and for roles whose role reaches
    everything, for groups also their leaders."""
    if MANAGE not in agent.rights.permissions:
        return False
    if agent.reaches_all:
        return True
    own = agent.rights.scope == GROUP and agent.groups.issuperset(audience.group_ids)
    return own and bool(audience.group_ids) and not audience.everybody and not audience.role_ids


def refuse_beyond(agent: Agent, audience: Audience) -> None:
    """Raises ``NotYours`` for what is for others than those whom one leads."""
    if not may_keep(agent, audience):
        raise NotYours("it is for others than those of your groups")


def has_begun(announcement: Announcement, now: datetime) -> bool:
    """Whether others have seen it, however late due work is."""
    if announcement.standing(now) in (DRAFT, SCHEDULED):
        return False
    return announcement.state == SCHEDULED or announcement.began_at is not None


def may_look(agent: Agent, announcement: Announcement, now: datetime) -> bool:
    """Whether somebody sees it among those that are kept: what they keep, and who of their groups has read what others
    published."""
    if may_keep(agent, announcement.audience):
        return True
    near = agent.rights.scope == GROUP and MANAGE in agent.rights.permissions
    reached = announcement.audience
    return near and has_begun(announcement, now) and (bool(reached.role_ids) or reached.reaches(agent))


def refuse_unkept(agent: Agent, announcement: Announcement, now: datetime) -> None:
    """Raises ``NotYours`` for what others keep, and does not reach those whom one leads."""
    if not may_look(agent, announcement, now):
        raise NotYours("others keep it")


def sees(agent: Agent, announcement: Announcement, now: datetime) -> bool:
    """Whether somebody reads it as one of those whom it is for."""
    return has_begun(announcement, now) and announcement.audience.reaches(agent)


def lists_of(agent: Agent) -> Sequence[str]:
    """The lists of what reaches somebody."""
    groups = sorted(agent.groups)[:MOST_LISTS]
    return (f"to#{ALL}", *(f"to#group#{each}" for each in groups), f"to#role#{agent.role}")


def kept_lists_of(agent: Agent) -> Sequence[str]:
    """The lists of what somebody keeps, or what reaches those whom they lead."""
    if agent.reaches_all:
        return ("of#every",)
    groups = sorted(agent.groups)[:MOST_LISTS] if agent.rights.scope == GROUP else ()
    return (f"of#{ALL}", f"of#by#{agent.agent_id}", *(f"of#group#{each}" for each in groups))


def refuse_unknown(roster: Roster, form: AnnouncementAudience) -> None:
    """Raises ``Invalid`` for a group or role that is none, or a group that is archived."""
    for each in form.group_ids:
        group = roster.groups.get(each)
        if group is None or group.archived:
            raise Invalid.field("audience.group_ids", f"no such group: {each}")
    for each in form.role_ids:
        if each not in BUILT_IN and each not in roster.roles:
            raise Invalid.field("audience.role_ids", f"no such role: {each}")


def known(desk: Desk, form: AnnouncementAudience) -> None:
    """The same, asked where it matters: one request."""
    if form.group_ids or form.role_ids:
        refuse_unknown(people.directory(desk), form)


def refuse_unpermitted(agent: Agent) -> None:
    """Raises ``PermissionNeeded`` for who keeps no announcements."""
    refuse_without(MANAGE, agent.rights.permissions)
