"""Every question of a visitor is watched: warned about, and given on when its agent does not answer (B6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.watching import late_at, warned_at
from chalicelib.conversations.service.watching import WatchQuestion
from chalicelib.core import work
from chalicelib.routing.service import watch
from tests.atomic import Atomic
from tests.crashes import Death, at_each_write
from tests.in_process import Asking
from tests.routing.test_manual import begin, kinds, plan_with
from tests.worlds import Clock, World, at_once, counted, desk_with

TIMES = {"warn_seconds": 30, "move_seconds": 100, "absent_seconds": None, "left_seconds": None}


def answered(world: World, agents: int = 2, **times: Any) -> tuple[Any, list[Any], str]:
    """The first agent has answered a visitor; nobody else is there yet."""
    members = world.found(agents=agents)
    plan_with(world, watch={**TIMES, **times})
    world.online(members[0])
    visitor = world.visitor()
    conversation_id = begin(world, visitor)
    conversations.reply(world.desk, world.now(members[0]), conversation_id, "hello", "r")
    world.clock.forward(seconds=1)
    return visitor, members, conversation_id


def ask(world: World, visitor: Any, conversation_id: str, text: str = "And when?") -> None:
    conversations.post_message(world.desk, visitor, "demo", conversation_id, text, text)


def pass_by(world: World, visitor: Any, conversation_id: str, *agents: Any, seconds: int) -> None:
    """Time goes by: agents' consoles beat, the visitor's page asks, the schedule runs."""
    for _ in range(seconds // 20):
        for each in agents:
            world.online(each)
        world.clock.forward(seconds=20)
        conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100)
        while work.run_due(world.desk):
            pass


def header(world: World, conversation_id: str) -> Any:
    return conversations.find(world.desk, conversation_id)


def looks(world: World) -> int:
    return sum(1 for each in work.waiting(world.desk) if each.kind == WatchQuestion.kind)


def test_a_later_question_that_is_not_answered_goes_on_to_somebody_who_is_free(world: World) -> None:
    visitor, (slow, quick), conversation_id = answered(world)
    world.online(quick)

    ask(world, visitor, conversation_id)
    pass_by(world, visitor, conversation_id, slow, quick, seconds=80)
    before = header(world, conversation_id)
    pass_by(world, visitor, conversation_id, slow, quick, seconds=40)

    after = header(world, conversation_id)
    assert (before.agent_id, after.agent_id) == (slow.agent_id, quick.agent_id)
    assert (world.now(slow).serving, world.now(quick).serving) == (frozenset(), {conversation_id})
    assert after.asked_at == before.asked_at


def test_the_visitor_is_told_once_and_the_decision_says_why(world: World) -> None:
    visitor, (slow, quick), conversation_id = answered(world)
    world.online(quick)

    ask(world, visitor, conversation_id)
    pass_by(world, visitor, conversation_id, slow, quick, seconds=120)

    entries = conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100).entries
    *_, (decision, _) = watch.explain(world.desk, world.now(quick), conversation_id)
    assert [each.kind for each in entries] == ["message", "assigned", "message", "message", "reassigned"]
    assert entries[-1].text == f"Sorry for the wait: {quick.name} (No. {quick.number}) goes on helping you"
    assert decision.how == "not_answered"


def test_the_first_of_several_words_counts_and_an_answer_begins_anew(world: World) -> None:
    visitor, (slow, _), conversation_id = answered(world)

    ask(world, visitor, conversation_id, "One")
    first = header(world, conversation_id).asked_at
    pass_by(world, visitor, conversation_id, slow, seconds=20)
    ask(world, visitor, conversation_id, "Two")
    still = header(world, conversation_id)
    conversations.reply(world.desk, world.now(slow), conversation_id, "yes", "r2")
    done = header(world, conversation_id)

    assert (still.asked_at, warned_at(still)) == (first, first + timedelta(seconds=30))
    assert (done.asked_at, warned_at(done), late_at(done)) == (None, None, None)


def test_with_nobody_else_it_stays_late_and_goes_on_when_somebody_comes(world: World) -> None:
    visitor, (slow, other), conversation_id = answered(world)
    ask(world, visitor, conversation_id)

    pass_by(world, visitor, conversation_id, slow, seconds=200)
    kept = header(world, conversation_id)
    pass_by(world, visitor, conversation_id, slow, other, seconds=80)

    late = late_at(kept)
    assert kept.agent_id == slow.agent_id
    assert late is not None and late < world.clock.at
    assert world.now(other).serving == {conversation_id}
    assert kinds(world, conversation_id).count("reassigned") == 1


def test_what_a_guest_answers_is_answered(world: World) -> None:
    visitor, (one, guest), conversation_id = answered(world)
    world.online(guest)
    conversations.invite(world.desk, world.now(one), conversation_id, guest.agent_id, None)
    ask(world, visitor, conversation_id)

    conversations.reply(world.desk, world.now(guest), conversation_id, "tomorrow", "g")
    pass_by(world, visitor, conversation_id, one, guest, seconds=200)

    assert header(world, conversation_id).agent_id == one.agent_id


def test_a_hold_stops_the_clock_and_its_end_starts_it_anew(world: World) -> None:
    visitor, (one, other), conversation_id = answered(world)
    world.online(other)
    ask(world, visitor, conversation_id)

    conversations.hold(world.desk, world.now(one), conversation_id)
    pass_by(world, visitor, conversation_id, one, other, seconds=300)
    held = header(world, conversation_id)
    conversations.resume(world.desk, world.now(one), conversation_id)
    pass_by(world, visitor, conversation_id, one, other, seconds=80)
    soon = header(world, conversation_id)
    pass_by(world, visitor, conversation_id, one, other, seconds=120)

    assert (held.agent_id, soon.agent_id) == (one.agent_id, one.agent_id)
    assert late_at(held) is None
    assert header(world, conversation_id).agent_id == other.agent_id


@pytest.mark.parametrize("times", [{"move_seconds": None}, {"warn_seconds": None, "move_seconds": None}])
def test_a_plan_may_leave_questions_where_they_are(world: World, times: Any) -> None:
    visitor, (one, other), conversation_id = answered(world, **times)
    world.online(other)

    ask(world, visitor, conversation_id)
    pass_by(world, visitor, conversation_id, one, other, seconds=300)

    assert header(world, conversation_id).agent_id == one.agent_id
    assert looks(world) == 0


# --- what it costs --------------------------------------------------------------------------------------------------


def test_a_question_takes_two_requests_and_a_talk_one_look_in_the_time_of_one(world: World) -> None:
    visitor, (one, _), conversation_id = answered(world)

    taken, planned = [], []
    for number in range(8):
        world.clock.forward(seconds=5)
        with counted() as requests:
            ask(world, visitor, conversation_id, f"q{number}")
        taken.append(requests.names)
        planned.append(looks(world))
        conversations.reply(world.desk, world.now(one), conversation_id, "so", f"a{number}")

    assert taken == [["GetItem", "TransactWriteItems"]] * 8
    assert planned == [1] * 8


def test_a_question_is_looked_at_when_it_is_late_though_the_look_was_planned_for_one_before(world: World) -> None:
    visitor, (slow, quick), conversation_id = answered(world)
    world.online(quick)
    ask(world, visitor, conversation_id, "first")
    conversations.reply(world.desk, world.now(slow), conversation_id, "yes", "r2")
    pass_by(world, visitor, conversation_id, slow, quick, seconds=60)

    ask(world, visitor, conversation_id, "second")
    pass_by(world, visitor, conversation_id, slow, quick, seconds=80)
    in_time = header(world, conversation_id).agent_id
    pass_by(world, visitor, conversation_id, slow, quick, seconds=40)

    assert in_time == slow.agent_id
    assert header(world, conversation_id).agent_id == quick.agent_id


# --- at any moment --------------------------------------------------------------------------------------------------


def test_a_question_that_dies_anywhere_is_never_forgotten_and_goes_on_once(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        visitor, (slow, quick), conversation_id = answered(world)
        world.online(quick)

        with death():
            ask(world, visitor, conversation_id)
        ask(world, visitor, conversation_id)  # the page says it again until it is told that it is there
        pass_by(world, visitor, conversation_id, slow, quick, seconds=80)
        world.online(slow)
        world.online(quick)
        world.clock.forward(seconds=21)
        with death():
            work.run_due(world.desk)
        pass_by(world, visitor, conversation_id, slow, quick, seconds=200)

        assert header(world, conversation_id).agent_id == quick.agent_id
        assert kinds(world, conversation_id).count("reassigned") == 1

    at_each_write(story, sides=(False,), least=5)


@pytest.mark.race
def test_an_answer_at_the_very_moment_keeps_it_or_comes_too_late(atomic_store: Atomic) -> None:
    desk = desk_with(Clock(), atomic_store.start_over())
    world = World(desk, desk.now)
    visitor, (slow, quick), conversation_id = answered(world)
    world.online(quick)
    ask(world, visitor, conversation_id)
    pass_by(world, visitor, conversation_id, slow, quick, seconds=80)
    world.clock.forward(seconds=21)

    answer = partial(conversations.reply, world.desk, world.now(slow), conversation_id, "yes", "r2")
    at_once([partial(work.run_due, world.desk), answer])

    after = header(world, conversation_id)
    holders = [each.agent_id for each in (slow, quick) if conversation_id in world.now(each).serving]
    assert holders == [after.agent_id]


# --- over HTTP ------------------------------------------------------------------------------------------------------


def test_a_question_says_when_it_is_warned_about_and_late(world: World) -> None:
    visitor, (one, _), conversation_id = answered(world)
    http = Asking()
    console = http.come_online(one)
    ask(world, visitor, conversation_id)

    shown = http.ask("GET", f"/v1/desk/conversations/{conversation_id}", console).said

    asked_at = header(world, conversation_id).asked_at
    assert all(shown[each] for each in ("asked_at", "warn_at", "late_at"))
    assert shown["left_at"] is None
    assert (shown["takes_slot"], shown["agent_away"]) == (True, False)
    assert warned_at(header(world, conversation_id)) == asked_at + timedelta(seconds=30)
