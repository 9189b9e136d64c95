"""Due work of this room."""

from __future__ import annotations

from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.people.service import carrying, memberships, pools, presence, roles, sessions
from chalicelib.people.service.carrying import SEAT
from chalicelib.people.service.presence import WATCH
from chalicelib.people.service.roles import SPREAD


def watch_presence(desk: Desk, payload: dict[str, Any]) -> None:
    """An agent's lease ends about now."""
    presence.watch_presence(desk, payload["agent_id"], payload["watch_id"])


def watch_seat(desk: Desk, payload: dict[str, Any]) -> None:
    """An agent's seat may be given on about now."""
    sessions.watch_seat(desk, payload["agent_id"], payload["watch_id"])


def spread_role(desk: Desk, payload: dict[str, Any]) -> None:
    """A role was changed; those who have it carry a copy of its rights."""
    roles.spread_role(desk, **payload)


def spread_memberships(desk: Desk, payload: dict[str, Any]) -> None:
    """A group has other members, or receives others."""
    memberships.spread(desk, payload["agent_ids"])


def spread_pools(desk: Desk, payload: dict[str, Any]) -> None:
    """Plans ask for other pools; everybody stands in these."""
    pools.spread(desk, **payload)


def bring_up(desk: Desk, payload: dict[str, Any]) -> None:
    """The next of the agents that a version before wrote."""
    carrying.bring_up(desk, **payload)


HANDLERS = {
    WATCH: watch_presence,
    SEAT: watch_seat,
    carrying.BRINGING_UP: bring_up,
    SPREAD: spread_role,
    memberships.SPREAD: spread_memberships,
    pools.SPREAD: spread_pools,
}
