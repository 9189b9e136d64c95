"""What a container counted is kept, and it is told what is done less often for now (F1)."""

from __future__ import annotations

from chalicelib.core.desk import Desk
from chalicelib.core.tallies import Counted
from chalicelib.core.transactions import Transaction
from chalicelib.costs.model.spending import packet
from chalicelib.costs.store import counts as store
from chalicelib.costs.store import settings


def keep(desk: Desk, counted: Counted) -> dict[str, float]:
    """Keep what was counted, and the paces that hold. One write and one read; twice is once.

    These two are counted by nobody: they are what counting costs.
    """
    tx = Transaction(desk)
    store.put_counted(tx, counted.count_id, packet(counted.cells, counted.conversations))
    tx.commit()
    return settings.state(desk).paces(desk.now())
