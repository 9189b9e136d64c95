"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.persons import Nothing
from chalicelib.reports.store.log import (
    BuiltRow,
    ContactRow,
    FactRow,
    LookedRow,
    SettingsRow,
    StoryRow,
    SumsRow,
    TicketStoryRow,
)
from chalicelib.reports.store.summing import OtherPlacesRow, PlannedRow, SummedRow, UnsummedRow

DECLARED = (
    Nothing(
        rows=(
            BuiltRow,
            ContactRow,
            FactRow,
            LookedRow,
            SettingsRow,
            StoryRow,
            SumsRow,
            TicketStoryRow,
            OtherPlacesRow,
            PlannedRow,
            SummedRow,
            UnsummedRow,
        ),
        why="what happened, counted: ids, times and numbers",
    ),
)

AGENTS = DECLARED
