"""Back in line: nothing of the agent who left stays with the conversation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import together
from chalicelib.core import work
from chalicelib.core.errors import Conflict
from chalicelib.people.model.rights import SUPERVISOR
from tests.crashes import Death, at_each_write
from tests.routing.test_guests import with_a_guest
from tests.routing.test_manual import begin, kinds, plan_with, transfer
from tests.routing.test_time import keep_alive
from tests.worlds import World, at_once


def unanswered_with_a_guest(world: World) -> tuple[Any, Any, str]:
    """An agent who has not answered, whom they invited, and the conversation."""
    one, guest = world.found(agents=2)
    world.online(one)
    conversation_id = begin(world)
    world.online(guest)
    conversations.invite(world.desk, world.now(one), conversation_id, guest.agent_id, None)
    return one, guest, conversation_id


def test_a_guest_who_is_given_the_conversation_is_its_agent_only(world: World) -> None:
    one, guest, conversation_id = unanswered_with_a_guest(world)

    world.online(one, "offline")

    header = conversations.find(world.desk, conversation_id)
    assert (header.agent_id, header.guests) == (guest.agent_id, ())
    assert (world.now(guest).serving, world.now(guest).guest_in) == ({conversation_id}, frozenset())
    with pytest.raises(Conflict) as refused:
        together.leave(world.desk, world.now(guest), conversation_id)
    assert refused.value.code == "not_a_guest"


def test_guests_go_when_the_conversation_waits_again(world: World) -> None:
    one, guest, conversation_id = unanswered_with_a_guest(world)
    world.online(guest, "busy")

    world.online(one, "offline")

    header = conversations.find(world.desk, conversation_id)
    assert (header.state, header.guests, header.held_at) == ("waiting", (), None)
    assert world.now(guest).guest_in == frozenset()


def test_a_conversation_transferred_and_put_back_is_on_hold_no_longer(world: World) -> None:
    one, other, conversation_id = with_a_guest(world)
    conversations.hold(world.desk, world.now(one), conversation_id)
    transfer(world, one, conversation_id, agent_id=other.agent_id)
    world.online(one, "busy")

    world.online(other, "offline")
    waiting = conversations.find(world.desk, conversation_id)
    world.online(one)
    conversations.reply(world.desk, world.now(one), conversation_id, "back with you", "r2")
    header = conversations.hold(world.desk, world.now(one), conversation_id)

    assert (waiting.state, waiting.held_at) == ("waiting", None)
    assert header.held_at is not None


def test_a_hold_before_the_first_answer_is_refused_with_the_reason(world: World) -> None:
    one, other = world.found(agents=2)
    world.online(one)
    conversation_id = begin(world)

    with pytest.raises(Conflict) as at_first:
        conversations.hold(world.desk, world.now(one), conversation_id)
    conversations.reply(world.desk, world.now(one), conversation_id, "hello", "r1")
    world.online(other)
    transfer(world, one, conversation_id, agent_id=other.agent_id)
    with pytest.raises(Conflict) as after_a_transfer:
        conversations.hold(world.desk, world.now(other), conversation_id)

    assert (at_first.value.code, after_a_transfer.value.code) == ("not_answered", "not_answered")
    assert kinds(world, conversation_id)[-1] == "transferred"


def test_a_supervisors_answer_is_not_the_agents_first_one(world: World) -> None:
    (one,) = world.found(agents=1)
    boss = world.agent(role=SUPERVISOR)
    world.online(one)
    conversation_id = begin(world)

    conversations.reply(world.desk, boss, conversation_id, "one moment", "b1")
    with pytest.raises(Conflict) as refused:
        conversations.hold(world.desk, world.now(one), conversation_id)

    assert refused.value.code == "not_answered"


def test_nobody_keeps_an_unanswered_conversation_by_holding_it(world: World) -> None:
    slow, quick = world.found(agents=2)
    plan_with(world, accept_seconds=60)
    world.online(slow)
    conversation_id = begin(world)

    with pytest.raises(Conflict):
        conversations.hold(world.desk, world.now(slow), conversation_id)
    keep_alive(world, slow, quick, seconds=100)

    assert (world.now(slow).serving, world.now(quick).serving) == (frozenset(), {conversation_id})


def test_putting_back_that_dies_anywhere_leaves_no_guest_behind(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        one, guest, conversation_id = unanswered_with_a_guest(world)
        world.online(guest, "busy")

        with death():
            world.online(one, "offline")
        world.clock.forward(seconds=20)
        work.run_due(world.desk)

        header = conversations.find(world.desk, conversation_id)
        guests = {each.id for each in header.guests}
        assert (conversation_id in world.now(guest).guest_in) == (guest.agent_id in guests)
        assert not (header.state == "waiting" and guests)

    at_each_write(story)


@pytest.mark.race
def test_an_invitation_while_its_agent_leaves_makes_no_guest_of_who_has_it(atomic_world: World) -> None:
    world = atomic_world
    one, other, conversation_id = unanswered_with_a_guest(world)
    together.leave(world.desk, world.now(other), conversation_id)

    at_once(
        [
            partial(world.online, one, "offline"),
            partial(conversations.invite, world.desk, world.now(one), conversation_id, other.agent_id, None),
        ]
    )

    header = conversations.find(world.desk, conversation_id)
    assert (header.agent_id, header.guests) == (other.agent_id, ())
    assert (world.now(other).serving, world.now(other).guest_in) == ({conversation_id}, frozenset())
