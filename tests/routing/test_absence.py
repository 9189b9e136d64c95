"""Nobody asks a ghost, and nobody who left keeps a slot: conversations whose agent, or visitor, is gone (B6)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import reading
from chalicelib.core import work
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentLeft, AgentReturned
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.routing import service as routing
from chalicelib.routing.model import Transfer
from chalicelib.routing.service import absence
from infra.bench.storm import disagreements
from tests.atomic import Atomic
from tests.crashes import Death, at_each_write
from tests.in_process import Asking
from tests.routing.test_manual import begin, kinds, plan_with
from tests.routing.test_questions import answered, ask, header, pass_by
from tests.worlds import Clock, World, at_once, counted, desk_with

AWAY = {"warn_seconds": None, "move_seconds": None, "absent_seconds": 100}
LEFT = {"warn_seconds": None, "move_seconds": None, "left_seconds": 120}


# --- agents who are not there ---------------------------------------------------------------------------------------


def test_the_next_word_to_an_agent_who_went_reaches_a_colleague_in_the_same_request(world: World) -> None:
    visitor, (ghost, colleague), conversation_id = answered(world, **AWAY)
    world.online(colleague)
    world.online(ghost, "offline")
    kept = header(world, conversation_id)

    ask(world, visitor, conversation_id)

    assert (kept.agent_id, kept.absent_since is not None) == (ghost.agent_id, True)
    assert world.now(colleague).serving == {conversation_id}
    assert header(world, conversation_id).absent_since is None
    assert kinds(world, conversation_id)[-3:] == ["message", "agent_away", "assigned"]


def test_without_a_word_it_goes_on_after_the_plans_time(world: World) -> None:
    visitor, (ghost, colleague), conversation_id = answered(world, **AWAY)
    world.online(colleague)
    world.online(ghost, "offline")

    pass_by(world, visitor, conversation_id, colleague, seconds=80)
    before = header(world, conversation_id).agent_id
    pass_by(world, visitor, conversation_id, colleague, seconds=40)

    assert (before, header(world, conversation_id).agent_id) == (ghost.agent_id, colleague.agent_id)


def test_an_agent_who_is_back_has_it_as_before(world: World) -> None:
    visitor, (one, other), conversation_id = answered(world, **AWAY)
    world.online(other)
    world.online(one, "offline")

    world.online(one)
    ask(world, visitor, conversation_id)
    pass_by(world, visitor, conversation_id, one, other, seconds=200)

    after = header(world, conversation_id)
    assert (after.agent_id, after.absent_since) == (one.agent_id, None)


def test_a_console_that_fell_silent_is_an_agent_who_went(world: World) -> None:
    visitor, (ghost, colleague), conversation_id = answered(world, **AWAY)

    pass_by(world, visitor, conversation_id, colleague, seconds=80)
    ask(world, visitor, conversation_id)

    assert world.now(colleague).serving == {conversation_id}
    assert world.now(ghost).serving == frozenset()


def test_the_poll_says_that_the_agent_is_away_for_no_request_more(world: World) -> None:
    http = Asking()
    (one,) = world.found(agents=1)
    plan_with(world, watch=AWAY)
    world.online(one)
    token = http.visit()
    conversation_id = http.begin(token)
    conversations.reply(world.desk, world.now(one), conversation_id, "hello", "r")
    path = f"/v1/widget/demo/conversations/{conversation_id}/entries"

    there = http.ask("GET", path, token).said["agent_away"]
    world.online(one, "offline")
    with counted() as requests:
        gone = http.ask("GET", path, token).said["agent_away"]
    world.online(one)
    back = http.ask("GET", path, token).said["agent_away"]

    assert (there, gone, back) == (False, True, False)
    assert requests.names == ["Query"]


def test_news_of_leaving_and_return_may_come_in_any_order(world: World) -> None:
    _, (one, _), conversation_id = answered(world, **AWAY)

    absence.transfer_all(world.desk, AgentLeft(one.agent_id))
    there = header(world, conversation_id).absent_since
    world.online(one, "offline")
    absence.attend_again(world.desk, AgentReturned(one.agent_id))
    absence.transfer_all(world.desk, AgentLeft(one.agent_id))
    away = header(world, conversation_id).absent_since

    assert there is None
    assert away is not None


def test_a_word_to_an_absent_agent_that_dies_anywhere_reaches_a_colleague_once(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        visitor, (ghost, colleague), conversation_id = answered(world, **AWAY)
        world.online(colleague)

        with death():
            world.online(ghost, "offline")
        world.online(ghost, "offline")
        with death():
            ask(world, visitor, conversation_id)
        ask(world, visitor, conversation_id)
        pass_by(world, visitor, conversation_id, colleague, seconds=40)

        assert world.now(colleague).serving == {conversation_id}
        assert kinds(world, conversation_id).count("agent_away") == 1
        assert disagreements(world.desk, [conversation_id]) == []

    at_each_write(story, sides=(False,), least=5)


@pytest.mark.race
def test_a_word_at_the_moment_the_agent_goes_is_never_left_with_them(atomic_store: Atomic) -> None:
    for _ in range(5):
        desk = desk_with(Clock(), atomic_store.start_over())
        world = World(desk, desk.now)
        visitor, (ghost, colleague), conversation_id = answered(world, **AWAY)
        world.online(colleague)

        at_once([partial(world.online, ghost, "offline"), partial(ask, world, visitor, conversation_id)])
        while work.run_due(world.desk):
            pass

        assert world.now(colleague).serving == {conversation_id}


# --- visitors who left ----------------------------------------------------------------------------------------------


def leave_page(world: World, *agents: Any, seconds: int) -> None:
    for _ in range(seconds // 20):
        for each in agents:
            world.online(each)
        world.clock.forward(seconds=20)
        while work.run_due(world.desk):
            pass


def test_who_left_takes_no_slot_after_the_plans_time_and_stays_readable(world: World) -> None:
    _, (one, _), conversation_id = answered(world, **LEFT)

    leave_page(world, one, seconds=100)
    before = world.now(one).serving
    leave_page(world, one, seconds=60)

    agent = world.now(one)
    assert before == {conversation_id}
    assert (agent.serving, agent.parked) == (frozenset(), {conversation_id})
    assert reading.read_transcript(world.desk, agent, conversation_id, 0, 100).entries
    assert disagreements(world.desk, [conversation_id]) == []


@pytest.mark.parametrize("is_answered", [True, False])
def test_the_slot_of_who_left_is_given_to_who_waits(world: World, is_answered: bool) -> None:
    (one,) = world.found(agents=1, capacity=1)
    plan_with(world, watch=LEFT)
    world.online(one)
    gone = begin(world)
    if is_answered:
        conversations.reply(world.desk, world.now(one), gone, "hello", "r")
    visitor = world.visitor()
    waiting = begin(world, visitor)

    pass_by(world, visitor, waiting, one, seconds=180)

    assert world.now(one).serving == {waiting}
    assert header(world, gone).agent_id == one.agent_id


def test_a_page_that_asks_keeps_its_slot_however_long_the_agent_talks(world: World) -> None:
    visitor, (one, _), conversation_id = answered(world, **LEFT)

    for number in range(15):
        pass_by(world, visitor, conversation_id, one, seconds=20)
        conversations.reply(world.desk, world.now(one), conversation_id, "and", f"a{number}")

    assert world.now(one).serving == {conversation_id}


def released(world: World, agents: int = 2) -> tuple[Any, list[Any], str]:
    visitor, members, conversation_id = answered(world, agents, **LEFT)
    leave_page(world, members[0], seconds=180)
    assert header(world, conversation_id).released_at is not None
    return visitor, members, conversation_id


def test_who_comes_back_is_with_their_agent_again(world: World) -> None:
    visitor, (one, _), conversation_id = released(world)

    ask(world, visitor, conversation_id)

    agent = world.now(one)
    assert (agent.serving, agent.parked) == ({conversation_id}, frozenset())
    assert header(world, conversation_id).released_at is None
    assert kinds(world, conversation_id)[-1] == "message"
    assert disagreements(world.desk, [conversation_id]) == []


def test_who_comes_back_when_their_agent_is_full_is_served_as_others_with_priority(world: World) -> None:
    visitor, (one, other), conversation_id = released(world)
    people.update_agent(world.desk, one.agent_id, UpdateAgent(capacity=1))
    people.update_agent(world.desk, other.agent_id, UpdateAgent(capacity=1))
    begin(world)
    world.online(other)
    begin(world)
    later = begin(world)

    ask(world, visitor, conversation_id)
    waits = header(world, conversation_id)
    (held,) = world.now(one).serving
    conversations.end_conversation(world.desk, world.now(one), held)

    entry = next(
        each
        for each in conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100).entries
        if each.kind == "agent_away"
    )
    assert (waits.state, entry.place, entry.note) == ("waiting", 1, "full")
    assert entry.text.startswith("Welcome back")
    assert world.now(one).serving == {conversation_id}
    assert header(world, later).state == "waiting"


def test_a_page_that_is_back_brings_an_open_question_back(world: World) -> None:
    (one,) = world.found(agents=1)
    plan_with(world, watch=LEFT)
    world.online(one)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)
    leave_page(world, one, seconds=180)

    conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100)

    assert world.now(one).serving == {conversation_id}


def test_who_does_not_come_back_is_over_after_the_plans_silence(world: World) -> None:
    (one,) = world.found(agents=1)
    plan_with(world, watch=LEFT)
    world.online(one)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)

    leave_page(world, one, seconds=1000)

    over = header(world, conversation_id)
    assert (over.state, over.why_closed) == ("closed", "idle")
    assert (world.now(one).serving, world.now(one).parked) == (frozenset(), frozenset())


def test_the_inbox_says_who_has_left_in_the_same_requests(world: World) -> None:
    visitor, (one, _), conversation_id = answered(world, **LEFT)
    cursor = reading.read_inbox(world.desk, world.now(one), None).cursor
    shown, taken = [], []

    for _ in range(60):
        world.online(one)
        world.clock.forward(seconds=3)
        agent = world.now(one)
        with counted() as requests:
            inbox = reading.read_inbox(world.desk, agent, cursor)
        taken.append(len(requests))
        cursor = inbox.cursor
        shown += [each.left_at for each in inbox.items]
    ask(world, visitor, conversation_id)
    inbox = reading.read_inbox(world.desk, world.now(one), cursor)

    assert [each is not None for each in shown] == [True]
    assert max(taken) <= len(world.now(one).pools)
    assert [each.left_at for each in inbox.items] == [None]


def test_a_sign_is_written_once_a_minute_and_is_one_unit(world: World) -> None:
    visitor, _, conversation_id = answered(world, **LEFT)

    with counted() as requests:
        for _ in range(60):
            world.clock.forward(seconds=3)
            conversations.read_entries(world.desk, visitor, "demo", conversation_id, 3, 100)

    assert (requests.names.count("Query"), requests.names.count("UpdateItem")) == (60, 3)
    assert len(requests) == 63


def test_leaving_and_coming_back_that_die_anywhere_leave_one_slot(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        visitor, (one, _), conversation_id = answered(world, **LEFT)
        for _ in range(4):
            world.online(one)
            world.clock.forward(seconds=40)

        with death():
            work.run_due(world.desk)
        world.online(one)
        with death():
            ask(world, visitor, conversation_id)
        ask(world, visitor, conversation_id)
        pass_by(world, visitor, conversation_id, one, seconds=60)

        assert world.now(one).serving == {conversation_id}
        assert world.now(one).parked == frozenset()
        assert disagreements(world.desk, [conversation_id]) == []

    at_each_write(story, sides=(False,), least=4)


@pytest.mark.race
def test_a_word_at_the_moment_of_release_keeps_or_takes_a_slot(atomic_store: Atomic) -> None:
    for _ in range(5):
        desk = desk_with(Clock(), atomic_store.start_over())
        world = World(desk, desk.now)
        visitor, (one, _), conversation_id = answered(world, **LEFT)
        for _ in range(4):
            world.online(one)
            world.clock.forward(seconds=40)
        world.online(one)

        at_once([partial(work.run_due, world.desk), partial(ask, world, visitor, conversation_id)])
        while work.run_due(world.desk):
            pass

        assert (world.now(one).serving, world.now(one).parked) == ({conversation_id}, frozenset())


def test_a_parked_conversation_is_ended_or_handed_on_like_any_other(world: World) -> None:
    _, (one, other), conversation_id = released(world)
    world.online(other)

    routing.transfer(world.desk, world.now(one), conversation_id, Transfer(agent_id=other.agent_id))
    moved = (world.now(one).parked, world.now(other).serving)
    conversations.end_conversation(world.desk, world.now(other), conversation_id)

    assert moved == (frozenset(), {conversation_id})
    assert world.now(other).serving == frozenset()
