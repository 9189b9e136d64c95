"""What is kept of people whose orders are looked at (F6)."""

from __future__ import annotations

from chalicelib.core.persons import VISITOR, Kept, Nothing, gone, one_item
from chalicelib.orders.store import WATCH, OrderRow, WatchRow, of_visitor

DECLARED = (
    Kept(
        name="orders.watched",
        rows=(WatchRow,),
        of=VISITOR,
        find=one_item(WatchRow, lambda visitor_id: (of_visitor(visitor_id), WATCH)),
        erase=gone(WatchRow),
    ),
    Nothing(rows=(OrderRow,), why="marks of how orders stand, below marks that tell nobody which"),
)

AGENTS = (Nothing(rows=(OrderRow, WatchRow), why="no agent is named there"),)
