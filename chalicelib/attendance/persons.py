"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.attendance.store import AccountRow, CellRow, PieceRow, RecordRow, RequestRow, SettingsRow
from chalicelib.core.persons import Nothing

DECLARED = (
    Nothing(
        rows=(
            AccountRow,
            CellRow,
            PieceRow,
            RecordRow,
            RequestRow,
            SettingsRow,
        ),
        why="colleagues' time",
    ),
)
