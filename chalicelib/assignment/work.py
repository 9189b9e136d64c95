"""What this room does when something happened below."""

from __future__ import annotations

from typing import Any

from chalicelib.assignment.model import AssignedByHand
from chalicelib.assignment.service import queue, watch
from chalicelib.assignment.service.queue import ACCEPTANCE, WAITING_WATCH
from chalicelib.conversations.model.conversation import ConversationEnded, ConversationStarted, PlaceChanged
from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import AgentAvailable, AgentLeft


def on_conversation_started(desk: Desk, event: ConversationStarted) -> None:
    """Somebody began to wait."""
    queue.find_agent_for(desk, event.conversation_id)


def on_conversation_ended(desk: Desk, event: ConversationEnded) -> None:
    """A slot is free."""
    queue.serve_agent(desk, event.agent_id)


def on_assigned_by_hand(desk: Desk, event: AssignedByHand) -> None:
    """It left a slot free elsewhere."""
    queue.serve_agent(desk, event.left_id)


def on_place_changed(desk: Desk, event: PlaceChanged) -> None:
    """Somebody who waits may be received by others now, or by nobody."""
    queue.find_agent_for(desk, event.conversation_id)


def watch_acceptance(desk: Desk, payload: dict[str, Any]) -> None:
    """An agent should have answered by now."""
    watch.look_at_acceptance(desk, **payload)


def watch_waiting(desk: Desk, payload: dict[str, Any]) -> None:
    """Somebody has waited for another minute."""
    watch.look_at_waiting(desk, **payload)


def on_agent_available(desk: Desk, event: AgentAvailable) -> None:
    """Somebody can take conversations who could not before."""
    queue.serve_agent(desk, event.agent_id)


def on_agent_left(desk: Desk, event: AgentLeft) -> None:
    """Nobody waits on a ghost."""
    watch.transfer_all(desk, event.agent_id)


HANDLERS = {
    ACCEPTANCE: watch_acceptance,
    WAITING_WATCH: watch_waiting,
}
