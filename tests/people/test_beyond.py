"""Nobody gives, or lays hands on, rights that go further than their own."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.errors import Conflict, Forbidden
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateAgent, UpdateAgent
from chalicelib.people.model.rights import ADMINISTRATOR, PERMISSIONS, SUPERVISOR
from chalicelib.people.service import roles
from tests.in_process import Asking
from tests.worlds import World, at_once

KEEPER = ["roles.manage", "agents.manage"]


def keeper(world: World, *, scope: str = "own", permissions: list[str] | None = None) -> tuple[Agent, str]:
    """Somebody who keeps roles and agents and nothing else, and the id of their role."""
    role = roles.create_role(world.desk, name="Keeper", permissions=permissions or KEEPER, scope=scope)
    return world.agent(role=role.role_id), role.role_id


def change_role(world: World, role_id: str, **what: Any) -> Any:
    return roles.update_role(world.desk, role_id, **dict.fromkeys(["name", "permissions", "scope"]) | what)


def change(world: World, agent: Agent, *, giver: Agent | None = None, **what: Any) -> Any:
    return people.update_agent(world.desk, agent.agent_id, UpdateAgent(**what), giver=giver)


def test_who_keeps_roles_cannot_raise_their_own(world: World) -> None:
    world.found()
    one, role_id = keeper(world, scope="all")
    asking = Asking()
    token = asking.sign_in(one)

    more = {"permissions": sorted(PERMISSIONS)}
    refused = [asking.ask("PUT", f"/v1/admin/roles/{role_id}", token, more) for _ in range(2)]
    allowed = asking.ask("PUT", f"/v1/admin/roles/{role_id}", token, {"name": "Keepers"})

    assert [(each.status, each.said["code"]) for each in refused] == [(403, "beyond_your_rights")] * 2
    assert (allowed.status, allowed.said["name"], allowed.said["scope"]) == (200, "Keepers", "all")
    assert world.now(one).rights.permissions == set(KEEPER)


@pytest.mark.parametrize("scope", ["own", "group"])
def test_roles_concern_everybody_and_so_are_kept_by_whose_role_reaches_everybody(world: World, scope: str) -> None:
    world.found()
    one, role_id = keeper(world, scope=scope)
    asking = Asking()
    token = asking.sign_in(one)

    changes: list[dict[str, Any]] = [{"name": "Keepers"}, {"scope": "all"}, {"permissions": KEEPER}]
    answers = [asking.ask("PUT", f"/v1/admin/roles/{role_id}", token, each) for each in changes]
    answers.append(asking.ask("POST", "/v1/admin/roles", token, {"name": "Less", "permissions": ["agents.manage"]}))

    assert {(each.status, each.said["code"]) for each in answers} == {(403, "beyond_your_rights")}
    assert roles.read_role(world.desk, role_id).name == "Keeper"


def test_a_new_role_goes_no_further_than_the_rights_of_whoever_makes_it(world: World) -> None:
    world.found()
    one, _ = keeper(world, scope="all")
    asking = Asking()
    token = asking.sign_in(one)
    bodies: list[dict[str, Any]] = [
        {"name": "More", "permissions": ["roles.manage", "audit.read"]},
        {"name": "Less", "permissions": ["roles.manage"]},
    ]

    answers = [asking.ask("POST", "/v1/admin/roles", token, body) for body in bodies]

    assert [each.status for each in answers] == [403, 201]
    names = [role.name for role in roles.list_roles(world.desk) if not role.built_in]
    assert sorted(names) == ["Keeper", "Less"]


def test_a_role_that_goes_further_is_not_cut_down_by_whoever_may_less(world: World) -> None:
    world.found()
    one, _ = keeper(world)
    wide = roles.create_role(world.desk, name="Auditor", permissions=["audit.read"], scope="all")

    with pytest.raises(Forbidden) as refused:
        change_role(world, wide.role_id, permissions=["roles.manage"], scope="own", giver=one)

    assert refused.value.code == "beyond_your_rights"
    assert roles.read_role(world.desk, wide.role_id) == wide


def test_an_agent_is_not_given_a_role_that_reaches_further_than_the_givers(world: World) -> None:
    world.found()
    one, _ = keeper(world)
    wide = roles.create_role(world.desk, name="Wide", permissions=KEEPER, scope="all")
    new = {"email": "new@example.com", "name": "New", "number": "7", "password": "correct horse", "capacity": 1}

    for act in (
        lambda: change(world, one, role=wide.role_id, giver=one),
        lambda: people.create_agent(world.desk, CreateAgent(role=wide.role_id, **new), giver=one),
    ):
        with pytest.raises(Forbidden):
            act()

    assert world.now(one).rights.scope == "own"
    assert [each.name for each in people.list_agents(world.desk)] == [one.name]


def test_the_password_of_somebody_who_reaches_further_is_not_set(world: World) -> None:
    world.found()
    one, _ = keeper(world)
    wide, _ = keeper(world, scope="all")

    with pytest.raises(Forbidden):
        change(world, wide, password="taken over", giver=one)

    assert people.sign_in(world.desk, wide.email, "correct horse")


def test_an_administrator_gives_every_role(world: World) -> None:
    (agent,) = world.found(agents=1)
    boss = world.agent(role=ADMINISTRATOR)
    role = roles.create_role(world.desk, name="All", permissions=sorted(PERMISSIONS), scope="all", giver=boss)

    given = [change(world, agent, role=each, giver=boss).role for each in (role.role_id, SUPERVISOR, ADMINISTRATOR)]

    assert given == [role.role_id, SUPERVISOR, ADMINISTRATOR]


@pytest.mark.race
def test_of_those_who_change_a_role_at_once_none_brings_back_what_another_took_away(atomic_world: World) -> None:
    atomic_world.found()
    one, role_id = keeper(atomic_world)

    outcomes = at_once([lambda n=n: change_role(atomic_world, role_id, name=f"Name {n}") for n in range(8)])

    role = roles.read_role(atomic_world.desk, role_id)
    done = [each for each in outcomes if not isinstance(each, Exception)]
    lost = [each for each in outcomes if isinstance(each, Conflict)]
    assert len(done) + len(lost) == 8
    assert role.version == 1 + len(done)
    assert atomic_world.now(one).rights == role
