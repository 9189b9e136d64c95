"""Permissions, roles, the audit log."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.people import service
from chalicelib.people.api.views import by, show_role
from chalicelib.people.model import PERMISSIONS

routes = Routes(__name__)


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


@routes.get("/v1/admin/permissions", caller=service.may("roles.manage", everywhere=True))
def list_permissions(call: Call[service.Caller]) -> Answer:
    items = [{"permission": name, "zh-CN": zh, "en": en} for name, (zh, en) in PERMISSIONS.items()]
    return Answer({"items": items, "next": None})


@routes.get("/v1/admin/roles", caller=service.may("roles.manage", everywhere=True))
def list_roles(call: Call[service.Caller]) -> Answer:
    return Answer({"items": [show_role(role) for role in service.list_roles(call.desk)], "next": None})


@routes.post("/v1/admin/roles", caller=service.may("roles.manage", everywhere=True), body=CreateRole)
def create_role(call: Call[service.Caller]) -> Answer:
    once = call.once(f"create_role#{call.caller.agent.agent_id}")
    said, giver = msgspec.structs.asdict(call.body), call.caller.agent
    role = service.create_role(call.desk, **said, giver=giver, by=by(call), once=once)
    return Answer(show_role(role), status=201)


@routes.get("/v1/admin/roles/{role_id}", caller=service.may("roles.manage", everywhere=True))
def read_role(call: Call[service.Caller], role_id: str) -> Answer:
    return Answer(show_role(service.read_role(call.desk, role_id)))


@routes.put("/v1/admin/roles/{role_id}", caller=service.may("roles.manage", everywhere=True), body=UpdateRole)
def update_role(call: Call[service.Caller], role_id: str) -> Answer:
    said, giver = msgspec.structs.asdict(call.body), call.caller.agent
    return Answer(show_role(service.update_role(call.desk, role_id, giver=giver, by=by(call), **said)))


@routes.get("/v1/admin/audit", caller=service.may("audit.read", everywhere=True), query=AuditQuery)
def read_audit(call: Call[service.Caller]) -> Answer:
    items, following = service.read_audit(call.desk, call.query.month or None, call.query.cursor or None)
    return Answer({"items": items, "next": following})
