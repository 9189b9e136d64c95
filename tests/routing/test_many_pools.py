"""Agents in several pools, plans that share them, both changed while visitors wait: nobody waits whom somebody free may
serve, whoever came first is served first, and nobody is forgotten behind the window."""

from __future__ import annotations

import random
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.queue import WINDOW, received_by
from chalicelib.conversations.service import editing
from chalicelib.core import work
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup, UpdateAgent, UpdateGroup
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.service import groups
from chalicelib.plans import service as plans
from chalicelib.routing import service as routing
from chalicelib.routing.model import NobodyElse, Transfer
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from chalicelib.visitors.model.visitor import EditVisitor
from infra.bench.crowd import everybody_waiting, wait_in_queue
from infra.bench.storm import Storm, disagreements
from tests.atomic import Atomic
from tests.conversations.test_waiting_reach import put_in_line
from tests.worlds import Clock, World, at_once, desk_with

KEYS = ("demo", "other", "both", "anybody", "named")
ENOUGH = {"start": 60, "reply": 5, "end": 3, "presence": 5}  # of each in one storm, however fast the machine is


def group_of(world: World, name: str, *members: Agent) -> str:
    ids = [each.agent_id for each in members]
    return people.create_group(world.desk, CreateGroup(name=name, leader_id=ids[0], member_ids=ids)).group_id


def town(world: World, capacity: int = 2) -> list[Agent]:
    """Five plans over two groups with a common member, and one agent whom a plan names."""
    members = world.found(agents=2, capacity=capacity)
    agents = [*members, world.agent(capacity=capacity), world.agent(capacity=capacity)]
    first = world.group.group_id if world.group else ""
    second = group_of(world, "Second", agents[1], agents[2])
    for key, fields in (
        ("other", {"group_ids": [second]}),
        ("both", {"group_ids": [first, second]}),
        ("anybody", {}),
        ("named", {"group_ids": [second], "agent_ids": [agents[3].agent_id]}),
    ):
        plans.create_plan(world.desk, key, {"accept_seconds": 86_400, **fields})
    return agents


def visit(world: World, key: str) -> visitors.Caller:
    _, token, _ = visitors.register(world.desk, None, key, None, RegisterVisitor(locale="en"))
    return visitors.recognised(world.desk, token)


def begin(world: World, visitor: visitors.Caller) -> str:
    return conversations.start_conversation(
        world.desk, visitor, visitor.plan_key, StartConversation(text="hi", client_id="c")
    ).conversation_id


# --- in any order ---------------------------------------------------------------------------------------------------


@pytest.mark.race
@pytest.mark.long
def test_whatever_is_changed_in_any_order_nobody_waits_whom_somebody_free_may_serve(atomic_store: Atomic) -> None:
    class ManyPools(RuleBasedStateMachine):
        @initialize()
        def open_the_desk(self) -> None:
            desk = desk_with(Clock(), atomic_store.start_over())
            self.world = World(desk, desk.now)
            self.agents = town(self.world, capacity=1)
            self.boss = self.world.agent(role=SUPERVISOR)
            self.groups = [each.group_id for each in people.list_groups(desk)]
            self.who: dict[str, Any] = {}

        def open_now(self) -> list[str]:
            return [each for each in self.who if conversations.find(self.world.desk, each).state != "closed"]

        @rule(key=st.sampled_from(KEYS), level=st.sampled_from([None, None, "vip", "gold"]))
        def arrive(self, key: str, level: str | None) -> None:
            visitor = visit(self.world, key)
            if level is not None:
                self.world.known(visitor)
                editing.edit_visitor(self.world.desk, self.boss, visitor.visitor_id, EditVisitor(level=level))
            self.who[begin(self.world, visitor)] = visitor

        @rule(n=st.integers(0, 3), status=st.sampled_from(["online", "online", "online", "busy", "offline"]))
        def change_presence(self, n: int, status: str) -> None:
            self.world.online(self.agents[n], status)

        @rule(n=st.integers(0, 20))
        def a_visitor_leaves(self, n: int) -> None:
            if there := self.open_now():
                conversation_id = there[n % len(there)]
                visitor = self.who[conversation_id]
                conversations.close_by_visitor(self.world.desk, visitor, visitor.plan_key, conversation_id)

        @rule(n=st.integers(0, 20), level=st.sampled_from(["vip", "gold", "normal"]))
        def a_level_changes(self, n: int, level: str) -> None:
            if there := self.open_now():
                visitor = self.who[there[n % len(there)]]
                editing.edit_visitor(self.world.desk, self.boss, visitor.visitor_id, EditVisitor(level=level))

        @rule(n=st.integers(0, 3), capacity=st.integers(1, 3))
        def a_capacity_changes(self, n: int, capacity: int) -> None:
            people.update_agent(self.world.desk, self.agents[n].agent_id, UpdateAgent(capacity=capacity))

        @rule(
            key=st.sampled_from(KEYS),
            pools=st.sampled_from([[], [0], [1], [0, 1]]),
            n=st.sampled_from([None, None, 0, 3]),
        )
        def a_plan_changes(self, key: str, pools: list[int], n: int | None) -> None:
            named = [self.agents[n].agent_id] if n is not None else []
            fields = {"group_ids": [self.groups[each] for each in pools], "agent_ids": named}
            plans.update_plan(self.world.desk, key, fields, None)

        @rule(g=st.integers(0, 1), members=st.sampled_from([[0], [1], [0, 1], [1, 2], [0, 1, 2, 3]]))
        def a_groups_members_change(self, g: int, members: list[int]) -> None:
            ids = [self.agents[n].agent_id for n in members]
            groups.update_group(self.world.desk, self.groups[g], UpdateGroup(leader_id=ids[0], member_ids=ids))

        @rule(g=st.integers(0, 1), levels=st.sampled_from([[], [], ["vip"], ["vip", "gold"]]))
        def what_a_group_receives_changes(self, g: int, levels: list[str]) -> None:
            groups.update_group(self.world.desk, self.groups[g], UpdateGroup(levels=levels))

        @rule(n=st.integers(0, 20), g=st.integers(0, 1))
        def an_agent_hands_on_to_a_group(self, n: int, g: int) -> None:
            headers = [conversations.find(self.world.desk, each) for each in self.open_now()]
            if there := [each for each in headers if each.agent_id is not None]:
                header = there[n % len(there)]
                agent = people.read_agent(self.world.desk, str(header.agent_id))
                to = {"agent_id": None, "group_id": self.groups[g], "note": None, "anyway": True}
                with suppress(NobodyElse):
                    routing.transfer(self.world.desk, agent, header.conversation_id, Transfer(**to))

        @rule(seconds=st.sampled_from([5, 65]))
        def time_goes_by(self, seconds: int) -> None:
            self.world.clock.forward(seconds=seconds)
            while work.run_due(self.world.desk):
                pass

        @invariant()
        def the_desk_agrees_with_itself(self) -> None:
            if hasattr(self, "world"):
                while work.run_due(self.world.desk):
                    pass  # what the stream does at once
                overfull = [
                    each
                    for each in disagreements(self.world.desk, list(self.who))
                    if "over capacity" not in each  # a capacity may be lowered below what somebody has
                ]
                assert overfull == []
                for header in everybody_waiting(self.world.desk):
                    assert received_by(header, plans.read_plan(self.world.desk, header.plan_key)) == header

    run_state_machine_as_test(
        ManyPools,
        settings=settings(
            phases=[Phase.generate],  # shrinking a long story takes longer than reading it
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_whoever_hands_on_to_their_group_takes_who_stands_before_that_in_the_queue(world: World) -> None:
    agent = town(world, capacity=1)[2]
    second = people.list_groups(world.desk)[1]
    caller, boss = world.online(agent), world.agent(role=SUPERVISOR)
    first, important = visit(world, "other"), world.known(visit(world, "other"))
    editing.edit_visitor(world.desk, boss, important.visitor_id, EditVisitor(level="vip"))
    handed, waiting = begin(world, first), begin(world, important)

    to = Transfer(agent_id=None, group_id=second.group_id, note=None, anyway=True)
    routing.transfer(world.desk, caller.agent, handed, to)
    while work.run_due(world.desk):
        pass

    assert conversations.find(world.desk, waiting).agent_id == agent.agent_id
    assert conversations.find(world.desk, handed).agent_id is None


# --- all at once ----------------------------------------------------------------------------------------------------


@pytest.mark.race
@pytest.mark.long
def test_a_storm_over_plans_that_share_agents_leaves_no_disagreement(atomic_world: World) -> None:
    world = atomic_world
    callers = [world.online(agent) for agent in town(world, capacity=4)]
    chance = random.Random(7)

    storm = Storm(world.desk, callers, lambda: visit(world, chance.choice(KEYS)))
    storm.rage(60, 24, ENOUGH)

    assert storm.faults == []
    assert disagreements(world.desk, storm.started) == []
    assert min(storm.done[each] for each in ENOUGH) > 0


@pytest.mark.race
def test_of_a_crowd_at_several_plans_nobody_waits_while_somebody_who_may_serve_them_has_room(
    atomic_world: World,
) -> None:
    world = atomic_world
    for agent in town(world, capacity=5):
        world.online(agent)
    crowd = [visit(world, KEYS[n % len(KEYS)]) for n in range(64)]

    begun = at_once([partial(begin, world, visitor) for visitor in crowd])

    assert [each for each in begun if isinstance(each, Exception)] == []
    assert disagreements(world.desk, begun) == []


@pytest.mark.race
def test_those_who_come_behind_the_window_are_served_by_the_last_place_that_is_free(atomic_world: World) -> None:
    world = atomic_world
    agents = world.found(agents=3, capacity=WINDOW)
    callers = [world.signed_in(agent) for agent in agents]
    first = [begin(world, world.visitor()) for _ in range(WINDOW + 10)]

    arriving = [partial(begin, world, world.visitor()) for _ in range(20)]
    coming = [partial(people.set_presence, world.desk, caller, "online") for caller in callers]
    answers = at_once([*coming, *arriving])
    begun = [each for each in answers[len(callers) :] if isinstance(each, str)]

    assert [each for each in answers if isinstance(each, Exception)] == []
    assert everybody_waiting(world.desk) == []
    assert sum(len(world.now(agent).serving) for agent in agents) == len(first) + len(begun)
    assert disagreements(world.desk, [*first, *begun]) == []


# --- behind the window ----------------------------------------------------------------------------------------------


def test_who_frees_one_place_of_many_serves_who_came_first_of_all_their_pools(world: World) -> None:
    agents = town(world, capacity=1)
    ids = [begin(world, visit(world, key)) for key in ("other", "demo", "both", "anybody", "demo")]

    world.online(agents[1])
    served = []
    for _ in range(3):
        (mine,) = world.now(agents[1]).serving
        served.append(mine)
        conversations.end_conversation(world.desk, world.now(agents[1]), mine)

    assert served == ids[:3]


def test_who_comes_behind_somebody_who_is_given_another_agent_gets_the_place_that_stays_free(world: World) -> None:
    agents = town(world, capacity=1)
    world.online(agents[0])
    conversations.end_conversation(world.desk, world.now(agents[0]), begin(world, visit(world, "demo")))
    before = put_in_line(world, "both")  # its own request is looking for an agent at this very moment
    visitor, slept = visit(world, "demo"), []

    def meanwhile(_: float) -> None:
        if not slept:
            world.online(agents[2])  # who had fewer turns, and does not receive the one who comes behind
        slept.append(1)

    desk = replace(world.desk, sleep=meanwhile)
    begun = conversations.start_conversation(desk, visitor, "demo", StartConversation(text="hi", client_id="c"))

    assert conversations.find(world.desk, before).agent_id == agents[2].agent_id
    assert conversations.find(world.desk, begun.conversation_id).agent_id == agents[0].agent_id


def test_who_comes_with_more_room_than_the_window_shows_serves_all_of_them_in_order(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=100)
    group_id = world.group.group_id if world.group else ""
    wait_in_queue(world.desk, 2 * WINDOW + 5, (group_id,))

    world.online(agent)

    headers = [conversations.find(world.desk, each) for each in sorted(world.now(agent).serving)]
    served_at = [each.state_at for each in sorted(headers, key=lambda each: each.started_at)]
    assert len(headers) == 2 * WINDOW + 5
    assert served_at == sorted(served_at, key=str)
    assert everybody_waiting(world.desk) == []


def test_a_free_agent_is_left_to_those_of_their_pool_whom_a_window_does_not_show(world: World) -> None:
    agents = town(world, capacity=1)
    first = world.group.group_id if world.group else ""
    wait_in_queue(world.desk, WINDOW + 3, (first,))

    late = begin(world, visit(world, "both"))
    world.online(agents[1])

    assert conversations.find(world.desk, late).state == "waiting"
    assert world.now(agents[1]).serving == {"cnv_waiting0000000000000000000000"}
