"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.people.model.agents import ScopeChanged
from chalicelib.plans import service
from chalicelib.plans.service import BringUp, NameAgents, SpreadScope

LISTENERS = (Listener(ScopeChanged, "plans.on_scope_changed", service.spread_scope),)

DUTIES = (
    Duty(SpreadScope, service.spread_scope),
    Duty(NameAgents, service.name_agents),
    Duty(BringUp, service.bring_up),
)
