"""Nobody is left with somebody who is not there: handed on, back in line, told, watched (B5, B6)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import queue, reading
from chalicelib.core import work
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentLeft
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.service import sessions
from chalicelib.plans import service as plans
from chalicelib.routing import service as routing
from chalicelib.routing.service import absence
from chalicelib.routing.service.queue import WatchWaiting
from infra.bench.crowd import everybody_waiting
from tests.crashes import Death, at_each_write
from tests.routing.test_manual import begin, kinds, plan_with
from tests.routing.test_time import keep_alive
from tests.worlds import World


def disable(world: World, agent: Any) -> None:
    people.update_agent(world.desk, agent.agent_id, UpdateAgent(active=False))


def last_entry(world: World, visitor: Any, conversation_id: str) -> Any:
    return conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100).entries[-1]


def write(world: World, visitor: Any, conversation_id: str, text: str) -> None:
    conversations.post_message(world.desk, visitor, "demo", conversation_id, text, text)


# --- back in line ---------------------------------------------------------------------------------------------------


def test_who_is_back_in_line_is_told_their_place_and_offered_the_form(world: World) -> None:
    (one,) = world.found(agents=1)
    world.online(one)
    visitor = world.visitor()
    begin(world)
    conversation_id = begin(world, visitor)

    world.online(one, "offline")

    entry = last_entry(world, visitor, conversation_id)
    assert (entry.kind, entry.place, entry.offer, entry.state) == ("agent_away", 2, "offline_form", "waiting")
    assert (entry.note, entry.agent.id) == ("offline", one.agent_id)


def test_who_is_back_in_line_is_reminded_and_drops_out_like_everybody_else(world: World) -> None:
    (one,) = world.found(agents=1)
    world.online(one)
    staying, going = world.visitor(), world.visitor()
    stays, goes = begin(world, staying), begin(world, going)
    world.online(one, "offline")

    queue.still_here(world.desk, going, "demo", goes)
    for _ in range(4):
        queue.still_here(world.desk, staying, "demo", stays)
        world.clock.forward(seconds=61)
        work.run_due(world.desk)

    assert [each.conversation_id for each in everybody_waiting(world.desk)] == [stays]
    assert kinds(world, stays)[-3:] == ["agent_away", "waiting", "reminder"]
    assert kinds(world, goes)[-1] == "closed"


def test_who_is_back_in_line_is_turned_away_at_closing_time(world: World) -> None:
    (one,) = world.found(agents=1)
    world.online(one)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)
    world.online(one, "offline")

    plans.update_plan(world.desk, "demo", {"open": False}, None)
    world.clock.forward(seconds=61)
    work.run_due(world.desk)

    entry = last_entry(world, visitor, conversation_id)
    assert (entry.state, entry.offer) == ("closed", "offline_form")


def test_going_offline_that_dies_anywhere_leaves_nobody_unwatched(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        (one,) = world.found(agents=1)
        world.online(one)
        conversation_id = begin(world)

        with death():
            world.online(one, "offline")
        world.clock.forward(seconds=61)
        while work.run_due(world.desk):
            pass

        assert conversations.find(world.desk, conversation_id).state == "waiting"
        watches = [each for each in work.waiting(world.desk) if each.kind == WatchWaiting.kind]
        assert len(watches) == 1
        assert kinds(world, conversation_id).count("agent_away") == 1

    at_each_write(story)


def test_who_waits_a_second_time_is_watched_once(world: World) -> None:
    one, other = world.found(agents=2, capacity=1)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)
    world.online(one)
    world.online(one, "offline")

    for _ in range(3):
        world.clock.forward(seconds=61)
        queue.still_here(world.desk, visitor, "demo", conversation_id)
        work.run_due(world.desk)

    watches = [each for each in work.waiting(world.desk) if each.kind == WatchWaiting.kind]
    assert len(watches) == 1
    assert kinds(world, conversation_id).count("reminder") == 1
    assert world.now(other).serving == frozenset()


# --- handed on ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("go", ["offline", "silent", "signed_out"])
def test_what_waits_for_another_answer_goes_to_a_colleague(world: World, go: str) -> None:
    ghost, colleague = world.found(agents=2)
    caller = world.online(ghost)
    visitor = world.visitor()
    asked, answered = begin(world, visitor), begin(world)
    for each in (asked, answered):
        conversations.reply(world.desk, world.now(ghost), each, "hello", "r")
    write(world, visitor, asked, "and then?")

    if go == "silent":
        world.clock.forward(seconds=61)
        world.online(colleague)
        work.run_due(world.desk)
    elif go == "offline":
        world.online(colleague)
        world.online(ghost, "offline")
    else:
        world.online(colleague)
        sessions.sign_out(world.desk, caller.agent, caller.session_id)

    assert world.now(colleague).serving == {asked}
    assert world.now(ghost).serving == {answered}
    assert kinds(world, asked)[-2:] == ["agent_away", "assigned"]


def test_a_disabled_account_hands_on_everything_it_has(world: World) -> None:
    ghost, colleague = world.found(agents=2)
    world.online(ghost)
    answered, unanswered = begin(world), begin(world)
    conversations.reply(world.desk, world.now(ghost), answered, "hello", "r")
    world.online(colleague)

    disable(world, ghost)

    assert world.now(colleague).serving == {answered, unanswered}
    assert world.now(ghost).serving == frozenset()
    page = reading.read_transcript(world.desk, world.now(colleague), answered, 0, 100)
    assert [(each.kind, each.note) for each in page.entries][-2:] == [("agent_away", "disabled"), ("assigned", None)]


def test_news_of_a_leaving_that_comes_late_takes_nothing_from_who_is_back(world: World) -> None:
    one, other = world.found(agents=2)
    world.online(one)
    conversation_id = begin(world)
    world.online(other)

    absence.transfer_all(world.desk, AgentLeft(one.agent_id))

    assert world.now(one).serving == {conversation_id}
    assert world.now(other).serving == frozenset()


# --- nobody answers -------------------------------------------------------------------------------------------------


def test_what_was_taken_by_hand_is_watched_too(world: World) -> None:
    taker, other = world.found(agents=2)
    plan_with(world, accept_seconds=60)
    conversation_id = begin(world)
    world.online(taker, "busy")
    routing.take_conversation(world.desk, world.now(taker), conversation_id)
    routing.take_conversation(world.desk, world.now(taker), conversation_id)

    keep_alive(world, taker, other, seconds=100)

    assert world.now(other).serving == {conversation_id}
    assert kinds(world, conversation_id).count("reassigned") == 1


def test_who_did_not_answer_gets_it_back_when_nobody_else_is_free_ever_more_slowly(world: World) -> None:
    first, second = world.found(agents=2)
    plan_with(world, accept_seconds=60)
    world.online(first)
    conversation_id = begin(world)
    world.online(second)

    holders = []
    for _ in range(28):
        keep_alive(world, first, second, seconds=20)
        holders.append(conversations.find(world.desk, conversation_id).agent_id)

    turns = [holders.count(each.agent_id) for each in (first, second)]
    changes = sum(1 for before, after in pairwise(holders) if before != after)
    assert all(turns)
    assert changes == 4  # after 60, 120, 240 and 360 seconds


def test_a_third_who_is_free_comes_before_who_did_not_answer(world: World) -> None:
    first, second, third = world.found(agents=3)
    plan_with(world, accept_seconds=60)
    world.online(first)
    conversation_id = begin(world)
    keep_alive(world, first, second, seconds=80)

    keep_alive(world, first, second, third, seconds=80)

    assert conversations.find(world.desk, conversation_id).agent_id == third.agent_id
