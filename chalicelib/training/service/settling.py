"""What follows once an attempt is settled, or a course without a quiz is seen: certificates, orders, the record (F11).

All of it is one transaction with the attempt: whoever passed is assigned by it, and whoever did not is not.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races, work
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.training.model.attempts import PASSED, Attempt
from chalicelib.training.model.certificates import Certificate, checked_reason, expiry, taken_back
from chalicelib.training.model.courses import Course
from chalicelib.training.model.learner import Learner, Result, revoked, settled
from chalicelib.training.model.orders import Order, done
from chalicelib.training.service.access import find, refuse_to_guide
from chalicelib.training.service.requiring import renew_with
from chalicelib.training.service.telling import ENDS, REVOKED, tell_ended, tell_of_end
from chalicelib.training.store import learners, things
from chalicelib.training.store.learners import LearnerMoved
from chalicelib.training.store.things import ThingMoved

LOST = (ThingMoved, LearnerMoved)  # whoever loses that way decides anew


class WarnOfEnd(Due, frozen=True):
    """A certificate ends soon."""

    kind = "training.warn_of_end"

    certificate_id: str


class EndCertificate(Due, frozen=True):
    """A certificate ends now."""

    kind = "training.end_certificate"

    certificate_id: str


class Passed(msgspec.Struct, frozen=True):
    """Who passed which course, by which attempt, if by one."""

    course: Course
    agent: Author
    score: str | None = None
    attempt_id: str | None = None


def settle(tx: Transaction, course: Course, attempt: Attempt, learner: Learner) -> tuple[Attempt, Learner]:
    """Add to the transaction what follows of an attempt that is settled; it and the learner, as they are to be stored.
    One read of the desk, one of an order that is done by it."""
    at, score = attempt.settled_at or tx.desk.now(), str(attempt.score)
    result = Result(course.course_id, at, score, attempt.state == PASSED)
    if attempt.state != PASSED:
        return attempt, settled(learner, result, None, at.date())[0]
    passed = Passed(course, attempt.agent, score, attempt.attempt_id)
    certificate, after = certify(tx, passed, learner, result)
    return replace(attempt, certificate_id=certificate.certificate_id), after


def certify(tx: Transaction, passed: Passed, learner: Learner, result: Result) -> tuple[Certificate, Learner]:
    """Add to the transaction: a certificate, what it ends, and when it ends itself."""
    desk, now, course = tx.desk, tx.desk.now(), passed.course
    zone = people.read_desk(desk).time_zone
    today = now.astimezone(ZoneInfo(zone)).date()
    definition = course.definition
    certificate = Certificate(
        desk.new_id("crt"),
        course.course_id,
        course.version,
        definition.title,
        passed.agent,
        now,
        expiry(now, definition.valid_months, zone, today),
        passed.score,
        passed.attempt_id,
    )
    after, owed = settled(learner, result, certificate, today)
    things.put(tx, None, certificate)
    if owed is not None:
        _close_order(tx, owed.order_id, passed.attempt_id, now)
    _plan_end(tx, certificate, definition.warn_days)
    renew_with(tx, certificate.agent_id)
    return certificate, after


def _close_order(tx: Transaction, order_id: str, attempt_id: str | None, now: datetime) -> None:
    order = things.find(tx.desk, Order, order_id)
    if order is not None:
        things.put(tx, order, done(order, attempt_id, now))


def _plan_end(tx: Transaction, certificate: Certificate, warn_days: int) -> None:
    if certificate.expires_at is None:
        return
    work.put(tx, EndCertificate(certificate.certificate_id), at=certificate.expires_at)
    warn_at = certificate.expires_at - timedelta(days=warn_days)
    if warn_days and warn_at > certificate.issued_at:
        work.put(tx, WarnOfEnd(certificate.certificate_id), at=warn_at)


def warn_of_end(desk: Desk, due: WarnOfEnd) -> None:
    """Whoever's certificate ends soon is told, unless it was renewed or revoked. Four requests."""
    certificate = _latest(desk, due.certificate_id)
    if certificate is not None:
        _tell_once(desk, certificate, ENDS)


def end_certificate(desk: Desk, due: EndCertificate) -> None:
    """A certificate has ended: its holder and who leads them are told, unless it was renewed or revoked."""
    certificate = _latest(desk, due.certificate_id)
    if certificate is not None:
        _tell_once(desk, certificate, "")


def _latest(desk: Desk, certificate_id: str) -> Certificate | None:
    certificate = things.find(desk, Certificate, certificate_id)
    if certificate is None or certificate.revoked is not None:
        return None
    held = learners.learner(desk, certificate.agent_id).latest(certificate.course_id)
    return certificate if held is not None and held.certificate_id == certificate_id else None


def _tell_once(desk: Desk, certificate: Certificate, what: str) -> None:
    tx = Transaction(desk)
    mark(tx, Once.of("training-end", f"{certificate.certificate_id}#{what}", None), {})
    if what:
        agent = people.read_agents(desk, [certificate.agent_id]).get(certificate.agent_id)
        tell_of_end(tx, certificate, agent, what)
    else:
        tell_ended(tx, certificate, people.directory(desk))
    with suppress(AlreadyDone):  # due work may come twice
        tx.commit_and_tell()


def revoke(desk: Desk, caller: people.Caller, certificate_id: str, reason: str, request_id: str = "") -> Certificate:
    """A certificate counts no more, and whoever needs it lacks it from now on; audited. Six requests; twice is once.

    Raises ``NotFound``, ``NotYours``, ``CertificateRevoked`` where somebody did, or for another reason, ``Invalid``.
    """
    why = checked_reason("reason", reason)

    def write() -> Certificate:
        before = find(desk, Certificate, certificate_id)
        refuse_to_guide(desk, caller.agent, before.agent_id)
        if (held := before.revoked) is not None and (held.by.id, held.reason) == (caller.agent.agent_id, why):
            return before
        now = desk.now()
        after = taken_back(before, why, by_agent(caller.agent), now)
        learner = learners.learner(desk, before.agent_id)
        tx = Transaction(desk)
        things.put(tx, before, after)
        learners.put_learner(tx, learner, revoked(learner, certificate_id, now))
        told = {"agent_id": before.agent_id, "course_id": before.course_id, "reason": why}
        audit.note(tx, caller.by(request_id), "revoke_certificate", certificate_id, after=told)
        tell_of_end(tx, after, people.read_agents(desk, [before.agent_id]).get(before.agent_id), REVOKED)
        renew_with(tx, before.agent_id)
        tx.commit_and_tell()
        return after

    return races.again(desk, write, LOST)
