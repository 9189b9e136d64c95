"""What this room does when something is due: looking at orders."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.orders.service import watching
from chalicelib.orders.service.watching import LookAtOrders

LISTENERS = ()

DUTIES = (Duty(LookAtOrders, watching.look),)
