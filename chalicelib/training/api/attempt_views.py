"""What the routes show of attempts: never what is right before one is over."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.people.model.agents import Agent
from chalicelib.training.model.attempts import RUNNING, STATES, Answer, Attempt, questions_shown, to_judge
from chalicelib.training.model.courses import Course
from chalicelib.training.model.quizzes import QUESTION_KINDS, TYPING, Question, Quiz
from chalicelib.training.model.scoring import is_chinese, percent, read, token

Outcome = Annotated[str, among(*STATES)]
QuestionKind = Annotated[str, among(*QUESTION_KINDS)]


@showing(Attempt, "attempt_id course_id title version started_at deadline ended_at late certificate_id")
class AttemptLineView(msgspec.Struct):
    """``score``: percent, once it is settled."""

    agent: AgentRef
    state: Outcome
    score: float | None


class TypedView(msgspec.Struct):
    """``speed``: of what was right, a minute; ``accuracy``: percent. ``measured``: whether it can have been typed."""

    text: str
    seconds: float
    speed: int
    accuracy: int
    measured: bool


class MarkView(msgspec.Struct):
    """``percent``: of the question's weight."""

    percent: float
    by: AgentRef | None
    comment: str


class OptionView(msgspec.Struct):
    """``option_id``: what it is called in this attempt."""

    option_id: str
    text: str


@showing(Question, "text weight goal least_accuracy")
class QuizQuestionView(msgspec.Struct):
    """In the order of this attempt. ``unit``: what typing is measured in, a minute. ``begun_at``: since when its clock
    runs. ``chosen``, ``answer``, ``typed``: what was answered. ``right``, ``note`` and ``mark``: only once it is
    over; ``passage``: to whoever is to type it only once their clock runs."""

    question_id: str
    kind: QuestionKind
    options: list[OptionView]
    unit: Literal["characters", "words"] | None
    begun_at: datetime | None
    passage: str
    chosen: list[str]
    answer: str
    typed: TypedView | None
    right: list[str] | None
    note: str
    mark: MarkView | None


class QuizAttemptView(AttemptLineView):
    """``now``: the desk's clock, by which ``deadline`` is meant. ``to_judge``: questions that wait for judgement;
    ``may_judge``: whether the caller can."""

    now: datetime
    pass_mark: int
    questions: list[QuizQuestionView]
    to_judge: list[str]
    may_judge: bool


def show_attempt_line(attempt: Attempt) -> AttemptLineView:
    return shown(
        AttemptLineView, attempt, agent=attempt.agent.ref, state=attempt.state, score=percent_of(attempt.score)
    )


def show_attempt(
    attempt: Attempt, course: Course, viewer: Agent, now: datetime, *, may_judge: bool = False
) -> QuizAttemptView:
    """As its viewer may see it: what is right never before it is over."""
    quiz = course.definition.quiz or Quiz()
    own = viewer.agent_id == attempt.agent_id
    over = attempt.score is not None
    reveals = (over and quiz.shows_right) if own else attempt.state != RUNNING
    awaits = own and attempt.state == RUNNING
    questions = [
        _show_question(attempt, each, reveals=reveals, marks=over, awaits=awaits) for each in _as_drawn(quiz, attempt)
    ]
    waits = to_judge(attempt, quiz)
    return shown(
        QuizAttemptView,
        attempt,
        agent=attempt.agent.ref,
        state=attempt.state,
        score=percent_of(attempt.score),
        now=now,
        pass_mark=quiz.pass_mark,
        questions=questions,
        to_judge=waits if may_judge else [],
        may_judge=may_judge and bool(waits),
    )


def _as_drawn(quiz: Quiz, attempt: Attempt) -> list[Question]:
    return questions_shown(quiz, attempt.seed)


def _show_question(
    attempt: Attempt, question: Question, *, reveals: bool, marks: bool, awaits: bool
) -> QuizQuestionView:
    """``awaits``: whoever sees it is to answer it still."""
    answer = attempt.answers.get(question.question_id, Answer())
    mark = attempt.marks.get(question.question_id)
    own = f"{attempt.seed}:{question.question_id}"
    typed = answer.typed
    unit: Literal["characters", "words"] | None = None
    if question.kind == TYPING:
        unit = "characters" if is_chinese(question.passage) else "words"
    return shown(
        QuizQuestionView,
        question,
        question_id=question.question_id,
        kind=question.kind,
        options=[OptionView(each.option_id, each.text) for each in question.options],
        unit=unit,
        begun_at=attempt.begun.get(question.question_id),
        passage=question.passage if not awaits or question.question_id in attempt.begun else "",
        chosen=[token(own, each) for each in answer.chosen],
        answer=answer.text,
        typed=shown(TypedView, typed) if typed is not None else None,
        right=list(question.right) if reveals else None,
        note=question.note if reveals else "",
        mark=MarkView(percent(read(mark.worth)), mark.by.ref if mark.by else None, mark.comment)
        if marks and mark is not None
        else None,
    )


def percent_of(score: str | None) -> float | None:
    return percent(read(score)) if score is not None else None
