"""Hand-over between shifts 交接班: what is open with whoever leaves, a note, and who accepts each of it (B8). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Forbidden, WrongFields, members
from chalicelib.core.text import Id, among
from chalicelib.handover.model.things import CONVERSATION, KINDS, Thing
from chalicelib.logbook.model.records import LONGEST_TEXT, DutyOver, Text, Version, checked_words

SECTIONS = ("business", "instructions", "complaints", "suggestions", "equipment", "other")
NOTE = "note"
OPEN, SETTLED, TAKEN_BACK = "open", "settled", "taken_back"
STATES = (OPEN, SETTLED, TAKEN_BACK)
OFFERED, TAKING, ACCEPTED, GONE = "offered", "taking", "accepted", "gone"
THING_STATES = (OFFERED, TAKING, ACCEPTED, GONE)

Sections = Annotated[Mapping[str, Text], msgspec.Meta(max_length=len(SECTIONS))]
ThingKind = Literal["conversation", "message", "ticket", "follow_up", "callback", "promise", "note"]


class HandOverShift(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``group_id``: to which of one's groups; left out: the first. ``sections``: what the next shift is told of
    each."""

    group_id: Id | None = None
    sections: Sections = {}


class ChangeShiftNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``sections``: those that are otherwise; ``version``: the one that was read, if that matters."""

    sections: Sections
    version: Version | None = None


class AcceptThing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which thing; ``agent_id``: for whom, where somebody who leads has a colleague accept it."""

    kind: ThingKind
    thing_id: Id
    agent_id: Id | None = None


class AcceptAll(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``agent_id``: for whom, where somebody who leads has a colleague accept it."""

    agent_id: Id | None = None


class ShiftHandover(msgspec.Struct, frozen=True):
    """What somebody hands over. ``until``: by when it is to be accepted; ``late``: it was not, and those who lead know.

    ``shift_until``: the end of the shift by the roster (None: by hand). ``more``: more is open with them than is
    listed; ``listed``: all that is to be was written down.
    """

    kind: ClassVar[str] = "shift"

    handover_id: str
    group_id: str
    group: str
    leaver: Author
    begun_at: datetime
    until: datetime
    shift: str = ""
    shift_until: datetime | None = None
    sections: Mapping[str, str] = {}
    state: Annotated[str, among(*STATES)] = OPEN
    late: bool = False
    listed: bool = False
    more: bool = False
    noted_by: Author | None = None
    noted_at: datetime | None = None
    version: int = 1

    @property
    def key(self) -> str:
        return self.handover_id

    @property
    def at(self) -> datetime:
        return self.begun_at

    @property
    def whose(self) -> str:
        return self.group_id

    @property
    def lists(self) -> frozenset[str]:
        named = {f"shift#{self.group_id}", f"shift-by#{self.leaver.id}"}
        if self.state == OPEN:
            named |= {f"shift-open#{self.group_id}", open_by(self.leaver.id or "")}
        if self.late:
            named.add(f"shift-late#{self.group_id}")
        return frozenset(named)

    @property
    def texts(self) -> Sequence[str]:
        return (*self.sections.values(), self.leaver.name or "", self.shift) if self.sections else ()

    @property
    def note_waits(self) -> bool:
        """Whether there is a note that nobody has read and accepted."""
        return bool(self.sections) and self.noted_by is None


class Handed(msgspec.Struct, frozen=True):
    """A thing that is handed over. ``by``: who accepts it, or has; ``why``: the reason why the last who tried could not
    have it. ``since``: when it came to stand so."""

    thing: Thing
    state: Annotated[str, among(*THING_STATES)] = OFFERED
    since: datetime | None = None
    by: Author | None = None
    why: str = ""
    version: int = 1

    @property
    def waits(self) -> bool:
        """Whether nobody has it yet."""
        return self.state in (OFFERED, TAKING)


class AlreadyAccepted(Conflict):
    """Somebody else was first; ``by`` says who."""

    code = "already_accepted"
    title = "Somebody else accepted it"
    beside = members(by=str)


class NotNextShift(Forbidden):
    """It is for others to accept: the next shift of the group, and those who lead it; never for who hands it over."""

    code = "not_next_shift"
    title = "This is for the next shift to accept"


class NothingToAccept(Conflict):
    """It is not open with whoever handed it over any more."""

    code = "nothing_to_accept"
    title = "This is not open any more"


def open_by(agent_id: str) -> str:
    """The list of what somebody hands over at the moment."""
    return f"shift-open-by#{agent_id}"


def checked_sections(sections: Mapping[str, str]) -> dict[str, str]:
    """What is said of each, in the order of ``SECTIONS``. Raises ``Invalid`` with ``sections.<name>``."""
    wrong, held = WrongFields(), dict[str, str]()
    for name, text in sections.items():
        if name not in SECTIONS:
            wrong.add(f"sections.{name[:40]}", f"one of {', '.join(SECTIONS)}")
            continue
        with wrong:
            held[name] = checked_words(f"sections.{name}", text, LONGEST_TEXT)
    wrong.refuse()
    return {each: held[each] for each in SECTIONS if each in held}


def with_sections(handover: ShiftHandover, sections: Mapping[str, str]) -> ShiftHandover:
    """Its note with these. Raises ``DutyOver`` once somebody has accepted the note, or all is settled."""
    refuse_over(handover)
    if handover.noted_by is not None:
        raise DutyOver(f"{handover.noted_by.name} has accepted the note")
    every = {**handover.sections, **sections}
    return replace(handover, sections={each: every[each] for each in SECTIONS if every.get(each)})


def refuse_over(handover: ShiftHandover) -> None:
    """Raises ``DutyOver`` for one that is settled or taken back."""
    if handover.state != OPEN:
        raise DutyOver(f"it is {handover.state}")


def taken(handed: Handed, by: Author, now: datetime) -> Handed | None:
    """Somebody accepts it; None: it is theirs already. Raises ``AlreadyAccepted``, ``NothingToAccept``."""
    if handed.state == GONE:
        raise NothingToAccept("it was finished, or went elsewhere")
    if handed.state == OFFERED:
        return replace(handed, state=TAKING, since=now, by=by, why="", version=handed.version + 1)
    if handed.by is not None and handed.by.id == by.id:
        return None
    name = handed.by.name or "" if handed.by is not None else ""
    raise AlreadyAccepted(f"{name} accepted it", extra={"by": name})


def settled(handed: Handed, state: str, now: datetime, why: str = "") -> Handed:
    """What came of it: accepted, gone, or offered again with the reason."""
    by = handed.by if state == ACCEPTED else None
    return replace(handed, state=state, since=now, by=by, why=why, version=handed.version + 1)


def offered_again(handed: Handed, thing: Thing, now: datetime) -> Handed:
    """What was settled is with who leaves again, and offered as it is now."""
    return replace(handed, thing=thing, state=OFFERED, since=now, by=None, why="", version=handed.version + 1)


def is_handed(thing: Thing) -> bool:
    """Whether it goes with a shift: of tickets those that somebody works on; who is responsible stays so."""
    return thing.mine


def in_order(things: Sequence[Handed]) -> list[Handed]:
    """What waits first, conversations in front, what is due first of the others."""

    def place(handed: Handed) -> tuple[bool, int, bool, datetime]:
        thing = handed.thing
        kind = KINDS.index(thing.kind)
        return (
            not handed.waits,
            kind if thing.kind == CONVERSATION else 1,
            thing.due_at is None,
            thing.due_at or thing.since,
        )

    return sorted(things, key=place)
