"""What this room does later: deliver."""

from __future__ import annotations

from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.notifications.service import delivery, gathering
from chalicelib.notifications.service.gathering import TELL_TOGETHER
from chalicelib.notifications.service.telling import DELIVER


def deliver(desk: Desk, payload: dict[str, Any]) -> None:
    """A notice may be due."""
    delivery.deliver(desk, payload["notice_id"])


def tell_together(desk: Desk, payload: dict[str, Any]) -> None:
    """So much was to be told to one address that the rest comes in one letter."""
    gathering.tell_together(desk, **payload)


HANDLERS = {DELIVER: deliver, TELL_TOGETHER: tell_together}
