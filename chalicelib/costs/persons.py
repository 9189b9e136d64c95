"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.persons import Nothing
from chalicelib.costs.store.counts import ConversationRow, CountedRow, DayRow, MonthRow
from chalicelib.costs.store.settings import SettingsRow, StateRow

DECLARED = (
    Nothing(
        rows=(
            ConversationRow,
            CountedRow,
            DayRow,
            MonthRow,
            SettingsRow,
            StateRow,
        ),
        why="what things cost, by ids",
    ),
)

AGENTS = (Nothing(rows=(ConversationRow, CountedRow, DayRow, MonthRow, SettingsRow, StateRow), why="numbers"),)
