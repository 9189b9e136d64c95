"""A function may die at any line (laws 1 and 3): the same story, died at each write and gone on with, ends the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.people import service as people
from chalicelib.routing import service as routing
from infra.bench.crowd import everybody_waiting
from tests.crashes import Death, at_each_write
from tests.worlds import World

pytestmark = pytest.mark.long


def catch_up(world: World) -> None:
    """What the schedule does once the dead request's lease is over; until nothing is due."""
    world.clock.forward(seconds=20)
    while work.run_due(world.desk):
        pass


def until_done(world: World, act: Callable[[], Any], death: Death) -> None:
    """Die in it, do it again as a client would, let the schedule catch up."""
    with death():
        act()
    act()
    catch_up(world)


def say(world: World, visitor: Any, text: str, client_id: str) -> str:
    started = conversations.start_conversation(
        world.desk, visitor, "demo", StartConversation(text=text, client_id=client_id)
    )
    return started.conversation_id


def kinds(world: World, visitor: Any, conversation_id: str) -> list[str]:
    page = conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100)
    assert [entry.seq for entry in page.entries] == list(range(1, len(page.entries) + 1))
    return [entry.kind for entry in page.entries]


def test_a_start_that_dies_anywhere_ends_with_one_conversation_and_one_agent(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=100)
    world.online(agent)

    def story(death: Death) -> None:
        visitor = world.visitor()
        until_done(world, lambda: say(world, visitor, "hi", "c"), death)
        conversation_id = say(world, visitor, "hi", "c")
        world.online(agent)

        assert kinds(world, visitor, conversation_id) == ["message", "assigned"]
        assert conversation_id in world.now(agent).serving

    at_each_write(story)
    assert everybody_waiting(world.desk) == []
    assert [each for each in work.waiting(world.desk) if each.due_at <= world.clock()] == []


def test_a_start_that_dies_with_nobody_there_ends_in_line_and_told_so_once(world: World) -> None:
    world.found()

    def story(death: Death) -> None:
        visitor = world.visitor()
        until_done(world, lambda: say(world, visitor, "hi", "c"), death)
        conversation_id = say(world, visitor, "hi", "c")

        assert kinds(world, visitor, conversation_id) == ["message", "waiting"]
        assert [h.conversation_id for h in everybody_waiting(world.desk)].count(conversation_id) == 1

    at_each_write(story)


def test_a_message_that_dies_anywhere_is_stored_once(world: World) -> None:
    world.found()
    visitor = world.visitor()
    conversation_id = say(world, visitor, "hi", "first")
    sent = 0

    def story(death: Death) -> None:
        nonlocal sent
        sent += 1
        name = f"m{sent}"

        def post() -> None:
            conversations.post_message(world.desk, visitor, "demo", conversation_id, name, name)

        until_done(world, post, death)
        page = conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100)
        assert [entry.text for entry in page.entries].count(name) == 1

    at_each_write(story)
    assert kinds(world, visitor, conversation_id).count("message") == 1 + sent


def test_an_end_that_dies_anywhere_frees_the_place_and_serves_the_next(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=1)

    def story(death: Death) -> None:
        world.online(agent)
        visitor, following = world.visitor(), world.visitor()
        first = say(world, visitor, "first", "c")
        second = say(world, following, "second", "c")
        record = world.now(agent)
        assert record.serving == {first}

        def end() -> None:
            conversations.end_conversation(world.desk, record, first)

        until_done(world, end, death)
        assert kinds(world, visitor, first).count("closed") == 1
        assert world.now(agent).serving == {second}
        conversations.end_conversation(world.desk, world.now(agent), second)

    at_each_write(story)
    assert world.now(agent).serving == frozenset()


def test_coming_online_that_dies_anywhere_still_drains_the_line(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=100)

    def story(death: Death) -> None:
        waiting = say(world, world.visitor(), "anybody?", "c")

        until_done(world, lambda: world.online(agent), death)

        assert waiting in world.now(agent).serving
        world.online(agent, "offline")
        world.online(agent, "break")
        world.online(agent, "offline")
        for each in world.now(agent).serving:
            conversations.end_conversation(world.desk, world.now(agent), each)
        for header in everybody_waiting(world.desk):
            conversations.close_by_visitor(world.desk, _visitor_of(header.visitor_id), "demo", header.conversation_id)

    at_each_write(story)


def _visitor_of(visitor_id: str) -> Any:
    from chalicelib.visitors.service import Caller

    return Caller(visitor_id, "demo", "en")


def test_a_take_that_dies_anywhere_is_the_takers(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=100)
    world.online(agent, "busy")

    def story(death: Death) -> None:
        visitor = world.visitor()
        waiting = say(world, visitor, "hi", "c")
        world.online(agent, "busy")

        def take() -> None:
            routing.take_conversation(world.desk, world.now(agent), waiting)

        until_done(world, take, death)
        assert waiting in world.now(agent).serving
        assert kinds(world, visitor, waiting).count("assigned") == 1

    at_each_write(story)


def test_due_work_that_dies_anywhere_gives_an_unanswered_conversation_on(world: World) -> None:
    agents = world.found(agents=2, capacity=100)

    def story(death: Death) -> None:
        ghost, other = agents
        world.online(ghost)
        visitor = world.visitor()
        conversation_id = say(world, visitor, "hi", "c")
        assert conversation_id in world.now(ghost).serving
        world.clock.forward(seconds=61)
        world.online(other)

        with death():
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

    at_each_write(story)


def test_a_sign_in_that_dies_anywhere_holds_one_seat_at_most(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        (agent,) = world.found(agents=1, seats=1)

        with death():
            people.sign_in(world.desk, agent.email, "correct horse")
        token, _ = people.sign_in(world.desk, agent.email, "correct horse")

        assert world.seated() == {agent.agent_id}
        assert people.signed_in(world.desk, token).agent.agent_id == agent.agent_id

    at_each_write(story)
