"""Minutes of a duty meeting 班务会: a draft that is confirmed, and only added to from then on (B8). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.text import Id, among, checked_line
from chalicelib.logbook.model.records import (
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_TEXT,
    WHOLE_DESK,
    DutyOver,
    Line,
    Linked,
    Links,
    Reason,
    Text,
    TooMuchWritten,
    Version,
    checked_links,
    checked_words,
)

DRAFT, CONFIRMED = "draft", "confirmed"
STATES = (DRAFT, CONFIRMED)
TOPICS = ("service", "safety", "conduct", "training", "attendance", "business")
MOST_CASES, MOST_DECISIONS, MOST_PEOPLE, MOST_CORRECTIONS, MOST_BYTES = 20, 40, 100, 50, 250_000
LONGEST_ADDRESS = 500
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)  # days that every clock can say


class CaseForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A hard case: what it was, what is made of it, and what everybody ``answer``s from now on."""

    title: Line
    analysis: Text = ""
    answer: Text = ""
    links: Links = ()


class DecisionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was decided, who sees to it and until the end of which day. ``decision_id``: of one that there is.
    ``ticket``: it becomes a ticket once the minutes are confirmed."""

    text: Text
    agent_id: Id | None = None
    until: date | None = None
    ticket: bool = False
    decision_id: Id | None = None


class AbsenceForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who was not there, and why."""

    agent_id: Id
    reason: Reason


Cases = Annotated[tuple[CaseForm, ...], msgspec.Meta(max_length=MOST_CASES)]
Decisions = Annotated[tuple[DecisionForm, ...], msgspec.Meta(max_length=MOST_DECISIONS)]
Absences = Annotated[tuple[AbsenceForm, ...], msgspec.Meta(max_length=MOST_PEOPLE)]
People = Annotated[tuple[Id, ...], msgspec.Meta(max_length=MOST_PEOPLE)]
Topics = Annotated[Mapping[str, Text], msgspec.Meta(max_length=len(TOPICS))]
Address = Annotated[str, msgspec.Meta(max_length=LONGEST_ADDRESS)]


class WriteMinutes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``group_id``: left out, it is a meeting of the whole desk. ``topics``: what was said of each."""

    title: Line
    held_at: Annotated[datetime, msgspec.Meta(tz=True)]
    group_id: Id | None = None
    chair_id: Id | None = None
    present: People = ()
    absences: Absences = ()
    topics: Topics = {}
    cases: Cases = ()
    decisions: Decisions = ()


class ChangeMinutes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; ``version``: the one that was read, if that matters."""

    title: Line | None = None
    held_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    chair_id: Id | None = None
    present: People | None = None
    absences: Absences | None = None
    topics: Topics | None = None
    cases: Cases | None = None
    decisions: Decisions | None = None
    version: Version | None = None


class ConfirmMinutes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``version``: the one that was read."""

    version: Version


class CorrectMinutes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``text``: what was otherwise."""

    text: Text


class LinkMinutes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``address``: of the announcement or article that they became; empty for none."""

    address: Address


class Case(msgspec.Struct, frozen=True):
    """A hard case as it is kept."""

    title: str
    analysis: str = ""
    answer: str = ""
    links: tuple[Linked, ...] = ()


class Decision(msgspec.Struct, frozen=True):
    """A decision as it is kept; ``ticket_id``: what it became."""

    decision_id: str
    text: str
    who: Author | None = None
    until: date | None = None
    ticket: bool = False
    ticket_id: str | None = None
    number: str = ""


class Absence(msgspec.Struct, frozen=True):
    """Who was not there, and why."""

    who: Author
    reason: str


class Correction(msgspec.Struct, frozen=True):
    """What somebody added once they were confirmed."""

    at: datetime
    by: Author
    text: str


class Minutes(msgspec.Struct, frozen=True):
    """``published``: the address of what they became, if anything."""

    kind: ClassVar[str] = "minutes"

    minutes_id: str
    group_id: str | None
    group: str
    title: str
    held_at: datetime
    created_at: datetime
    written_by: Author
    chair: Author | None = None
    present: tuple[Author, ...] = ()
    absences: tuple[Absence, ...] = ()
    topics: Mapping[str, str] = {}
    cases: tuple[Case, ...] = ()
    decisions: tuple[Decision, ...] = ()
    state: Annotated[str, among(*STATES)] = DRAFT
    confirmed_at: datetime | None = None
    confirmed_by: Author | None = None
    corrections: tuple[Correction, ...] = ()
    published: str = ""
    version: int = 1

    @property
    def key(self) -> str:
        return self.minutes_id

    @property
    def at(self) -> datetime:
        return self.created_at

    @property
    def whose(self) -> str:
        return self.group_id or WHOLE_DESK

    @property
    def lists(self) -> frozenset[str]:
        return frozenset({f"minutes#{self.whose}"})

    @property
    def texts(self) -> Sequence[str]:
        people = (self.chair, *self.present, *(each.who for each in self.absences))
        return (
            self.title,
            *self.topics.values(),
            *(text for each in self.cases for text in (each.title, each.analysis, each.answer)),
            *(each.text for each in self.decisions),
            *(each.text for each in self.corrections),
            *(each.name or "" for each in people if each is not None),
        )


def checked_topics(topics: Mapping[str, str]) -> dict[str, str]:
    """What was said of each, in the order of ``TOPICS``. Raises ``Invalid`` with ``topics.<name>``."""
    wrong, held = WrongFields(), dict[str, str]()
    for name, text in topics.items():
        if name not in TOPICS:
            wrong.add(f"topics.{name[:40]}", f"one of {', '.join(TOPICS)}")
            continue
        with wrong:
            held[name] = checked_words(f"topics.{name}", text, LONGEST_TEXT)
    wrong.refuse()
    return {each: held[each] for each in TOPICS if held.get(each)}


def checked_cases(cases: Sequence[CaseForm]) -> tuple[Case, ...]:
    """Hard cases as they are kept. Raises ``Invalid`` with ``cases.<number>.<field>``."""
    wrong, held = WrongFields(), list[Case]()
    for number, each in enumerate(cases):
        with wrong:
            held.append(
                Case(
                    checked_line(f"cases.{number}.title", each.title, longest=LONGEST_LINE),
                    checked_words(f"cases.{number}.analysis", each.analysis, LONGEST_TEXT),
                    checked_words(f"cases.{number}.answer", each.answer, LONGEST_TEXT),
                    checked_links(f"cases.{number}.links", each.links),
                )
            )
    wrong.refuse()
    return tuple(held)


def checked_day(field: str, day: date) -> None:
    """Raises ``Invalid`` for a day that some clock or ticket could not have."""
    if not EARLIEST <= day < LATEST:
        raise Invalid.field(field, f"from {EARLIEST.year} on, before {LATEST.year}")


def checked_reason(field: str, reason: str) -> str:
    """Why somebody was not there. Raises ``Invalid``."""
    return checked_words(field, reason, LONGEST_REASON, needed=True)


def refuse_confirmed(minutes: Minutes) -> None:
    """Raises ``DutyOver`` for minutes that are only added to."""
    if minutes.state == CONFIRMED:
        raise DutyOver("they are confirmed: add a correction")


def confirmed(minutes: Minutes, by: Author, now: datetime) -> Minutes:
    """As they stand from now on. Raises ``DutyOver``."""
    refuse_confirmed(minutes)
    return replace(minutes, state=CONFIRMED, confirmed_at=now, confirmed_by=by, version=minutes.version + 1)


def corrected(minutes: Minutes, text: str, by: Author, now: datetime) -> Minutes:
    """With something added. Raises ``DutyOver`` for a draft, ``TooMuchWritten``."""
    if minutes.state == DRAFT:
        raise DutyOver("it is a draft: change it")
    text = checked_words("text", text, LONGEST_TEXT, needed=True)
    after = replace(minutes, corrections=(*minutes.corrections, Correction(now, by, text)), version=minutes.version + 1)
    if len(after.corrections) > MOST_CORRECTIONS:
        raise TooMuchWritten(f"at most {MOST_CORRECTIONS} corrections")
    refuse_long(after)
    return after


def refuse_long(minutes: Minutes) -> None:
    """Raises ``TooMuchWritten`` for more than is kept of one meeting."""
    if len(msgspec.json.encode(minutes)) > MOST_BYTES:
        raise TooMuchWritten(f"at most {MOST_BYTES:,} bytes")


def with_ticket(minutes: Minutes, decision_id: str, ticket_id: str, number: str) -> Minutes | None:
    """The decision became this ticket; None: that is known, or it is gone."""
    known = {each.decision_id: each for each in minutes.decisions}
    if decision_id not in known or known[decision_id].ticket_id is not None:
        return None
    known[decision_id] = replace(known[decision_id], ticket_id=ticket_id, number=number)
    return replace(minutes, decisions=tuple(known.values()), version=minutes.version + 1)
