"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.persons import Nothing
from chalicelib.staff.store import CellRow, EntryRow, SettingsRow

DECLARED = (
    Nothing(
        rows=(
            CellRow,
            EntryRow,
            SettingsRow,
        ),
        why="colleagues' files",
    ),
)
