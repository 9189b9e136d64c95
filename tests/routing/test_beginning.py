"""Whoever comes while somebody is free and nobody waits is served in the transaction that begins it all (B1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import reading
from chalicelib.core import work
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.routing import store
from chalicelib.visitors import service as visitors
from infra.bench.crowd import everybody_waiting
from infra.bench.storm import disagreements
from tests.crashes import Death, at_each_write
from tests.worlds import World, counted, in_use


def begin(world: World, visitor: visitors.Caller, name: str = "c") -> conversations.Started:
    return conversations.start_conversation(world.desk, visitor, "demo", StartConversation(text="hi", client_id=name))


def everybody_online(world: World, agents: int, capacity: int = 5) -> list[Agent]:
    members = world.found(agents=agents, capacity=capacity)
    for member in members:
        world.online(member)
    return members


def test_who_comes_while_somebody_is_free_is_theirs_in_one_transaction(world: World) -> None:
    (agent,) = everybody_online(world, 1)
    visitor = world.visitor()

    with counted() as requests:
        begun = begin(world, visitor)

    header = conversations.find(world.desk, begun.conversation_id)
    (decision,) = store.decisions(world.desk, begun.conversation_id)
    assert requests.names == ["BatchGetItem", "Query", "Query", "TransactWriteItems"]
    assert (header.state, header.agent_id) == ("open", agent.agent_id)
    assert world.now(agent).serving == {begun.conversation_id}
    assert (decision.agent_id, decision.how, decision.seq) == (agent.agent_id, "rotation", header.last_seq)
    planned = {each.kind: each.due_at - world.clock() for each in work.waiting(world.desk)}
    assert planned["assignment.watch_acceptance"] > timedelta(hours=23), "others get it then, whoever looks"
    assert planned["assignment.watch_first_answer"] <= timedelta(seconds=24)
    assert disagreements(world.desk, [begun.conversation_id]) == []


def test_what_is_shown_of_it_is_what_is_stored(world: World) -> None:
    everybody_online(world, 1)
    plans.update_plan(world.desk, "demo", {"texts": {"en": {"welcome": "Hello {name}!"}}}, None)
    visitor = world.visitor()

    begun = begin(world, visitor)

    assert begun.page == reading.read_entries(world.desk, visitor, "demo", begun.conversation_id, 0, 100)
    assert [each.kind for each in begun.page.entries] == ["message", "auto_reply", "assigned"]


def test_it_costs_no_more_to_come_while_everybody_is_taken_than_it_did(world: World) -> None:
    everybody_online(world, 1, capacity=1)
    begin(world, world.visitor())
    visitor = world.visitor()

    with counted() as requests:
        begun = begin(world, visitor)

    assert begun.page.state == "waiting"
    assert requests.names == ["BatchGetItem", "Query", "TransactWriteItems", "Query", "Query", "TransactWriteItems"]


def test_who_waits_already_comes_first(world: World) -> None:
    agents = everybody_online(world, 2, capacity=1)
    ids = [begin(world, world.visitor()).conversation_id for _ in range(3)]
    late = world.visitor()

    def frees_a_slot_as_it_comes(operation: str, _: Mapping[str, Any]) -> None:
        if operation == "BatchGetItem" and world.now(agents[0]).serving == {ids[0]}:
            conversations.end_conversation(world.desk, world.now(agents[0]), ids[0])

    with in_use().watching(before=frees_a_slot_as_it_comes):
        begun = begin(world, late)

    assert conversations.find(world.desk, ids[2]).agent_id == agents[0].agent_id
    assert conversations.find(world.desk, begun.conversation_id).state == "waiting"


@pytest.mark.parametrize("rivals", [1, 2])
def test_whose_agent_is_given_somebody_else_at_that_moment_gets_the_next_or_waits(world: World, rivals: int) -> None:
    everybody_online(world, 2, capacity=1)
    visitor, quicker = world.visitor(), [world.visitor() for _ in range(rivals)]
    begun_before: list[str] = []

    def rivals_are_quicker(operation: str, _: Mapping[str, Any]) -> None:
        while operation == "TransactWriteItems" and quicker:
            begun_before.append(begin(world, quicker.pop()).conversation_id)

    with in_use().watching(before=rivals_are_quicker):
        begun = begin(world, visitor)

    ids = [*begun_before, begun.conversation_id]
    assert begun.page.state == ("open" if rivals == 1 else "waiting")
    assert len({conversations.find(world.desk, each).agent_id for each in ids}) == len(ids)
    assert disagreements(world.desk, ids) == []


def test_it_dies_at_any_write_and_begins_once(new_world: Any) -> None:
    def story(death: Death) -> None:
        world = new_world()
        (agent,) = everybody_online(world, 1)
        visitor = world.visitor()
        with death():
            begin(world, visitor)

        again = begin(world, visitor)

        assert world.now(agent).serving == {again.conversation_id}
        assert world.now(agent).assigned_total == len(store.decisions(world.desk, again.conversation_id)) == 1
        assert [each.kind for each in again.page.entries] == ["message", "assigned"]
        assert everybody_waiting(world.desk) == []

    at_each_write(story)


def test_it_dies_at_any_write_and_waits_once_and_is_told_so_once(new_world: Any) -> None:
    def story(death: Death) -> None:
        world = new_world()
        everybody_online(world, 1, capacity=1)
        begin(world, world.visitor())
        visitor = world.visitor()
        with death():
            begin(world, visitor)

        again = begin(world, visitor)
        world.clock.forward(seconds=20)
        work.run_due(world.desk)

        (waiting,) = everybody_waiting(world.desk)
        kinds = [each.kind for each in work.waiting(world.desk)]
        assert (waiting.conversation_id, waiting.told_to_wait) == (again.conversation_id, True)
        assert kinds.count("assignment.watch_waiting") == 1
        assert kinds.count("assignment.on_conversation_started") == 0

    at_each_write(story)


def test_who_comes_while_as_many_are_free_as_wait_has_one_of_their_own_at_once(world: World) -> None:
    agents = everybody_online(world, 3, capacity=1)
    first = [begin(world, world.visitor()) for _ in range(4)]
    ends = [world.now(agent) for agent in agents[:2]]
    alone = replace(world.desk, subscriptions={})  # nobody hears that they are free

    for agent in ends:
        (own,) = agent.serving
        conversations.end_conversation(alone, agent, own)
    late = begin(world, world.visitor())

    waiting = conversations.find(world.desk, first[3].conversation_id)
    assert (late.page.state, waiting.state) == ("open", "waiting")
    assert len({each.agent_id for each in map(world.now, agents) if each.serving}) == 2


def test_an_end_while_nobody_waits_asks_the_queue_and_nothing_more_of_routing(world: World) -> None:
    (agent,) = everybody_online(world, 1)
    begun, asked = begin(world, world.visitor()), []

    def note(operation: str, arguments: Mapping[str, Any]) -> None:
        asked.append((operation, str(arguments.get("TableName", "")).rpartition("-")[2]))

    record = world.now(agent)
    with in_use().watching(before=note):
        conversations.end_conversation(world.desk, record, begun.conversation_id)

    behind = asked.index(("TransactWriteItems", ""))
    assert asked[behind + 1 : behind + 3] == [("Query", "conversations"), ("DeleteItem", "work")]


def test_one_after_another_goes_round(world: World) -> None:
    agents = everybody_online(world, 3, capacity=100)

    for _ in range(20):
        begin(world, world.visitor())

    totals = sorted(world.now(agent).assigned_total for agent in agents)
    assert totals == [6, 7, 7]


def test_a_desk_on_which_nobody_answers_that_question_serves_them_from_the_queue(world: World) -> None:
    (agent,) = everybody_online(world, 1)
    alone = replace(world.desk, answerers={})

    begun = conversations.start_conversation(
        alone, world.visitor(), "demo", StartConversation(text="hi", client_id="c")
    )

    assert world.now(agent).serving == {begun.conversation_id}
    assert begun.page.state == "open"
