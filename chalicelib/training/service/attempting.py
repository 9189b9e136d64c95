"""Attempts: begun, answered, handed in by who makes them or by the clock, judged by who leads them (F11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from chalicelib.core import audit, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.reach import NotYours
from chalicelib.training.model.attempts import (
    OVER,
    RUNNING,
    Attempt,
    Judgement,
    LessonsUnseen,
    NoQuiz,
    answered,
    deadline_of,
    handed_in,
    judged,
    refuse_over,
    typed,
    with_typing_begun,
)
from chalicelib.training.model.courses import Course, CourseArchived, CourseRecord, unseen
from chalicelib.training.model.learner import Learner, begun, ended, refuse_to_try
from chalicelib.training.model.quizzes import Question, Quiz
from chalicelib.training.service.access import find, published, refuse_to_guide, version_of
from chalicelib.training.service.requiring import needs_of
from chalicelib.training.service.settling import LOST, settle
from chalicelib.training.service.telling import tell_result, tell_waits
from chalicelib.training.store import learners, things
from chalicelib.training.store.learners import Seen
from chalicelib.training.store.things import ThingMoved

A_MOMENT = timedelta(seconds=10)  # after the deadline the clock hands in what is there
Change = Callable[[Attempt, Question], Attempt]


class CloseAttempt(Due, frozen=True):
    """The time of an attempt is over."""

    kind = "training.close_attempt"

    attempt_id: str


def quiz_of(course: Course) -> Quiz:
    """Its quiz. Raises ``NoQuiz``."""
    if course.definition.quiz is None:
        raise NoQuiz("it has lessons only")
    return course.definition.quiz


def _quiz_in(course: Course) -> Quiz:
    """The quiz of a version that was attempted."""
    return course.definition.quiz or Quiz()


def start(desk: Desk, agent: Agent, course_id: str) -> tuple[Attempt, Course, bool]:
    """The learner's open attempt, or a new one by the present version; and whether it was open already. Five requests.

    Raises ``NotFound``, ``CourseUnpublished``, ``CourseArchived``, ``NoQuiz``, ``LessonsUnseen``, ``NoTriesLeft``,
    ``TooSoon``.
    """

    def begin() -> tuple[Attempt, Course, bool]:
        record, course = published(desk, course_id)
        learner, now = learners.learner(desk, agent.agent_id), desk.now()
        running = things.find(desk, Attempt, learner.running[course_id]) if course_id in learner.running else None
        if running is not None and running.state == RUNNING:
            if now <= running.deadline:
                return running, version_of(desk, course_id, running.version), True
            hand_in(desk, running.attempt_id)
            learner = learners.learner(desk, agent.agent_id)
        quiz = quiz_of(course)
        _refuse(desk, agent, (record, course, quiz), learner)
        attempt = Attempt(
            desk.new_id("att"),
            course_id,
            course.definition.title,
            course.version,
            by_agent(agent),
            f"{int(desk.chance() * 2**52):x}.{desk.new_id('sed')}",
            now,
            deadline_of(quiz, now),
        )
        tx = Transaction(desk)
        things.put(tx, None, attempt)
        learners.put_learner(tx, learner, begun(learner, course_id, attempt.attempt_id))
        work.put(tx, CloseAttempt(attempt.attempt_id), at=attempt.deadline + A_MOMENT)
        tx.commit()
        return attempt, course, False

    return races.again(desk, begin, LOST)


def _refuse(desk: Desk, agent: Agent, what: tuple[CourseRecord, Course, Quiz], learner: Learner) -> None:
    record, course, quiz = what
    course_id = course.course_id
    needed = learner.order_of(course_id) is not None
    if record.archived and not needed and all(each.course_id != course_id for each in needs_of(desk, agent, learner)):
        raise CourseArchived("nothing new begins with it")
    refuse_to_try(learner, course_id, quiz, desk.now())
    if quiz.lessons_first and course.definition.lessons:
        seen = learners.seen(desk, agent.agent_id, [course_id]).get(course_id, Seen())
        left = unseen(course, seen.lessons if seen.number == course.version else ())
        if left:
            raise LessonsUnseen("see all lessons first", extra={"lesson_ids": left})


def own(desk: Desk, agent: Agent, attempt_id: str) -> Attempt:
    """One's own attempt; one read. Raises ``NotFound``, ``NotYours``."""
    attempt = find(desk, Attempt, attempt_id)
    if attempt.agent_id != agent.agent_id:
        raise NotYours("it is another's attempt")
    return attempt


def answer(desk: Desk, agent: Agent, attempt_id: str, question_id: str, chosen: tuple[str, ...], text: str) -> Attempt:
    """Keep an answer in place of the one before; the same twice is once. Three requests.

    Raises ``NotFound``, ``NotYours``, ``AttemptOver``, ``Invalid``.
    """
    return _change(desk, agent, attempt_id, question_id, lambda held, asked: answered(held, asked, chosen, text))


def begin_typing(desk: Desk, agent: Agent, attempt_id: str, question_id: str) -> Attempt:
    """The clock of a passage runs, from the first time on. Three requests. Raises as ``answer``."""
    return _change(desk, agent, attempt_id, question_id, lambda held, asked: with_typing_begun(held, asked, desk.now()))


def end_typing(desk: Desk, agent: Agent, attempt_id: str, question_id: str, text: str, seconds: float) -> Attempt:
    """Keep what was typed, measured by the desk's clock; once. Three requests. Raises as ``answer``, and
    ``TypingNotBegun``, ``TypingOver``."""
    return _change(
        desk, agent, attempt_id, question_id, lambda held, asked: typed(held, asked, text, seconds, desk.now())
    )


def _change(desk: Desk, agent: Agent, attempt_id: str, question_id: str, change: Change) -> Attempt:
    def write() -> Attempt:
        attempt = own(desk, agent, attempt_id)
        course = version_of(desk, attempt.course_id, attempt.version)
        question = existing(_quiz_in(course).question(question_id), "no such question")
        refuse_over(attempt, desk.now())
        after = change(attempt, question)
        if after is attempt or (after.answers == attempt.answers and after.begun == attempt.begun):
            return attempt
        tx = Transaction(desk)
        things.put(tx, attempt, after)
        tx.commit()
        return after

    return races.again(desk, write, ThingMoved)


def submit(desk: Desk, agent: Agent, attempt_id: str) -> Attempt:
    """Hand one's own attempt in; twice is once. Seven requests. Raises ``NotFound``, ``NotYours``."""
    own(desk, agent, attempt_id)
    return hand_in(desk, attempt_id)


def close_attempt(desk: Desk, due: CloseAttempt) -> None:
    """Due when the time is over: what is there is handed in. One read where it was."""
    attempt = things.find(desk, Attempt, due.attempt_id)
    if attempt is not None and attempt.state == RUNNING and desk.now() > attempt.deadline:
        hand_in(desk, due.attempt_id)


def hand_in(desk: Desk, attempt_id: str) -> Attempt:
    """An attempt is over: settled, or given to who judges it. Raises ``NotFound``."""

    def write() -> Attempt:
        before = find(desk, Attempt, attempt_id)
        if before.state != RUNNING:
            return before
        course = version_of(desk, before.course_id, before.version)
        learner, now = learners.learner(desk, before.agent_id), desk.now()
        after = handed_in(before, _quiz_in(course), now)
        tx = Transaction(desk)
        learner_after = ended(learner, before.course_id, after.ended_at or now)
        if after.state in OVER:
            after, learner_after = settle(tx, course, after, learner_after)
            if after.late:
                tell_result(tx, after, people.read_agents(desk, [before.agent_id]).get(before.agent_id))
        else:
            tell_waits(tx, after, people.directory(desk))
        things.put(tx, before, after)
        learners.put_learner(tx, learner, learner_after)
        tx.commit_and_tell()
        return after

    return races.again(desk, write, LOST)


def judge(
    desk: Desk,
    caller: people.Caller,
    attempt_id: str,
    judgements: Mapping[str, Judgement],
    once: Once | None = None,
    request_id: str = "",
) -> Attempt:
    """Give points for all answers that wait for it; never one's own. The learner hears of it. Seven requests.

    Raises ``NotFound``, ``NotYours``, ``NothingToJudge``, ``Invalid``, ``KeyReused``.
    """

    def write() -> Attempt:
        before = find(desk, Attempt, attempt_id)
        refuse_to_guide(desk, caller.agent, before.agent_id)
        if recall(desk, once, desk.now().timestamp()) is not None:
            return before
        course = version_of(desk, before.course_id, before.version)
        after = judged(before, _quiz_in(course), judgements, by_agent(caller.agent), desk.now())
        learner = learners.learner(desk, before.agent_id)
        tx = Transaction(desk)
        mark(tx, once, {"attempt_id": attempt_id})
        after, learner_after = settle(tx, course, after, learner)
        things.put(tx, before, after)
        learners.put_learner(tx, learner, learner_after)
        told = {"agent_id": before.agent_id, "score": after.score, "state": after.state}
        audit.note(tx, caller.by(request_id), "judge_attempt", attempt_id, after=told)
        tell_result(tx, after, people.read_agents(desk, [before.agent_id]).get(before.agent_id))
        try:
            tx.commit_and_tell()
        except AlreadyDone:
            return find(desk, Attempt, attempt_id)
        return after

    return races.again(desk, write, LOST)
