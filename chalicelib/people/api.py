"""Sign-in, presence, and the administration of the desk, agents and groups."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.people import service
from chalicelib.people.model import Agent, DeskRecord, Group, shown_status

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


class UpdateAgent(msgspec.Struct, forbid_unknown_fields=True):
    email: str | None = None
    name: str | None = None
    number: str | None = None
    password: str | None = None
    role: str | None = None
    capacity: Capacity | None = None
    active: bool | None = None


class CreateGroup(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    leader_id: str
    member_ids: Annotated[list[str], msgspec.Meta(max_length=500)] = []


class UpdateGroup(msgspec.Struct, forbid_unknown_fields=True):
    name: str | None = None
    leader_id: str | None = None
    member_ids: Annotated[list[str], msgspec.Meta(max_length=500)] | None = None


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
    )


def show_group(group: Group) -> GroupView:
    return msgspec.convert(group, GroupView, from_attributes=True)


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


@routes.put("/v1/desk/presence", caller=service.signed_in, body=SetPresence)
def set_presence(call: Call[service.Caller]) -> Answer:
    agent = service.set_presence(call.desk, call.caller, call.body.status)
    beat = call.desk.settings.beat_every * 1000
    return Answer({"status": agent.status, "lease_until": agent.lease_until, "beat_after_ms": beat})


@routes.get("/v1/admin/desk", caller=service.administrator)
def read_desk(call: Call[service.Caller]) -> Answer:
    return Answer(show_desk(service.read_desk(call.desk)))


@routes.put("/v1/admin/desk", caller=service.administrator, body=UpdateDesk)
def update_desk(call: Call[service.Caller]) -> Answer:
    return Answer(show_desk(service.update_desk(call.desk, **msgspec.structs.asdict(call.body))))


@routes.post("/v1/admin/agents", caller=service.administrator, body=CreateAgent)
def create_agent(call: Call[service.Caller]) -> Answer:
    once = call.once(f"create_agent#{call.caller.agent.agent_id}")
    agent = service.create_agent(call.desk, **msgspec.structs.asdict(call.body), once=once)
    return Answer(show_agent(agent, call.desk.now()), status=201)


@routes.get("/v1/admin/agents", caller=service.administrator)
def list_agents(call: Call[service.Caller]) -> Answer:
    now = call.desk.now()
    return Answer({"items": [show_agent(agent, now) for agent in service.list_agents(call.desk)], "next": None})


@routes.get("/v1/admin/agents/{agent_id}", caller=service.administrator)
def read_agent(call: Call[service.Caller], agent_id: str) -> Answer:
    return Answer(show_agent(service.read_agent(call.desk, agent_id), call.desk.now()))


@routes.put("/v1/admin/agents/{agent_id}", caller=service.administrator, body=UpdateAgent)
def update_agent(call: Call[service.Caller], agent_id: str) -> Answer:
    agent = service.update_agent(call.desk, agent_id, **msgspec.structs.asdict(call.body))
    return Answer(show_agent(agent, call.desk.now()))


@routes.post("/v1/admin/groups", caller=service.administrator, body=CreateGroup)
def create_group(call: Call[service.Caller]) -> Answer:
    once = call.once(f"create_group#{call.caller.agent.agent_id}")
    group = service.create_group(call.desk, **msgspec.structs.asdict(call.body), once=once)
    return Answer(show_group(group), status=201)


@routes.get("/v1/admin/groups", caller=service.administrator)
def list_groups(call: Call[service.Caller]) -> Answer:
    return Answer({"items": [show_group(group) for group in service.list_groups(call.desk)], "next": None})


@routes.get("/v1/admin/groups/{group_id}", caller=service.administrator)
def read_group(call: Call[service.Caller], group_id: str) -> Answer:
    return Answer(show_group(service.read_group(call.desk, group_id)))


@routes.put("/v1/admin/groups/{group_id}", caller=service.administrator, body=UpdateGroup)
def update_group(call: Call[service.Caller], group_id: str) -> Answer:
    return Answer(show_group(service.update_group(call.desk, group_id, **msgspec.structs.asdict(call.body))))
