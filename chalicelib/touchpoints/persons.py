"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.colleagues import copies
from chalicelib.core.persons import Nothing
from chalicelib.touchpoints.store.matrix import CellRow, FlowRow, MatrixRow
from chalicelib.touchpoints.store.placements import CountRow, ListedRow, NoteRow, PlacementRow

DECLARED = (
    Nothing(
        rows=(
            CellRow,
            FlowRow,
            MatrixRow,
            CountRow,
            ListedRow,
            NoteRow,
            PlacementRow,
        ),
        why="where things belong and what was kept of them, by ids",
    ),
)

AGENTS = (
    copies(PlacementRow),
    Nothing(rows=(CellRow, FlowRow, MatrixRow, CountRow, ListedRow, NoteRow), why="where things belong, by ids"),
)
