"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.persons import Nothing
from chalicelib.performance.store import (
    BriefRow,
    MonthRow,
    PreviewRow,
    ResultRow,
    RunRow,
    SchemeRow,
    StampRow,
    ValuesRow,
    VersionRow,
)

DECLARED = (
    Nothing(
        rows=(
            BriefRow,
            MonthRow,
            PreviewRow,
            ResultRow,
            RunRow,
            SchemeRow,
            StampRow,
            ValuesRow,
            VersionRow,
        ),
        why="what colleagues' months come to",
    ),
)
