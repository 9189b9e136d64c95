"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.colleagues import at, copies, own
from chalicelib.core.persons import ERASED, Nothing
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

AGENTS = (
    copies(BriefRow, ResultRow, beside=(("agent_id", ("name",)),)),
    copies(MonthRow, beside=(("confirmed_by", ("confirmed_by_name",)),)),
    copies(ValuesRow, beside=(("by", ("by_name",)),)),
    own("performance.values", ValuesRow, at("entered.agent_id"), {"entered.values.*.reason": ERASED}),
    Nothing(rows=(PreviewRow, RunRow, SchemeRow, StampRow, VersionRow), why="schemes and numbers, by ids"),
)
