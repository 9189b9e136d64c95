"""Which permissions the map asks for. Pure."""

from __future__ import annotations

SEE = "touchpoints.see"
MANAGE = "touchpoints.manage"
