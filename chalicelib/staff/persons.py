"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.colleagues import at, copies, own
from chalicelib.core.persons import ERASED, Nothing
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

AGENTS = (
    copies(EntryRow),
    own(
        "staff.entries",
        EntryRow,
        at("entry.agent.id"),
        {"entry.reason": ERASED, "entry.approval.text": "", "entry.statement.text": ERASED},
    ),
    Nothing(rows=(CellRow, SettingsRow), why="sums by ids, and what is defined"),
)
