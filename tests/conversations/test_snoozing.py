"""Conversations that are put aside, and come back (A3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.conversations import service
from chalicelib.conversations.model.conversation import CLOSED, OPEN, WAITING, ConversationClosed, Header
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.refusals import NotSnoozed, TooManyAside
from chalicelib.conversations.service import reading, snoozing, transitions
from chalicelib.core import work
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.store import slots
from chalicelib.routing.service.departure import choose_presence
from chalicelib.routing.service.recount import recount
from tests.conversations.talks import Talk, talking
from tests.crashes import Death, at_each_write
from tests.worlds import World, at_once

HOUR = timedelta(hours=1)


def put_aside(talk: Talk, until: timedelta | None = HOUR) -> Header:
    world = talk.world
    at = world.desk.now() + until if until is not None else None
    return snoozing.snooze(world.desk, world.now(talk.agent), talk.conversation_id, at)


def time_passes(world: World, how_far: timedelta, *, staying: Talk | None = None) -> None:
    """The schedule runs every so often; who stays keeps their console."""
    for _ in range(4):
        world.clock.forward(seconds=how_far.total_seconds() / 4 + 1)
        if staying is not None:
            world.online(staying.agent)
        work.run_due(world.desk)


def kinds(talk: Talk) -> list[str]:
    return [each.kind for each in talk.shown_to(talk.agent)]


def test_what_is_put_aside_takes_no_slot_and_is_back_in_one_at_its_time(world: World) -> None:
    talk = talking(world)

    aside = put_aside(talk)
    agent = world.now(talk.agent)
    time_passes(world, HOUR, staying=talk)

    assert (aside.state, agent.serving, agent.parked) == (OPEN, frozenset(), {talk.conversation_id})
    assert world.now(talk.agent).serving == {talk.conversation_id}
    assert talk.header.snooze is not None
    assert talk.header.snooze.back_at is not None
    assert kinds(talk)[-2:] == ["snoozed", "back"]


def test_the_slot_is_free_for_who_waits_in_the_same_moment(world: World) -> None:
    talk = talking(world, capacity=1)
    other = world.visitor()
    begun = service.start_conversation(world.desk, other, "demo", StartConversation(text="hi", client_id="c"))

    put_aside(talk)

    assert service.find(world.desk, begun.conversation_id).agent_id == talk.agent.agent_id


def test_the_visitors_word_brings_it_back_at_once(world: World) -> None:
    talk = talking(world)
    put_aside(talk, None)

    talk.says("Are you there?")

    assert world.now(talk.agent).serving == {talk.conversation_id}
    assert (talk.header.snooze, talk.header.released_at) == (None, None)


def test_a_question_that_was_open_before_and_the_visitors_page_bring_nothing_back(world: World) -> None:
    talk = talking(world)
    talk.says("Where is it?")
    put_aside(talk, None)

    for _ in range(5):
        world.clock.forward(minutes=2)
        talk.shown_to_visitor()
        work.run_due(world.desk)

    assert talk.header.snooze is not None
    assert world.now(talk.agent).serving == frozenset()


def test_no_visitor_is_shown_that_it_was_put_aside(world: World) -> None:
    talk = talking(world)

    put_aside(talk)
    snoozing.bring_back(world.desk, world.now(talk.agent), talk.conversation_id)

    assert not {"snoozed", "back"} & {each.kind for each in talk.shown_to_visitor()}


def test_nothing_that_is_aside_or_has_just_come_back_ends_by_itself(world: World) -> None:
    talk = talking(world)
    put_aside(talk, timedelta(days=1))

    time_passes(world, timedelta(days=1), staying=talk)
    time_passes(world, timedelta(hours=3), staying=talk)

    assert talk.header.state == OPEN
    talk.replies("Here is your answer")
    time_passes(world, timedelta(hours=1), staying=talk)
    assert talk.header.state == CLOSED


def test_whoever_went_finds_what_they_put_aside_when_they_come_again(world: World) -> None:
    talk = talking(world, agents=2)
    put_aside(talk)
    choose_presence(world.desk, world.tokens[talk.agent.agent_id], "offline")

    time_passes(world, HOUR)
    world.online(talk.agent)

    header = talk.header
    assert (header.state, header.agent_id) == (OPEN, talk.agent.agent_id)
    assert header.snooze is not None
    assert header.snooze.back_at is not None
    assert talk.conversation_id in world.now(talk.agent).parked


def test_of_somebody_who_was_disabled_it_goes_to_others_at_its_time(world: World) -> None:
    talk = talking(world, agents=2)
    put_aside(talk)
    people.update_agent(world.desk, talk.agent.agent_id, UpdateAgent(active=False))

    world.online(talk.colleagues[0])
    world.clock.forward(hours=1.1)
    world.online(talk.colleagues[0])
    work.run_due(world.desk)

    assert talk.header.agent_id == talk.colleagues[0].agent_id


def test_with_the_visitors_word_it_goes_to_others_where_its_agent_is_full(world: World) -> None:
    talk = talking(world, agents=2, capacity=1)
    put_aside(talk, None)
    other = world.visitor()
    service.start_conversation(world.desk, other, "demo", StartConversation(text="hi", client_id="c"))
    service.start_conversation(world.desk, world.visitor(), "demo", StartConversation(text="hi", client_id="c"))

    talk.says("Hello?")

    assert talk.header.state == WAITING


def test_it_is_listed_with_ones_own_in_the_inbox_and_told_apart(world: World) -> None:
    talk = talking(world)

    put_aside(talk)

    inbox = reading.read_inbox(world.desk, world.now(talk.agent), None)
    assert [each.header.snooze is not None for each in inbox.items] == [True]


def test_only_times_to_come_and_only_what_is_ones_own(world: World) -> None:
    talk = talking(world, agents=2)

    for wrong in (timedelta(0), timedelta(days=91)):
        with pytest.raises(Invalid):
            put_aside(talk, wrong)
    with pytest.raises(NotYours):
        snoozing.snooze(world.desk, world.now(talk.colleagues[0]), talk.conversation_id, None)
    with pytest.raises(NotSnoozed):
        snoozing.bring_back(world.desk, world.now(talk.agent), talk.conversation_id)
    transitions.end_conversation(world.desk, world.now(talk.agent), talk.conversation_id)
    with pytest.raises(ConversationClosed):
        put_aside(talk)


def test_whoever_keeps_as_many_as_may_be_puts_no_more_aside(world: World) -> None:
    talk = talking(world)
    tx = Transaction(world.desk)
    kept = frozenset(f"cnv_{number}" for number in range(slots.MOST_PARKED))
    people.set_conversations(tx, world.now(talk.agent), parked=kept)
    tx.commit()

    with pytest.raises(TooManyAside):
        put_aside(talk)

    assert talk.header.snooze is None


def test_a_recount_finds_nothing_wrong_whatever_is_aside(world: World) -> None:
    talk = talking(world)

    put_aside(talk)
    aside = recount(world.desk)
    snoozing.bring_back(world.desk, world.now(talk.agent), talk.conversation_id)

    assert (aside, recount(world.desk)) == ([], [])


def test_wherever_putting_aside_or_coming_back_dies_nothing_is_lost(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        talk = talking(world)

        with death():
            put_aside(talk)
        if talk.header.snooze is None:
            put_aside(talk)
        world.clock.forward(hours=1.1)
        world.online(talk.agent)
        with death():
            work.run_due(world.desk)
        for _ in range(3):
            world.clock.forward(minutes=2)
            world.online(talk.agent)
            work.run_due(world.desk)

        assert world.now(talk.agent).serving == {talk.conversation_id}
        assert recount(world.desk) == []

    at_each_write(story, sides=(False,))


def test_of_a_snooze_and_a_word_at_the_same_moment_the_word_is_never_left_aside(new_world: Callable[[], World]) -> None:
    world = new_world()
    talk = talking(world)

    at_once([lambda: put_aside(talk, None), lambda: talk.says("Hello?")])
    for _ in range(3):
        world.clock.forward(minutes=1)
        world.online(talk.agent)
        work.run_due(world.desk)

    header, agent = talk.header, world.now(talk.agent)
    assert (header.snooze is not None) == (talk.conversation_id in agent.parked)
    assert header.asked is not None
    if header.snooze is not None:  # it was put aside after the word, by somebody who may have read it
        assert [each.kind for each in talk.shown_to(talk.agent)][-1] == "snoozed"
    assert recount(world.desk) == []
