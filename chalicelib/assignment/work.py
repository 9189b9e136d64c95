"""What this room does when something happened below."""

from __future__ import annotations

from typing import Any

from chalicelib.assignment.model import AssignedByHand
from chalicelib.assignment.service import queue, receiving, watch
from chalicelib.assignment.service.queue import ACCEPTANCE, WAITING_WATCH
from chalicelib.assignment.service.receiving import ANEW
from chalicelib.conversations.model.conversation import (
    ConversationEnded,
    ConversationRequeued,
    ConversationStarted,
    PlaceChanged,
)
from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import AgentAvailable, AgentLeft
from chalicelib.people.model.availability import MODES
from chalicelib.plans.model.receiving import ReceiversChanged


def on_conversation_started(desk: Desk, event: ConversationStarted) -> None:
    """Somebody began to wait."""
    queue.find_agent_for(desk, event.conversation_id)


def on_conversation_requeued(desk: Desk, event: ConversationRequeued) -> None:
    """Somebody waits again."""
    queue.find_agent_for(desk, event.conversation_id)


def on_conversation_ended(desk: Desk, event: ConversationEnded) -> None:
    """A place is free; or, if it was waiting, those behind it are nearer than whoever looked before could see."""
    if event.agent_id is not None:
        queue.serve_agent(desk, event.agent_id)
    if event.pools:
        queue.serve_pools(desk, event.pools, MODES)


def on_assigned_by_hand(desk: Desk, event: AssignedByHand) -> None:
    """It left the queue by another door, or left a place free elsewhere."""
    if event.freed_id is not None:
        queue.serve_agent(desk, event.freed_id)
    if event.pools:
        queue.serve_pools(desk, event.pools, MODES)


def on_place_changed(desk: Desk, event: PlaceChanged) -> None:
    """Somebody who waits may be received by others now, or by nobody; those behind it are nearer where it was."""
    queue.find_agent_for(desk, event.conversation_id)
    if event.pools:
        queue.serve_pools(desk, event.pools, MODES)


def on_receivers_changed(desk: Desk, event: ReceiversChanged) -> None:
    """Others receive a plan's visitors, also those who wait."""
    receiving.receive_anew(desk, event.plan_key, event.pools)


def receive_anew(desk: Desk, payload: dict[str, Any]) -> None:
    """The next of those who wait for a plan that others receive now."""
    receiving.receive_anew(desk, **payload)


def watch_acceptance(desk: Desk, payload: dict[str, Any]) -> None:
    """An agent should have answered by now."""
    watch.look_at_acceptance(desk, **payload)


def watch_waiting(desk: Desk, payload: dict[str, Any]) -> None:
    """Somebody has waited for another minute."""
    watch.look_at_waiting(desk, **payload)


def on_agent_available(desk: Desk, event: AgentAvailable) -> None:
    """Somebody can take conversations who could not before."""
    queue.serve_agent(desk, event.agent_id, event.pools)


def on_agent_left(desk: Desk, event: AgentLeft) -> None:
    """Nobody waits on a ghost."""
    watch.transfer_all(desk, event.agent_id)


HANDLERS = {
    ACCEPTANCE: watch_acceptance,
    WAITING_WATCH: watch_waiting,
    ANEW: receive_anew,
}
