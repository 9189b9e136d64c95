"""That the other side types, and how far it has read: told with the question that is asked anyway (A2)."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import pytest

from chalicelib.conversations import service
from chalicelib.conversations.model.conversation import Page
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.marks import (
    AGENT,
    NOTHING,
    NOTHING_TOLD,
    TYPING_LASTS,
    VISITOR,
    Change,
    Marks,
    Told,
    change_by,
)
from chalicelib.conversations.service import reading, transitions
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.visitors.service import Caller
from tests.worlds import World, counted

TYPES = Told(typing=True)


class Talk(NamedTuple):
    """A visitor and the agent who serves them, each with a page that asks after the last entry."""

    world: World
    agent: Agent
    visitor: Caller
    conversation_id: str

    def visitor_asks(self, told: Told = NOTHING_TOLD, after: int = 3) -> Page:
        return service.read_entries(self.world.desk, self.visitor, "demo", self.conversation_id, after, 100, told)

    def agent_asks(self, told: Told = NOTHING_TOLD, agent: Agent | None = None) -> Page:
        reader = self.world.now(agent or self.agent)
        return reading.read_transcript(self.world.desk, reader, self.conversation_id, 3, 100, told=told)

    def agent_begins_at_the_end(self) -> Page:
        return reading.read_transcript_before(
            self.world.desk, self.world.now(self.agent), self.conversation_id, None, 100
        )

    def types(self, side: str) -> bool:
        """Whether the other one sees it."""
        page = self.agent_asks() if side == VISITOR else self.visitor_asks()
        return page.marks.typing(side, self.world.desk.now())


def talking(world: World, **limits: object) -> Talk:
    (agent,) = world.found(agents=1)
    plans.update_plan(world.desk, "demo", {"limits": limits}, None)
    world.online(agent)
    visitor = world.visitor()
    begun = service.start_conversation(world.desk, visitor, "demo", StartConversation(text="hi", client_id="c"))
    service.reply(world.desk, world.now(agent), begun.conversation_id, "Hello", "r")
    return Talk(world, agent, visitor, begun.conversation_id)


@pytest.mark.also_on_moto
def test_each_side_sees_for_some_seconds_that_the_other_types(world: World) -> None:
    talk = talking(world)

    talk.visitor_asks(TYPES)
    at_first = (talk.types(VISITOR), talk.types(AGENT))
    talk.agent_asks(TYPES)
    then = talk.types(AGENT)
    world.clock.forward(seconds=TYPING_LASTS.total_seconds())

    assert at_first == (True, False)
    assert then is True
    assert (talk.types(VISITOR), talk.types(AGENT)) == (False, False)


def test_each_side_sees_how_far_the_other_has_read_and_nobody_reads_backwards_or_ahead(world: World) -> None:
    talk = talking(world)

    for read in (2, 10**9, 1):
        talk.visitor_asks(Told(read=read))
    talk.agent_asks(Told(read=1))

    assert talk.agent_asks().marks.read(VISITOR) == service.find(world.desk, talk.conversation_id).last_seq
    assert talk.visitor_asks().marks.read(AGENT) == 1


def test_a_page_that_has_nothing_to_tell_asks_once_and_one_that_types_writes_now_and_then(world: World) -> None:
    talk = talking(world)
    asked = []

    for told in (Told(), TYPES, TYPES, Told(typing=True, read=3), Told(read=3)):
        with counted() as requests:
            talk.visitor_asks(told)
        asked.append(len(requests))
    world.clock.forward(seconds=5)
    with counted() as requests:
        talk.visitor_asks(TYPES)

    assert asked == [1, 2, 1, 2, 1]
    assert len(requests) == 2


def test_marks_are_no_entries_and_change_nothing_of_the_conversation(world: World) -> None:
    talk = talking(world)
    before = service.find(world.desk, talk.conversation_id)

    talk.visitor_asks(Told(typing=True, read=2))
    talk.agent_asks(Told(typing=True, read=2))

    assert service.find(world.desk, talk.conversation_id) == before
    assert talk.visitor_asks(after=0).last_seq == before.last_seq


def test_only_of_those_who_serve_the_visitor_it_is_told(world: World) -> None:
    talk = talking(world)
    supervisor = world.agent(role="supervisor")

    talk.agent_asks(Told(typing=True, read=3), supervisor)

    assert talk.visitor_asks().marks == NOTHING


def test_where_the_plan_wants_no_marks_nothing_is_kept_or_told(world: World) -> None:
    talk = talking(world, marks=False)

    with counted() as requests:
        talk.visitor_asks(Told(typing=True, read=3))

    assert len(requests) == 1
    assert (talk.agent_asks().marks, talk.visitor_asks().marks) == (NOTHING, NOTHING)


def test_what_is_over_has_no_marks(world: World) -> None:
    talk = talking(world)
    talk.visitor_asks(Told(typing=True, read=3))
    before = talk.agent_begins_at_the_end().marks.read(VISITOR)

    transitions.end_conversation(world.desk, world.now(talk.agent), talk.conversation_id)

    assert before == 3
    assert talk.agent_asks(TYPES).marks == NOTHING
    assert talk.visitor_asks(TYPES).marks == NOTHING
    assert talk.agent_begins_at_the_end().marks == NOTHING


def test_of_two_pages_of_one_side_the_one_that_has_read_further_counts(world: World) -> None:
    now = world.desk.now()
    before = Marks(visitor_read=3, visitor_typing=now + timedelta(seconds=7))

    changes = [change_by(VISITOR, told, before, 5, now) for told in (Told(True, 2), Told(True, 4), Told(read=9))]

    assert changes == [None, Change(read=4), Change(read=5)]
