"""Keeping the results (F4): an inspection is counted where it belongs, exactly once."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.quality.model.counting import contribution_of
from chalicelib.quality.model.inspection import Inspection
from chalicelib.quality.model.results import Contribution, moved, plus
from chalicelib.quality.store import inspections as store
from chalicelib.quality.store import results
from chalicelib.quality.store.inspections import InspectionMoved
from chalicelib.quality.store.results import CellMoved
from chalicelib.quality.store.sheets import SHEETS


class Count(Due, frozen=True):
    """An inspection was submitted, appealed against or decided on."""

    kind = "quality.count"

    inspection_id: str


def count(desk: Desk, due: Count) -> None:
    """Its month's sums have what it comes to now, instead of what was counted before. Four requests; twice is once."""

    def put() -> None:
        inspection = store.inspection(desk, due.inspection_id)
        if inspection is None:
            return
        after = _contribution(desk, inspection)
        changes = moved(inspection.counted, after)
        if inspection.counted == after:
            return
        cells = results.cells(desk, changes)
        tx = Transaction(desk)
        store.write(tx, inspection, replace(inspection, counted=after, version=inspection.version + 1))
        for spot, change in changes.items():
            results.write(tx, spot, cells[spot], plus(cells[spot].sums, change))
        results.put_added(tx, inspection.inspection_id, inspection.counted, after)
        tx.commit()

    races.again(desk, put, (InspectionMoved, CellMoved), tries=races.CROWD)


def _contribution(desk: Desk, inspection: Inspection) -> Contribution | None:
    """What it comes to now. One read, none for what is shipped."""
    sheet = SHEETS.version(desk, inspection.sheet_id, inspection.sheet_version)
    return contribution_of(inspection, sheet.definition) if sheet is not None else inspection.counted
