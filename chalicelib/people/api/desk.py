"""Sign-in, presence, colleagues."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageQuery, page
from chalicelib.people import service
from chalicelib.people.api.views import Colleague, Status, show_agent, show_group
from chalicelib.people.model import Agent, shown_status

routes = Routes(__name__)


class SignIn(msgspec.Struct, forbid_unknown_fields=True):
    email: str
    password: Annotated[str, msgspec.Meta(max_length=200)]


class SetPresence(msgspec.Struct, forbid_unknown_fields=True):
    status: Status


class ChangePassword(msgspec.Struct, forbid_unknown_fields=True):
    current: Annotated[str, msgspec.Meta(max_length=200)]
    new: Annotated[str, msgspec.Meta(max_length=200)]


@routes.post("/v1/desk/session", body=SignIn)
def sign_in(call: Call[None]) -> Answer:
    origin = {"source_ip": call.source_ip, "request_id": call.request_id}
    token, agent = service.sign_in(call.desk, call.body.email, call.body.password, **origin)
    call.notes["agent_id"] = agent.agent_id
    return Answer({"token": token, "agent": show_agent(agent, call.desk.now())}, status=201)


@routes.delete("/v1/desk/session", caller=service.signed_in)
def sign_out(call: Call[service.Caller]) -> Answer:
    service.sign_out(call.desk, call.caller.agent, call.caller.session_id, call.request_id)
    return Answer(status=204)


@routes.get("/v1/desk/session", caller=service.signed_in)
def read_session(call: Call[service.Caller]) -> Answer:
    return Answer({"agent": show_agent(call.caller.agent, call.desk.now())})


@routes.put("/v1/desk/password", caller=service.signed_in, body=ChangePassword)
def change_password(call: Call[service.Caller]) -> Answer:
    service.change_password(call.desk, call.caller, call.body.current, call.body.new, call.request_id)
    return Answer(status=204)


@routes.put("/v1/desk/presence", caller=service.may("conversations.answer"), body=SetPresence)
def set_presence(call: Call[service.Caller]) -> Answer:
    agent = service.set_presence(call.desk, call.caller, call.body.status)
    beat = call.desk.settings.beat_every * 1000
    return Answer({"status": agent.status, "lease_until": agent.lease_until, "beat_after_ms": beat})


@routes.get("/v1/desk/colleagues", caller=service.may("people.see"), query=PageQuery)
def list_colleagues(call: Call[service.Caller]) -> Answer:
    now = call.desk.now()
    there = [each for each in service.list_agents(call.desk) if each.active and not each.hidden]
    return page(call, there, lambda one: one.number, lambda one: _show_colleague(one, now))


def _show_colleague(one: Agent, now: datetime) -> Colleague:
    return Colleague(one.agent_id, one.name, one.number, shown_status(one, now), len(one.serving), one.capacity)


@routes.get("/v1/desk/groups", caller=service.may("people.see"), query=PageQuery)
def list_colleagues_groups(call: Call[service.Caller]) -> Answer:
    return page(call, service.list_groups(call.desk), lambda one: one.group_id, show_group)


@routes.put("/v1/desk/agents/{agent_id}/presence", caller=service.may("presence.others"), body=SetPresence)
def set_presence_of(call: Call[service.Caller], agent_id: str) -> Answer:
    agent = service.set_presence_of(call.desk, call.caller, agent_id, call.body.status, call.request_id)
    return Answer({"agent_id": agent_id, "status": shown_status(agent, call.desk.now())})
