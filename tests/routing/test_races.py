"""Crowds: arrivals, frees, comings and goings at once. On an engine that is atomic."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import reading
from chalicelib.core import work
from chalicelib.people import service as people
from chalicelib.routing import service as routing
from infra.bench.crowd import everybody_waiting
from tests.worlds import World, at_once

pytestmark = pytest.mark.race


def arrive(world: World, visitor: Any) -> str:
    started = conversations.start_conversation(
        world.desk, visitor, "demo", StartConversation(text="hello", client_id="c")
    )
    return started.conversation_id


def crowd(world: World, number: int) -> list[str]:
    """This many visitors at the same moment; their conversations."""
    visitors = [world.visitor() for _ in range(number)]
    arrived = at_once([partial(arrive, world, visitor) for visitor in visitors])
    assert not [each for each in arrived if isinstance(each, Exception)], arrived
    return arrived


def agree(world: World, conversation_ids: list[str]) -> Counter[str | None]:
    """Checks that agents' records and conversations say the same; how many each agent has (None: waiting)."""
    headers = [conversations.find(world.desk, each) for each in conversation_ids]
    for agent in people.list_agents(world.desk):
        mine = {h.conversation_id for h in headers if h.agent_id == agent.agent_id and h.state == "open"}
        assert agent.serving == mine
        assert len(agent.serving) <= agent.capacity
    waiting = {header.conversation_id for header in headers if header.state == "waiting"}
    assert {header.conversation_id for header in everybody_waiting(world.desk)} == waiting
    return Counter(header.agent_id for header in headers if header.state != "closed")


def test_64_arrivals_at_once_are_shared_evenly_by_4_agents(atomic_world: World) -> None:
    world = atomic_world
    for agent in world.found(agents=4, capacity=16):
        world.online(agent)

    arrived = crowd(world, 64)

    shares = agree(world, arrived)
    assert None not in shares
    assert max(shares.values()) - min(shares.values()) <= 1
    for conversation_id in arrived:
        assert len(assignment_entries(world, conversation_id)) == 1


def assignment_entries(world: World, conversation_id: str) -> list[str]:
    header = conversations.find(world.desk, conversation_id)
    agent = people.read_agent(world.desk, header.agent_id) if header.agent_id else None
    if agent is None:
        return []
    page = reading.read_transcript(world.desk, agent, conversation_id, 0, 100)
    return [entry.kind for entry in page.entries if entry.kind == "assigned"]


def test_totals_stay_level_when_there_is_less_room_than_visitors(atomic_world: World) -> None:
    world = atomic_world
    for agent in world.found(agents=4, capacity=5):
        world.online(agent)

    arrived = crowd(world, 40)

    shares = agree(world, arrived)
    assert shares.pop(None) == 20
    assert set(shares.values()) == {5}
    assert all(header.told_to_wait for header in everybody_waiting(world.desk))


def test_those_who_wait_are_served_in_the_order_they_came(atomic_world: World) -> None:
    world = atomic_world
    (agent,) = world.found(agents=1, capacity=1)
    world.online(agent)
    first = arrive(world, world.visitor())
    waiting = [arrive(world, world.visitor()) for _ in range(6)]

    served = []
    holding = first
    for _ in range(6):
        conversations.end_conversation(world.desk, world.now(agent), holding)
        (holding,) = world.now(agent).serving
        served.append(holding)

    assert served == waiting


def test_places_freed_at_once_are_all_filled_and_none_twice(atomic_world: World) -> None:
    world = atomic_world
    agents = world.found(agents=4, capacity=4)
    for agent in agents:
        world.online(agent)
    open_now = crowd(world, 16)
    waiting = crowd(world, 16)

    ends = []
    for agent in agents:
        record = world.now(agent)
        ends += [partial(conversations.end_conversation, world.desk, record, each) for each in record.serving]
    ended = at_once(ends)

    assert not [each for each in ended if isinstance(each, Exception)], ended
    shares = agree(world, [*open_now, *waiting])
    assert set(shares.values()) == {4}
    assert None not in shares


def test_an_agent_who_comes_online_while_a_crowd_arrives_leaves_nobody_waiting(atomic_world: World) -> None:
    world = atomic_world
    agents = world.found(agents=3, capacity=10)
    callers = [world.signed_in(agent) for agent in agents]
    visitors = [world.visitor() for _ in range(24)]

    arrivals = [partial(arrive, world, visitor) for visitor in visitors]
    comings = [partial(people.set_presence, world.desk, caller, "online") for caller in callers]
    results = at_once([*arrivals[:12], *comings, *arrivals[12:]])

    assert not [each for each in results if isinstance(each, Exception)], results
    arrived = [each for each in results if isinstance(each, str)]
    assert None not in agree(world, arrived)


def test_one_conversation_taken_by_many_at_once_has_one_agent(atomic_world: World) -> None:
    world = atomic_world
    agents = world.found(agents=8, capacity=1)
    for agent in agents:
        world.online(agent, "busy")
    conversation_id = arrive(world, world.visitor())

    takes = [partial(routing.take_conversation, world.desk, world.now(agent), conversation_id) for agent in agents]
    taken = at_once(takes)

    winners = [each for each in taken if not isinstance(each, Exception)]
    assert len(winners) == 1
    assert {getattr(each, "code", None) for each in taken if isinstance(each, Exception)} == {"conversation_taken"}
    assert agree(world, [conversation_id]) == {winners[0].agent_id: 1}


def test_one_agent_who_takes_many_at_once_stays_within_capacity(atomic_world: World) -> None:
    world = atomic_world
    (agent,) = world.found(agents=1, capacity=3)
    world.online(agent, "busy")
    waiting = [arrive(world, world.visitor()) for _ in range(8)]

    takes = [partial(routing.take_conversation, world.desk, world.now(agent), each) for each in waiting]
    taken = at_once(takes)

    assert sum(1 for each in taken if not isinstance(each, Exception)) == 3
    assert {getattr(each, "code", None) for each in taken if isinstance(each, Exception)} == {"agent_full"}
    assert agree(world, waiting)[agent.agent_id] == 3


def test_seats_are_not_exceeded_by_sign_ins_at_once(atomic_world: World) -> None:
    world = atomic_world
    agents = world.found(agents=8, seats=3)

    sign_ins = [partial(people.sign_in, world.desk, agent.email, "correct horse") for agent in agents]
    results = at_once(sign_ins)

    refused = [each for each in results if isinstance(each, Exception)]
    assert len(refused) == 5
    assert {getattr(each, "code", None) for each in refused} == {"no_free_seat"}
    assert len(world.seated()) == 3


def test_due_work_is_run_once_by_many_runners(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    waiting = crowd(world, 8)
    assert len(everybody_waiting(world.desk)) == len(waiting)

    ran = at_once([partial(work.run_due, world.desk)] * 6)

    assert not [each for each in ran if isinstance(each, Exception)], ran
    assert [each for each in work.waiting(world.desk) if each.due_at <= world.desk.now()] == []
