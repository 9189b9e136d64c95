"""What this room does when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.performance.service import running
from chalicelib.performance.service.running import ForgetRun, Step

LISTENERS: tuple[Listener[object], ...] = ()

DUTIES = (
    Duty(Step, running.take_step),
    Duty(ForgetRun, running.forget_run),
)
