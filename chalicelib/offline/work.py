"""Due work of this room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.notifications.model.notice import NoticeGivenUp
from chalicelib.offline.service import delivered, renaming, watch
from chalicelib.offline.service.leaving import ALLOCATE, CLOSE_WAITING, LOOK_AFTER
from chalicelib.offline.service.renaming import RENAME
from chalicelib.offline.service.watch import TRANSFER
from chalicelib.people.model.agents import AgentRenamed, RightsChanged


def allocate(desk: Desk, payload: dict[str, Any]) -> None:
    """A message was left: somebody should have it."""
    watch.allocate(desk, payload["message_id"])


def check_deadline(desk: Desk, payload: dict[str, Any]) -> None:
    """A message should have been answered by now."""
    watch.check_deadline(desk, payload["message_id"], payload["at"])


def close_waiting(desk: Desk, payload: dict[str, Any]) -> None:
    """A visitor left a message instead of waiting on."""
    left_at = payload.get("left_at")  # not in pieces that were written before it was said
    told = datetime.fromisoformat(left_at) if left_at else None
    watch.close_waiting(desk, payload["conversation_id"], payload["visitor_id"], told)


def transfer(desk: Desk, payload: dict[str, Any]) -> None:
    """Somebody may not answer any more: what waits for them goes to others."""
    watch.transfer(desk, payload["agent_id"])


def on_rights_changed(desk: Desk, event: RightsChanged) -> None:
    """Somebody was disabled, or has another role."""
    watch.transfer_later(desk, event.agent_id)


def on_notice_given_up(desk: Desk, event: NoticeGivenUp) -> None:
    """A letter will not arrive; where it carried an answer, somebody should know."""
    if event.what == "offline_answer":
        delivered.take_back(desk, event.about, event.notice_id)


def on_agent_renamed(desk: Desk, event: AgentRenamed) -> None:
    """Somebody has another name or number."""
    renaming.rename_later(desk, event.agent_id)


def rename(desk: Desk, payload: dict[str, Any]) -> None:
    """What somebody has shows their present name."""
    renaming.rename(desk, **payload)


HANDLERS = {
    RENAME: rename,
    ALLOCATE: allocate,
    LOOK_AFTER: check_deadline,
    CLOSE_WAITING: close_waiting,
    TRANSFER: transfer,
}
