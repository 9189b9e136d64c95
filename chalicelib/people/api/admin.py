"""The administration of the desk, agents and groups."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import msgspec

from chalicelib.core.errors import LimitReached, NotFound
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.passwords import WeakPassword
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import shown
from chalicelib.people.api.views import (
    AgentView,
    AwayMinutes,
    DepartmentView,
    DeskView,
    GroupView,
    Seats,
    by,
    show_agent,
    show_desk,
)
from chalicelib.people.model.agents import AgentErased
from chalicelib.people.model.departments import Department, NamedDepartment
from chalicelib.people.model.forms import CopyGroup, CreateAgent, CreateGroup, Invite, UpdateAgent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import BeyondYourRights, EmailTaken, LastAdministrator, NumberTaken
from chalicelib.people.service import access, departments, desk, recovery, tries
from chalicelib.people.service import agents as people_agents
from chalicelib.people.service import groups as people_groups
from chalicelib.people.service.access import Caller

routes = Routes(__name__, of_desk=True)

DEPARTMENTS = "/v1/admin/departments"


class UpdateDesk(msgspec.Struct, forbid_unknown_fields=True):
    name: str | None = None
    seats: Seats | None = None
    time_zone: str | None = None
    away_minutes: AwayMinutes | None = None
    unfinished_minutes: AwayMinutes | None = None
    seal_to: Annotated[list[str], msgspec.Meta(max_length=5)] | None = None


@routes.get("/v1/admin/desk", caller=access.may("desk.manage", everywhere=True), raises=(NotFound,))
def read_desk(call: Call[Caller]) -> Answer[DeskView]:
    """The desk's name, seats and clock."""
    return Answer(show_desk(desk.read_desk(call.desk)))


@routes.put(
    "/v1/admin/desk",
    caller=access.may("desk.manage", everywhere=True),
    body=UpdateDesk,
    raises=(NotFound, ChangedMeanwhile),
)
def update_desk(call: Call[Caller]) -> Answer[DeskView]:
    """Change what is said of the desk."""
    return Answer(show_desk(desk.update_desk(call.desk, by=by(call), **msgspec.structs.asdict(call.body))))


class NameDepartments(msgspec.Struct, forbid_unknown_fields=True):
    """All departments, in their order; those without a ``department_id`` are new."""

    departments: list[NamedDepartment]


class DepartmentsView(msgspec.Struct):
    """All departments, in their order."""

    departments: list[DepartmentView]


@routes.get(DEPARTMENTS, caller=access.may("people.see", "reports.see", "groups.manage", "desk.manage"))
def read_departments(call: Call[Caller]) -> Answer[DepartmentsView]:
    """The departments that groups belong to."""
    return Answer(_departments(departments.list_departments(call.desk)))


@routes.put(
    DEPARTMENTS,
    caller=access.may("desk.manage", everywhere=True),
    body=NameDepartments,
    raises=(NotFound, ChangedMeanwhile),
)
def name_departments(call: Call[Caller]) -> Answer[DepartmentsView]:
    """Say which departments there are; groups of one that is not named belong to none."""
    return Answer(_departments(departments.name_departments(call.desk, call.body.departments, by(call))))


def _departments(named: Sequence[Department]) -> DepartmentsView:
    return DepartmentsView([shown(DepartmentView, each) for each in named])


@routes.post(
    "/v1/admin/agents",
    caller=access.may("agents.manage"),
    body=CreateAgent,
    statuses=(201,),
    keyed=True,
    raises=(WeakPassword, BeyondYourRights, EmailTaken, NumberTaken),
)
def create_agent(call: Call[Caller]) -> Answer[AgentView]:
    """Make an account for somebody who will work here.

    Without a password a letter invites them to choose one, by a link that counts for seven days.
    """
    once = call.once(f"create_agent#{call.caller.agent.agent_id}")
    agent = people_agents.create_agent(call.desk, call.body, giver=call.caller.agent, by=by(call), once=once)
    return Answer(show_agent(agent, call.desk.now()), status=201)


@routes.get("/v1/admin/agents", caller=access.may("agents.manage"), query=PageQuery)
def list_agents(call: Call[Caller]) -> Answer[PageOf[AgentView]]:
    """Every account in reach, by number."""
    now, agents = call.desk.now(), people_agents.list_agents(call.desk, call.caller.agent)
    return Answer(page(call, agents, lambda each: each.number, lambda each: show_agent(each, now)))


@routes.get("/v1/admin/agents/{agent_id}", caller=access.may("agents.manage"), raises=(BeyondYourRights,))
def read_agent(call: Call[Caller], agent_id: str) -> Answer[AgentView]:
    """One account, and until when failed sign-ins lock it."""
    agent = people_agents.read_agent(call.desk, agent_id, call.caller.agent)
    return Answer(show_agent(agent, call.desk.now(), tries.locked(call.desk, agent)))


@routes.post(
    "/v1/admin/agents/{agent_id}/unlock", caller=access.may("agents.manage"), body=Empty, raises=(BeyondYourRights,)
)
def unlock_agent(call: Call[Caller], agent_id: str) -> Answer[AgentView]:
    """Forget the failed sign-ins of an account: whoever waits may try again at once."""
    agent = tries.unlock_agent(call.desk, agent_id, giver=call.caller.agent, by=by(call))
    return Answer(show_agent(agent, call.desk.now()))


@routes.post(
    "/v1/admin/agents/{agent_id}/invite",
    caller=access.may("agents.manage"),
    body=Invite,
    keyed=True,
    raises=(BeyondYourRights, LimitReached),
)
def invite_agent(call: Call[Caller], agent_id: str) -> Answer[AgentView]:
    """Send somebody a link by which they choose a password, once more or in place of a forgotten one."""
    once, caller = call.once(f"invite_agent#{agent_id}"), call.caller.agent
    agent = recovery.invite(call.desk, agent_id, call.body.language, giver=caller, by=by(call), once=once)
    return Answer(show_agent(agent, call.desk.now()))


@routes.put(
    "/v1/admin/agents/{agent_id}",
    caller=access.may("agents.manage"),
    body=UpdateAgent,
    raises=(WeakPassword, BeyondYourRights, EmailTaken, NumberTaken, LastAdministrator, ChangedMeanwhile, AgentErased),
)
def update_agent(call: Call[Caller], agent_id: str) -> Answer[AgentView]:
    """Change what is said of an account; a new password ends its sessions."""
    agent = people_agents.update_agent(call.desk, agent_id, call.body, giver=call.caller.agent, by=by(call))
    return Answer(show_agent(agent, call.desk.now()))


@routes.post(
    "/v1/admin/groups",
    caller=access.may("groups.manage"),
    body=CreateGroup,
    statuses=(201,),
    keyed=True,
    raises=(BeyondYourRights,),
)
def create_group(call: Call[Caller]) -> Answer[GroupView]:
    """Make a group of agents, with a leader."""
    once = call.once(f"create_group#{call.caller.agent.agent_id}")
    group = people_groups.create_group(call.desk, call.body, giver=call.caller.agent, by=by(call), once=once)
    return Answer(shown(GroupView, group), status=201)


class GroupsQuery(PageQuery, forbid_unknown_fields=True):
    """``archived``: those that are archived, instead of the others."""

    archived: bool = False


@routes.get("/v1/admin/groups", caller=access.may("groups.manage"), query=GroupsQuery)
def list_groups(call: Call[Caller]) -> Answer[PageOf[GroupView]]:
    """Every group in reach; those that are archived only where they are asked for."""
    groups, archived = people_groups.list_groups(call.desk, call.caller.agent), call.query.archived
    shown_ones = [each for each in groups if each.archived is archived]
    return Answer(page(call, shown_ones, lambda each: each.group_id, partial(shown, GroupView)))


@routes.post(
    "/v1/admin/groups/{group_id}/copy",
    caller=access.may("groups.manage"),
    body=CopyGroup,
    statuses=(201,),
    keyed=True,
    raises=(NotYours, BeyondYourRights),
)
def copy_group(call: Call[Caller], group_id: str) -> Answer[GroupView]:
    """Make another group that has all of this one but its name; no plan names it yet."""
    once, giver = call.once(f"copy_group#{call.caller.agent.agent_id}"), call.caller.agent
    group = people_groups.copy_group(call.desk, group_id, call.body.name, giver=giver, by=by(call), once=once)
    return Answer(shown(GroupView, group), status=201)


@routes.get("/v1/admin/groups/{group_id}", caller=access.may("groups.manage"), raises=(NotYours,))
def read_group(call: Call[Caller], group_id: str) -> Answer[GroupView]:
    """One group."""
    return Answer(shown(GroupView, people_groups.read_group(call.desk, group_id, call.caller.agent)))
