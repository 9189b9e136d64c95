"""What learners see and do: what they still need, courses, lessons (F11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.training import Training
from chalicelib.training.model.attempts import Attempt
from chalicelib.training.model.certificates import Certificate
from chalicelib.training.model.courses import Content, Course, CourseRecord, Lesson, Line, unseen
from chalicelib.training.model.learner import Learner, Need, Result, Tries, next_try
from chalicelib.training.model.orders import Order
from chalicelib.training.model.scoring import WHOLE, written
from chalicelib.training.service.access import published, version_of
from chalicelib.training.service.requiring import needs_of
from chalicelib.training.service.settling import LOST, Passed, certify
from chalicelib.training.store import learners, things
from chalicelib.training.store.courses import content, lines, lines_of
from chalicelib.training.store.learners import Seen


class Mine(msgspec.Struct, frozen=True):
    """How somebody stands: what their groups require, what is ordered of them, what they hold; the courses of all of
    it by id. ``training``: what their record says."""

    training: Training | None
    needs: Sequence[Need]
    orders: Sequence[Order]
    certificates: Sequence[Certificate]
    running: Sequence[Attempt]
    courses: dict[str, Line]


class Overview(msgspec.Struct, frozen=True):
    """A course as a learner sees it: which lessons they have seen of its present version, and their tries."""

    record: CourseRecord
    course: Course
    seen: frozenset[str]
    tries: Tries
    next_try: datetime | None
    running_id: str | None
    certificate: Certificate | None


def read_mine(desk: Desk, agent: Agent) -> Mine:
    """How an agent stands: seven requests, however much they learnt."""
    learner = learners.learner(desk, agent.agent_id)
    needs = needs_of(desk, agent, learner)
    held = _latest_of_each(learner)
    certificates = things.several(desk, Certificate, held)
    orders = things.several(desk, Order, [each.order_id for each in learner.owed])
    running = things.several(desk, Attempt, sorted(learner.running.values()))
    ids = [each.course_id for each in needs] + [each.course_id for each in learner.owed]
    return Mine(agent.training, needs, orders, certificates, running, lines_of(desk, ids))


def _latest_of_each(learner: Learner) -> list[str]:
    latest = {each.course_id: each.certificate_id for each in learner.held}
    return [*reversed(latest.values())]


def list_open_courses(desk: Desk) -> list[Line]:
    """The courses that anybody may take; one query."""
    return [each for each in lines(desk) if each.number and not each.archived]


def read_course(desk: Desk, agent: Agent, course_id: str) -> Overview:
    """A course as a learner sees it: four requests. Raises ``NotFound``, ``CourseUnpublished``."""
    record, course = published(desk, course_id)
    learner = learners.learner(desk, agent.agent_id)
    seen = learners.seen(desk, agent.agent_id, [course_id]).get(course_id, Seen())
    lessons = _all_of(course) if seen.whole and _is_done(learner, course_id, desk.now()) else seen.lessons
    held, quiz = learner.latest(course_id), course.definition.quiz
    return Overview(
        record,
        course,
        lessons if seen.number == course.version else frozenset(),
        learner.tries.get(course_id, Tries()),
        next_try(learner, course_id, quiz) if quiz is not None else None,
        learner.running.get(course_id),
        things.find(desk, Certificate, held.certificate_id) if held is not None else None,
    )


def read_lesson(desk: Desk, course_id: str, number: int, lesson_id: str) -> tuple[Lesson, Content]:
    """What a lesson of a version shows; two reads. Raises ``NotFound``."""
    course = version_of(desk, course_id, number)
    lesson = existing(course.lesson(lesson_id), "no such lesson")
    return lesson, existing(content(desk, course_id, number, lesson_id), "no such lesson")


def see_lesson(desk: Desk, agent: Agent, course_id: str, lesson_id: str) -> frozenset[str]:
    """Say that one has seen a lesson of the present version; which they have seen. Whoever has seen the last one of a
    course without a quiz has passed it; once that counts no more, or is ordered, its lessons are seen anew. Three
    requests; twice is once. Raises ``NotFound``, ``CourseUnpublished``."""

    def see() -> frozenset[str]:
        _, course = published(desk, course_id)
        existing(course.lesson(lesson_id), "no such lesson")
        held = learners.seen(desk, agent.agent_id, [course_id]).get(course_id, Seen())
        anew = held.number != course.version
        seen = (frozenset() if anew else held.lessons) | {lesson_id}
        whole = not unseen(course, seen) and course.definition.quiz is None
        if not anew and held.whole:
            learner = learners.learner(desk, agent.agent_id)
            if _is_done(learner, course_id, desk.now()):
                return _all_of(course)
        if not anew and lesson_id in held.lessons and not whole:
            return seen
        tx = Transaction(desk)
        learners.see(tx, agent.agent_id, course_id, course.version, lesson_id, anew=anew, whole=whole)
        if whole:
            _pass(tx, agent, course)
        tx.commit_and_tell()
        return seen

    return races.again(desk, see, (learners.SeenMoved, *LOST))


def _all_of(course: Course) -> frozenset[str]:
    return frozenset(each.lesson_id for each in course.definition.lessons)


def _is_done(learner: Learner, course_id: str, now: datetime) -> bool:
    """Whether a certificate of it counts, and nobody wants it anew."""
    held = learner.latest(course_id)
    counts = held is not None and (held.until is None or held.until > now)
    return counts and learner.order_of(course_id) is None


def _pass(tx: Transaction, agent: Agent, course: Course) -> None:
    """Add to the transaction: all lessons of a course without a quiz were seen. One read, and what a certificate takes;
    nothing where one of this version counts, unless it is ordered anew."""
    learner, now = learners.learner(tx.desk, agent.agent_id), tx.desk.now()
    if _is_done(learner, course.course_id, now):
        return
    result = Result(course.course_id, now, written(WHOLE), passed=True)
    _, after = certify(tx, Passed(course, by_agent(agent)), learner, result)
    learners.put_learner(tx, learner, after)
