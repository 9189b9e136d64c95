"""An agent's day: what they noted for what was open, and what was left in the end (F3). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict
from chalicelib.core.text import among
from chalicelib.handover.model.things import Thing

HANDED_OVER, TOMORROW = "handed_over", "tomorrow"
MOST_NOTES = 200
NOTES_BYTES, LEFT_BYTES = 230_000, 160_000  # of a day, which is an item of 400 KB
LONGEST_NOTE = 300


class Note(msgspec.Struct, frozen=True):
    """What becomes of something: a colleague or a group has it (``to``, ``group``), or it is done ``until`` then.

    ``told``: the customer was told with it; else they know, as ``text`` says. ``client_id`` names the request,
    ``done``: whether all was done that it asked for; ``version``: one more with each note of the same thing.
    """

    thing_id: str
    kind: str
    what: Annotated[str, among(HANDED_OVER, TOMORROW)]
    at: datetime
    client_id: str
    version: int = 1
    done: bool = True
    told: bool = False
    text: str = ""
    until: datetime | None = None
    to: Author | None = None
    group: str | None = None


class Day(msgspec.Struct, frozen=True):
    """A day of an agent (or of what is nobody's, with a plan: ``agent`` is None). ``ends_at``: of the working time, as
    far as it was known; ``told_at``: since when they were told; ``closed_at``: when it was written down what is
    ``left``, with ``more`` behind that. ``zone``, ``language``: for whoever reads of it."""

    subject: str
    day: date
    agent: Author | None = None
    plan_key: str | None = None
    plan_name: str = ""
    zone: str = "UTC"
    language: str = "zh-CN"
    ends_at: datetime | None = None
    told_at: datetime | None = None
    notes: Mapping[str, Note] = {}
    left: Sequence[Thing] = ()
    more: bool = False
    closed_at: datetime | None = None
    version: int = 0

    def note_of(self, thing_id: str) -> Note | None:
        """What was noted of it and done."""
        note = self.notes.get(thing_id)
        return note if note is not None and note.done else None

    @property
    def unnoted(self) -> Sequence[Thing]:
        """What was left without a note."""
        return [each for each in self.left if self.note_of(each.thing_id) is None]


class TooManyNotes(Conflict):
    """So much cannot be noted of one day."""

    code = "too_many_notes"
    title = "No more notes today"


class NotOpen(Conflict):
    """It is done by now, or another's."""

    code = "not_open"
    title = "It is not open with you any more"


def subject_of_agent(agent_id: str) -> str:
    """What names an agent's days."""
    return f"agent#{agent_id}"


def subject_of_nobody(plan_key: str) -> str:
    """What names the days of what is nobody's in a plan."""
    return f"nobody#{plan_key}"


def told(day: Day, ends_at: datetime, now: datetime, zone: str, language: str) -> Day:
    """They were told, and that their working time ends then."""
    return replace(day, told_at=now, ends_at=ends_at, zone=zone, language=language, version=day.version + 1)


def noted(day: Day, note: Note) -> Day:
    """With this note in place of the one before. Raises ``TooManyNotes``, also for more words than a day takes."""
    before, notes = day.notes.get(note.thing_id), {**day.notes, note.thing_id: note}
    if len(notes) > MOST_NOTES and before is None:
        raise TooManyNotes(f"at most {MOST_NOTES}")
    says_more = before is None or len(note.text) > len(before.text)
    if says_more and len(msgspec.json.encode(notes)) > NOTES_BYTES:
        raise TooManyNotes(f"at most {NOTES_BYTES} bytes")
    return replace(day, notes=notes, version=day.version + 1)


def without(day: Day, note: Note, before: Note | None) -> Day:
    """What was noted could not be done: it is as it was before."""
    notes = {name: each for name, each in day.notes.items() if name != note.thing_id}
    notes |= {before.thing_id: before} if before is not None else {}
    return replace(day, notes=notes, version=day.version + 1)


def closed(day: Day, left: Sequence[Thing], more: bool, ends_at: datetime | None, now: datetime) -> Day:
    """The day is over with this still open. Of more than a day takes what has no note is kept first."""
    kept = _that_fit(sorted(left, key=lambda each: day.note_of(each.thing_id) is not None))
    is_cut = len(kept) < len(left)
    return replace(
        day,
        left=kept if is_cut else tuple(left),
        more=more or is_cut,
        closed_at=now,
        ends_at=ends_at or day.ends_at,
        version=day.version + 1,
    )


def _that_fit(things: Sequence[Thing]) -> tuple[Thing, ...]:
    room, fitting = LEFT_BYTES, list[Thing]()
    for each in things:
        room -= len(msgspec.json.encode(each))
        if room < 0:
            break
        fitting.append(each)
    return tuple(fitting)
