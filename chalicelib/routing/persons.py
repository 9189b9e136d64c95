"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.colleagues import copies
from chalicelib.core.persons import Nothing
from chalicelib.routing.store import DecisionRow

DECLARED = (Nothing(rows=(DecisionRow,), why="who was given what, by ids"),)

AGENTS = (copies(DecisionRow, beside=(("agent_id", ("name", "number")),)),)
