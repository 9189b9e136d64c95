"""What this room answers when it is asked."""

from __future__ import annotations

from typing import Any

from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.core.tallies import Counted
from chalicelib.costs.service import writing

LISTENERS: tuple[Listener[Any], ...] = ()
DUTIES: tuple[Duty[Any], ...] = ()
ANSWERING = (Answering(Counted, writing.keep),)
