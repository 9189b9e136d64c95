"""Due work of this room."""

from __future__ import annotations

from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.people import service


def watch_presence(desk: Desk, payload: dict[str, Any]) -> None:
    """An agent's lease ends about now."""
    service.watch_presence(desk, payload["agent_id"], payload["watch_id"])


def spread_role(desk: Desk, payload: dict[str, Any]) -> None:
    """A role was changed; those who have it carry a copy of its rights."""
    service.spread_role(desk, **payload)


def spread_memberships(desk: Desk, payload: dict[str, Any]) -> None:
    """A group has other members, or receives others."""
    service.spread_memberships(desk, payload["agent_ids"])


HANDLERS = {
    service.WATCH: watch_presence,
    service.SPREAD: spread_role,
    service.SPREAD_MEMBERSHIPS: spread_memberships,
}
