"""Whoever prefers an agent waits for them where the plan says so, and no longer; nobody else waits for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.core import work
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ADMINISTRATOR
from infra.bench.storm import disagreements
from tests.crashes import Death, at_each_write
from tests.in_process import Asking, named_in
from tests.routing.test_manual import begin, plan_with
from tests.worlds import World, at_once


class Regular:
    """A visitor whom one agent has served before, and who comes again while that agent is full; a colleague is free."""

    def __init__(self, world: World, *, patience: int = 120, others: int = 1) -> None:
        self.world = world
        self.agent, *self.colleagues = world.found(agents=1 + others, capacity=1)
        plan_with(world, prefer_last_agent=True, wait_for_last_agent_seconds=patience)
        world.online(self.agent)
        self.visitor = world.visitor()
        first = begin(world, self.visitor)
        conversations.end_conversation(world.desk, world.now(self.agent), first)
        self.in_the_way = begin(world)
        for each in self.colleagues:
            world.online(each)

    def come_again(self) -> str:
        return begin(self.world, self.visitor, "again")

    def free_the_agent(self) -> None:
        conversations.end_conversation(self.world.desk, self.world.now(self.agent), self.in_the_way)


def holder(world: World, conversation_id: str) -> str | None:
    return conversations.find(world.desk, conversation_id).agent_id


def minutes_pass(world: World, *agents: Agent, seconds: int) -> None:
    """Time goes by, and the consoles of these are heard of."""
    for _ in range(seconds // 30):
        world.clock.forward(seconds=30)
        for each in agents:
            people.beat(world.desk, people.Caller(world.now(each), world.tokens[each.agent_id].session_id))
        work.run_due(world.desk)


def test_a_plan_that_says_next_gives_them_to_whoever_is_free(world: World) -> None:
    regular = Regular(world, patience=0)

    again = regular.come_again()

    assert holder(world, again) == regular.colleagues[0].agent_id


def test_a_plan_that_says_wait_keeps_them_for_an_agent_who_is_full_and_gives_them_as_soon_as_there_is_room(
    world: World,
) -> None:
    regular = Regular(world)
    again = regular.come_again()
    waited = holder(world, again)

    regular.free_the_agent()

    assert (waited, holder(world, again)) == (None, regular.agent.agent_id)
    assert disagreements(world.desk, [again, regular.in_the_way]) == []


def test_after_the_plans_time_anybody_serves_them(world: World) -> None:
    regular = Regular(world)
    again = regular.come_again()

    minutes_pass(world, regular.agent, *regular.colleagues, seconds=90)
    early = holder(world, again)
    minutes_pass(world, regular.agent, *regular.colleagues, seconds=60)

    assert (early, holder(world, again)) == (None, regular.colleagues[0].agent_id)


def test_nobody_behind_them_waits_for_their_wish(world: World) -> None:
    regular = Regular(world)
    again = regular.come_again()

    other = begin(world)

    assert (holder(world, again), holder(world, other)) == (None, regular.colleagues[0].agent_id)
    assert disagreements(world.desk, [again, other, regular.in_the_way]) == []


@pytest.mark.parametrize("status", ["busy", "break"])
def test_they_wait_for_an_agent_who_is_away_and_get_them_when_these_come_back(world: World, status: str) -> None:
    regular = Regular(world)
    regular.free_the_agent()
    world.online(regular.agent, status)
    again = regular.come_again()
    waited = holder(world, again)

    world.online(regular.agent, "online")

    assert (waited, holder(world, again)) == (None, regular.agent.agent_id)


def test_they_wait_for_nobody_who_is_offline_and_no_longer_for_somebody_who_goes(world: World) -> None:
    regular = Regular(world, others=2)
    again = regular.come_again()
    waited = holder(world, again)

    world.online(regular.agent, "offline")
    served = holder(world, again)
    conversations.close_by_visitor(world.desk, regular.visitor, "demo", again)
    third = begin(world, regular.visitor, "third")

    assert waited is None
    assert {served, holder(world, third)} <= {each.agent_id for each in regular.colleagues}


def test_more_than_can_be_seen_wait_and_none_of_them_keeps_an_agent_from_the_others(world: World) -> None:
    regular = Regular(world, others=1)
    world.online(regular.colleagues[0], "break")
    crowd = [begin(world) for _ in range(41)]
    again = regular.come_again()

    world.online(regular.colleagues[0], "online")

    assert holder(world, crowd[0]) == regular.colleagues[0].agent_id
    assert holder(world, again) is None
    assert disagreements(world.desk, [*crowd, again, regular.in_the_way]) == []


def test_the_end_of_the_wish_dies_at_any_write_and_they_are_served_all_the_same(
    new_world: Callable[[], World],
) -> None:
    def story(death: Death) -> None:
        world = new_world()
        regular = Regular(world, patience=60)
        with death():
            again = regular.come_again()
            world.clock.forward(seconds=70)
            for each in (regular.agent, *regular.colleagues):
                world.online(each)
            work.run_due(world.desk)
        again = regular.come_again()
        minutes_pass(world, regular.agent, *regular.colleagues, seconds=480)

        assert holder(world, again) == regular.colleagues[0].agent_id

    at_each_write(story, least=4, most=90, sides=(False,))


def test_several_come_while_their_agent_gets_room_and_others_arrive(world: World) -> None:
    regular = Regular(world, others=2)
    acts: list[Callable[[], Any]] = [regular.come_again, regular.free_the_agent, *[partial(begin, world)] * 3]

    results = at_once(acts)
    work.run_due(world.desk)

    assert [each for each in results if isinstance(each, Exception)] == []
    ids = [each for each in results if isinstance(each, str)]
    assert disagreements(world.desk, [*ids, regular.in_the_way]) == []


@pytest.mark.parametrize("seconds", [-1, 601, "5", 1.5])
def test_a_time_that_no_plan_has_is_refused(world: World, seconds: Any) -> None:
    world.found()
    asking, boss = Asking(), world.agent(role=ADMINISTRATOR)
    token = asking.sign_in(boss)
    assert world.plan is not None

    answer = asking.ask("PUT", f"/v1/admin/plans/{world.plan.plan_id}", token, {"wait_for_last_agent_seconds": seconds})

    assert (answer.status, named_in(answer)) == (422, ["wait_for_last_agent_seconds"])


def test_whoever_has_been_served_waits_for_nobody_they_preferred_when_they_wait_again(world: World) -> None:
    regular = Regular(world)
    again = regular.come_again()

    regular.free_the_agent()

    assert conversations.find(world.desk, again).patience == 0
