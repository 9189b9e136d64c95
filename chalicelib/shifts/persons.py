"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.colleagues import at, copies, goes, own
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

AGENTS = (
    copies(PublicationRow, beside=(("by_id", ("by_name",)),)),
    copies(ToldRow, texts=("told.by_name",)),
    own("shifts.leave", LeaveRow, at("leave.agent_id"), {"leave.kind": ""}),
    goes("shifts.feed", FeedRow, at("feed.agent_id")),
    Nothing(rows=(KindRow, LineRow, PatternRow, RulesRow), why="kinds of shifts, and weeks by ids"),
)
