"""The one place that stores entries: what their months come to changes with them (F12, law 7)."""

from __future__ import annotations

from chalicelib.core.transactions import Transaction
from chalicelib.staff import store
from chalicelib.staff.model.entry import Entry
from chalicelib.staff.model.sums import with_entry
from chalicelib.staff.store import CellMoved, EntryMoved, Spot

LOST = (EntryMoved, CellMoved)  # whoever loses that way decides anew


def put(tx: Transaction, *changes: tuple[Entry | None, Entry]) -> None:
    """Store entries, each as it was and as it is, and what their months come to by that. One read, none where nothing
    counts otherwise than before. Lost: ``EntryMoved``, ``CellMoved``."""
    steps: list[tuple[Spot, Entry, int]] = []
    for before, after in changes:
        store.write(tx, before, after)
        if before is not None and before.counts and not after.counts:
            steps.append(((before.agent_id, before.month), before, -1))
        if after.counts and not (before is not None and before.counts):
            steps.append(((after.agent_id, after.month), after, 1))
    if not steps:
        return
    for spot, cell in store.cells(tx.desk, [each for each, _, _ in steps]).items():
        sums = cell.sums
        for at, entry, times in steps:
            sums = with_entry(sums, entry, times) if at == spot else sums
        store.write_cell(tx, spot, cell, sums)
