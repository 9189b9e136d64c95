"""What this room does when something happened below, or when its time has come."""

from __future__ import annotations

from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.followups.service import renaming, watch
from chalicelib.followups.service.renaming import RENAME
from chalicelib.followups.service.watch import CHECK_DEADLINE
from chalicelib.people.model.agents import AgentRenamed


def check_deadline(desk: Desk, payload: dict[str, Any]) -> None:
    """A follow-up is due, or nearly."""
    watch.check_deadline(desk, **payload)


def on_agent_renamed(desk: Desk, event: AgentRenamed) -> None:
    """Somebody has another name or number."""
    renaming.rename_later(desk, event.agent_id)


def rename(desk: Desk, payload: dict[str, Any]) -> None:
    """What somebody has shows their present name."""
    renaming.rename(desk, **payload)


HANDLERS = {
    RENAME: rename,
    CHECK_DEADLINE: check_deadline,
}
