"""Who tells how orders stand: a line of the table in ``tests/reach.py``."""

from __future__ import annotations

STATE = {"client_id": "9", "plan_key": "demo", "number": "A-1", "state": "Shipped", "user": "nobody"}

# of the desk:                   holder colleague leader outsider other_leader everywhere
LINES = [("tell_order_state", "", STATE, "403 403 403 403 403 200")]
