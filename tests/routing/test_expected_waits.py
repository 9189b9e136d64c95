"""How long it takes is said in the sign, the transcript and the console alike, and costs nothing more to ask (B5)."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.service import queue, reading
from chalicelib.core import work
from chalicelib.core.transactions import Transaction
from tests.in_process import Asking
from tests.routing.test_manual import begin
from tests.worlds import World, at_once, counted


def pool_of(world: World) -> str:
    return world.group.group_id if world.group else ""


def busy_hour(world: World, served: int = 4, minutes: int = 2) -> Any:
    """One agent with one slot who serves one after another, each for so long; three wait at any time."""
    (agent,) = world.found(agents=1, capacity=1)
    world.online(agent)
    for _ in range(4):
        begin(world)
    for _ in range(served):
        for _ in range(minutes * 2):
            world.clock.forward(seconds=30)
            world.online(agent)
        (theirs,) = world.now(agent).serving
        conversations.end_conversation(world.desk, world.now(agent), theirs)
        begin(world)
    return agent


def test_the_sign_the_transcript_and_the_console_say_the_same_range(world: World) -> None:
    agent = busy_hour(world)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)

    header, standing = queue.still_here(world.desk, visitor, "demo", conversation_id)
    told = conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100).entries[-1]
    inbox = reading.read_inbox(world.desk, world.now(agent), None)
    (listed,) = [each for each in inbox.items if each.header.conversation_id == conversation_id]

    assert standing is not None
    assert standing.expected is not None
    assert standing.expected.least < 8 < (standing.expected.most or 0)
    assert (told.place, header.told and header.told.place, standing.place) == (4, 4, 4)
    assert f"about {standing.expected.least} to {standing.expected.most} minutes" in told.text
    assert listed.expected == standing.expected


def test_over_http_it_comes_in_numbers_and_in_the_visitors_words(world: World) -> None:
    busy_hour(world)
    asking = Asking()
    visitor = asking.visit()
    conversation_id = asking.begin(visitor)

    said = asking.ask("POST", f"/v1/widget/demo/conversations/{conversation_id}/waiting", visitor, {}).said

    least, most = said["expected"]["least_minutes"], said["expected"]["most_minutes"]
    assert said["expected"]["words"] == f"about {least} to {most} minutes"


def test_nothing_is_said_of_it_while_too_few_were_served(world: World) -> None:
    busy_hour(world, served=2)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)

    _, standing = queue.still_here(world.desk, visitor, "demo", conversation_id)
    told = conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100).entries[-1]

    assert standing is not None
    assert standing.expected is None
    assert told.text == "All agents are busy; 3 ahead of you, please wait"


def test_a_sign_that_says_how_long_it_takes_asks_for_nothing_more(world: World) -> None:
    busy_hour(world)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)
    queue.still_here(world.desk, visitor, "demo", conversation_id)

    with counted() as requests:
        _, standing = queue.still_here(world.desk, visitor, "demo", conversation_id)

    assert standing and standing.expected
    assert requests.names == ["Query", "Query"]


def test_who_is_served_at_once_writes_no_wait_and_of_many_served_one_in_five_seconds_does(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=3)
    world.online(agent)
    visitors = [world.visitor() for _ in range(9)]
    for each in visitors:
        begin(world, each)
    at_once_served = store.queue(world.desk, pool_of(world)).waits

    for _ in range(2):
        world.clock.forward(seconds=6)
        for theirs in sorted(world.now(agent).serving):
            conversations.end_conversation(world.desk, world.now(agent), theirs)
    waits = store.queue(world.desk, pool_of(world)).waits

    assert at_once_served == ()
    assert [(round(each.seconds), each.place) for each in waits] == [(6, 1), (12, 4)]


@pytest.mark.race
def test_of_those_who_are_served_at_the_same_moment_one_wait_is_kept(atomic_world: World) -> None:
    world = atomic_world
    agents = world.found(agents=4, capacity=1)
    for each in agents:
        world.online(each)
    waiting = [begin(world) for _ in range(8)][4:]

    ends = []
    for each in agents:
        record = world.now(each)
        ends += [partial(conversations.end_conversation, world.desk, record, theirs) for theirs in record.serving]
    results = at_once(ends)

    assert not [each for each in results if isinstance(each, Exception)], results
    assert {conversations.find(world.desk, each).state for each in waiting} == {"open"}
    assert len(store.queue(world.desk, pool_of(world)).waits) == 1


def test_who_waits_since_before_there_was_such_a_thing_writes_none(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=1)
    world.online(agent)
    first, second = begin(world), begin(world)
    header = conversations.find(world.desk, second)
    tx = Transaction(world.desk)
    store.write(tx, header, replace(header, place_at_first=None, edits=1), [])
    tx.commit()

    conversations.end_conversation(world.desk, world.now(agent), first)
    work.run_due(world.desk)

    after: Header = conversations.find(world.desk, second)
    assert after.state == "open"
    assert store.queue(world.desk, pool_of(world)).waits == ()
