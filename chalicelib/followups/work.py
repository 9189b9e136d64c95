"""What this room does when something happened below, or when its time has come."""

from __future__ import annotations

from typing import Any

from chalicelib.conversations.model.conversation import ConversationEnded
from chalicelib.core.desk import Desk
from chalicelib.followups.service import planning, renaming, runs, watch
from chalicelib.followups.service.definitions import RUN
from chalicelib.followups.service.planning import PLAN_BY_RULE
from chalicelib.followups.service.renaming import RENAME
from chalicelib.followups.service.runs import PIECE, TELL
from chalicelib.followups.service.watch import CHECK_DEADLINE
from chalicelib.people.model.agents import AgentRenamed


def on_conversation_ended(desk: Desk, event: ConversationEnded) -> None:
    """Rules may want its customer followed up."""
    planning.plan_after(desk, event.conversation_id)


def plan_by_rule(desk: Desk, payload: dict[str, Any]) -> None:
    """A rule's days are over."""
    planning.plan_by_rule(desk, **payload)


def check_deadline(desk: Desk, payload: dict[str, Any]) -> None:
    """A follow-up is due, or nearly."""
    watch.check_deadline(desk, **payload)


def run_campaign(desk: Desk, payload: dict[str, Any]) -> None:
    """A campaign's day and hour."""
    runs.run_when_due(desk, **payload)


def plan_piece(desk: Desk, payload: dict[str, Any]) -> None:
    """A piece of a run."""
    runs.plan_piece(desk, **payload)


def tell_shares(desk: Desk, payload: dict[str, Any]) -> None:
    """A run is finished; its agents should know."""
    runs.tell_shares(desk, **payload)


def on_agent_renamed(desk: Desk, event: AgentRenamed) -> None:
    """Somebody has another name or number."""
    renaming.rename_later(desk, event.agent_id)


def rename(desk: Desk, payload: dict[str, Any]) -> None:
    """What somebody has shows their present name."""
    renaming.rename(desk, **payload)


HANDLERS = {
    RENAME: rename,
    PLAN_BY_RULE: plan_by_rule,
    CHECK_DEADLINE: check_deadline,
    RUN: run_campaign,
    PIECE: plan_piece,
    TELL: tell_shares,
}
