"""Due work of this room."""

from __future__ import annotations

from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.offline import service


def allocate(desk: Desk, payload: dict[str, Any]) -> None:
    """A message was left: somebody should have it."""
    service.allocate(desk, payload["message_id"])


def look_after(desk: Desk, payload: dict[str, Any]) -> None:
    """A message should have been answered by now."""
    service.look_after(desk, payload["message_id"], payload["at"])


def close_waiting(desk: Desk, payload: dict[str, Any]) -> None:
    """A visitor left a message instead of waiting on."""
    service.close_waiting(desk, payload["conversation_id"], payload["visitor_id"])


HANDLERS = {service.ALLOCATE: allocate, service.LOOK_AFTER: look_after, service.CLOSE_WAITING: close_waiting}
