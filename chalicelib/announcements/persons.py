"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.announcements.store.receipts import ReceiptRow, RemindedRow
from chalicelib.announcements.store.records import AnnouncementRow, CurrentRow, EditionRow, PlaceRow, WordRow
from chalicelib.core.colleagues import copies
from chalicelib.core.persons import Nothing

DECLARED = (
    Nothing(
        rows=(
            ReceiptRow,
            RemindedRow,
            AnnouncementRow,
            CurrentRow,
            EditionRow,
            PlaceRow,
            WordRow,
        ),
        why="what the desk says to its own people",
    ),
)

AGENTS = (
    copies(AnnouncementRow, EditionRow),
    copies(ReceiptRow, beside=(("agent_id", ("name", "number")),)),
    Nothing(rows=(RemindedRow, CurrentRow, PlaceRow, WordRow), why="what was announced, by ids"),
)
