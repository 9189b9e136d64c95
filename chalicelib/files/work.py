"""What this room does when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.files.service import keeping, scanning
from chalicelib.files.service.keeping import LookAfter, Scan

LISTENERS = ()  # it is below all rooms that say something

DUTIES = (
    Duty(LookAfter, keeping.look_after),
    Duty(Scan, scanning.scan),
)
