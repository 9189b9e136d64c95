"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.colleagues import copies
from chalicelib.core.persons import Nothing
from chalicelib.logbook.store.handing import HandedRow, OpenToRow
from chalicelib.logbook.store.records import ListRow, RecordRow
from chalicelib.logbook.store.schedules import NextRow
from chalicelib.logbook.store.settings import SettingsRow
from chalicelib.logbook.store.words import WordRow

DECLARED = (
    Nothing(
        rows=(
            HandedRow,
            OpenToRow,
            ListRow,
            RecordRow,
            NextRow,
            SettingsRow,
            WordRow,
        ),
        why="what colleagues write of the desk's own work",
    ),
)

AGENTS = (
    copies(HandedRow),
    copies(RecordRow),
    Nothing(rows=(OpenToRow, ListRow, NextRow, SettingsRow, WordRow), why="places, and what was written for everybody"),
)
