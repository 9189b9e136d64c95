"""Sign-in, presence, and the administration of the desk, agents and groups."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.audit import By
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.people import service
from chalicelib.people.model import PERMISSIONS, Agent, DeskRecord, Group, Role, shown_status

routes = Routes(__name__)

Status = Literal["online", "busy", "break", "offline"]
Capacity = Annotated[int, msgspec.Meta(ge=1, le=100)]
Seats = Annotated[int, msgspec.Meta(ge=1, le=10_000)]


class SignIn(msgspec.Struct, forbid_unknown_fields=True):
    email: str
    password: Annotated[str, msgspec.Meta(max_length=200)]


class SetPresence(msgspec.Struct, forbid_unknown_fields=True):
    status: Status


class UpdateDesk(msgspec.Struct, forbid_unknown_fields=True):
    name: str | None = None
    seats: Seats | None = None
    time_zone: str | None = None


class CreateAgent(msgspec.Struct, forbid_unknown_fields=True):
    email: str
    name: str
    number: str
    password: str
    role: str = "agent"
    capacity: Capacity = 5
    hidden: bool = False
    temporary: bool = True


class UpdateAgent(msgspec.Struct, forbid_unknown_fields=True):
    email: str | None = None
    name: str | None = None
    number: str | None = None
    password: str | None = None
    role: str | None = None
    capacity: Capacity | None = None
    active: bool | None = None
    hidden: bool | None = None
    temporary: bool = True


class CreateGroup(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    leader_id: str
    member_ids: Annotated[list[str], msgspec.Meta(max_length=500)] = []
    levels: Annotated[list[str], msgspec.Meta(max_length=20)] = []
    channels: Annotated[list[str], msgspec.Meta(max_length=50)] = []


class UpdateGroup(msgspec.Struct, forbid_unknown_fields=True):
    name: str | None = None
    leader_id: str | None = None
    member_ids: Annotated[list[str], msgspec.Meta(max_length=500)] | None = None
    levels: Annotated[list[str], msgspec.Meta(max_length=20)] | None = None
    channels: Annotated[list[str], msgspec.Meta(max_length=50)] | None = None


class ChangePassword(msgspec.Struct, forbid_unknown_fields=True):
    current: Annotated[str, msgspec.Meta(max_length=200)]
    new: Annotated[str, msgspec.Meta(max_length=200)]


class CreateRole(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    permissions: Annotated[list[str], msgspec.Meta(max_length=100)]
    scope: str = "own"


class UpdateRole(msgspec.Struct, forbid_unknown_fields=True):
    name: str | None = None
    permissions: Annotated[list[str], msgspec.Meta(max_length=100)] | None = None
    scope: str | None = None


class AuditQuery(msgspec.Struct, forbid_unknown_fields=True):
    month: Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2})?$")] = ""
    cursor: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class AgentView(msgspec.Struct):
    """An agent as the API shows them; ``serving`` is how many conversations they have."""

    agent_id: str
    email: str
    name: str
    number: str
    role: str
    capacity: int
    active: bool
    status: str
    serving: int
    assigned_total: int
    created_at: datetime
    hidden: bool
    must_change_password: bool
    permissions: list[str]
    scope: str


class Colleague(msgspec.Struct):
    """What agents see of each other."""

    agent_id: str
    name: str
    number: str
    status: str
    serving: int
    capacity: int


class RoleView(msgspec.Struct):
    role_id: str
    name: str
    permissions: list[str]
    scope: str
    built_in: bool


class DeskView(msgspec.Struct):
    name: str
    seats: int
    seats_taken: int
    time_zone: str


class GroupView(msgspec.Struct):
    group_id: str
    name: str
    leader_id: str
    member_ids: tuple[str, ...]
    created_at: datetime
    levels: tuple[str, ...]
    channels: tuple[str, ...]


def show_agent(agent: Agent, now: datetime) -> AgentView:
    return AgentView(
        agent.agent_id,
        agent.email,
        agent.name,
        agent.number,
        agent.role,
        agent.capacity,
        agent.active,
        shown_status(agent, now),
        len(agent.serving),
        agent.assigned_total,
        agent.created_at,
        agent.hidden,
        agent.must_change_password,
        sorted(agent.rights.permissions),
        agent.rights.scope,
    )


def show_group(group: Group) -> GroupView:
    return msgspec.convert(group, GroupView, from_attributes=True)


def show_role(role: Role) -> RoleView:
    return RoleView(role.role_id, role.name, sorted(role.permissions), role.scope, role.built_in)


def _by(call: Call[service.Caller]) -> By:
    return call.caller.by(call.request_id)


def show_desk(record: DeskRecord) -> DeskView:
    return DeskView(record.name, record.seats, len(record.seated), record.time_zone)


@routes.post("/v1/desk/session", body=SignIn)
def sign_in(call: Call[None]) -> Answer:
    token, agent = service.sign_in(call.desk, call.body.email, call.body.password)
    call.notes["agent_id"] = agent.agent_id
    return Answer({"token": token, "agent": show_agent(agent, call.desk.now())}, status=201)


@routes.delete("/v1/desk/session", caller=service.signed_in)
def sign_out(call: Call[service.Caller]) -> Answer:
    service.sign_out(call.desk, call.caller.agent, call.caller.session_id)
    return Answer(status=204)


@routes.get("/v1/desk/session", caller=service.signed_in)
def read_session(call: Call[service.Caller]) -> Answer:
    return Answer({"agent": show_agent(call.caller.agent, call.desk.now())})


@routes.put("/v1/desk/password", caller=service.signed_in, body=ChangePassword)
def change_password(call: Call[service.Caller]) -> Answer:
    service.change_password(call.desk, call.caller, call.body.current, call.body.new)
    return Answer(status=204)


@routes.put("/v1/desk/presence", caller=service.may("conversations.answer"), body=SetPresence)
def set_presence(call: Call[service.Caller]) -> Answer:
    agent = service.set_presence(call.desk, call.caller, call.body.status)
    beat = call.desk.settings.beat_every * 1000
    return Answer({"status": agent.status, "lease_until": agent.lease_until, "beat_after_ms": beat})


@routes.get("/v1/desk/colleagues", caller=service.may("people.see"))
def list_colleagues(call: Call[service.Caller]) -> Answer:
    now, people = call.desk.now(), service.roster(call.desk)
    agents = [
        Colleague(a.agent_id, a.name, a.number, shown_status(a, now), len(a.serving), a.capacity)
        for a in sorted(people.agents.values(), key=lambda each: each.number)
        if a.active and not a.hidden
    ]
    return Answer({"agents": agents, "groups": [show_group(each) for each in people.groups.values()]})


@routes.put("/v1/desk/agents/{agent_id}/presence", caller=service.may("presence.others"), body=SetPresence)
def set_presence_of(call: Call[service.Caller], agent_id: str) -> Answer:
    agent = service.set_presence_of(call.desk, call.caller, agent_id, call.body.status, call.request_id)
    return Answer({"agent_id": agent_id, "status": shown_status(agent, call.desk.now())})


@routes.get("/v1/admin/desk", caller=service.may("desk.manage"))
def read_desk(call: Call[service.Caller]) -> Answer:
    return Answer(show_desk(service.read_desk(call.desk)))


@routes.put("/v1/admin/desk", caller=service.may("desk.manage"), body=UpdateDesk)
def update_desk(call: Call[service.Caller]) -> Answer:
    return Answer(show_desk(service.update_desk(call.desk, by=_by(call), **msgspec.structs.asdict(call.body))))


@routes.post("/v1/admin/agents", caller=service.may("agents.manage"), body=CreateAgent)
def create_agent(call: Call[service.Caller]) -> Answer:
    once = call.once(f"create_agent#{call.caller.agent.agent_id}")
    said, giver = msgspec.structs.asdict(call.body), call.caller.agent
    agent = service.create_agent(call.desk, **said, giver=giver, by=_by(call), once=once)
    return Answer(show_agent(agent, call.desk.now()), status=201)


@routes.get("/v1/admin/agents", caller=service.may("agents.manage"))
def list_agents(call: Call[service.Caller]) -> Answer:
    now = call.desk.now()
    return Answer({"items": [show_agent(agent, now) for agent in service.list_agents(call.desk)], "next": None})


@routes.get("/v1/admin/agents/{agent_id}", caller=service.may("agents.manage"))
def read_agent(call: Call[service.Caller], agent_id: str) -> Answer:
    return Answer(show_agent(service.read_agent(call.desk, agent_id), call.desk.now()))


@routes.put("/v1/admin/agents/{agent_id}", caller=service.may("agents.manage"), body=UpdateAgent)
def update_agent(call: Call[service.Caller], agent_id: str) -> Answer:
    said, giver = msgspec.structs.asdict(call.body), call.caller.agent
    agent = service.update_agent(call.desk, agent_id, giver=giver, by=_by(call), **said)
    return Answer(show_agent(agent, call.desk.now()))


@routes.post("/v1/admin/groups", caller=service.may("groups.manage"), body=CreateGroup)
def create_group(call: Call[service.Caller]) -> Answer:
    once = call.once(f"create_group#{call.caller.agent.agent_id}")
    group = service.create_group(call.desk, **msgspec.structs.asdict(call.body), by=_by(call), once=once)
    return Answer(show_group(group), status=201)


@routes.get("/v1/admin/groups", caller=service.may("groups.manage"))
def list_groups(call: Call[service.Caller]) -> Answer:
    return Answer({"items": [show_group(group) for group in service.list_groups(call.desk)], "next": None})


@routes.get("/v1/admin/groups/{group_id}", caller=service.may("groups.manage"))
def read_group(call: Call[service.Caller], group_id: str) -> Answer:
    return Answer(show_group(service.read_group(call.desk, group_id)))


@routes.put("/v1/admin/groups/{group_id}", caller=service.may("groups.manage"), body=UpdateGroup)
def update_group(call: Call[service.Caller], group_id: str) -> Answer:
    return Answer(
        show_group(service.update_group(call.desk, group_id, by=_by(call), **msgspec.structs.asdict(call.body)))
    )


@routes.get("/v1/admin/permissions", caller=service.may("roles.manage"))
def list_permissions(call: Call[service.Caller]) -> Answer:
    items = [{"permission": name, "zh-CN": zh, "en": en} for name, (zh, en) in PERMISSIONS.items()]
    return Answer({"items": items, "next": None})


@routes.get("/v1/admin/roles", caller=service.may("roles.manage"))
def list_roles(call: Call[service.Caller]) -> Answer:
    return Answer({"items": [show_role(role) for role in service.list_roles(call.desk)], "next": None})


@routes.post("/v1/admin/roles", caller=service.may("roles.manage"), body=CreateRole)
def create_role(call: Call[service.Caller]) -> Answer:
    once = call.once(f"create_role#{call.caller.agent.agent_id}")
    role = service.create_role(call.desk, **msgspec.structs.asdict(call.body), by=_by(call), once=once)
    return Answer(show_role(role), status=201)


@routes.get("/v1/admin/roles/{role_id}", caller=service.may("roles.manage"))
def read_role(call: Call[service.Caller], role_id: str) -> Answer:
    return Answer(show_role(service.read_role(call.desk, role_id)))


@routes.put("/v1/admin/roles/{role_id}", caller=service.may("roles.manage"), body=UpdateRole)
def update_role(call: Call[service.Caller], role_id: str) -> Answer:
    return Answer(show_role(service.update_role(call.desk, role_id, by=_by(call), **msgspec.structs.asdict(call.body))))


@routes.get("/v1/admin/audit", caller=service.may("audit.read"), query=AuditQuery)
def read_audit(call: Call[service.Caller]) -> Answer:
    items, following = service.read_audit(call.desk, call.query.month or None, call.query.cursor or None)
    return Answer({"items": items, "next": following})
