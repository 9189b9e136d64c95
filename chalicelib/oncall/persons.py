"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.colleagues import copies
from chalicelib.core.persons import Nothing
from chalicelib.oncall.store import AboutRow, CalledRow, CallRow, OpenRow, RotaRow

DECLARED = (
    Nothing(
        rows=(
            AboutRow,
            CallRow,
            CalledRow,
            OpenRow,
            RotaRow,
        ),
        why="who is called, about what, by ids",
    ),
)

AGENTS = (
    copies(CallRow, beside=(("agent_id", ("name",)), ("accepted_id", ("accepted_name",)))),
    Nothing(rows=(AboutRow, CalledRow, OpenRow, RotaRow), why="who is called when, by ids"),
)
