"""What this room does when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.phone.service import calling_back
from chalicelib.phone.service.calling_back import CallBack, CallOff

LISTENERS = ()

DUTIES = (
    Duty(CallBack, calling_back.call_back),
    Duty(CallOff, calling_back.call_off),
)
