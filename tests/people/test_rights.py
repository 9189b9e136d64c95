"""Permissions, roles, scopes, passwords set by others, sessions that idle, the audit log."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.everything import ROUTES
from chalicelib.followups.model.owners import CALL_BACK
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateAgent, CreateGroup, UpdateAgent
from chalicelib.people.model.reach import reaches
from chalicelib.people.model.rights import BUILT_IN, PERMISSIONS
from chalicelib.people.model.sessions import PasswordChangeRequired, SessionEnded
from chalicelib.people.service import desk, roles, sessions
from chalicelib.people.service.access import Admitted, Permitted
from tests.worlds import World

OF_ONESELF = {"sign_in", "sign_out", "read_session", "change_password", "sign_out_elsewhere"}
OF_ONESELF |= {"send_picture", "choose_picture", "remove_own_picture", "read_signature", "change_signature"}
OF_ONESELF |= {"read_own_mobile", "change_own_mobile"}


def test_every_route_of_agents_and_administrators_names_a_permission_or_says_that_everybody_may() -> None:
    routes = [route for each in ROUTES for route in each.declared if route.path.startswith(("/v1/desk", "/v1/admin"))]

    without = {route.operation for route in routes if not isinstance(route.caller, Permitted | Admitted)}

    assert without == OF_ONESELF
    assert {route.caller.permission for route in routes if isinstance(route.caller, Permitted)} <= set(PERMISSIONS)


def test_every_permission_is_named_in_both_languages_and_asked_for_somewhere() -> None:
    callers = [route.caller for each in ROUTES for route in each.declared if isinstance(route.caller, Permitted)]
    asked = {permission for each in callers for permission in (each.permission, *each.instead)}

    # whose follow-ups are callbacks, and who sees former words or abuse, another's order or file, is asked of each one;
    # who sees numbers in full, of each answer
    of_each = {
        CALL_BACK,
        "sensitive.see",
        "sensitive.show",
        "conversations.former",
        "conversations.as_written",
        "orders.look_up",
        "staff.see",
    }
    assert asked | of_each == set(PERMISSIONS)
    assert all(zh and en for zh, en in PERMISSIONS.values())


def test_a_role_that_does_not_exist_cannot_be_named_by_a_route() -> None:
    with pytest.raises(ValueError, match="catalogue"):
        people.may("world.rule")


def token_of(world: World, agent: Any) -> str:
    return people.sign_in(world.desk, agent.email, "correct horse")[0]


def test_a_custom_role_allows_what_it_ticks_and_its_change_counts_at_once(world: World) -> None:
    world.found()
    role = roles.create_role(world.desk, name="Clerk", permissions=["plans.manage"], scope="own")
    clerk = world.agent(role=role.role_id)
    token = token_of(world, clerk)

    people.may("plans.manage")(world.desk, token)
    with pytest.raises(Forbidden) as refused:
        people.may("agents.manage")(world.desk, token)
    roles.update_role(world.desk, role.role_id, name=None, permissions=["agents.manage"], scope="all")

    assert refused.value.extra == {"permission": "agents.manage"}
    assert people.may("agents.manage")(world.desk, token).agent.reaches_all
    with pytest.raises(Forbidden):
        people.may("plans.manage")(world.desk, token)


def test_built_in_roles_stay_as_they_are(world: World) -> None:
    world.found()

    with pytest.raises(Conflict):
        roles.update_role(world.desk, "agent", name="x", permissions=None, scope=None)

    assert roles.read_role(world.desk, "agent") == BUILT_IN["agent"]


@pytest.mark.parametrize("what", [{"permissions": []}, {"permissions": ["x"]}, {"scope": "galaxy"}, {"name": ""}])
def test_a_role_that_cannot_be_is_refused_by_field(world: World, what: dict[str, Any]) -> None:
    world.found()
    fields: dict[str, Any] = {"name": "R", "permissions": ["people.see"], "scope": "own"} | what

    with pytest.raises(Invalid) as refused:
        roles.create_role(world.desk, **fields)

    assert refused.value.errors[0].field == next(iter(what))


def test_a_groups_scope_reaches_what_came_for_the_group_and_what_its_members_have(world: World) -> None:
    (member,) = world.found(agents=1)
    leader = world.agent(role="group_leader")
    group = people.create_group(
        world.desk, CreateGroup(name="G", leader_id=leader.agent_id, member_ids=[member.agent_id])
    )

    groups = [group]

    assert reaches(leader, member.agent_id, (), groups)
    assert reaches(leader, None, (group.group_id,), groups)
    assert not reaches(leader, "agt_other", ("grp_other",), groups)
    assert not reaches(member, "agt_other", (group.group_id,), groups)


def test_a_password_set_by_somebody_else_must_be_changed_first(world: World) -> None:
    world.found()
    agent = people.create_agent(
        world.desk,
        CreateAgent(
            email="new@example.com",
            name="New",
            number="7",
            password="given by boss",
            role="agent",
            capacity=1,
            temporary=True,
        ),
    )
    token, _ = people.sign_in(world.desk, agent.email, "given by boss")
    other, _ = people.sign_in(world.desk, agent.email, "given by boss")

    with pytest.raises(PasswordChangeRequired):
        people.may("conversations.answer")(world.desk, token)
    caller = people.signed_in(world.desk, token)
    for current, new, field in [("wrong", "my own password", "current"), ("given by boss", "short", "new")]:
        with pytest.raises(Invalid) as refused:
            sessions.change_password(world.desk, caller, current, new)
        assert refused.value.errors[0].field == field
    sessions.change_password(world.desk, caller, "given by boss", "my own password")

    assert people.may("conversations.answer")(world.desk, token).agent.agent_id == agent.agent_id
    with pytest.raises(SessionEnded):
        people.signed_in(world.desk, other)
    assert people.sign_in(world.desk, agent.email, "my own password")


def test_a_session_nobody_uses_ends_and_one_in_use_does_not(world: World) -> None:
    idle, busy = world.found(agents=2)
    unused, used = token_of(world, idle), token_of(world, busy)

    for _ in range(12):
        world.clock.forward(minutes=3)
        people.signed_in(world.desk, used)

    assert people.signed_in(world.desk, used).agent.agent_id == busy.agent_id
    with pytest.raises(SessionEnded):
        people.signed_in(world.desk, unused)


def test_privileged_acts_are_written_down_with_what_was_before_and_after(world: World) -> None:
    (agent,) = world.found(agents=1)
    boss = world.signed_in(world.agent(role="administrator"))

    people.update_agent(world.desk, agent.agent_id, UpdateAgent(capacity=9), by=boss.by("req_9"))
    desk.update_desk(world.desk, name=None, seats=5, time_zone=None, by=boss.by("req_10"))
    items, _ = desk.read_audit(world.desk, None, None)

    newest, before, *_ = items
    assert (newest.act, newest.after["seats"], newest.request_id) == ("update_desk", 5, "req_10")
    assert (before.act, before.about, before.by_name) == ("update_agent", agent.agent_id, boss.agent.name)
    assert (before.before["capacity"], before.after["capacity"]) == (5, 9)
    assert "password" not in str(items).replace("temporary_password", "").replace("change_password", "")


def test_a_password_that_was_set_is_in_the_log_without_its_words(world: World) -> None:
    (agent,) = world.found(agents=1)
    boss = world.signed_in(world.agent(role="administrator"))

    for temporary in (False, True):
        change(world, agent.agent_id, password="given by boss", temporary=temporary, by=boss.by("req_1"))
    change(world, agent.agent_id, name="Renamed", by=boss.by("req_2"))
    (renamed, second, first, *_), _ = desk.read_audit(world.desk, None, None)

    assert [each.after.get("password") for each in (first, second, renamed)] == ["set", "set", None]
    assert first.before != first.after
    assert "given by boss" not in str([first, second])


def test_the_audit_log_comes_in_pages_newest_first(world: World) -> None:
    world.found()
    for n in range(60):
        desk.update_desk(world.desk, name=f"Name {n}", seats=None, time_zone=None)

    first, cursor = desk.read_audit(world.desk, None, None)
    second, end = desk.read_audit(world.desk, None, cursor)

    names = [each.after["name"] for each in [*first, *second] if each.act == "update_desk"]
    assert names == [f"Name {n}" for n in reversed(range(60))]
    assert end is None


def test_two_who_change_the_desk_at_once_keep_both_changes(world: World) -> None:
    world.found()
    desk.update_desk(world.desk, name="Renamed", seats=None, time_zone=None)

    desk.update_desk(world.desk, name=None, seats=44, time_zone=None)

    record = people.read_desk(world.desk)
    assert (record.name, record.seats) == ("Renamed", 44)


def change(world: World, agent_id: str, *, giver: Agent | None = None, by: By = SYSTEM, **what: Any) -> Any:
    return people.update_agent(world.desk, agent_id, UpdateAgent(**what), giver=giver, by=by)


def test_nobody_lays_hands_on_somebody_who_may_more_than_they_do(world: World) -> None:
    world.found()
    role = roles.create_role(world.desk, name="HR", permissions=["agents.manage", "people.see"], scope="all")
    clerk, boss = world.agent(role=role.role_id), world.agent(role="administrator")

    for act in (
        lambda: change(world, boss.agent_id, password="taken over", giver=clerk),
        lambda: change(world, clerk.agent_id, role="administrator", giver=clerk),
    ):
        with pytest.raises(Forbidden) as refused:
            act()
        assert refused.value.code == "beyond_your_rights"

    assert change(world, clerk.agent_id, name="Clerk", giver=boss).name == "Clerk"


@pytest.mark.parametrize("what", [{"active": False}, {"role": "agent"}])
def test_the_last_administrator_stays(world: World, what: dict[str, Any]) -> None:
    world.found()
    first, second = world.agent(role="administrator"), world.agent(role="administrator")

    change(world, first.agent_id, **what)
    with pytest.raises(Conflict) as refused:
        change(world, second.agent_id, **what)

    assert refused.value.code == "last_administrator"
    assert world.now(second).rights == BUILT_IN["administrator"]
