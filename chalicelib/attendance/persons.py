"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.attendance.store import AccountRow, CellRow, PieceRow, RecordRow, RequestRow, SettingsRow
from chalicelib.core.colleagues import at, copies, own
from chalicelib.core.persons import ERASED, Nothing

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

AGENTS = (
    copies(RequestRow),
    own("attendance.requests", RequestRow, at("request.agent.id"), {"request.reason": "", "request.words.*.text": ""}),
    copies(RecordRow),
    own("attendance.corrections", RecordRow, at("record.agent_id"), {"record.corrections.*.reason": ERASED}),
    Nothing(rows=(AccountRow, CellRow, PieceRow, SettingsRow), why="days, minutes and numbers, by ids"),
)
