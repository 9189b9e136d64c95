"""An entry of a staff file, and what becomes of it (F12). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid, WrongFields, existing
from chalicelib.core.text import among, has_half_a_character, is_visible
from chalicelib.staff.model.kinds import EFFECTS, MUST, NO, PENALTY, Kind
from chalicelib.staff.model.settings import MOST_MONEY, Settings

ENTERED, CORRECTION, WITHDRAWAL = "entered", "correction", "withdrawal"
ACTS = (ENTERED, CORRECTION, WITHDRAWAL)
PENDING, STANDING, REFUSED, CORRECTED, WITHDRAWN = "pending", "standing", "refused", "corrected", "withdrawn"
STATES = (PENDING, STANDING, REFUSED, CORRECTED, WITHDRAWN)
HIDDEN = (PENDING, REFUSED)  # from whom it is about

APPROVED = "approved"
OUTCOMES = (APPROVED, REFUSED)

MOST_POINTS, LONGEST_REASON = 1000, 2000
LOOKS_BACK = timedelta(days=366)


class Statement(msgspec.Struct, frozen=True):
    """What the agent says to it, once."""

    text: str
    at: datetime


class Approval(msgspec.Struct, frozen=True):
    """What the second person said."""

    outcome: Annotated[str, among(*OUTCOMES)]
    text: str
    by: Author
    at: datetime


class Written(msgspec.Struct, frozen=True):
    """What somebody writes down: of which kind, how much, why, of which day (None: today), and what it is about."""

    kind_id: str
    reason: str
    points: int = 0
    money: int = 0
    day: date | None = None
    conversation_id: str | None = None
    ticket_id: str | None = None


class Entry(msgspec.Struct, frozen=True):
    """``agent``: whom it is about. ``kind_id``, ``names``, ``effect``: of its kind, as it was then. ``points``,
    ``money``: never below nothing, the effect says for or against; money in the smallest unit of ``currency``.

    ``act``: entered anew, or a correction or withdrawal of ``about_id``; ``followed_by``: what corrects or withdraws
    this one, also while that waits for a second person. None of what was written ever changes: only its ``state``,
    what the second person says (``approval``), and what its agent does (``seen_at``, ``statement``).
    """

    entry_id: str
    agent: Author
    author: Author
    kind_id: str
    names: Mapping[str, str]
    effect: Annotated[str, among(*EFFECTS)]
    day: date
    created_at: datetime
    reason: str
    points: int = 0
    money: int = 0
    currency: str = ""
    conversation_id: str | None = None
    ticket_id: str | None = None
    act: Annotated[str, among(*ACTS)] = ENTERED
    about_id: str | None = None
    followed_by: str | None = None
    state: Annotated[str, among(*STATES)] = STANDING
    approval: Approval | None = None
    stands_since: datetime | None = None
    seen_at: datetime | None = None
    statement: Statement | None = None
    version: int = 1

    @property
    def agent_id(self) -> str:
        """Whose file it is in."""
        return str(self.agent.id)

    @property
    def author_id(self) -> str:
        """Who wrote it."""
        return str(self.author.id)

    @property
    def month(self) -> str:
        """In which month it counts, such as 2026-11."""
        return times.stored(self.day)[:7]

    @property
    def is_shown(self) -> bool:
        """Whether whom it is about sees it."""
        return self.state not in HIDDEN

    @property
    def counts(self) -> bool:
        """Whether it is part of what its month comes to."""
        return self.state == STANDING and self.act != WITHDRAWAL


class EntryPending(Conflict):
    """It, or what corrects it, waits for a second person."""

    code = "staff_entry_pending"
    title = "This waits for a second person"


class EntryFollowed(Conflict):
    """It was withdrawn or corrected, or is what withdrew another one."""

    code = "staff_entry_over"
    title = "This entry does not stand any more"


class EntryDecided(Conflict):
    """Nothing waits for a second person there."""

    code = "staff_entry_decided"
    title = "There is nothing to decide on"


class StatementWritten(Conflict):
    """A statement is written once."""

    code = "statement_written"
    title = "You have written your statement already"


class Signed(msgspec.Struct, frozen=True):
    """Under which id something is written, in whose file, by whom and when."""

    entry_id: str
    agent: Author
    author: Author
    at: datetime


def new_entry(
    signed: Signed, written: Written, settings: Settings, today: date, *, corrects: Entry | None = None
) -> Entry:
    """What somebody enters, as it stands or waits. Raises ``Invalid`` naming every field that does not hold."""
    wrong, reason, day = WrongFields(), "", written.day or (corrects.day if corrects is not None else today)
    kind = settings.kind(written.kind_id)
    if kind is None or not kind.active:
        wrong.add("kind_id", "no such kind")
    else:
        _check_amounts(wrong, kind, written)
    with wrong:
        reason = checked_words("reason", written.reason)
    if not today - LOOKS_BACK <= day <= today and (corrects is None or day != corrects.day):
        wrong.add("day", "today, or in the year before")
    wrong.refuse()
    kind = existing(kind, "no such kind")
    waits = kind.effect == PENALTY and written.money > 0 and settings.second_person
    waits = waits and written.money >= settings.second_person_from
    return Entry(
        signed.entry_id,
        signed.agent,
        signed.author,
        kind.kind_id,
        kind.names,
        kind.effect,
        day,
        signed.at,
        reason,
        written.points,
        written.money,
        settings.currency if written.money else "",
        written.conversation_id,
        written.ticket_id,
        act=CORRECTION if corrects is not None else ENTERED,
        about_id=corrects.entry_id if corrects is not None else None,
        state=PENDING if waits else STANDING,
        stands_since=None if waits else signed.at,
    )


def _check_amounts(wrong: WrongFields, kind: Kind, written: Written) -> None:
    for field, asked, amount, most in (
        ("points", kind.points, written.points, MOST_POINTS),
        ("money", kind.money, written.money, MOST_MONEY),
    ):
        if asked == NO and amount:
            wrong.add(field, "this kind has none")
        elif not (1 if asked == MUST else 0) <= amount <= most:
            wrong.add(field, f"a whole number from {1 if asked == MUST else 0} to {most}")


def withdrawal_of(entry: Entry, signed: Signed, reason: str) -> Entry:
    """What takes an entry back; it carries nothing of its own. Raises ``Invalid``."""
    return Entry(
        signed.entry_id,
        entry.agent,
        signed.author,
        entry.kind_id,
        entry.names,
        entry.effect,
        entry.day,
        signed.at,
        checked_words("reason", reason),
        conversation_id=entry.conversation_id,
        ticket_id=entry.ticket_id,
        act=WITHDRAWAL,
        about_id=entry.entry_id,
        stands_since=signed.at,
    )


def refuse_to_follow(entry: Entry) -> None:
    """Raises ``EntryPending``, ``EntryFollowed`` for what cannot be withdrawn or corrected."""
    if entry.state == PENDING or (entry.state == STANDING and entry.followed_by is not None):
        raise EntryPending("it waits for a second person")
    if not entry.counts:
        raise EntryFollowed("it does not stand any more")


def followed(entry: Entry, by: Entry) -> Entry:
    """An entry that another one corrects or withdraws; while that waits it still stands."""
    if by.state == PENDING:
        return _next(entry, followed_by=by.entry_id)
    return _next(entry, followed_by=by.entry_id, state=WITHDRAWN if by.act == WITHDRAWAL else CORRECTED)


def unfollowed(entry: Entry) -> Entry:
    """What was to correct it was refused: it stands as before."""
    return _next(entry, followed_by=None)


def decided(entry: Entry, outcome: str, text: str, by: Author, now: datetime) -> Entry:
    """What the second person says. Raises ``EntryDecided``, ``Invalid``."""
    if entry.state != PENDING:
        raise EntryDecided("it was decided already")
    if outcome not in OUTCOMES:
        raise Invalid.field("outcome", f"one of {', '.join(OUTCOMES)}")
    words = checked_words("text", text, needed=outcome == REFUSED)
    approval = Approval(outcome, words, by, now)
    if outcome == REFUSED:
        return _next(entry, state=REFUSED, approval=approval)
    return _next(entry, state=STANDING, approval=approval, stands_since=now)


def seen(entry: Entry, now: datetime) -> Entry:
    """Its agent has seen it; the first time counts."""
    return entry if entry.seen_at is not None else _next(entry, seen_at=now)


def stated(entry: Entry, text: str, now: datetime) -> Entry:
    """With its agent's statement, which also says that they have seen it. Raises ``StatementWritten``, ``Invalid``."""
    if entry.statement is not None:
        raise StatementWritten("a statement is written once")
    statement = Statement(checked_words("text", text), now)
    return _next(entry, statement=statement, seen_at=entry.seen_at or now)


def checked_words(field: str, text: str, *, needed: bool = True) -> str:
    """What somebody wrote: trimmed, at most 2,000 characters. Raises ``Invalid``."""
    text = text.strip()
    if len(text) > LONGEST_REASON or has_half_a_character(text) or "\x00" in text or (needed and not is_visible(text)):
        raise Invalid.field(field, f"{1 if needed else 0} to {LONGEST_REASON} characters")
    return text


def _next(entry: Entry, **changes: object) -> Entry:
    return replace(entry, **changes, version=entry.version + 1)
