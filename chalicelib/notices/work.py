"""What this room does later: deliver."""

from __future__ import annotations

from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.notices import service


def deliver(desk: Desk, payload: dict[str, Any]) -> None:
    """A notice may be due."""
    service.deliver(desk, payload["notice_id"])


def tell_together(desk: Desk, payload: dict[str, Any]) -> None:
    """So much was to be told to one address that the rest comes in one letter."""
    service.tell_together(desk, **payload)


HANDLERS = {service.DELIVER: deliver, service.TELL_TOGETHER: tell_together}
