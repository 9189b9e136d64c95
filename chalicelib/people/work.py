"""What this room does when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.people.service import memberships, presence, roles
from chalicelib.people.service.memberships import SpreadMemberships
from chalicelib.people.service.presence import WatchPresence
from chalicelib.people.service.roles import SpreadRole

LISTENERS = ()

DUTIES = (
    Duty(WatchPresence, presence.watch_presence),
    Duty(SpreadRole, roles.spread_role),
    Duty(SpreadMemberships, memberships.spread),
)
