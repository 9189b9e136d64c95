"""Whoever may not answer any more is not there: what they had goes to others, and nothing new comes (B6, F7)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.core import work
from chalicelib.people.model.agents import Agent, shown_status
from chalicelib.people.model.forms import UpdateAgent, UpdateGroup
from chalicelib.people.model.rights import ADMINISTRATOR, ANSWER
from chalicelib.people.service import agents as keeping
from chalicelib.people.service import groups, roles
from infra.bench.storm import disagreements
from tests.crashes import Death, at_each_write
from tests.routing.test_manual import begin
from tests.worlds import World

MAY = [ANSWER, "conversations.take", "conversations.transfer"]


def two_who_answer(world: World) -> tuple[Agent, Agent, str]:
    """Two agents of one group, there, of whom the first has a role of the desk's own; its id."""
    world.found(agents=1)
    role = roles.create_role(world.desk, name="Clerk", permissions=MAY, scope="own")
    first, other = world.agent(role=role.role_id), world.agent()
    ids = [first.agent_id, other.agent_id]
    groups.update_group(
        world.desk, world.group.group_id if world.group else "", UpdateGroup(leader_id=ids[0], member_ids=ids)
    )
    for each in (other, first):
        world.online(each)
    return first, other, role.role_id


def loses_the_permission(world: World, agent: Agent, role_id: str) -> None:
    roles.update_role(world.desk, role_id, name=None, permissions=["people.see"], scope=None)


def is_given_another_role(world: World, agent: Agent, role_id: str) -> None:
    keeping.update_agent(world.desk, agent.agent_id, UpdateAgent(role=ADMINISTRATOR))


@pytest.mark.parametrize("change", [loses_the_permission, is_given_another_role])
def test_what_somebody_had_goes_on_when_their_role_changes_and_nothing_new_comes(world: World, change: Any) -> None:
    first, other, role_id = two_who_answer(world)
    visitor = world.visitor()
    ids = [begin(world, world.visitor()) for _ in range(2)] + [begin(world, visitor)]
    mine = [each for each in ids if conversations.find(world.desk, each).agent_id == first.agent_id]
    conversations.reply(world.desk, world.now(first), mine[0], "yes", "r")

    change(world, first, role_id)
    late = begin(world, world.visitor())

    assert shown_status(world.now(first), world.clock()) == "offline"
    assert {conversations.find(world.desk, each).agent_id for each in (*mine[1:], late)} == {other.agent_id}
    assert conversations.find(world.desk, mine[0]).absent_since is not None
    assert disagreements(world.desk, [*ids, late]) == []


def test_who_may_answer_again_is_there_when_they_say_so_and_serves_who_waits(world: World) -> None:
    first, other, role_id = two_who_answer(world)
    world.online(other, "break")
    loses_the_permission(world, first, role_id)
    waiting = begin(world, world.visitor())

    roles.update_role(world.desk, role_id, name=None, permissions=MAY, scope=None)
    world.online(first)

    assert conversations.find(world.desk, waiting).agent_id == first.agent_id


def test_wherever_a_function_dies_nobody_is_left_with_somebody_who_may_not_answer(new_world: Any) -> None:
    def story(death: Death) -> None:
        world = new_world()
        first, other, role_id = two_who_answer(world)
        ids = [begin(world, world.visitor()) for _ in range(2)]
        with death():
            loses_the_permission(world, first, role_id)
        loses_the_permission(world, first, role_id)
        world.clock.forward(seconds=20)
        while work.run_due(world.desk):
            pass

        assert {conversations.find(world.desk, each).agent_id for each in ids} == {other.agent_id}
        assert ANSWER not in world.now(first).rights.permissions
        assert disagreements(world.desk, ids) == []

    at_each_write(story)
