"""A follow-up: what calls make of it, and when somebody must be told."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid, members
from chalicelib.core.text import among, filled
from chalicelib.followups.model.checks import checked_due
from chalicelib.followups.model.promising import CHANNELS
from chalicelib.plans.model.hours.clock import after_working_time
from chalicelib.plans.model.hours.week import Hours
from chalicelib.plans.model.survey import WORKING, SurveyRules
from chalicelib.visitors.model.visitor import Customer

CALLBACK, PRE_SALE, AFTER_SALE, COMPLAINT, CARE = "callback", "pre_sale", "after_sale", "complaint", "care"
RENEWAL = "renewal"
PROMISE = "promise"  # what was promised to a customer by a time (D10)
PLANNED = (PRE_SALE, AFTER_SALE, COMPLAINT, CARE, RENEWAL)
KINDS = (CALLBACK, *PLANNED, PROMISE)
PRESSING = (CALLBACK, PROMISE)  # their owner is warned before they are due, others hear when they are late

STATES = OPEN, DONE = ("open", "done")

REACHED, NOT_REACHED, SOLVED, BECAME_TICKET = "reached", "not_reached", "solved", "became_ticket"
REFUSED, WRONG_CONTACT = "refused", "wrong_contact"
KEPT, BROKEN = "kept", "broken"
CANCELLED = "cancelled"  # by the desk itself: what it was planned for is no more
_OF_CALLS = (REACHED, NOT_REACHED, REFUSED, WRONG_CONTACT, SOLVED, BECAME_TICKET)
OUTCOMES = (*_OF_CALLS, KEPT, BROKEN, CANCELLED)
EFFECTIVE = (REACHED, SOLVED, BECAME_TICKET, KEPT)
_NOT_OF_CALLBACKS = (REFUSED, WRONG_CONTACT)
_GO_ON = (REACHED, SOLVED)

MOST_TRIES = 5
FURTHEST_TRY = timedelta(days=7)
FURTHEST_CALLBACK = timedelta(hours=48)  # tomorrow, at any hour of today
OF_OPENING = timedelta(hours=1)
SHORTEST_PAUSE = timedelta(minutes=5)
SHORTEST_WARNING, LONGEST_REMINDER = timedelta(minutes=10), timedelta(hours=1)
ESCALATE_EVERY = timedelta(hours=2)
MOST_ESCALATIONS = 3
MOST_REMARKS = 20
HANDED_ON = "{before} 不再处理这类回访，已转给 {now} · {before} does these no longer, {now} has it now"
AGREED = "上次回访 · the last call: {text}"

WARN, ESCALATE, REMIND = "warn", "escalate", "remind"


class Note(msgspec.Struct, frozen=True):
    """One call: when, by whom, what was said, what came of it."""

    at: datetime
    by: Author
    text: str
    outcome: str


class Remark(msgspec.Struct, frozen=True):
    """Something that became known about it, which was no call."""

    at: datetime
    text: str


class FollowUp(Customer, frozen=True):
    """Its customer is to be called by ``owner`` until ``due_at``.

    ``about``: the id of the survey or conversation it is about. ``promised_at``: the first time it was due, by which
    ``in_time`` is measured. ``warning``: how long before ``due_at`` the owner is warned; ``warned``: whether they were.
    ``escalations``: how often others were told that it is late, ``escalated``: whether ever. ``language``: in which the
    desk's own people are told of it. ``following_id``: the one planned for ``next_at`` when this was closed. ``score``,
    ``comment``, ``reasons`` (language → words) and ``resolved``: what the customer said, as it now stands;
    ``said_version`` is the version of the survey it comes from. Of a promise: ``channel``, by which it is kept,
    ``about`` the conversation or ticket in which it was made, ``script`` what it is; ``broken_at``: since when it is
    broken, for nothing was done about it when it was due, or it will not be. ``questionnaire_id``: which questions are
    asked in the call.
    """

    followup_id: str
    kind: Annotated[str, among(*KINDS)]
    plan_key: str
    owner: Author
    due_at: datetime
    promised_at: datetime
    created_at: datetime
    time_zone: str
    state: Annotated[str, among(OPEN, DONE)] = OPEN
    plan_name: str = ""
    language: str = "zh-CN"
    about: str | None = None
    score: int | None = None
    comment: str = ""
    reasons: tuple[Mapping[str, str], ...] = ()
    resolved: bool | None = None
    said_version: int = 0
    script: str = ""
    warning: timedelta = SHORTEST_WARNING
    warned: bool = False
    escalations: int = 0
    following_id: str | None = None
    escalated_at: datetime | None = None
    notes: tuple[Note, ...] = ()
    remarks: tuple[Remark, ...] = ()
    outcome: Annotated[str, among(*OUTCOMES)] | None = None
    next_at: datetime | None = None
    campaign_id: str | None = None
    rule_id: str | None = None
    done_at: datetime | None = None
    version: int = 1
    channel: Annotated[str, among(*CHANNELS)] | None = None
    broken_at: datetime | None = None
    questionnaire_id: str | None = None

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
    def kept(self) -> bool | None:
        """Whether a promise was kept; None: it is none, or still to be kept."""
        if self.kind != PROMISE or (self.state == OPEN and self.broken_at is None):
            return None
        return self.broken_at is None

    @property
    def in_time(self) -> bool:
        """Whether the first call was made by the time it was first due, whatever came of it."""
        return bool(self.notes) and self.notes[0].at <= self.promised_at

    @property
    def is_nearly_given_up(self) -> bool:
        """Whether one more try in vain is the last; a callback's leaders hear of that first."""
        return self.state == OPEN and len(self.notes) == MOST_TRIES - 1


class FollowUpWritten(msgspec.Struct, frozen=True):
    """There is a follow-up more."""

    followup_id: str


class FollowUpChanged(msgspec.Struct, frozen=True):
    """Something of a follow-up changed that counts: whose it is, what was done about it, or that it is due."""

    followup_id: str


class FollowUpDone(msgspec.Struct, frozen=True):
    """A follow-up is closed. ``in_time``: the first call was made when it was due, or before, whatever came of it."""

    followup_id: str
    kind: str
    about: str | None
    outcome: str
    in_time: bool


class CampaignSought(msgspec.Struct, frozen=True):
    """Asked of the room above: is there this campaign?"""

    campaign_id: str


class Progress(msgspec.Struct, frozen=True):
    """How what a campaign has planned stands, over all its runs. ``reached``: closed with the customer reached."""

    planned: int
    done: int
    reached: int
    overdue: int


class FollowUpClosed(Conflict):
    """It is done; nothing can be added any more."""

    code = "follow_up_done"
    title = "The follow-up is done"
    beside = members(outcome=str | None)


class TriedLately(Conflict):
    """Somebody tried a moment ago; this is no other try yet."""

    code = "tried_lately"
    title = "Nobody was reached a moment ago; wait before the next try"
    beside = members(again_at=datetime)


def called(
    follow_up: FollowUp,
    by: Author,
    outcome: str,
    text: str,
    next_at: datetime | None,
    now: datetime,
    furthest: datetime | None = None,
) -> FollowUp:
    """After a call. Nobody reached: it stays open until ``next_at``, at most five times; anything else closes it.

    Whoever was reached, or is content, may be visited again at ``next_at``: ``following`` makes that. ``furthest``:
    until when a next try may be, if not the usual time. A callback that is nearly given up counts as escalated.
    Raises ``FollowUpClosed``, ``TriedLately`` for a try within five minutes of the last, ``Invalid`` for an outcome its
    kind does not have, and for a next time that is too far away or that this outcome has not.
    """
    if follow_up.state == DONE:
        raise FollowUpClosed("it was closed before", extra={"outcome": follow_up.outcome})
    if outcome not in outcomes_of(follow_up.kind):
        raise Invalid.field("outcome", f"one of {', '.join(outcomes_of(follow_up.kind))}")
    notes = (*follow_up.notes, Note(now, by, text, outcome))
    noted = _broken_if_missed(replace(follow_up, notes=notes, version=follow_up.version + 1), now)
    if outcome == NOT_REACHED:
        return _tried(follow_up, noted, next_at, now, furthest or now + longest_pause(follow_up.kind))
    if next_at is not None:
        if outcome not in _GO_ON:
            raise Invalid.field("next_at", f"only with {', '.join((NOT_REACHED, *_GO_ON))}")
        checked_due(next_at, now, "next_at")
    over = replace(noted, state=DONE, outcome=outcome, next_at=next_at, done_at=now)
    return replace(over, broken_at=over.broken_at or now) if outcome == BROKEN else over


def outcomes_of(kind: str) -> tuple[str, ...]:
    """What may come of a call, or of a promise: that is kept or broken, or the customer was not reached yet."""
    if kind == PROMISE:
        return (KEPT, BROKEN, NOT_REACHED)
    return tuple(each for each in _OF_CALLS if kind != CALLBACK or each not in _NOT_OF_CALLBACKS)


def _tried(
    follow_up: FollowUp, noted: FollowUp, next_at: datetime | None, now: datetime, furthest: datetime
) -> FollowUp:
    again_at = follow_up.notes[-1].at + SHORTEST_PAUSE if follow_up.notes else now
    if now < again_at:
        raise TriedLately("wait a few minutes before the next try", extra={"again_at": again_at})
    if len(noted.notes) >= MOST_TRIES:
        if next_at is not None:
            raise Invalid.field("next_at", f"this was try {MOST_TRIES}, the last")
        over = replace(noted, state=DONE, outcome=NOT_REACHED, next_at=None, done_at=now)
        return replace(over, broken_at=over.broken_at or now) if over.kind == PROMISE else over
    if next_at is None:
        raise Invalid.field("next_at", "say when the next try is")
    if not now < next_at <= furthest:
        raise Invalid.field("next_at", f"after now, and until {times.public(furthest)}")
    after = replace(noted, next_at=next_at, due_at=next_at, warned=False, escalations=0)
    is_urgent = after.kind == CALLBACK and after.is_nearly_given_up
    return replace(after, escalated_at=now) if is_urgent else after


def _broken_if_missed(follow_up: FollowUp, now: datetime) -> FollowUp:
    """A promise that nothing was done about by the time it is due, or by which it is tried next, is broken."""
    is_missed = follow_up.kind == PROMISE and now > follow_up.due_at
    return replace(follow_up, broken_at=follow_up.broken_at or now) if is_missed else follow_up


def longest_pause(kind: str) -> timedelta:
    """How long after a call in vain the next try may be: two days for a callback, a week for a visit."""
    return FURTHEST_CALLBACK if kind == CALLBACK else FURTHEST_TRY


def furthest_try(rules: SurveyRules, hours: Hours | None, zone: str, now: datetime) -> datetime:
    """Until when a callback's next try may be: 48 hours; where the plan counts by working time and is closed then,
    until an hour after it opens again."""
    until = now + FURTHEST_CALLBACK
    if rules.callback_time != WORKING:
        return until
    first = timedelta(minutes=1)
    opened = after_working_time(hours, zone, until, first)
    return until if opened is None or opened == until + first else opened - first + OF_OPENING


def following(follow_up: FollowUp, followup_id: str, owner: Author, at: datetime, now: datetime) -> FollowUp:
    """The visit that was agreed in the last call of a closed one: at that time, by whoever called."""
    last = follow_up.notes[-1].text
    return FollowUp(
        followup_id=followup_id,
        kind=follow_up.kind if follow_up.kind in PLANNED else CARE,
        plan_key=follow_up.plan_key,
        plan_name=follow_up.plan_name,
        **follow_up.customer,
        language=follow_up.language,
        about=follow_up.about,
        owner=owner,
        due_at=at,
        promised_at=at,
        created_at=now,
        time_zone=follow_up.time_zone,
        remarks=(Remark(now, filled(AGREED, text=last)),) if last else (),
    )


def given(follow_up: FollowUp, owner: Author) -> FollowUp:
    """It is somebody else's now. Raises ``FollowUpClosed``."""
    if follow_up.state == DONE:
        raise FollowUpClosed("it was closed before", extra={"outcome": follow_up.outcome})
    return replace(follow_up, owner=owner, version=follow_up.version + 1)


def handed_on(follow_up: FollowUp, owner: Author, now: datetime) -> FollowUp:
    """It is somebody else's, for its owner can do it no longer; a remark says so."""
    text = filled(HANDED_ON, before=follow_up.owner.name or follow_up.owner_id, now=owner.name or owner.id)
    return replace(remarked(follow_up, text, now) or follow_up, owner=owner, version=follow_up.version + 1)


def remarked(follow_up: FollowUp, text: str, now: datetime) -> FollowUp | None:
    """With a remark; None if it is closed, or this is what was remarked last."""
    if follow_up.state == DONE or (follow_up.remarks and follow_up.remarks[-1].text == text):
        return None
    remarks = (*follow_up.remarks, Remark(now, text))[-MOST_REMARKS:]
    return replace(follow_up, remarks=remarks, version=follow_up.version + 1)


def warning_for(minutes: int) -> timedelta:
    """How long before the time the owner is warned: a quarter of what they had, ten minutes at least (D2)."""
    return max(timedelta(minutes=minutes) / 4, SHORTEST_WARNING)


def reminder_for(left: timedelta) -> timedelta:
    """How long before it is due the owner of a promise is reminded: a quarter of the time until then, between ten
    minutes and an hour (D10)."""
    return min(max(left / 4, SHORTEST_WARNING), LONGEST_REMINDER)


def next_step(follow_up: FollowUp, now: datetime) -> str | None:
    """What is due about it now: the owner warned or reminded, others told that it is late; or nothing."""
    if follow_up.state == DONE:
        return None
    if follow_up.kind not in PRESSING:
        return REMIND if not follow_up.warned and now >= follow_up.due_at else None
    if now >= follow_up.due_at:
        again_at = (
            follow_up.escalated_at + ESCALATE_EVERY
            if follow_up.escalations and follow_up.escalated_at
            else follow_up.due_at
        )
        return ESCALATE if follow_up.escalations < MOST_ESCALATIONS and now >= again_at else None
    return WARN if not follow_up.warned and now >= follow_up.due_at - follow_up.warning else None


def told(follow_up: FollowUp, step: str, now: datetime) -> FollowUp:
    """After that step was taken. A promise that is missed is broken, whatever is done about it later; so is one whose
    next try is, however soon the first was."""
    after = replace(follow_up, version=follow_up.version + 1, warned=True)
    if step != ESCALATE:
        return after
    broken_at = follow_up.broken_at or (now if follow_up.kind == PROMISE else None)
    return replace(after, escalations=follow_up.escalations + 1, escalated_at=now, broken_at=broken_at)


def next_look(follow_up: FollowUp, now: datetime) -> datetime | None:
    """When somebody must look after it next; None: never again, unless it changes."""
    if follow_up.state == DONE:
        return None
    if follow_up.kind not in PRESSING:
        return None if follow_up.warned else follow_up.due_at
    if follow_up.escalations and follow_up.escalated_at:
        return follow_up.escalated_at + ESCALATE_EVERY if follow_up.escalations < MOST_ESCALATIONS else None
    warn_at = follow_up.due_at - follow_up.warning
    return warn_at if not follow_up.warned and warn_at > now else follow_up.due_at


def checked_kind(kind: str) -> str:
    """A kind that can be planned by hand; callbacks come from low scores only. Raises ``Invalid``."""
    if kind not in (*PLANNED, PROMISE):
        raise Invalid.field("kind", f"one of {', '.join((*PLANNED, PROMISE))}")
    return kind


def named_after(*parts: str) -> str:
    """A follow-up's id that is the same whenever it is made of the same."""
    return f"flw_{hashlib.sha256('#'.join(parts).encode()).hexdigest()[:26]}"
