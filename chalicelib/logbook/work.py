"""What this room does when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.handover.model.shifts import HandedWithShift
from chalicelib.logbook.service import accepting, checking, checklists, faults, handing, instructing, meeting, saving
from chalicelib.logbook.service.accepting import CarryOver, CloseHandover, ListThings, SettleHandover
from chalicelib.logbook.service.checking import MissCheck
from chalicelib.logbook.service.checklists import OpenCheck
from chalicelib.logbook.service.faults import MakeTicket
from chalicelib.logbook.service.instructing import RemindLevel
from chalicelib.logbook.service.meeting import MakeDecided
from chalicelib.logbook.service.saving import FindByWords
from chalicelib.people.model.duty import ShiftTurned

LISTENERS = (Listener(ShiftTurned, "logbook.on_shift_turned", handing.on_shift_turned),)

DUTIES = (
    Duty(FindByWords, saving.find_by_words),
    Duty(OpenCheck, checklists.open_check),
    Duty(MissCheck, checking.miss_check),
    Duty(MakeTicket, faults.make_ticket),
    Duty(RemindLevel, instructing.remind_level),
    Duty(MakeDecided, meeting.make_decided),
    Duty(ListThings, handing.list_things),
    Duty(CarryOver, accepting.carry_over),
    Duty(SettleHandover, accepting.settle_handover),
    Duty(CloseHandover, accepting.close_handover),
)

ANSWERING = (Answering(HandedWithShift, handing.handed_with_shift),)
