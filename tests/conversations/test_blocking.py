"""Visitors who are not let in any more (law 8, F7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from chalicelib.conversations import service
from chalicelib.conversations.model.conversation import CLOSED, ConversationClosed
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import blocking
from chalicelib.core import work
from chalicelib.core.errors import Invalid
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service.leaving import leave_message
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.visitors.model.visitor import BlockVisitor, VisitorRefused
from chalicelib.visitors.service import Caller
from tests.conversations.talks import Talk, talking
from tests.crashes import Death, at_each_write
from tests.worlds import World, at_once, counted


def block(talk: Talk, by: Agent | None = None, until: datetime | None = None, reason: str = "abuse") -> None:
    who = talk.world.now(by or talk.agent)
    blocking.block_visitor(talk.world.desk, who, talk.visitor.visitor_id, BlockVisitor(reason, until))


def begin(world: World, visitor: Caller, client_id: str = "again") -> str:
    first = StartConversation(text="hi again", client_id=client_id)
    return service.start_conversation(world.desk, visitor, "demo", first).conversation_id


def leave(talk: Talk) -> None:
    form = LeaveMessage(name="Li", text="?", email="a@shop.example.com", client_id="o")
    leave_message(talk.world.desk, talk.visitor, "demo", None, form)


@pytest.mark.also_on_moto
def test_what_a_blocked_visitor_has_open_ends_and_nothing_more_of_theirs_is_taken(world: World) -> None:
    talk = talking(world)

    block(talk)

    assert (talk.header.state, talk.header.why_closed) == (CLOSED, "blocked")
    assert world.now(talk.agent).serving == frozenset()
    with pytest.raises(ConversationClosed):
        talk.says("you")
    with pytest.raises(VisitorRefused):
        begin(world, talk.visitor)
    with pytest.raises(VisitorRefused):
        leave(talk)
    assert [each.kind for each in talk.shown_to_visitor()][-1] == "closed"


def test_who_is_refused_is_not_told_why_or_by_whom(world: World) -> None:
    talk = talking(world)
    block(talk, reason="a thief")

    with pytest.raises(VisitorRefused) as refusal:
        begin(world, talk.visitor)

    told = f"{refusal.value.code} {refusal.value.title} {refusal.value.detail} {refusal.value.extra}"
    assert not any(each in told for each in ("thief", "block", talk.agent.name))


def test_a_block_ends_at_its_time_or_by_hand_and_both_are_in_the_audit_log(world: World) -> None:
    talk = talking(world)

    block(talk, until=world.desk.now() + timedelta(hours=1))
    world.clock.forward(hours=1.1)
    first = begin(world, talk.visitor, "c1")
    block(talk)
    blocking.unblock_visitor(world.desk, world.now(talk.agent), talk.visitor.visitor_id)
    blocking.unblock_visitor(world.desk, world.now(talk.agent), talk.visitor.visitor_id)
    second = begin(world, talk.visitor, "c2")

    assert first != second
    assert [each for each in talk.acts() if "block" in each] == ["block_visitor", "block_visitor", "unblock_visitor"]


def test_those_who_are_not_let_in_are_listed_while_they_are_not(world: World) -> None:
    talk = talking(world)
    block(talk, until=world.desk.now() + timedelta(hours=1))

    with counted() as requests:
        listed, following = blocking.list_blocked(world.desk, talk.agent, None)
    world.clock.forward(hours=2)

    assert [(each.visitor_id, each.block.reason) for each in listed if each.block] == [
        (talk.visitor.visitor_id, "abuse")
    ]
    assert (len(requests), following) == (2, None)
    assert blocking.list_blocked(world.desk, talk.agent, None) == ([], None)


def test_only_who_reaches_a_visitor_blocks_them_with_a_reason_and_a_time_to_come(world: World) -> None:
    talk = talking(world, agents=2)

    with pytest.raises(NotYours):
        block(talk, by=talk.colleagues[0])
    with pytest.raises(Invalid):
        block(talk, reason="  ")
    with pytest.raises(Invalid):
        block(talk, until=world.desk.now())

    assert talk.header.state != CLOSED


def test_whoever_begins_at_the_very_moment_has_nothing_open_afterwards(new_world: Callable[[], World]) -> None:
    world = new_world()
    talk = talking(world)
    service.close_by_visitor(world.desk, talk.visitor, "demo", talk.conversation_id)

    begun, _ = at_once([lambda: begin(world, talk.visitor), lambda: block(talk)])

    if isinstance(begun, Exception):
        assert isinstance(begun, VisitorRefused)
    else:
        assert service.find(world.desk, begun).state == CLOSED


def test_whenever_a_block_dies_its_visitor_has_nothing_open_once_due_work_has_run(
    new_world: Callable[[], World],
) -> None:
    def story(death: Death) -> None:
        world = new_world()
        talk = talking(world)

        with death() as fate:
            block(talk)
        if fate.died and not fate.writes[1:]:
            block(talk)
        world.clock.forward(minutes=2)
        work.run_due(world.desk)

        assert talk.header.state == CLOSED
        with pytest.raises(VisitorRefused):
            begin(world, talk.visitor)

    at_each_write(story)
