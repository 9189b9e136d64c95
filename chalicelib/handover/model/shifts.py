"""What is asked of the room of shifts' hand-overs, above: what somebody hands over needs no note (F3, B8). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.handover.model.days import HANDED_OVER, Day, Note
from chalicelib.handover.model.things import Thing


class HandedWithShift(msgspec.Struct, frozen=True):
    """What does somebody of these groups hand over to the next shift? Answered by a ``Handing``. ``has_shifts``: some
    of theirs are planned."""

    agent_id: str
    groups: frozenset[str] = frozenset()
    has_shifts: bool = False


class Handing(msgspec.Struct, frozen=True):
    """``things``: what is handed over at the moment, to which group, by the things' ids; ``rest``: to which group all
    else goes when their shift ends (None: to none)."""

    things: Mapping[str, str] = {}
    rest: str | None = None

    def group_of(self, thing_id: str) -> str | None:
        """To which group the thing goes."""
        return self.things.get(thing_id, self.rest)


def with_shift(day: Day, things: Sequence[Thing], handing: Handing, now: datetime) -> Day:
    """The day with a note for each of these things that is handed over with a shift, and has none."""
    notes = {
        each.thing_id: Note(each.thing_id, each.kind, HANDED_OVER, now, "", version=0, group=group)
        for each in things
        if day.note_of(each.thing_id) is None and (group := handing.group_of(each.thing_id)) is not None
    }
    return replace(day, notes={**day.notes, **notes}) if notes else day
