"""What this room does when something happened below."""

from __future__ import annotations

from typing import Any

from chalicelib.assignment.model import AssignedByHand
from chalicelib.assignment.service import line, watch
from chalicelib.assignment.service.line import ACCEPTANCE, WAITING_WATCH
from chalicelib.conversations.model.talk import ConversationEnded, ConversationStarted, PlaceChanged
from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import AgentAvailable, AgentLeft


def on_conversation_started(desk: Desk, event: ConversationStarted) -> None:
    """Somebody began to wait."""
    line.find_agent_for(desk, event.conversation_id)


def on_conversation_ended(desk: Desk, event: ConversationEnded) -> None:
    """A place is free; or, if it was waiting, those behind it are nearer than whoever looked before could see."""
    line.serve_the_line(desk)


def on_assigned_by_hand(desk: Desk, event: AssignedByHand) -> None:
    """It left the line by another door, or left a place free elsewhere."""
    line.serve_the_line(desk)


def on_place_changed(desk: Desk, event: PlaceChanged) -> None:
    """Somebody who waits may be received by others now, or by nobody."""
    line.find_agent_for(desk, event.conversation_id)


def watch_acceptance(desk: Desk, payload: dict[str, Any]) -> None:
    """An agent should have answered by now."""
    watch.look_at_acceptance(desk, **payload)


def watch_waiting(desk: Desk, payload: dict[str, Any]) -> None:
    """Somebody has waited for another minute."""
    watch.look_at_waiting(desk, **payload)


def on_agent_available(desk: Desk, event: AgentAvailable) -> None:
    """Somebody can take conversations who could not before."""
    line.serve_the_line(desk)


def on_agent_left(desk: Desk, event: AgentLeft) -> None:
    """Nobody waits on a ghost."""
    watch.give_on(desk, event.agent_id)


HANDLERS = {
    ACCEPTANCE: watch_acceptance,
    WAITING_WATCH: watch_waiting,
}
