"""What this room does when something happened below, and its due work."""

from __future__ import annotations

from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import ScopeChanged
from chalicelib.plans import service
from chalicelib.plans.service import BRINGING_UP, NAMING, SCOPES


def on_scope_changed(desk: Desk, event: ScopeChanged) -> None:
    """A group receives other visitors than before."""
    service.spread_scope(desk, event.group_id)


def spread_scope(desk: Desk, payload: dict[str, Any]) -> None:
    """The next of the plans that may name the group."""
    service.spread_scope(desk, **payload)


def name_agents(desk: Desk, payload: dict[str, Any]) -> None:
    """More agents begin or cease to be named by a plan than one transaction bears."""
    service.name_agents(desk, **payload)


def bring_up(desk: Desk, payload: dict[str, Any]) -> None:
    """The next of the plans that a version before wrote."""
    service.bring_up(desk, **payload)


HANDLERS = {SCOPES: spread_scope, NAMING: name_agents, BRINGING_UP: bring_up}
