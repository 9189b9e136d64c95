"""The one place that stores entries: what their months come to changes with them (F12, law 7)."""

from __future__ import annotations

from chalicelib.core.transactions import Transaction
from chalicelib.staff import store
from chalicelib.staff.model.entry import Entry
from chalicelib.staff.model.sums import steps, with_entry
from chalicelib.staff.store import CellMoved, EntryMoved, Spot

LOST = (EntryMoved, CellMoved)  # whoever loses that way decides anew


def put(tx: Transaction, *changes: tuple[Entry | None, Entry]) -> None:
    """Store entries, each as it was and as it is, and what their months come to by that. One read, none where nothing
    counts otherwise than before. Lost: ``EntryMoved``, ``CellMoved``."""
    counted: list[tuple[Entry, int]] = []
    for before, after in changes:
        store.write(tx, before, after)
        counted += steps(before, after)
    if not counted:
        return
    for spot, cell in store.cells(tx.desk, [_spot(entry) for entry, _ in counted]).items():
        sums = cell.sums
        for entry, times in counted:
            sums = with_entry(sums, entry, times) if _spot(entry) == spot else sums
        store.write_cell(tx, spot, cell, sums)


def _spot(entry: Entry) -> Spot:
    return entry.agent_id, entry.month
