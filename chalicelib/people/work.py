"""What this room does when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.people.model.agents import RightsChanged
from chalicelib.people.service import (
    absences,
    agreements,
    carrying,
    keys,
    memberships,
    pools,
    presence,
    recovery,
    roles,
    sessions,
)
from chalicelib.people.service.absences import WatchAbsence
from chalicelib.people.service.agreements import SpreadAgreement
from chalicelib.people.service.carrying import BringUp, WatchSeat
from chalicelib.people.service.memberships import SpreadMemberships
from chalicelib.people.service.pools import SpreadPools
from chalicelib.people.service.presence import WatchPresence
from chalicelib.people.service.recovery import SendPasswordLink
from chalicelib.people.service.roles import SpreadRole

LISTENERS = (Listener(RightsChanged, "people.on_rights_changed", keys.follow_rights),)

DUTIES = (
    Duty(WatchPresence, presence.watch_presence),
    Duty(WatchAbsence, absences.watch_absence),
    Duty(WatchSeat, sessions.watch_seat),
    Duty(SendPasswordLink, recovery.send_password_link),
    Duty(SpreadRole, roles.spread_role),
    Duty(SpreadAgreement, agreements.spread),
    Duty(SpreadMemberships, memberships.spread),
    Duty(SpreadPools, pools.spread),
    Duty(BringUp, carrying.bring_up),
)
