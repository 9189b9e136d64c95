"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

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
