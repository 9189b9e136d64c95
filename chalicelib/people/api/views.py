"""What the API shows of agents, groups, roles and the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.audit import By
from chalicelib.core.http import Call
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.people.model.agents import BREAK, BUSY, OFFLINE, ONLINE, Agent, DeskRecord, Group, shown_status
from chalicelib.people.model.departments import NONE, Department
from chalicelib.people.model.rights import SCOPES, Role
from chalicelib.people.service.access import Caller

Status = Literal["online", "busy", "break", "offline"]
Presence = Annotated[str, among(ONLINE, BUSY, BREAK, OFFLINE)]
Scope = Annotated[str, among(*SCOPES)]
# minutes for which somebody may be busy or on a break before those who lead are shown it; 0: for ever
AwayMinutes = Annotated[int, msgspec.Meta(ge=0, le=1440)]
Seats = Annotated[int, msgspec.Meta(ge=1, le=10_000)]


@showing(
    Agent,
    "agent_id email name number role capacity active assigned_total created_at hidden must_change_password picture "
    "erased_at",
)
class AgentView(msgspec.Struct):
    """An agent as the API shows them; ``serving`` is how many conversations they have. ``picture``: at
    ``/pictures/{picture}``. ``erased_at``: since when nothing of them is kept but that somebody was here.

    ``locked_until``: after failed sign-ins, for administrators who ask for this one agent; else null.
    """

    status: Presence
    serving: int
    permissions: list[str]
    scope: Scope
    locked_until: datetime | None = None


class PresenceView(msgspec.Struct):
    """``lease_until``: when others will see them offline, unless they are heard of before. ``reply``: what those whom
    they serve are told meanwhile."""

    status: Presence
    lease_until: datetime | None
    beat_after_ms: int
    reply: str | None


class Colleague(msgspec.Struct):
    """What agents see of each other. For those who lead them: since when they are busy or on a break, and whether that
    is longer than the desk says; null and false for others."""

    agent_id: str
    name: str
    number: str
    status: Presence
    serving: int
    capacity: int
    away_since: datetime | None
    away_too_long: bool
    picture: str | None


@showing(Role, "role_id name scope built_in")
class RoleView(msgspec.Struct):
    permissions: list[str]


class DeskView(msgspec.Struct):
    name: str
    seats: int
    seats_taken: int
    time_zone: str
    away_minutes: int
    unfinished_minutes: int
    seal_to: list[str]


@showing(Group, "group_id name leader_id member_ids created_at levels channels attributes")
class GroupView(msgspec.Struct):
    """``attributes``: what a website must have proved of whom the group receives. ``archived``: nothing new comes to
    it. ``department_id``: what it belongs to; ``-``: nothing."""

    archived: bool = False
    department_id: str = NONE


@showing(Department)
class DepartmentView(msgspec.Struct):
    """A department, and what it is called."""


def show_agent(agent: Agent, now: datetime, locked_until: datetime | None = None) -> AgentView:
    return shown(
        AgentView,
        agent,
        status=shown_status(agent, now),
        serving=len(agent.serving),
        permissions=sorted(agent.rights.permissions),
        scope=agent.rights.scope,
        locked_until=locked_until,
    )


def show_presence(agent: Agent, beat_every: int) -> PresenceView:
    """``beat_every``: seconds."""
    reply = agent.absence.reply if agent.absence else None
    return PresenceView(agent.status, agent.lease_until, beat_every * 1000, reply)


def show_role(role: Role) -> RoleView:
    return shown(RoleView, role, permissions=sorted(role.permissions))


def by(call: Call[Caller]) -> By:
    """Whose hand it is, for the audit log."""
    return call.caller.by(call.request_id)


def show_desk(record: DeskRecord) -> DeskView:
    minutes = record.away_minutes, record.unfinished_minutes
    return DeskView(record.name, record.seats, record.taken, record.time_zone, *minutes, list(record.seal_to))
