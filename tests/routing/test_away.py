"""Whoever is not there: every refusal says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentAway
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.service import presence
from chalicelib.routing import service as routing
from chalicelib.routing.service import manual
from tests.routing.test_manual import begin, transfer
from tests.worlds import World


def offline(world: World, agent: Any) -> None:
    world.online(agent)
    world.online(agent, "offline")


def silent(world: World, agent: Any) -> None:
    """Their console stopped beating, and nobody has looked yet."""
    world.online(agent)
    world.clock.forward(seconds=61)


def disabled(world: World, agent: Any) -> None:
    people.update_agent(world.desk, agent.agent_id, UpdateAgent(active=False))


GONE = [(offline, "offline"), (silent, "no_heartbeat"), (disabled, "disabled")]


def refused(world: World, go: Callable[[World, Any], None], act: Callable[..., Any]) -> tuple[str, Any]:
    """What is said when somebody does this with a colleague who went; they themselves are there."""
    first, away = world.found(agents=2)
    world.online(first)
    conversation_id = begin(world)
    go(world, away)
    world.online(first)

    with pytest.raises(AgentAway) as refusal:
        act(world, first, away, conversation_id)
    return refusal.value.code, refusal.value.extra["reason"]


@pytest.mark.parametrize(("go", "reason"), GONE)
def test_an_invitation_says_why_not(world: World, go: Any, reason: str) -> None:
    def invite(world: World, first: Any, away: Any, conversation_id: str) -> None:
        conversations.invite(world.desk, world.now(first), conversation_id, away.agent_id, None)

    said = refused(world, go, invite)

    assert said == ("agent_away", reason)


@pytest.mark.parametrize(("go", "reason"), GONE)
def test_a_transfer_says_why_not(world: World, go: Any, reason: str) -> None:
    def give(world: World, first: Any, away: Any, conversation_id: str) -> None:
        transfer(world, first, conversation_id, agent_id=away.agent_id)

    said = refused(world, go, give)

    assert said == ("agent_away", reason)


@pytest.mark.parametrize(("go", "reason"), GONE)
def test_a_reassignment_says_why_not(world: World, go: Any, reason: str) -> None:
    def give(world: World, _: Any, away: Any, conversation_id: str) -> None:
        caller = world.signed_in(world.agent(role=SUPERVISOR))
        to = {"agent_id": away.agent_id, "over_capacity": False, "note": None}
        manual.reassign(world.desk, caller, conversation_id, **to)

    said = refused(world, go, give)

    assert said == ("agent_away", reason)


@pytest.mark.parametrize(("go", "reason"), GONE)
def test_a_hand_on_a_presence_says_why_not(world: World, go: Any, reason: str) -> None:
    def set_break(world: World, _: Any, away: Any, __: str) -> None:
        caller = world.signed_in(world.agent(role=SUPERVISOR))
        presence.set_presence_of(world.desk, caller, away.agent_id, "break")

    said = refused(world, go, set_break)

    assert said == ("agent_away", reason)


def test_taking_without_being_there_says_why_not(world: World) -> None:
    (one,) = world.found(agents=1)
    conversation_id = begin(world)

    with pytest.raises(AgentAway) as refusal:
        routing.take_conversation(world.desk, world.now(one), conversation_id)

    assert refusal.value.extra == {"reason": "offline"}
