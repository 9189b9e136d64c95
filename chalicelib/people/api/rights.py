"""Permissions, roles, the audit log."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.audit import Audited
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import Cursor, PageOf, PageQuery, page
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.people.api.views import RoleView, by, show_role
from chalicelib.people.model.rights import PERMISSIONS, BeyondYourRights, BuiltInRole
from chalicelib.people.service import access, desk, roles
from chalicelib.people.service.access import Caller

routes = Routes(__name__, of_desk=True)


class CreateRole(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    permissions: Annotated[list[str], msgspec.Meta(max_length=100)]
    scope: str = "own"


class UpdateRole(msgspec.Struct, forbid_unknown_fields=True):
    name: str | None = None
    permissions: Annotated[list[str], msgspec.Meta(max_length=100)] | None = None
    scope: str | None = None


class PermissionView(msgspec.Struct, rename={"chinese": "zh-CN", "english": "en"}):
    permission: str
    chinese: str
    english: str


class AuditQuery(msgspec.Struct, forbid_unknown_fields=True):
    month: Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2})?$")] = ""
    cursor: Cursor = ""
    agent_id: Annotated[str, msgspec.Meta(max_length=100, pattern=r"^(agt_\w+|system)?$")] = ""
    key_id: Annotated[str, msgspec.Meta(max_length=100, pattern=r"^(apk_\w+)?$")] = ""
    act: Annotated[str, msgspec.Meta(max_length=100, pattern=r"^[a-z_]*$")] = ""


@routes.get("/v1/admin/permissions", caller=access.may("roles.manage", everywhere=True), query=PageQuery)
def list_permissions(call: Call[Caller]) -> Answer[PageOf[PermissionView]]:
    """Everything a role may allow, in Chinese and English."""
    numbered = list(enumerate(PERMISSIONS.items()))
    return Answer(page(call, numbered, lambda each: each[0], lambda each: _show_permission(*each[1])))


def _show_permission(name: str, words: tuple[str, str]) -> PermissionView:
    return PermissionView(name, *words)


@routes.get("/v1/admin/roles", caller=access.may("roles.manage", everywhere=True), query=PageQuery)
def list_roles(call: Call[Caller]) -> Answer[PageOf[RoleView]]:
    """The roles: the built-in ones, then the desk's own."""
    numbered = enumerate(roles.list_roles(call.desk))  # the built-in ones first, new ones at the end
    return Answer(page(call, numbered, lambda each: each[0], lambda each: show_role(each[1])))


@routes.post(
    "/v1/admin/roles",
    caller=access.may("roles.manage", everywhere=True),
    body=CreateRole,
    statuses=(201,),
    keyed=True,
    raises=(BeyondYourRights,),
)
def create_role(call: Call[Caller]) -> Answer[RoleView]:
    """Make a role of the desk's own."""
    once = call.once(f"create_role#{call.caller.agent.agent_id}")
    said, giver = msgspec.structs.asdict(call.body), call.caller.agent
    role = roles.create_role(call.desk, **said, giver=giver, by=by(call), once=once)
    return Answer(show_role(role), status=201)


@routes.get("/v1/admin/roles/{role_id}", caller=access.may("roles.manage", everywhere=True))
def read_role(call: Call[Caller], role_id: str) -> Answer[RoleView]:
    """One role."""
    return Answer(show_role(roles.read_role(call.desk, role_id)))


@routes.put(
    "/v1/admin/roles/{role_id}",
    caller=access.may("roles.manage", everywhere=True),
    body=UpdateRole,
    raises=(BuiltInRole, BeyondYourRights, ChangedMeanwhile),
)
def update_role(call: Call[Caller], role_id: str) -> Answer[RoleView]:
    """Change a role of the desk's own; whoever has it may do exactly that soon after."""
    said, giver = msgspec.structs.asdict(call.body), call.caller.agent
    return Answer(show_role(roles.update_role(call.desk, role_id, giver=giver, by=by(call), **said)))


@routes.get("/v1/admin/audit", caller=access.may("audit.read", everywhere=True), query=AuditQuery, of_desk=False)
def read_audit(call: Call[Caller]) -> Answer[PageOf[Audited]]:
    """Who did what in a month, newest first."""
    wanted = {"agent_id": call.query.agent_id or call.query.key_id or None, "act": call.query.act or None}
    items, following = desk.read_audit(call.desk, call.query.month or None, call.query.cursor or None, **wanted)
    return Answer(PageOf(list(items), following))
