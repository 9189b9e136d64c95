"""What this room does when something happened, and when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.people.model.duty import GroupsChanged, ShiftTurned
from chalicelib.people.model.zones import ZoneChanged
from chalicelib.shifts.model.roster import RosterChanged
from chalicelib.shifts.service import duty, publishing
from chalicelib.shifts.service.duty import RenewDuty, RenewEverybody, RenewGroup, SeeOff, TurnDuty
from chalicelib.shifts.service.publishing import TellOfWeek

LISTENERS = (
    Listener(RosterChanged, "shifts.on_roster_changed", duty.renew_duty),
    Listener(GroupsChanged, "shifts.on_groups_changed", duty.renew_duty),
    Listener(ShiftTurned, "shifts.on_shift_turned", duty.see_off_after),
    Listener(ZoneChanged, "shifts.on_zone_changed", duty.renew_for_zone),
)

DUTIES = (
    Duty(TurnDuty, duty.turn_duty),
    Duty(RenewDuty, duty.renew_duty),
    Duty(SeeOff, duty.see_off),
    Duty(RenewGroup, duty.renew_group),
    Duty(RenewEverybody, duty.renew_everybody),
    Duty(TellOfWeek, publishing.spread_week),
)
