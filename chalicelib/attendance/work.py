"""What this room does when something happened, and when something is due."""

from __future__ import annotations

from chalicelib.attendance.service import recording, swapping
from chalicelib.attendance.service.recording import RenewRecords, SettleShift
from chalicelib.attendance.service.swapping import LapseSwap
from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.people.model.attendance import PresenceSpent
from chalicelib.shifts.model.roster import RosterChanged

LISTENERS = (
    Listener(RosterChanged, "attendance.on_roster_changed", recording.follow_roster),
    Listener(RosterChanged, "attendance.look_at_swaps", swapping.look_at_swaps),
    Listener(PresenceSpent, "attendance.on_presence_spent", recording.hear_presence),
)

DUTIES = (
    Duty(SettleShift, recording.settle),
    Duty(RenewRecords, recording.renew_due),
    Duty(LapseSwap, swapping.lapse_due),
)
