"""What this room does when something happened below, or when its time has come."""

from __future__ import annotations

from typing import Any

from chalicelib.conversations.model import ConversationEnded
from chalicelib.core.desk import Desk
from chalicelib.followups import service
from chalicelib.people.model import AgentRenamed


def on_conversation_ended(desk: Desk, event: ConversationEnded) -> None:
    """Rules may want its customer followed up."""
    service.plan_after(desk, event.conversation_id)


def plan_by_rule(desk: Desk, payload: dict[str, Any]) -> None:
    """A rule's days are over."""
    service.plan_by_rule(desk, **payload)


def look_after(desk: Desk, payload: dict[str, Any]) -> None:
    """A follow-up is due, or nearly."""
    service.look_after(desk, **payload)


def run_campaign(desk: Desk, payload: dict[str, Any]) -> None:
    """A campaign's day and hour."""
    service.run_when_due(desk, **payload)


def plan_piece(desk: Desk, payload: dict[str, Any]) -> None:
    """A piece of a run."""
    service.plan_piece(desk, **payload)


def tell_shares(desk: Desk, payload: dict[str, Any]) -> None:
    """A run is finished; its agents should know."""
    service.tell_shares(desk, **payload)


def on_agent_renamed(desk: Desk, event: AgentRenamed) -> None:
    """Somebody has another name or number."""
    service.rename_later(desk, event.agent_id)


def rename(desk: Desk, payload: dict[str, Any]) -> None:
    """What somebody has shows their present name."""
    service.rename(desk, **payload)


HANDLERS = {
    service.RENAME: rename,
    service.PLAN_BY_RULE: plan_by_rule,
    service.LOOK_AFTER: look_after,
    service.RUN: run_campaign,
    service.PIECE: plan_piece,
    service.TELL: tell_shares,
}
