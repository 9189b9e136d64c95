"""Visitors who are gone: out of the queue, and no agent's place held for them (B5)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chalicelib.conversations import service, store
from chalicelib.conversations.model.conversation import CLOSED, OPEN, WAITING, Header
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import leaving, queue
from chalicelib.conversations.service.leaving import WatchIdle
from chalicelib.core import work
from chalicelib.core.errors import Lost
from chalicelib.core.transactions import Transaction
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service.leaving import leave_message
from chalicelib.people.model.agents import Agent, AgentLeft
from chalicelib.plans import service as plans
from chalicelib.routing.service import absence
from chalicelib.visitors.service import Caller
from tests.worlds import World, counted


def begin(world: World, visitor: Caller | None = None) -> tuple[Caller, str]:
    """A visitor, and their conversation."""
    caller = visitor or world.visitor()
    begun = service.start_conversation(world.desk, caller, "demo", StartConversation(text="hi", client_id="c"))
    return caller, begun.conversation_id


def header(world: World, conversation_id: str) -> Header:
    return service.find(world.desk, conversation_id)


def minutes_pass(world: World, minutes: int) -> None:
    """The schedule runs every minute."""
    for _ in range(minutes):
        world.clock.forward(minutes=1)
        work.run_due(world.desk)


@pytest.fixture
def answered(world: World) -> tuple[World, Agent, Caller, str]:
    """An agent has answered, in time."""
    (agent,) = world.found(agents=1)
    plans.update_plan(world.desk, "demo", {"accept_seconds": 60}, None)
    world.online(agent)
    visitor, conversation_id = begin(world)
    service.reply(world.desk, world.now(agent), conversation_id, "Hello, what can I do?", "r")
    return world, agent, visitor, conversation_id


# --- in the queue ---------------------------------------------------------------------------------------------------


def test_who_begins_and_never_shows_a_page_leaves_the_queue_after_two_minutes(world: World) -> None:
    world.found(agents=1)
    _, conversation_id = begin(world)

    minutes_pass(world, 1)
    after_one = header(world, conversation_id).state
    minutes_pass(world, 2)

    over = header(world, conversation_id)
    assert after_one == WAITING
    assert (over.state, over.why_closed) == (CLOSED, "dropped")


@pytest.mark.parametrize("sign", ["poll", "waiting", "message"])
def test_who_gives_any_sign_keeps_waiting(world: World, sign: str) -> None:
    world.found(agents=1)
    visitor, conversation_id = begin(world)

    for number in range(6):
        minutes_pass(world, 1)
        if sign == "poll":
            service.read_entries(world.desk, visitor, "demo", conversation_id, 1, 100)
        elif sign == "waiting":
            queue.still_here(world.desk, visitor, "demo", conversation_id)
        else:
            service.post_message(world.desk, visitor, "demo", conversation_id, "still here", f"m{number}")
    there = header(world, conversation_id).state
    minutes_pass(world, 4)

    assert there == WAITING
    assert header(world, conversation_id).why_closed == "dropped"


def test_who_leaves_a_message_waits_no_longer_though_they_do_not_say_where_they_waited(world: World) -> None:
    world.found(agents=1)
    visitor, conversation_id = begin(world)

    leave_message(
        world.desk,
        visitor,
        "demo",
        None,
        LeaveMessage(name="Wang", text="Call me", email="wang@mail.example", client_id="l"),
    )
    work.run_due(world.desk)

    assert header(world, conversation_id).why_closed == "left_a_message"


# --- with an agent --------------------------------------------------------------------------------------------------


def test_an_answered_conversation_whose_visitor_shows_no_sign_ends_and_frees_its_place(
    answered: tuple[World, Agent, Caller, str],
) -> None:
    world, agent, visitor, conversation_id = answered

    minutes_pass(world, 14)
    before = header(world, conversation_id).state
    minutes_pass(world, 3)

    over = header(world, conversation_id)
    said = service.read_entries(world.desk, visitor, "demo", conversation_id, over.last_seq - 1, 10).entries
    assert before == OPEN
    assert (over.state, over.why_closed) == (CLOSED, "idle")
    assert world.now(agent).serving == frozenset()
    assert "away for a while" in said[0].text


def test_a_visitor_whose_page_asks_is_never_cut_off(answered: tuple[World, Agent, Caller, str]) -> None:
    world, _, visitor, conversation_id = answered

    for _ in range(40):
        service.read_entries(world.desk, visitor, "demo", conversation_id, 3, 100)
        minutes_pass(world, 1)
    still = header(world, conversation_id).state
    minutes_pass(world, 17)

    assert still == OPEN
    assert header(world, conversation_id).why_closed == "idle"


def test_who_waits_for_an_answer_keeps_the_place(answered: tuple[World, Agent, Caller, str]) -> None:
    world, agent, visitor, conversation_id = answered
    service.post_message(world.desk, visitor, "demo", conversation_id, "And when?", "m")

    for _ in range(20):
        world.clock.forward(seconds=50)
        world.online(agent)
        work.run_due(world.desk)

    assert header(world, conversation_id).state == OPEN


def test_a_plan_may_hold_conversations_for_ever(answered: tuple[World, Agent, Caller, str]) -> None:
    world, agent, _, _ = answered
    plans.update_plan(world.desk, "demo", {"limits": {"idle_minutes": 0}}, None)
    _, conversation_id = begin(world)
    service.reply(world.desk, world.now(agent), conversation_id, "Hello", "r")

    minutes_pass(world, 20)

    assert header(world, conversation_id).state == OPEN


def test_the_look_that_was_planned_for_another_agent_does_nothing(answered: tuple[World, Agent, Caller, str]) -> None:
    world, _, _, conversation_id = answered
    world.clock.forward(minutes=16)

    leaving.look_at_idle(world.desk, WatchIdle(conversation_id, datetime(2026, 11, 23, 8, tzinfo=UTC)))

    assert header(world, conversation_id).state == OPEN


@pytest.mark.also_on_moto
def test_an_end_loses_against_a_sign_that_came_since_it_was_looked_for(
    answered: tuple[World, Agent, Caller, str],
) -> None:
    world, _, visitor, conversation_id = answered
    before = store.header_and_sign(world.desk, conversation_id)[1]
    world.clock.forward(minutes=2)
    service.read_entries(world.desk, visitor, "demo", conversation_id, 3, 100)
    tx = Transaction(world.desk)
    store.check_unseen(tx, conversation_id, before)

    with pytest.raises(Lost):
        tx.commit()

    assert before is None


def test_a_page_that_asks_costs_one_write_a_minute_at_most(answered: tuple[World, Agent, Caller, str]) -> None:
    world, _, visitor, conversation_id = answered
    world.clock.forward(minutes=2)

    with counted() as requests:
        for _ in range(20):
            world.clock.forward(seconds=3)
            service.read_entries(world.desk, visitor, "demo", conversation_id, 3, 100)

    assert requests.names.count("UpdateItem") == 1
    assert requests.names.count("Query") == 20


def test_whoever_gets_a_conversation_back_in_line_is_not_dropped_for_silence_of_before(
    answered: tuple[World, Agent, Caller, str],
) -> None:
    world, agent, visitor, conversation_id = answered
    world.clock.forward(minutes=5)
    service.post_message(world.desk, visitor, "demo", conversation_id, "Hello?", "m")
    world.clock.forward(minutes=5)

    absence.transfer_all(world.desk, AgentLeft(agent.agent_id))
    minutes_pass(world, 1)
    waits = header(world, conversation_id).state
    minutes_pass(world, 2)

    assert waits == WAITING
    assert header(world, conversation_id).why_closed == "dropped"
