"""Guests only see and write: to be invited is no right over the conversation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.routing.service import watch
from tests.in_process import Asking
from tests.routing.test_manual import begin, kinds, transfer
from tests.worlds import World, at_once


def with_a_guest(world: World) -> tuple[Any, Any, str]:
    """The agent of an answered conversation, whom they invited, and the conversation."""
    one, guest = world.found(agents=2)
    world.online(one)
    conversation_id = begin(world)
    conversations.reply(world.desk, world.now(one), conversation_id, "hello", "r1")
    world.online(guest)
    conversations.invite(world.desk, world.now(one), conversation_id, guest.agent_id, None)
    return one, guest, conversation_id


def hold(world: World, guest: Any, conversation_id: str) -> None:
    conversations.hold(world.desk, world.now(guest), conversation_id)


def resume(world: World, guest: Any, conversation_id: str) -> None:
    conversations.resume(world.desk, world.now(guest), conversation_id)


def invite(world: World, guest: Any, conversation_id: str) -> None:
    friend = world.agent()
    world.online(friend)
    conversations.invite(world.desk, world.now(guest), conversation_id, friend.agent_id, None)


def take_over(world: World, guest: Any, conversation_id: str) -> None:
    transfer(world, guest, conversation_id, agent_id=guest.agent_id)


def close(world: World, guest: Any, conversation_id: str) -> None:
    conversations.end_conversation(world.desk, world.now(guest), conversation_id)


@pytest.mark.parametrize("move", [hold, resume, invite, take_over, close])
def test_a_guest_moves_nothing(world: World, move: Callable[[World, Any, str], None]) -> None:
    one, guest, conversation_id = with_a_guest(world)
    if move is resume:
        conversations.hold(world.desk, world.now(one), conversation_id)
    before = kinds(world, conversation_id)

    with pytest.raises(NotYours):
        move(world, guest, conversation_id)

    assert kinds(world, conversation_id) == before
    assert world.now(one).serving == {conversation_id}
    assert (world.now(guest).serving, world.now(guest).guest_in) == (frozenset(), {conversation_id})


def test_a_guest_is_refused_over_http_with_a_code_and_still_sees_and_writes(world: World) -> None:
    _, guest, conversation_id = with_a_guest(world)
    asking, path = Asking(), f"/v1/desk/conversations/{conversation_id}"
    token = asking.sign_in(guest)

    moves: list[tuple[str, Any]] = [("hold", {}), ("transfer", {"agent_id": guest.agent_id}), ("close", {})]
    refused = [asking.ask("POST", f"{path}/{move}", token, body) for move, body in moves]
    seen = asking.ask("GET", f"{path}/entries", token)
    written = asking.ask("POST", f"{path}/messages", token, {"text": "I can help", "client_id": "g"})

    assert {(each.status, each.said["code"]) for each in refused} == {(403, "not_yours")}
    assert (seen.status, written.status) == (200, 201)


def test_a_supervisor_who_is_a_guest_keeps_their_rights(world: World) -> None:
    (one,) = world.found(agents=1)
    boss = world.agent(role=SUPERVISOR)
    world.online(one)
    conversation_id = begin(world)
    world.online(boss, "busy")
    conversations.invite(world.desk, world.now(one), conversation_id, boss.agent_id, None)

    header = conversations.end_conversation(world.desk, world.now(boss), conversation_id)

    assert (header.state, world.now(boss).guest_in) == ("closed", frozenset())


@pytest.mark.race
def test_a_guest_who_closes_while_it_becomes_theirs_does_so_by_right_or_not_at_all(atomic_world: World) -> None:
    world = atomic_world
    one, guest, conversation_id = with_a_guest(world)

    given, ended = at_once(
        [
            partial(transfer, world, one, conversation_id, agent_id=guest.agent_id),
            partial(conversations.end_conversation, world.desk, world.now(guest), conversation_id),
        ]
    )

    assert not isinstance(given, Exception), given
    assert isinstance(ended, NotYours) or ended.agent_id == guest.agent_id
    header = conversations.find(world.desk, conversation_id)
    holds = {conversation_id} if header.state == "open" else frozenset()
    assert (world.now(guest).serving, world.now(guest).guest_in) == (holds, frozenset())
    assert [each.how for each, _ in watch.explain(world.desk, world.now(guest), conversation_id)][-1] == ("transferred")
