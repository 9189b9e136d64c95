"""A changed role reaches everybody who has it, whoever dies on the way, and however many they are (F7)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core import work
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.rights import Role
from chalicelib.people.service import roles
from chalicelib.people.service.roles import SpreadRole
from chalicelib.people.store import agents as stored_agents
from chalicelib.people.store.rows import Gone
from tests.crashes import Death, at_each_write, crash_at
from tests.worlds import World, at_once, counted


def clerks(world: World, number: int) -> tuple[Role, list[Agent]]:
    """So many who have a role of the desk's own."""
    world.found()
    role = roles.create_role(world.desk, name="Clerk", permissions=["plans.manage"], scope="own")
    return role, [world.agent(role=role.role_id) for _ in range(number)]


def update(world: World, role: Role, **what: Any) -> Role:
    return roles.update_role(world.desk, role.role_id, **dict.fromkeys(["name", "permissions", "scope"]) | what)


def rights(world: World, agents: list[Agent]) -> set[tuple[str, ...]]:
    return {tuple(world.now(agent).rights.permissions) for agent in agents}


def run_all(world: World) -> None:
    """Everything that is due, until nothing is."""
    world.clock.forward(minutes=2)
    while work.run_due(world.desk):
        world.clock.forward(seconds=1)


def test_whoever_dies_while_a_role_spreads_leaves_nothing_wrong(world: World) -> None:
    role, agents = clerks(world, 3)

    def story(death: Death) -> None:
        present = roles.read_role(world.desk, role.role_id).permissions
        wanted = ["agents.manage"] if "audit.read" in present else ["audit.read"]
        with death():
            update(world, role, permissions=wanted)
        run_all(world)

        stored = roles.read_role(world.desk, role.role_id)
        assert rights(world, agents) == {tuple(stored.permissions)}
        assert (stored.permissions == {*wanted}) == (death.number > 0 or death.written)

    at_each_write(story, least=4)  # the change itself, then each of those who have it


def test_what_was_changed_twice_ends_as_it_was_changed_last_in_whatever_order_it_spreads(world: World) -> None:
    role, agents = clerks(world, 2)
    with crash_at(0, written=True):
        update(world, role, permissions=["audit.read"])
    with crash_at(0, written=True):
        update(world, role, permissions=["agents.manage"])

    for version in (3, 2, 3, 2):
        roles.spread_role(world.desk, SpreadRole(role.role_id, version))

    assert rights(world, agents) == {("agents.manage",)}
    assert {world.now(agent).own_role for agent in agents} == {roles.read_role(world.desk, role.role_id)}


def test_an_older_copy_is_never_given_after_a_newer_one(world: World) -> None:
    role, (agent,) = clerks(world, 1)
    newer = update(world, role, permissions=["agents.manage"])

    tx = Transaction(world.desk)
    stored_agents.give_role(tx, agent, role)
    with pytest.raises(Gone):
        tx.commit()

    assert world.now(agent).own_role == newer


def test_a_piece_of_it_asks_no_more_where_many_have_the_role_and_the_next_one_goes_on(world: World) -> None:
    role, agents = clerks(world, 5)
    with crash_at(0, written=True):
        update(world, role, permissions=["audit.read"])
    newer = roles.read_role(world.desk, role.role_id)

    with counted() as asked:
        roles.spread_role(world.desk, SpreadRole(role.role_id, newer.version), page=2)
    reached = [world.now(agent).own_role == newer for agent in agents]
    run_all(world)

    assert reached == [True, True, False, False, False]
    assert asked.names == ["GetItem", "Query", "BatchGetItem", "PutItem", "TransactWriteItems", "TransactWriteItems"]
    assert {world.now(agent).own_role for agent in agents} == {newer}


@pytest.mark.race
def test_who_is_given_a_role_while_it_changes_has_it_as_it_is(atomic_world: World) -> None:
    role, (agent, *_) = clerks(atomic_world, 1)

    for number in range(3):
        people.update_agent(atomic_world.desk, agent.agent_id, UpdateAgent(role="agent"))
        wanted = ["audit.read"] if number % 2 else ["agents.manage"]
        at_once(
            [
                lambda: people.update_agent(atomic_world.desk, agent.agent_id, UpdateAgent(role=role.role_id)),
                lambda wanted=wanted: update(atomic_world, role, permissions=wanted),
                lambda: update(atomic_world, role, name="Clerk"),
            ]
        )
        while work.run_due(atomic_world.desk):
            pass
        assert atomic_world.now(agent).own_role == roles.read_role(atomic_world.desk, role.role_id)
