"""What this room does when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.sensitive.service import links
from chalicelib.sensitive.service.links import EraseLink

LISTENERS = ()
DUTIES = (Duty(EraseLink, links.erase),)
