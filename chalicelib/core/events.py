"""What happened in a room, told to the rooms above it (law 3).

An event is a frozen dataclass whose name is in the past tense. Publishing adds one piece of due work for each
subscriber to the transaction that made it true, and tries it in the same request. Who subscribes to what stands in
``chalicelib/subscriptions.py``, and nowhere else.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from chalicelib.core import work
from chalicelib.core.transactions import Transaction


def publish(tx: Transaction, event: Any) -> None:
    """Tell every subscriber of this event, once the transaction commits."""
    for kind in tx.desk.subscriptions.get(type(event).__name__, ()):
        work.put(tx, kind, dataclasses.asdict(event), inline=True)
