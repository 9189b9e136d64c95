"""A follow-up: what calls make of it, and when somebody must be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from chalicelib.conversations.model import Author
from chalicelib.core.errors import Conflict, Forbidden, Invalid

CALLBACK, PRE_SALE, AFTER_SALE, COMPLAINT, CARE = "callback", "pre_sale", "after_sale", "complaint", "care"
PLANNED = (PRE_SALE, AFTER_SALE, COMPLAINT, CARE)
KINDS = (CALLBACK, *PLANNED)

OPEN, DONE = "open", "done"

REACHED, NOT_REACHED, SOLVED, BECAME_TICKET = "reached", "not_reached", "solved", "became_ticket"
REFUSED, WRONG_CONTACT = "refused", "wrong_contact"
OUTCOMES = (REACHED, NOT_REACHED, REFUSED, WRONG_CONTACT, SOLVED, BECAME_TICKET)
EFFECTIVE = (REACHED, SOLVED, BECAME_TICKET)
_NOT_OF_CALLBACKS = (REFUSED, WRONG_CONTACT)

MOST_TRIES = 5
FURTHEST_TRY = timedelta(days=7)
FURTHEST_PLAN = timedelta(days=366)
SHORTEST_WARNING = timedelta(minutes=10)
ESCALATE_EVERY = timedelta(hours=2)
MOST_ESCALATIONS = 3
LONGEST_NOTE, LONGEST_SCRIPT = 2000, 4000
MOST_REMARKS = 20

WARN, ESCALATE, REMIND = "warn", "escalate", "remind"


@dataclass(frozen=True)
class Note:
    """One call: when, by whom, what was said, what came of it."""

    at: datetime
    by: Author
    text: str
    outcome: str


@dataclass(frozen=True)
class Remark:
    """Something that became known about it, which was no call."""

    at: datetime
    text: str


@dataclass(frozen=True)
class FollowUp:
    """Somebody is to be called by ``owner`` until ``due_at``.

    ``about``: the id of the survey or conversation it is about. ``promised_at``: the first time it was due, by which
    ``in_time`` is measured. ``warning``: how long before ``due_at`` the owner is warned; ``warned``: whether they were.
    ``escalations``: how often others were told that it is late, ``escalated``: whether ever. ``language``: in which the
    desk's own people are told of it.
    """

    followup_id: str
    kind: str
    plan_key: str
    visitor_id: str
    owner: Author
    due_at: datetime
    promised_at: datetime
    created_at: datetime
    time_zone: str
    state: str = OPEN
    plan_name: str = ""
    visitor_name: str | None = None
    email: str | None = None
    mobile: str | None = None
    locale: str = "zh-CN"
    language: str = "zh-CN"
    about: str | None = None
    score: int | None = None
    comment: str = ""
    script: str = ""
    warning: timedelta = SHORTEST_WARNING
    warned: bool = False
    escalations: int = 0
    escalated_at: datetime | None = None
    notes: tuple[Note, ...] = ()
    remarks: tuple[Remark, ...] = ()
    outcome: str | None = None
    next_at: datetime | None = None
    campaign_id: str | None = None
    rule_id: str | None = None
    done_at: datetime | None = None
    version: int = 1

    @property
    def owner_id(self) -> str:
        """Whose it is."""
        return str(self.owner.id)

    @property
    def number(self) -> str:
        """A short name for it, for people."""
        return self.followup_id[-8:].upper()

    @property
    def escalated(self) -> bool:
        """Whether others were ever told that it is late."""
        return self.escalated_at is not None

    @property
    def in_time(self) -> bool:
        """Whether the first call was made by the time it was first due."""
        return bool(self.notes) and self.notes[0].at <= self.promised_at


@dataclass(frozen=True)
class FollowUpDone:
    """A follow-up is closed. ``in_time``: the first call was made when it was due, or before."""

    followup_id: str
    kind: str
    about: str | None
    outcome: str
    in_time: bool


class FollowUpClosed(Conflict):
    """It is done; nothing can be added any more."""

    code = "follow_up_done"
    title = "The follow-up is done"


class NotYours(Forbidden):
    """It is somebody else's."""

    code = "not_yours"
    title = "This follow-up is another agent's"


def called(one: FollowUp, by: Author, outcome: str, text: str, next_at: datetime | None, now: datetime) -> FollowUp:
    """After a call. Nobody reached: it stays open until ``next_at``, at most five times; anything else closes it.

    Raises ``FollowUpClosed``, ``Invalid`` for an outcome its kind does not have or a next try too far away.
    """
    if one.state == DONE:
        raise FollowUpClosed("it was closed before", extra={"outcome": one.outcome})
    if outcome not in OUTCOMES or (one.kind == CALLBACK and outcome in _NOT_OF_CALLBACKS):
        known = [each for each in OUTCOMES if one.kind != CALLBACK or each not in _NOT_OF_CALLBACKS]
        raise Invalid.field("outcome", f"one of {', '.join(known)}")
    noted = replace(one, notes=(*one.notes, Note(now, by, text, outcome)), version=one.version + 1)
    if outcome == NOT_REACHED and len(noted.notes) < MOST_TRIES:
        if next_at is None:
            raise Invalid.field("next_at", "say when the next try is")
        if not now < next_at <= now + FURTHEST_TRY:
            raise Invalid.field("next_at", f"after now, and within {FURTHEST_TRY.days} days")
        return replace(noted, next_at=next_at, due_at=next_at, warned=False, escalations=0)
    return replace(noted, state=DONE, outcome=outcome, next_at=None, done_at=now)


def given(one: FollowUp, owner: Author) -> FollowUp:
    """It is somebody else's now. Raises ``FollowUpClosed``."""
    if one.state == DONE:
        raise FollowUpClosed("it was closed before", extra={"outcome": one.outcome})
    return replace(one, owner=owner, version=one.version + 1)


def remarked(one: FollowUp, text: str, now: datetime) -> FollowUp | None:
    """With a remark; None if it is closed, or this is what was remarked last."""
    if one.state == DONE or (one.remarks and one.remarks[-1].text == text):
        return None
    remarks = (*one.remarks, Remark(now, text))[-MOST_REMARKS:]
    return replace(one, remarks=remarks, version=one.version + 1)


def warning_for(minutes: int) -> timedelta:
    """How long before the time the owner is warned: a quarter of what they had, ten minutes at least (D2)."""
    return max(timedelta(minutes=minutes) / 4, SHORTEST_WARNING)


def next_step(one: FollowUp, now: datetime) -> str | None:
    """What is due about it now: the owner warned or reminded, others told that it is late; or nothing."""
    if one.state == DONE:
        return None
    if one.kind != CALLBACK:
        return REMIND if not one.warned and now >= one.due_at else None
    if now >= one.due_at:
        again_at = one.escalated_at + ESCALATE_EVERY if one.escalations and one.escalated_at else one.due_at
        return ESCALATE if one.escalations < MOST_ESCALATIONS and now >= again_at else None
    return WARN if not one.warned and now >= one.due_at - one.warning else None


def told(one: FollowUp, step: str, now: datetime) -> FollowUp:
    """After that step was taken."""
    after = replace(one, version=one.version + 1, warned=True)
    if step == ESCALATE:
        return replace(after, escalations=one.escalations + 1, escalated_at=now)
    return after


def next_look(one: FollowUp, now: datetime) -> datetime | None:
    """When somebody must look after it next; None: never again, unless it changes."""
    if one.state == DONE:
        return None
    if one.kind != CALLBACK:
        return None if one.warned else one.due_at
    if one.escalations and one.escalated_at:
        return one.escalated_at + ESCALATE_EVERY if one.escalations < MOST_ESCALATIONS else None
    warn_at = one.due_at - one.warning
    return warn_at if not one.warned and warn_at > now else one.due_at


def checked_words(field: str, text: str, longest: int) -> str:
    """A text that may be empty: trimmed, without NUL. Raises ``Invalid``."""
    text = text.strip()
    if len(text) > longest:
        raise Invalid.field(field, f"at most {longest} characters")
    if "\x00" in text:
        raise Invalid.field(field, "no NUL character")
    return text


def checked_moment(field: str, said: str) -> datetime:
    """A moment in RFC 3339, with its offset; UTC comes back. Raises ``Invalid``."""
    try:
        at = datetime.fromisoformat(said[:41])
        if at.tzinfo is None:
            raise ValueError
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Invalid.field(field, "a time with its zone is needed, such as 2026-11-30T09:00:00Z") from None


def checked_due(at: datetime, now: datetime) -> datetime:
    """A time somebody plans for. Raises ``Invalid``."""
    if not now < at <= now + FURTHEST_PLAN:
        raise Invalid.field("due_at", f"after now, and within {FURTHEST_PLAN.days} days")
    return at


def least_loaded(loads: Sequence[tuple[str, int]]) -> str | None:
    """Whoever has least to do; of several, the lowest id. ``loads``: (id, how much)."""
    return min(loads, key=lambda each: (each[1], each[0]))[0] if loads else None
