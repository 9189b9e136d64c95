"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.people.model.agents import ScopeChanged
from chalicelib.plans.service import receivers
from chalicelib.plans.service.receivers import BringUp, NameAgents, SpreadScope

LISTENERS = (Listener(ScopeChanged, "plans.on_scope_changed", receivers.spread_scope),)

DUTIES = (
    Duty(SpreadScope, receivers.spread_scope),
    Duty(NameAgents, receivers.name_agents),
    Duty(BringUp, receivers.bring_up),
)
