"""What is kept of people in what was left open at the end of a day (F6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.persons import AGENT_DAY, ERASED, Kept, Nothing, Start, blanked, value_in
from chalicelib.core.tables import RawItem
from chalicelib.handover.model.days import subject_of_agent
from chalicelib.handover.store import KEPT, ClosingRow, DayRow, LeftRow, LetterRow, PlannedRow

MOST_DAYS = 98  # that something may have been left open on: one request


def _days(desk: Desk, left: str, _: Start) -> tuple[Sequence[RawItem], Start]:
    """The days of an agent on which this may have been left open, in any zone, as far as they are kept; a request."""
    agent_id, first, last, _thing = left.split("|", 3)
    kept = max(date.fromisoformat(first) - timedelta(days=1), (desk.now() - KEPT).date())
    number = min((date.fromisoformat(last) - kept).days + 2, MOST_DAYS)
    keys = [(subject_of_agent(agent_id), str(kept + timedelta(days=each))) for each in range(number)]
    return list(DayRow.find_items(desk.database, keys)), None


def _words(item: RawItem, left: str) -> dict[str, Any]:
    """What stands there of this one thing: other people's stays."""
    thing_id, day = left.split("|", 3)[3], value_in(item, "day") or {}
    words: dict[str, Any] = {}
    for name, note in (day.get("notes") or {}).items():
        if note["thing_id"] == thing_id and note.get("text"):
            words[f"day.notes.{name}.text"] = ERASED
    for number, thing in enumerate(day.get("left") or ()):
        if thing["thing_id"] == thing_id:
            words |= {f"day.left.{number}.customer": "", f"day.left.{number}.about": ERASED}
    return words


DECLARED = (
    Kept(
        name="handover.day",
        rows=(DayRow,),
        of=AGENT_DAY,
        find=_days,
        erase=blanked(DayRow, _words, bumps=("version", "day.version")),
        hides=("version", "expires_at", "day"),
    ),
    Nothing(rows=(ClosingRow, LeftRow, LetterRow, PlannedRow), why="when days end, and who was told of what"),
)
