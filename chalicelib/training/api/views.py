"""What the routes show of training: courses to who learns, attempts without what is right, certificates, orders."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.knowledge.model.markdown import as_html
from chalicelib.people.model.agents import by_agent
from chalicelib.people.model.training import is_barred
from chalicelib.training.api.attempt_views import AttemptLineView, percent_of, show_attempt_line
from chalicelib.training.model.certificates import Certificate
from chalicelib.training.model.courses import LESSON_KINDS, Content, Lesson, Line, Saying, Spoken
from chalicelib.training.model.learner import Need
from chalicelib.training.model.orders import CAUSES, ORDER_STATES, Order
from chalicelib.training.model.quizzes import Quiz
from chalicelib.training.service.learning import Mine, Overview
from chalicelib.training.service.lists import Member

LessonKind = Annotated[str, among(*LESSON_KINDS)]


Side = Annotated[str, among("visitor", "agent", "system")]


@showing(Line, "course_id title summary archived lessons questions minutes valid_months")
class CourseLineView(msgspec.Struct):
    """A course in a list. ``published``: the number of its version, 0 for none; ``minutes``: how long its quiz takes at
    most (0: no limit); ``valid_months``: how long a certificate counts (0: for ever)."""

    published: int
    has_draft: bool


class NamedCourse(msgspec.Struct):
    """What a course is called."""

    course_id: str
    title: str


class NeedView(msgspec.Struct):
    """A course that a group requires. ``lacks_from``: from when on it lacks; null: as it stands, never. ``lacks``:
    whether it does now. ``until``: how long the certificate counts, where there is one that ends."""

    group_id: str
    course: NamedCourse
    lacks_from: datetime | None
    lacks: bool
    until: datetime | None


@showing(Order, "order_id course_id title reason due_on created_at about late ended_at why_cancelled attempt_id")
class TrainingOrderView(msgspec.Struct):
    """``cause`` and ``about``: the ticket or inspection it comes of. ``late``: its day has passed, or it was done after
    it."""

    agent: AgentRef
    author: AgentRef
    ended_by: AgentRef | None
    state: Annotated[str, among(*ORDER_STATES)]
    cause: Annotated[str, among(*CAUSES)] | None


class RevokedView(msgspec.Struct):
    """Who took it back, when and why."""

    by: AgentRef
    at: datetime
    reason: str


@showing(Certificate, "certificate_id course_id version title issued_at expires_at attempt_id")
class CertificateView(msgspec.Struct):
    """``counts``: whether it does now. ``score``: percent; null: the course has no quiz."""

    agent: AgentRef
    counts: bool
    score: float | None
    revoked: RevokedView | None


class LessonLineView(msgspec.Struct):
    """A lesson in the list of a course."""

    lesson_id: str
    kind: LessonKind
    title: str
    seen: bool


@showing(Saying)
class SayingView(msgspec.Struct):
    """A phrase as it was when the course was published."""


class SpokenView(msgspec.Struct):
    """A line of a conversation, masked. ``seconds``: after the first one."""

    side: Side
    text: str
    seconds: int


class LessonView(msgspec.Struct):
    """What a lesson shows. ``html``: safe markup, made of Markdown."""

    lesson_id: str
    kind: LessonKind
    title: str
    html: str
    phrases: list[SayingView]
    spoken: list[SpokenView]


@showing(Quiz, "pass_mark minutes wait_hours lessons_first")
class QuizView(msgspec.Struct):
    """``questions``: how many; ``tries``: how often one may try it until it is passed (0: any number)."""

    questions: int
    tries: int
    judged: bool


class CourseView(msgspec.Struct):
    """A course as a learner sees it. ``version``: the present one. ``tried``: how often since it was last passed;
    ``next_try``: from when on again; ``running_id``: the attempt that is open."""

    course_id: str
    title: str
    summary: str
    version: int
    archived: bool
    valid_months: int
    lessons: list[LessonLineView]
    quiz: QuizView | None
    tried: int
    next_try: datetime | None
    running_id: str | None
    certificate: CertificateView | None


class MyTrainingView(msgspec.Struct):
    """What one still needs, and holds. ``barred``: whether one is given no conversations now; ``lacks_from``: from when
    on; ``granted_until``: until when a supervisor lets one all the same, ``granted_by``."""

    barred: bool
    lacks_from: datetime | None
    granted_until: datetime | None
    granted_by: str | None
    needs: list[NeedView]
    orders: list[TrainingOrderView]
    certificates: list[CertificateView]
    running: list[AttemptLineView]


class MemberView(msgspec.Struct):
    """How a member of a group stands. ``barred``, ``granted_until`` as of one's own."""

    agent: AgentRef
    barred: bool
    lacks_from: datetime | None
    granted_until: datetime | None
    needs: list[NeedView]
    ordered: list[NamedCourse]


def show_course_line(line: Line) -> CourseLineView:
    return shown(CourseLineView, line, published=line.number, has_draft=line.has_draft)


def name_course(courses: dict[str, Line], course_id: str) -> NamedCourse:
    line = courses.get(course_id)
    return NamedCourse(course_id, line.title if line is not None else course_id)


def show_need(need: Need, courses: dict[str, Line], now: datetime) -> NeedView:
    lacks = need.lacks_from is not None and need.lacks_from <= now
    return NeedView(need.group_id, name_course(courses, need.course_id), need.lacks_from, lacks, need.until)


def show_order(order: Order) -> TrainingOrderView:
    return shown(
        TrainingOrderView,
        order,
        agent=order.agent.ref,
        author=order.author.ref,
        ended_by=order.ended_by.ref if order.ended_by is not None else None,
        state=order.state,
        cause=order.cause,
    )


def show_certificate(certificate: Certificate, now: datetime) -> CertificateView:
    revoked = certificate.revoked
    return shown(
        CertificateView,
        certificate,
        agent=certificate.agent.ref,
        counts=certificate.counts(now),
        score=percent_of(certificate.score),
        revoked=RevokedView(revoked.by.ref, revoked.at, revoked.reason) if revoked is not None else None,
    )


def show_lesson(lesson: Lesson, content: Content) -> LessonView:
    return LessonView(
        lesson.lesson_id,
        lesson.kind,
        lesson.title,
        as_html(content.text),
        [shown(SayingView, each) for each in content.phrases],
        [show_spoken(each) for each in content.spoken],
    )


def show_spoken(spoken: Spoken) -> SpokenView:
    return SpokenView(spoken.side, spoken.text, spoken.seconds)


def show_course(overview: Overview, now: datetime) -> CourseView:
    course, quiz = overview.course, overview.course.definition.quiz
    lessons = [
        LessonLineView(each.lesson_id, each.kind, each.title, each.lesson_id in overview.seen)
        for each in course.definition.lessons
    ]
    held = overview.certificate
    return CourseView(
        course.course_id,
        course.definition.title,
        course.definition.summary,
        course.version,
        overview.record.archived,
        course.definition.valid_months,
        lessons,
        show_quiz(quiz) if quiz is not None else None,
        overview.tries.number,
        overview.next_try,
        overview.running_id,
        show_certificate(held, now) if held is not None else None,
    )


def show_quiz(quiz: Quiz) -> QuizView:
    judged = any(each.kind == "text" for each in quiz.questions)
    return shown(QuizView, quiz, questions=len(quiz.questions), tries=quiz.tries, judged=judged)


def show_mine(mine: Mine, now: datetime) -> MyTrainingView:
    training = mine.training
    return MyTrainingView(
        is_barred(training, now),
        training.lacks_from if training is not None else None,
        training.granted_until if training is not None else None,
        training.granted_by if training is not None else None,
        [show_need(each, mine.courses, now) for each in mine.needs],
        [show_order(each) for each in mine.orders],
        [show_certificate(each, now) for each in mine.certificates],
        [show_attempt_line(each) for each in mine.running],
    )


def show_member(member: Member, courses: dict[str, Line], now: datetime) -> MemberView:
    training = member.agent.training
    return MemberView(
        by_agent(member.agent).ref,
        is_barred(training, now),
        training.lacks_from if training is not None else None,
        training.granted_until if training is not None else None,
        [show_need(each, courses, now) for each in member.needs],
        [name_course(courses, each.course_id) for each in member.learner.owed],
    )
