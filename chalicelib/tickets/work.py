"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from typing import Any

from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener

LISTENERS: tuple[Listener[Any], ...] = ()

DUTIES: tuple[Duty[Any], ...] = ()
