"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.persons import Nothing
from chalicelib.shifts.store import FeedRow, KindRow, LeaveRow, LineRow, PatternRow, PublicationRow, RulesRow, ToldRow

DECLARED = (
    Nothing(
        rows=(
            FeedRow,
            KindRow,
            LeaveRow,
            LineRow,
            PatternRow,
            PublicationRow,
            RulesRow,
            ToldRow,
        ),
        why="colleagues' time",
    ),
)
