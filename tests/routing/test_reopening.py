"""Conversations that were closed go on: by an agent's hand, or with the visitor's next word (A3)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chalicelib.conversations import service
from chalicelib.conversations.model.conversation import CLOSED, OPEN, WAITING, Page
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.refusals import NotClosed, TooLateToReopen, VisitorElsewhere
from chalicelib.conversations.service import transitions
from chalicelib.people.model.agents import AgentAway
from chalicelib.people.model.reach import NotYours
from chalicelib.plans import service as plans
from chalicelib.routing.model import AgentFull
from chalicelib.routing.service.recount import recount
from chalicelib.routing.service.reopening import reopen_conversation
from chalicelib.surveys import store as stored_surveys
from chalicelib.surveys.model.survey import survey_id_of
from tests.conversations.talks import Talk, talking
from tests.crashes import Death, at_each_write
from tests.worlds import World, at_once, counted

GOES_ON = {"limits": {"reopen_by_visitor": True}}


def ended(world: World, agents: int = 1, capacity: int = 5, **fields: object) -> Talk:
    talk = talking(world, agents, capacity, **fields)
    transitions.end_conversation(world.desk, world.now(talk.agent), talk.conversation_id)
    return talk


def begin(talk: Talk, client_id: str = "again") -> tuple[str, Page]:
    first = StartConversation(text="one more thing", client_id=client_id)
    started = service.start_conversation(talk.world.desk, talk.visitor, "demo", first)
    return started.conversation_id, started.page


def reopen(talk: Talk) -> None:
    reopen_conversation(talk.world.desk, talk.world.now(talk.agent), talk.conversation_id)


# --- by an agent ----------------------------------------------------------------------------------------------------


@pytest.mark.also_on_moto
def test_an_agent_goes_on_with_what_was_closed_and_its_visitor_writes_there_again(world: World) -> None:
    talk = ended(world)
    before = talk.header

    reopen(talk)
    reopen(talk)
    talk.says("thanks")

    header = talk.header
    assert (header.state, header.agent_id, header.closed_at) == (OPEN, talk.agent.agent_id, None)
    assert [each.kind for each in talk.shown_to_visitor()][before.last_seq :] == ["reopened", "message"]
    assert world.now(talk.agent).serving == {talk.conversation_id}
    assert (header.started_at, header.first_reply_at) == (before.started_at, before.first_reply_at)
    assert recount(world.desk) == []


def test_nobody_is_asked_twice_how_one_conversation_went(world: World) -> None:
    talk = ended(world)
    asked = stored_surveys.survey(world.desk, survey_id_of(talk.conversation_id))
    reopen(talk)
    talk.says("thanks")

    transitions.end_conversation(world.desk, world.now(talk.agent), talk.conversation_id)

    assert asked is not None
    assert stored_surveys.survey(world.desk, survey_id_of(talk.conversation_id)) == asked
    assert [each.kind for each in talk.shown_to_visitor()].count("survey") == 1


def test_after_the_plans_days_or_while_the_visitor_is_elsewhere_it_stays_closed(world: World) -> None:
    talk = ended(world)
    elsewhere, _ = begin(talk)

    with pytest.raises(VisitorElsewhere) as refusal:
        reopen(talk)
    service.close_by_visitor(world.desk, talk.visitor, "demo", elsewhere)
    world.clock.forward(days=7.1)
    world.online(talk.agent)
    with pytest.raises(TooLateToReopen):
        reopen(talk)

    assert refusal.value.extra == {"conversation_id": elsewhere}
    assert talk.header.state == CLOSED


def test_whoever_is_full_or_not_there_or_reaches_it_not_reopens_nothing(world: World) -> None:
    talk = ended(world, agents=2, capacity=1)
    other = world.visitor()
    service.start_conversation(world.desk, other, "demo", StartConversation(text="hi", client_id="c"))
    service.start_conversation(world.desk, world.visitor(), "demo", StartConversation(text="hi", client_id="c"))

    with pytest.raises(AgentFull):
        reopen(talk)
    with pytest.raises(NotYours):
        reopen_conversation(world.desk, world.now(talk.colleagues[0]), talk.conversation_id)
    world.online(talk.agent, "busy")
    world.clock.forward(minutes=5)
    with pytest.raises(AgentAway):
        reopen(talk)

    assert talk.header.state == CLOSED


def test_what_is_open_is_nobodys_to_reopen_but_says_so(world: World) -> None:
    talk = talking(world, agents=2)
    supervisor = world.agent(role="supervisor")
    world.online(supervisor)

    with pytest.raises(NotClosed):
        reopen_conversation(world.desk, world.now(supervisor), talk.conversation_id)


def test_a_supervisor_who_reopens_what_was_anothers_has_it_and_is_in_the_audit_log(world: World) -> None:
    talk = ended(world)
    supervisor = world.agent(role="supervisor")
    world.online(supervisor)

    reopen_conversation(world.desk, world.now(supervisor), talk.conversation_id)

    assert talk.header.agent_id == supervisor.agent_id
    assert talk.acts()[-1] == "reopen_conversation"


def test_of_two_at_the_same_moment_one_has_it(new_world: Callable[[], World]) -> None:
    world = new_world()
    talk = ended(world)
    supervisor = world.agent(role="supervisor")
    world.online(supervisor)

    answers = at_once(
        [
            lambda: reopen(talk),
            lambda: reopen_conversation(world.desk, world.now(supervisor), talk.conversation_id),
        ]
    )

    (refusal,) = [each for each in answers if isinstance(each, Exception)]
    assert isinstance(refusal, NotClosed | NotYours)
    assert talk.conversation_id in world.now(talk.agent).serving | world.now(supervisor).serving
    assert recount(world.desk) == []


# --- with the visitor's word ----------------------------------------------------------------------------------------


def test_where_the_plan_says_so_the_next_word_goes_on_with_the_last_agent(world: World) -> None:
    talk = ended(world, agents=2, **GOES_ON)

    conversation_id, page = begin(talk)

    assert conversation_id == talk.conversation_id
    assert (talk.header.state, talk.header.agent_id) == (OPEN, talk.agent.agent_id)
    assert [each.seq for each in page.entries] == list(range(1, talk.header.last_seq + 1))
    assert [each.kind for each in page.entries][-3:] == ["reopened", "message", "assigned"]
    assert recount(world.desk) == []


def test_it_waits_like_any_other_where_nobody_is_free(world: World) -> None:
    talk = ended(world, capacity=1, **GOES_ON)
    service.start_conversation(world.desk, world.visitor(), "demo", StartConversation(text="hi", client_id="c"))

    conversation_id, _ = begin(talk)

    assert (conversation_id, talk.header.state) == (talk.conversation_id, WAITING)


def test_otherwise_and_after_the_days_another_one_begins(world: World) -> None:
    talk = ended(world)

    first, _ = begin(talk, "c1")
    service.close_by_visitor(world.desk, talk.visitor, "demo", first)
    plans.update_plan(world.desk, "demo", GOES_ON, None)
    world.clock.forward(days=8)
    second, _ = begin(talk, "c2")

    assert len({talk.conversation_id, first, second}) == 3


def test_a_start_costs_what_it_did_and_two_reads_more_where_it_goes_on(world: World) -> None:
    talk = ended(world, **GOES_ON)

    with counted() as going_on:
        begin(talk)
    with counted() as other:
        service.start_conversation(world.desk, world.visitor(), "demo", StartConversation(text="hi", client_id="c"))

    assert len(going_on) == len(other) - 1 + 2  # of the other one request lets a visitor in


def test_a_start_that_comes_twice_goes_on_once_wherever_it_died(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        talk = ended(new_world(), **GOES_ON)

        with death():
            begin(talk)
        begin(talk)

        kinds = [each.kind for each in talk.shown_to_visitor()]
        assert kinds.count("reopened") == 1
        assert talk.header.state == OPEN

    at_each_write(story)
