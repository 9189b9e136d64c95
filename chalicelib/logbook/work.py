"""What this room does when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.logbook.service import checking, checklists, faults, instructing, meeting, saving
from chalicelib.logbook.service.checking import MissCheck
from chalicelib.logbook.service.checklists import OpenCheck
from chalicelib.logbook.service.faults import MakeTicket
from chalicelib.logbook.service.instructing import RemindLevel
from chalicelib.logbook.service.meeting import MakeDecided
from chalicelib.logbook.service.saving import FindByWords

LISTENERS: tuple[Listener[object], ...] = ()

DUTIES = (
    Duty(FindByWords, saving.find_by_words),
    Duty(OpenCheck, checklists.open_check),
    Duty(MissCheck, checking.miss_check),
    Duty(MakeTicket, faults.make_ticket),
    Duty(RemindLevel, instructing.remind_level),
    Duty(MakeDecided, meeting.make_decided),
)
