"""Whoever acts in a conversation that is another agent's is in the audit log, with the act (F7)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import together
from chalicelib.core import audit
from chalicelib.people.model.rights import SUPERVISOR
from tests.crashes import Death, at_each_write
from tests.in_process import Asking
from tests.routing.test_guests import with_a_guest
from tests.routing.test_manual import begin, transfer
from tests.worlds import World, at_once, counted

ONE = "/v1/desk/conversations/"


def noted(world: World, conversation_id: str) -> list[audit.Audited]:
    """What the log says about a conversation, oldest first."""
    return [each for each in audit.read(world.desk, f"{world.clock():%Y-%m}")[0] if each.about == conversation_id][::-1]


def test_a_supervisors_hand_in_anothers_conversation_is_written_down_act_by_act(world: World) -> None:
    one, other, conversation_id = with_a_guest(world)
    boss, friend = world.agent(role=SUPERVISOR), world.agent()
    world.online(friend)
    asking = Asking()
    token = asking.sign_in(boss)
    acts: list[tuple[str, dict[str, Any]]] = [
        ("messages", {"text": "the boss speaks", "client_id": "b1"}),
        ("hold", {}),
        ("resume", {}),
        ("invite", {"agent_id": friend.agent_id}),
        ("transfer", {"agent_id": other.agent_id}),
        ("close", {}),
    ]

    answers = [asking.ask("POST", f"{ONE}{conversation_id}/{act}", token, body) for act, body in acts]

    assert {each.status for each in answers} == {200, 201}
    entries = noted(world, conversation_id)
    assert [each.act for each in entries] == [
        "answer_conversation",
        "hold_conversation",
        "resume_conversation",
        "invite_to_conversation",
        "transfer_conversation",
        "close_conversation",
    ]
    assert {each.by for each in entries} == {boss.agent_id}
    assert [each.request_id for each in entries] == [each.headers["x-request-id"] for each in answers]
    assert entries[0].after == {"holder_id": one.agent_id, "seq": answers[0].said["seq"]}
    moved = entries[4]
    assert (moved.before, moved.after) == ({"holder_id": one.agent_id}, {"holder_id": other.agent_id})
    assert entries[5].after == {"holder_id": other.agent_id}
    assert "the boss speaks" not in repr(entries)


def test_in_ones_own_conversation_and_as_a_guest_nothing_is_written_down(world: World) -> None:
    one, guest, conversation_id = with_a_guest(world)

    conversations.reply(world.desk, world.now(guest), conversation_id, "I can help", "g1")
    conversations.hold(world.desk, world.now(one), conversation_id)
    conversations.resume(world.desk, world.now(one), conversation_id)
    together.leave(world.desk, world.now(guest), conversation_id)
    transfer(world, one, conversation_id, agent_id=guest.agent_id)
    conversations.end_conversation(world.desk, world.now(guest), conversation_id)

    assert noted(world, conversation_id) == []


def test_ending_what_waits_is_written_down_and_says_that_nobody_had_it(world: World) -> None:
    world.found()
    boss = world.agent(role=SUPERVISOR)
    conversation_id = begin(world)

    conversations.end_conversation(world.desk, boss, conversation_id)

    (entry,) = noted(world, conversation_id)
    assert (entry.act, entry.by, entry.after) == ("close_conversation", boss.agent_id, {"holder_id": None})


def test_the_log_costs_no_request(world: World) -> None:
    one, _, conversation_id = with_a_guest(world)
    boss = world.agent(role=SUPERVISOR)

    taken = []
    for number, who in enumerate((world.now(one), boss)):
        with counted() as requests:
            conversations.reply(world.desk, who, conversation_id, "hello", f"m{number}")
        taken.append(requests.names)

    assert taken[0] == taken[1]


def test_the_same_answer_twice_is_written_down_once(world: World) -> None:
    _, _, conversation_id = with_a_guest(world)
    boss = world.agent(role=SUPERVISOR)

    for _ in range(2):
        conversations.reply(world.desk, boss, conversation_id, "hello", "b1")
    for _ in range(2):
        conversations.end_conversation(world.desk, boss, conversation_id)

    assert [each.act for each in noted(world, conversation_id)] == ["answer_conversation", "close_conversation"]


def test_the_log_says_it_exactly_if_it_was_done(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        _, _, conversation_id = with_a_guest(world)
        boss = world.agent(role=SUPERVISOR)

        with death():
            conversations.end_conversation(world.desk, boss, conversation_id)

        closed = conversations.find(world.desk, conversation_id).state == "closed"
        assert [each.act for each in noted(world, conversation_id)] == ["close_conversation"] * closed

    at_each_write(story)


@pytest.mark.race
def test_of_those_who_close_at_once_only_one_is_written_down(atomic_world: World) -> None:
    world = atomic_world
    _, _, conversation_id = with_a_guest(world)
    bosses = [world.agent(role=SUPERVISOR) for _ in range(4)]

    ends = at_once([partial(conversations.end_conversation, world.desk, boss, conversation_id) for boss in bosses])

    assert {each.state for each in ends} == {"closed"}
    assert len(noted(world, conversation_id)) == 1
