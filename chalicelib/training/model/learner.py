"""What decides about a learner (F11): certificates, tries, results, orders; from when on they lack what. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.training.model.attempts import NoTriesLeft, TooSoon
from chalicelib.training.model.certificates import Certificate
from chalicelib.training.model.quizzes import Quiz
from chalicelib.training.model.requirements import Requirement

MOST_HELD, MOST_RESULTS = 200, 300


class Held(msgspec.Struct, frozen=True):
    """A certificate as long as it counts: up to, but not with, ``until`` (None: for ever)."""

    certificate_id: str
    course_id: str
    since: datetime
    until: datetime | None = None


class Result(msgspec.Struct, frozen=True):
    """What an attempt came to: ``score`` as a fraction. ``at``: when it was settled."""

    course_id: str
    at: datetime
    score: str
    passed: bool


class Tries(msgspec.Struct, frozen=True):
    """How often a course was tried since it was last passed, or ordered; when the last try ended."""

    number: int = 0
    last_at: datetime | None = None


class Owed(msgspec.Struct, frozen=True):
    """An order that is open: the course is to be passed by ``due_on``."""

    order_id: str
    course_id: str
    due_on: date


class Kept(msgspec.Struct, frozen=True):
    """An order that is over: ``in_time``: whether it was passed by its day. ``month``: of that day."""

    course_id: str
    month: str
    in_time: bool


class Learner(msgspec.Struct, frozen=True):
    """``running``: course → the attempt that is open. ``version``: one more with each change."""

    agent_id: str
    held: tuple[Held, ...] = ()
    results: tuple[Result, ...] = ()
    running: Mapping[str, str] = {}
    tries: Mapping[str, Tries] = {}
    owed: tuple[Owed, ...] = ()
    kept: tuple[Kept, ...] = ()
    version: int = 0

    def latest(self, course_id: str) -> Held | None:
        """The last certificate of a course."""
        return next((each for each in reversed(self.held) if each.course_id == course_id), None)

    def order_of(self, course_id: str) -> Owed | None:
        """The open order of a course."""
        return next((each for each in self.owed if each.course_id == course_id), None)


class Need(msgspec.Struct, frozen=True):
    """A course that a group requires of somebody. ``lacks_from``: from when on they lack it (None: never, as it
    stands); ``until``: how long their certificate counts."""

    group_id: str
    course_id: str
    due_from: datetime
    lacks_from: datetime | None
    until: datetime | None = None


def needs(requirements: Iterable[Requirement], learner: Learner) -> list[Need]:
    """What these groups require of a learner, and how they stand with it."""
    found = []
    for each in requirements:
        for course_id in each.course_ids:
            held = learner.latest(course_id)
            lacks: datetime | None = each.binds_from
            if held is not None:
                lacks = max(each.binds_from, held.until) if held.until is not None else None
            until = held.until if held is not None else None
            found.append(Need(each.group_id, course_id, each.binds_from, lacks, until))
    return found


def lacks_from(all_needs: Iterable[Need]) -> datetime | None:
    """From when on they lack something; None: as it stands, never."""
    return min((each.lacks_from for each in all_needs if each.lacks_from is not None), default=None)


def refuse_to_try(learner: Learner, course_id: str, quiz: Quiz, now: datetime) -> None:
    """Raises ``NoTriesLeft``, ``TooSoon``."""
    tries = learner.tries.get(course_id, Tries())
    if quiz.tries and tries.number >= quiz.tries:
        raise NoTriesLeft("whoever leads you can order it anew")
    begins_at = next_try(learner, course_id, quiz)
    if begins_at is not None and now < begins_at:
        raise TooSoon("the next try is later", extra={"begins_at": begins_at})


def next_try(learner: Learner, course_id: str, quiz: Quiz) -> datetime | None:
    """From when on it may be tried again, where that is bounded."""
    last_at = learner.tries.get(course_id, Tries()).last_at
    return last_at + timedelta(hours=quiz.wait_hours) if last_at is not None and quiz.wait_hours else None


def begun(learner: Learner, course_id: str, attempt_id: str) -> Learner:
    """An attempt is open."""
    return _with(learner, running={**learner.running, course_id: attempt_id})


def ended(learner: Learner, course_id: str, at: datetime) -> Learner:
    """No attempt is open any more; it was one try."""
    running = {name: each for name, each in learner.running.items() if name != course_id}
    tries = learner.tries.get(course_id, Tries())
    return _with(learner, running=running, tries={**learner.tries, course_id: Tries(tries.number + 1, at)})


def settled(
    learner: Learner, result: Result, certificate: Certificate | None, today: date
) -> tuple[Learner, Owed | None]:
    """An attempt came to this; and the order that is done by it."""
    after = _with(learner, results=(*learner.results, result)[-MOST_RESULTS:])
    if certificate is None:
        return after, None
    held = Held(certificate.certificate_id, certificate.course_id, certificate.issued_at, certificate.expires_at)
    order = learner.order_of(certificate.course_id)
    after = replace(
        after,
        held=_trimmed((*_ended_by(learner.held, held), held)),
        tries={name: each for name, each in after.tries.items() if name != certificate.course_id},
    )
    return (without_order(after, order, in_time=today <= order.due_on) if order is not None else after), order


def _ended_by(held: Sequence[Held], new: Held) -> list[Held]:
    """Of each course one certificate counts: the last one."""
    return [
        replace(each, until=new.since)
        if each.course_id == new.course_id and (each.until is None or each.until > new.since)
        else each
        for each in held
    ]


def _trimmed(held: Sequence[Held]) -> tuple[Held, ...]:
    """At most so many; the last one of each course stays."""
    last = {each.course_id: each for each in held}
    old = [each for each in held if last[each.course_id] is not each]
    extra = max(len(held) - MOST_HELD, 0)
    gone = {id(each) for each in old[:extra]}
    return tuple(each for each in held if id(each) not in gone)


def revoked(learner: Learner, certificate_id: str, now: datetime) -> Learner:
    """A certificate counts no more."""
    held = tuple(
        replace(each, until=min(now, each.until) if each.until is not None else now)
        if each.certificate_id == certificate_id
        else each
        for each in learner.held
    )
    return _with(learner, held=held)


def ordered(learner: Learner, owed: Owed) -> Learner:
    """A course was ordered; tries are counted anew."""
    tries = {name: each for name, each in learner.tries.items() if name != owed.course_id}
    return _with(learner, owed=(*learner.owed, owed), tries=tries)


def without_order(learner: Learner, owed: Owed, *, in_time: bool | None) -> Learner:
    """An order is over; ``in_time``: None where it was taken back, and does not count."""
    left = tuple(each for each in learner.owed if each.order_id != owed.order_id)
    kept = learner.kept
    if in_time is not None:
        kept = (*kept, Kept(owed.course_id, times.stored(owed.due_on)[:7], in_time))[-MOST_RESULTS:]
    return _with(learner, owed=left, kept=kept)


def _with(learner: Learner, **changes: object) -> Learner:
    return replace(learner, **changes, version=learner.version + 1)
