"""What this room does when something is due."""

from __future__ import annotations

from typing import Any

from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.privacy.service import erasing, exporting, leavers, reminding, retaining
from chalicelib.privacy.service.erasing import Begin, Forget, Walk
from chalicelib.privacy.service.exporting import LetGo, Pack
from chalicelib.privacy.service.leavers import Leave
from chalicelib.privacy.service.reminding import Remind
from chalicelib.privacy.service.retaining import Retain, RetainOn, SweepOn

LISTENERS: tuple[Listener[Any], ...] = ()
ANSWERING: tuple[Answering[Any], ...] = ()
DUTIES = (
    Duty(Walk, erasing.walk),
    Duty(Begin, erasing.begin),
    Duty(Forget, erasing.forget),
    Duty(Pack, exporting.pack_on),
    Duty(LetGo, exporting.let_go),
    Duty(Remind, reminding.remind),
    Duty(Retain, retaining.begin),
    Duty(RetainOn, retaining.go_on),
    Duty(SweepOn, retaining.sweep_on),
    Duty(Leave, leavers.leave),
)
