"""What this room does later: deliver."""

from __future__ import annotations

from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.notices import service


def deliver(desk: Desk, payload: dict[str, Any]) -> None:
    """A notice may be due."""
    service.deliver(desk, payload["notice_id"])


HANDLERS = {service.DELIVER: deliver}
