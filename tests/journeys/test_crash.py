"""A function may die at any line (laws 1 and 3): the same story, died at each write and gone on with, ends the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.assignment import service as assignment
from chalicelib.conversations import service as conversations
from chalicelib.core import work
from chalicelib.people import service as people
from tests.worlds import World, crash_at


@pytest.fixture
def world(timed_world: World) -> World:
    """Long stories: many requests, much stored."""
    return timed_world


MOST_WRITES = 12


def catch_up(world: World) -> None:
    """What the schedule does once the dead request's lease is over; until nothing is due."""
    world.clock.forward(seconds=20)
    while work.run_due(world.desk):
        pass


def until_done(world: World, act: Callable[[], Any], number: int, *, written: bool) -> bool:
    """Die at that write, do it again as a client would, let the schedule catch up; whether there was such a write."""
    with crash_at(number, written=written) as fate:
        act()
    assert fate.died == (len(fate.writes) > number)
    act()
    catch_up(world)
    return fate.died


def through_every_write(story: Callable[[int, bool], bool]) -> None:
    reached = 0
    for number in range(MOST_WRITES):
        there_was = [story(number, written) for written in (False, True)]
        reached += any(there_was)
    assert reached >= 1, "the story never wrote anything"
    assert reached < MOST_WRITES, "more writes than were tried"


def say(world: World, visitor: Any, text: str, client_id: str) -> str:
    started = conversations.start_conversation(
        world.desk, visitor, "demo", None, text=text, client_id=client_id, page=None
    )
    return started.conversation_id


def kinds(world: World, visitor: Any, conversation_id: str) -> list[str]:
    page = conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100)
    assert [entry.seq for entry in page.entries] == list(range(1, len(page.entries) + 1))
    return [entry.kind for entry in page.entries]


def test_a_start_that_dies_anywhere_ends_with_one_conversation_and_one_agent(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=100)
    world.online(agent)

    def story(number: int, written: bool) -> bool:
        visitor = world.visitor()
        there_was = until_done(world, lambda: say(world, visitor, "hi", "c"), number, written=written)
        conversation_id = say(world, visitor, "hi", "c")
        world.online(agent)

        assert kinds(world, visitor, conversation_id) == ["message", "assigned"]
        assert conversation_id in world.now(agent).serving
        return there_was

    through_every_write(story)
    assert conversations.line(world.desk) == []
    assert [each for each in work.waiting(world.desk) if each.due_at <= world.clock()] == []


def test_a_start_that_dies_with_nobody_there_ends_in_line_and_told_so_once(world: World) -> None:
    world.found()

    def story(number: int, written: bool) -> bool:
        visitor = world.visitor()
        there_was = until_done(world, lambda: say(world, visitor, "hi", "c"), number, written=written)
        conversation_id = say(world, visitor, "hi", "c")

        assert kinds(world, visitor, conversation_id) == ["message", "waiting"]
        assert [h.conversation_id for h in conversations.line(world.desk)].count(conversation_id) == 1
        return there_was

    through_every_write(story)


def test_a_message_that_dies_anywhere_is_stored_once(world: World) -> None:
    world.found()
    visitor = world.visitor()
    conversation_id = say(world, visitor, "hi", "first")
    sent = 0

    def story(number: int, written: bool) -> bool:
        nonlocal sent
        sent += 1
        name = f"m{sent}"

        def post() -> None:
            conversations.post_message(world.desk, visitor, "demo", conversation_id, name, name)

        there_was = until_done(world, post, number, written=written)
        page = conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100)
        assert [entry.text for entry in page.entries].count(name) == 1
        return there_was

    through_every_write(story)
    assert kinds(world, visitor, conversation_id).count("message") == 1 + sent


def test_an_end_that_dies_anywhere_frees_the_place_and_serves_the_next(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=1)

    def story(number: int, written: bool) -> bool:
        world.online(agent)
        visitor, following = world.visitor(), world.visitor()
        first = say(world, visitor, "first", "c")
        second = say(world, following, "second", "c")
        record = world.now(agent)
        assert record.serving == {first}

        def end() -> None:
            conversations.end_conversation(world.desk, record, first)

        there_was = until_done(world, end, number, written=written)
        assert kinds(world, visitor, first).count("closed") == 1
        assert world.now(agent).serving == {second}
        conversations.end_conversation(world.desk, world.now(agent), second)
        return there_was

    through_every_write(story)
    assert world.now(agent).serving == frozenset()


def test_coming_online_that_dies_anywhere_still_drains_the_line(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=100)

    def story(number: int, written: bool) -> bool:
        waiting = say(world, world.visitor(), "anybody?", "c")

        there_was = until_done(world, lambda: world.online(agent), number, written=written)

        assert waiting in world.now(agent).serving
        world.online(agent, "offline")
        world.online(agent, "break")
        world.online(agent, "offline")
        for each in world.now(agent).serving:
            conversations.end_conversation(world.desk, world.now(agent), each)
        for header in conversations.line(world.desk):
            conversations.close_by_visitor(world.desk, _visitor_of(header.visitor_id), "demo", header.conversation_id)
        return there_was

    through_every_write(story)


def _visitor_of(visitor_id: str) -> Any:
    from chalicelib.visitors.service import Caller

    return Caller(visitor_id, "demo", "en")


def test_a_take_that_dies_anywhere_is_the_takers(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=100)
    world.online(agent, "busy")

    def story(number: int, written: bool) -> bool:
        visitor = world.visitor()
        waiting = say(world, visitor, "hi", "c")
        world.online(agent, "busy")

        def take() -> None:
            assignment.take_conversation(world.desk, world.now(agent), waiting)

        there_was = until_done(world, take, number, written=written)
        assert waiting in world.now(agent).serving
        assert kinds(world, visitor, waiting).count("assigned") == 1
        return there_was

    through_every_write(story)


def test_due_work_that_dies_anywhere_gives_an_unanswered_conversation_on(world: World) -> None:
    agents = world.found(agents=2, capacity=100)

    def story(number: int, written: bool) -> bool:
        ghost, other = agents
        world.online(ghost)
        visitor = world.visitor()
        conversation_id = say(world, visitor, "hi", "c")
        assert conversation_id in world.now(ghost).serving
        world.clock.forward(seconds=61)
        world.online(other)

        with crash_at(number, written=written) as fate:
            work.run_due(world.desk)
        world.clock.forward(seconds=90)
        world.online(other)
        catch_up(world)
        world.online(other)
        catch_up(world)

        assert world.now(ghost).status == "offline"
        assert world.now(ghost).serving == frozenset()
        assert conversation_id in world.now(other).serving
        assert kinds(world, visitor, conversation_id).count("assigned") == 2
        conversations.end_conversation(world.desk, world.now(other), conversation_id)
        world.online(other, "offline")
        catch_up(world)
        return fate.died

    through_every_write(story)


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("written", [False, True])
def test_a_sign_in_that_dies_anywhere_holds_one_seat_at_most(world: World, number: int, written: bool) -> None:
    (agent,) = world.found(agents=1, seats=1)

    with crash_at(number, written=written):
        people.sign_in(world.desk, agent.email, "correct horse")
    token, _ = people.sign_in(world.desk, agent.email, "correct horse")

    assert people.read_desk(world.desk).seated == {agent.agent_id}
    assert people.signed_in(world.desk, token).agent.agent_id == agent.agent_id
