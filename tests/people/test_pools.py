"""Pools: agents in the order in which they would be given a conversation, written with what that depends on."""

from __future__ import annotations

import random

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.availability import candidate_of, most_pools, places
from chalicelib.people.model.forms import CreateGroup, UpdateAgent
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.service import pools, presence
from chalicelib.plans import service as plans
from chalicelib.routing.service import manual
from tests.crashes import crash_at
from tests.stored import change_item, every_item
from tests.worlds import World, counted, in_use


def standing_in(world: World, mode: str = "rotation", pool: str | None = None) -> list[str]:
    """The names of a pool, as they stand."""
    group = world.group.group_id if world.group else "everybody"
    return [each.name for each in people.candidates(world.desk, [pool or group], mode)]


def every_place(world: World) -> dict[tuple[str, str], str]:
    """Who stands where in all pools."""
    rows = (each for each in every_item("deskbell-test-people") if each["shelf"]["S"].startswith("pool#"))
    return {(row["shelf"]["S"], row["key"]["S"]): row["candidate"]["S"] for row in rows}


def as_records_say(world: World) -> set[tuple[str, str]]:
    """The places that the agents' records stand for."""
    agents = people.roster(world.desk).agents.values()
    return {(f"pool#{pool}#{mode}", order) for each in agents for pool, mode, order in places(candidate_of(each))}


def test_whoever_comes_goes_or_rests_stands_where_they_belong(world: World) -> None:
    one, two, three = world.found(agents=3)
    world.online(one)
    world.online(two, "busy")
    world.online(three, "break")

    resting = standing_in(world)
    world.online(two)
    world.online(one, "offline")
    working = standing_in(world)

    assert resting == [one.name, two.name, three.name]
    assert working[0] == two.name
    assert every_place(world).keys() == as_records_say(world)


def test_only_what_plans_ask_for_is_kept(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    before = {shelf for shelf, _ in every_place(world)}

    plans.create_plan(world.desk, "second", {"allocation": "balanced"})

    group = world.group.group_id if world.group else ""
    assert before == {f"pool#{group}#rotation"}
    assert {shelf for shelf, _ in every_place(world)} == {
        f"pool#{pool}#{mode}" for pool in (group, "everybody") for mode in ("rotation", "balanced")
    }
    assert every_place(world).keys() == as_records_say(world)


def test_what_plans_ask_for_reaches_a_crowd_page_by_page(world: World) -> None:
    world.found(agents=0)
    crowd = [world.agent() for _ in range(7)]

    plans.create_plan(world.desk, "second", {"allocation": "balanced"})
    spread = people.roster(world.desk).agents
    while work.run_due(world.desk):
        world.clock.forward(minutes=10)

    assert {frozenset(spread[each.agent_id].uses) for each in crowd} == {
        frozenset({"rotation", "balanced", "everybody"})
    }
    assert len(standing_in(world, "balanced", "everybody")) == 7


def test_who_was_slow_to_hear_what_plans_ask_for_takes_nothing_away(world: World) -> None:
    (agent,) = world.found(agents=1)
    group = world.group.group_id if world.group else ""
    plans.create_plan(world.desk, "second", {"allocation": "balanced", "group_ids": [group]})
    asked = False

    def ask_for_more(operation: str, *_: object) -> None:
        nonlocal asked
        if operation == "GetItem" and not asked:
            asked = True
            plans.create_plan(world.desk, "third", {"group_ids": []})

    with in_use().watching(after=ask_for_more):
        pools.spread(world.desk, pools.SpreadPools())

    assert asked
    assert world.now(agent).uses == {"rotation", "balanced", "everybody"}


def test_whoever_is_free_serves_who_waits_once_their_place_is_kept(world: World) -> None:
    away, there = world.found(agents=2)
    world.online(there)
    with crash_at(0, written=True):  # the plan is stored, and nothing that follows from it is done yet
        plans.update_plan(world.desk, "demo", {"allocation": "balanced"}, None)
    begun = conversations.start_conversation(
        world.desk, world.visitor(), "demo", StartConversation(text="hi", client_id="c")
    )
    before = world.now(there).serving

    pools.spread(world.desk, pools.SpreadPools())

    assert before == frozenset()
    assert world.now(away).serving == frozenset()
    assert world.now(there).serving == {begun.conversation_id}


def test_nobody_is_in_more_pools_than_one_transaction_bears(world: World) -> None:
    world.found()
    agent = world.agent()
    most = most_pools({"rotation"}) - 1
    for number in range(most):
        people.create_group(world.desk, CreateGroup(name=f"G{number}", leader_id=agent.agent_id, member_ids=[]))

    with pytest.raises(Invalid) as of_a_group:
        people.create_group(world.desk, CreateGroup(name="One more", leader_id=agent.agent_id, member_ids=[]))
    with pytest.raises(Invalid) as of_a_plan:
        plans.create_plan(world.desk, "named", {"agent_ids": [agent.agent_id]})
    with pytest.raises(Invalid) as of_another_order:
        plans.create_plan(world.desk, "balanced", {"allocation": "balanced"})

    refused = (of_a_group, of_a_plan, of_another_order)
    assert [each.value.errors[0].field for each in refused] == ["member_ids", "agent_ids", "allocation"]
    assert len(people.read_agent(world.desk, agent.agent_id).groups) == most


def test_the_most_pools_of_two_agents_fit_one_transfer(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"allocation": "balanced"}, None)
    one, two = world.agent(capacity=1), world.agent(capacity=1)
    ids = [one.agent_id, two.agent_id]
    groups_of_both = [
        people.create_group(world.desk, CreateGroup(name=f"G{number}", leader_id=ids[0], member_ids=ids)).group_id
        for number in range(most_pools({"rotation", "balanced"}) - 1)
    ]
    plans.update_plan(world.desk, "demo", {"group_ids": groups_of_both}, None)
    world.online(one)
    begun = conversations.start_conversation(
        world.desk, world.visitor(), "demo", StartConversation(text="hi", client_id="c")
    )
    world.clock.forward(seconds=25)
    for _ in range(2):
        work.run_due(world.desk)  # its first answer is awaited, and others are told of each change
    people.set_presence(world.desk, world.online(two), "busy", reply="I am at lunch")
    boss = world.signed_in(world.agent(role=SUPERVISOR))

    manual.reassign(
        world.desk,
        boss,
        begun.conversation_id,
        agent_id=two.agent_id,
        over_capacity=False,
        note="Please",
        request_id="r",
    )

    assert conversations.find(world.desk, begun.conversation_id).awaited
    assert world.now(two).serving == {begun.conversation_id}
    assert every_place(world).keys() == as_records_say(world)


def test_the_first_of_a_pool_are_read_at_the_same_cost_whoever_else_is_in_it(world: World) -> None:
    agents = world.found(agents=30)
    for agent in agents[:4]:
        world.online(agent)
    group = world.group.group_id if world.group else ""

    with counted() as requests:
        found = people.candidates(world.desk, [group], "rotation")

    assert requests.names == ["Query"]
    assert len(found) == pools.HEAD
    assert [each.status for each in found[:5]] == ["online"] * 4 + ["offline"]


def test_a_recount_puts_right_whatever_is_wrong_in_a_pool(world: World) -> None:
    one, two = world.found(agents=2)
    world.online(one)
    before, table = every_place(world), "deskbell-test-people"
    (shelf, order), *_ = sorted(before)
    world.desk.database.call("DeleteItem", {"TableName": table, "Key": {"shelf": {"S": shelf}, "key": {"S": order}}})
    stray = {"shelf": {"S": shelf}, "key": {"S": f"0#{two.agent_id}"}, "candidate": {"S": before[shelf, order]}}
    world.desk.database.call("PutItem", {"TableName": table, "Item": stray})

    mended, again = people.recount_pools(world.desk), people.recount_pools(world.desk)

    assert mended >= 1
    assert again == 0
    assert every_place(world) == before


def test_a_recount_puts_right_how_many_seats_are_taken(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.signed_in(agent)
    change_item("deskbell-test-people", {"shelf": {"S": "roster"}, "key": {"S": "desk"}}, "REMOVE taken")
    world.desk.database.call(
        "UpdateItem",
        {
            "TableName": "deskbell-test-people",
            "Key": {"shelf": {"S": "roster"}, "key": {"S": "desk"}},
            "UpdateExpression": "SET taken = :seven",
            "ExpressionAttributeValues": {":seven": {"N": "7"}},
        },
    )

    mended, again = people.recount_seats(world.desk), people.recount_seats(world.desk)

    assert (mended, again) == ((7, 1), None)
    assert world.seated() == {agent.agent_id}


STEPS = ("online", "busy", "break", "offline", "capacity", "hide", "show", "rename", "group", "beat", "silence")


@pytest.mark.parametrize("seed", range(8))
def test_pools_say_what_the_records_say_whatever_happens(world: World, seed: int) -> None:
    agents, chance = world.found(agents=3), random.Random(seed)

    for number in range(25):
        do(world, agents, chance.choice(agents), chance.choice(STEPS), number)

    assert every_place(world).keys() == as_records_say(world)
    assert people.recount_pools(world.desk) == 0


def do(world: World, agents: list[Agent], agent: Agent, step: str, number: int) -> None:
    """One thing that may happen to an agent."""
    if step in ("online", "busy", "break", "offline"):
        world.online(agent, step)
    elif step == "capacity":
        people.update_agent(world.desk, agent.agent_id, UpdateAgent(capacity=number % 3 + 1))
    elif step in ("hide", "show"):
        people.update_agent(world.desk, agent.agent_id, UpdateAgent(hidden=step == "hide"))
    elif step == "rename":
        people.update_agent(world.desk, agent.agent_id, UpdateAgent(name=f"Name {number}"))
    elif step == "group":
        ids = [each.agent_id for each in agents[: number % 3 + 1]]
        people.create_group(world.desk, CreateGroup(name=f"G{number}", leader_id=ids[0], member_ids=ids))
    elif step == "silence":
        world.clock.forward(seconds=70)
        work.run_due(world.desk)
    elif agent.agent_id in world.tokens:
        console = people.Caller(world.now(agent), world.tokens[agent.agent_id].session_id)
        presence.beat(world.desk, console)
