"""What is kept of people in what was left open at the end of a day (F6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

from chalicelib.core import times
from chalicelib.core.colleagues import copies
from chalicelib.core.desk import Desk
from chalicelib.core.persons import AGENT_DAY, ERASED, Kept, Nothing, Start, blanked, value_in
from chalicelib.core.tables import RawItem
from chalicelib.handover import store
from chalicelib.handover.model.days import subject_of_agent
from chalicelib.handover.service.closing import LETTER
from chalicelib.handover.store import KEPT, ClosingRow, DayRow, LeftRow, LetterRow, PlannedRow
from chalicelib.notifications.persons import without_lines
from chalicelib.people import service as people

MOST_DAYS = 98  # that something may have been left open on: one request


def _days(desk: Desk, left: str, _: Start) -> tuple[Sequence[RawItem], Start]:
    """The days of an agent on which this may have been left open, in any zone, as far as they are kept; a request."""
    agent_id, first, last, _thing = left.split("|", 3)
    kept = max(times.read_day(first) - timedelta(days=1), (desk.now() - KEPT).date())
    number = min((times.read_day(last) - kept).days + 2, MOST_DAYS)
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


_blank = blanked(DayRow, _words, bumps=("version", "day.version"))


def _erase(desk: Desk, item: RawItem, left: str) -> None:
    """What stands there of this one thing, and in the letters in which leaders were told of that day."""
    thing_id, day = left.split("|", 3)[3], DayRow.day.held_in(item)
    marks = [mark for each in day.left if each.thing_id == thing_id for mark in (each.number, each.customer) if mark]
    if marks:
        begun = datetime.combine(day.day, time(), UTC) - timedelta(days=1)
        for leader_id in sorted(people.directory(desk).agents):
            if day.subject in store.told_of(desk, leader_id, day.day)[0]:
                without_lines(desk, leader_id, LETTER, begun, partial(_names, marks))
    _blank(desk, item, left)


def _names(marks: Sequence[str], line: str) -> bool:
    return any(each in line for each in marks)


DECLARED = (
    Kept(
        name="handover.day",
        rows=(DayRow,),
        of=AGENT_DAY,
        find=_days,
        erase=_erase,
        hides=("version", "expires_at", "day"),
    ),
    Nothing(rows=(ClosingRow, LeftRow, LetterRow, PlannedRow), why="when days end, and who was told of what"),
)

AGENTS = (
    copies(DayRow),
    Nothing(rows=(ClosingRow, LeftRow, LetterRow, PlannedRow), why="what was left open, by ids"),
)
