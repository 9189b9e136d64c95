"""What this room does when something is due."""

from __future__ import annotations

from typing import Any

from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.exchange.service import asking, exporting, running
from chalicelib.exchange.service.asking import TakeAway
from chalicelib.exchange.service.exporting import Write
from chalicelib.exchange.service.running import GoOn

LISTENERS: tuple[Listener[Any], ...] = ()

DUTIES = (
    Duty(GoOn, running.go_on),
    Duty(Write, exporting.go_on),
    Duty(TakeAway, asking.take_away),
)
