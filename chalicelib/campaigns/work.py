"""What this room does when a conversation ended, or when its time has come."""

from __future__ import annotations

from typing import Any

from chalicelib.campaigns.service import rules, runs
from chalicelib.campaigns.service.definitions import RUN
from chalicelib.campaigns.service.rules import PLAN_BY_RULE
from chalicelib.campaigns.service.runs import PIECE, TELL
from chalicelib.conversations.model.conversation import ConversationEnded
from chalicelib.core.desk import Desk


def on_conversation_ended(desk: Desk, event: ConversationEnded) -> None:
    """Rules may want its customer followed up."""
    rules.plan_after(desk, event.conversation_id)


def plan_by_rule(desk: Desk, payload: dict[str, Any]) -> None:
    """A rule's days are over."""
    rules.plan_by_rule(desk, **payload)


def run_campaign(desk: Desk, payload: dict[str, Any]) -> None:
    """A campaign's day and hour."""
    runs.run_when_due(desk, **payload)


def plan_piece(desk: Desk, payload: dict[str, Any]) -> None:
    """A piece of a run."""
    runs.plan_piece(desk, **payload)


def tell_shares(desk: Desk, payload: dict[str, Any]) -> None:
    """A run is finished; its agents should know."""
    runs.tell_shares(desk, **payload)


HANDLERS = {
    PLAN_BY_RULE: plan_by_rule,
    RUN: run_campaign,
    PIECE: plan_piece,
    TELL: tell_shares,
}
