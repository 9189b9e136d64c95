"""No request grows with who works, who waits or the plans there are: counted in requests and capacity units (law 9).

From forty who wait on everything costs the same, however many more there are; a window with fewer in it costs less.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.queue import WINDOW
from chalicelib.conversations.service import queue, reading
from chalicelib.core import work
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.plans import service as plans
from chalicelib.plans.service import reading as plan_reading
from chalicelib.visitors import service as visitors
from infra.bench.crowd import wait_in_queue
from infra.bench.meter import Cost, Operation, count
from tests.crowds import more_plans, staff, visit
from tests.worlds import World, in_use

FEW, ENOUGH, MANY = 1, WINDOW + 1, 2_000
FEW_PLANS, MANY_PLANS = 10, 1_000
FEW_AGENTS, MANY_AGENTS = 30, 1_000  # of a pool the first twenty are looked at


def begin(world: World, visitor: visitors.Caller) -> str:
    return conversations.start_conversation(
        world.desk, visitor, visitor.plan_key, StartConversation(text="hi", client_id="c")
    ).conversation_id


def costs(
    world: World, waiting: int, plans_there: int = FEW_PLANS, agents: int = FEW_AGENTS, free: int = FEW_AGENTS
) -> dict[str, Cost]:
    """What each thing costs at a desk with so many who wait in a busy agent's group, so many plans, so many colleagues
    of that agent who are full as well, and so many agents of another group who are ``free``."""
    (agent,) = world.found(agents=1, capacity=1)
    plans.create_plan(world.desk, "anybody", {})
    more_plans(world, plans_there)
    staff(world, agents, full=True)
    leader = world.agent().agent_id
    calm = people.create_group(world.desk, CreateGroup(name="Calm", leader_id=leader, member_ids=[leader]))
    plans.create_plan(world.desk, "calm", {"group_ids": [calm.group_id]})
    colleague = staff(world, free, group_ids=(calm.group_id,))[0]
    boss = world.now(world.agent(role=SUPERVISOR))
    world.online(agent)
    begin(world, world.visitor())
    wait_in_queue(world.desk, waiting, (world.group.group_id if world.group else "",))
    visitor, other, calm_one = world.visitor(), world.visitor(), visit(world, "calm")
    mine = begin(world, visitor)
    who = (world.now(agent), boss, colleague)
    cursors = {each.agent_id: reading.read_inbox(world.desk, each, None).cursor for each in who}
    session_id, served = world.tokens[agent.agent_id].session_id, list[str]()
    world.clock.forward(seconds=5)

    def console(who: Agent) -> Callable[[Any], Any]:
        record = world.now(who)
        return lambda _: reading.read_inbox(world.desk, record, cursors[who.agent_id])

    def once(name: str, act: Callable[[Any], Any]) -> tuple[str, Cost]:
        return name, count(in_use(), Operation(name, act))

    def end_of_agent(_: Any) -> None:
        (own,) = world.now(agent).serving
        conversations.end_conversation(world.desk, world.now(agent), own)

    def end_of_colleague(_: Any) -> None:
        header = conversations.find(world.desk, served[0])
        holder = people.read_agent(world.desk, header.agent_id or "")
        conversations.end_conversation(world.desk, holder, header.conversation_id)

    def look(_: Any) -> None:
        work.run_due(world.desk)

    measured = dict(
        [
            once("sign", lambda _: queue.still_here(world.desk, visitor, "demo", mine)),
            once("poll", lambda _: conversations.read_entries(world.desk, visitor, "demo", mine, 2, 100)),
            once("console", console(agent)),
            once("console of a supervisor", console(boss)),
            once("list", lambda _: reading.list_conversations(world.desk, world.now(agent), "waiting", None, None)),
            once("post", lambda _: conversations.post_message(world.desk, visitor, "demo", mine, "more", "m1")),
            once("start", lambda _: begin(world, other)),
            once("close", lambda _: conversations.close_by_visitor(world.desk, visitor, "demo", mine)),
            once("close of an agent", end_of_agent),
            once("page view", lambda _: plan_reading.appearance(world.desk, "demo", None)),
            once("page view, somebody free", lambda _: plan_reading.appearance(world.desk, "calm", None)),
            once("heartbeat", lambda _: people.beat(world.desk, people.Caller(world.now(agent), session_id))),
            once("start, somebody free", lambda _: served.append(begin(world, calm_one))),
            once("idle console", console(colleague)),
            once("close of an agent, nobody waiting", end_of_colleague),
        ]
    )
    world.clock.forward(seconds=62)
    return {**measured, **dict([once("a minute's look", look)])}


def test_who_waits_beyond_the_first_forty_makes_nothing_dearer(new_world: Any) -> None:
    enough, many = costs(new_world(), ENOUGH + WINDOW), costs(new_world(), MANY)

    assert many == enough


def test_more_agents_make_nothing_dearer(new_world: Any) -> None:
    few, many = costs(new_world(), FEW), costs(new_world(), FEW, agents=MANY_AGENTS, free=MANY_AGENTS)

    assert many == few


def test_with_one_who_waits_the_same_requests_are_made_for_fewer_units(new_world: Any) -> None:
    few, many = costs(new_world(), FEW), costs(new_world(), MANY)

    for name in few:
        assert few[name].requests == many[name].requests, name
        assert few[name].read_units <= many[name].read_units, name
        assert few[name].write_units == many[name].write_units, name
    assert (few["sign"].read_units, many["sign"].read_units) == (2.0, 4.0)
    assert (few["console"].read_units, many["console"].read_units) == (2.0, 4.0)


def test_more_plans_make_nothing_dearer(new_world: Any) -> None:
    few, many = costs(new_world(), FEW, FEW_PLANS), costs(new_world(), FEW, MANY_PLANS)

    assert many == few


@pytest.mark.parametrize(
    ("name", "requests"),
    [
        ("sign", ["Query"] * 2),
        ("poll", ["Query"]),
        ("post", ["GetItem", "TransactWriteItems"]),
        ("console", ["Query"] * 2),
        ("page view", ["GetItem", "Query"]),
        ("start, somebody free", ["BatchGetItem", "Query", "Query", "TransactWriteItems"]),
        ("idle console", ["Query"] * 2),
    ],
)
def test_what_is_asked_all_day_takes_these_requests(world: World, name: str, requests: list[str]) -> None:
    cost = costs(world, WINDOW)[name]

    assert cost.requests == requests
