"""What is asked of the room of shifts' hand-overs, above: what somebody hands over needs no note (F3, B8). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.handover.model.days import HANDED_OVER, Day, Note
from chalicelib.handover.model.things import Thing


class HandedWithShift(msgspec.Struct, frozen=True):
    """Which things somebody hands over to the next shift at the moment? Answered with the group by the thing's id."""

    agent_id: str


def with_shift(day: Day, things: Sequence[Thing], groups: Mapping[str, str], now: datetime) -> Day:
    """The day with a note for each of these things that is handed over with a shift, and has none."""
    handed = {each.thing_id: each for each in things if each.thing_id in groups and day.note_of(each.thing_id) is None}
    notes = {
        name: Note(name, each.kind, HANDED_OVER, now, "", version=0, group=groups[name])
        for name, each in handed.items()
    }
    return replace(day, notes={**day.notes, **notes}) if notes else day
