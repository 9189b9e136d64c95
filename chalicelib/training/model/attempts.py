"""An attempt at a quiz (F11), and what came of it. Pure: every move is given the time, and refuses what does not go.

running → passed, failed                 or, where people judge free text
running → judging → passed, failed
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid, WrongFields, members
from chalicelib.core.text import among, has_half_a_character
from chalicelib.training.model.quizzes import CHOSEN, FREE, SINGLE, TYPING, Question, Quiz
from chalicelib.training.model.scoring import (
    NOTHING,
    Typed,
    is_passed,
    measured,
    read,
    shuffled,
    token,
    total,
    worth,
    written,
)

RUNNING, JUDGING, PASSED, FAILED = "running", "judging", "passed", "failed"
STATES = (RUNNING, JUDGING, PASSED, FAILED)
OVER = (PASSED, FAILED)
LONGEST_LIFE = timedelta(days=7)  # of an attempt without a time limit
LONGEST_ANSWER, LONGEST_COMMENT = 3000, 1000
MOST_POINTS = 100  # that whoever judges gives an answer


class Answer(msgspec.Struct, frozen=True):
    """``chosen``: ids of options, in the order in which they were put."""

    chosen: tuple[str, ...] = ()
    text: str = ""
    typed: Typed | None = None


class Mark(msgspec.Struct, frozen=True):
    """What an answer is ``worth``, nothing to all of it (2/3); ``by``: who judged it, with a ``comment``."""

    worth: str
    by: Author | None = None
    comment: str = ""


class Judgement(msgspec.Struct, frozen=True):
    """What somebody gives for an answer: ``points`` of a hundred."""

    points: int
    comment: str = ""


class Attempt(msgspec.Struct, frozen=True):
    """``version``: of the course, which it keeps. ``seed``: what its order is drawn from; nobody is shown it.
    ``begun``: when typing was begun. ``deadline``: from then on nothing is taken. ``late``: it was handed in by the
    clock. ``revision``: one more with each change."""

    attempt_id: str
    course_id: str
    title: str
    version: int
    agent: Author
    seed: str
    started_at: datetime
    deadline: datetime
    state: Annotated[str, among(*STATES)] = RUNNING
    answers: Mapping[str, Answer] = {}
    begun: Mapping[str, datetime] = {}
    marks: Mapping[str, Mark] = {}
    ended_at: datetime | None = None
    late: bool = False
    settled_at: datetime | None = None
    score: str | None = None
    certificate_id: str | None = None
    revision: int = 1

    @property
    def agent_id(self) -> str:
        """Whose it is."""
        return str(self.agent.id)

    @property
    def fraction(self) -> Fraction | None:
        """What it came to, once that is known."""
        return read(self.score) if self.score is not None else None


class AttemptOver(Conflict):
    """It was handed in, or its time is over."""

    code = "attempt_over"
    title = "This attempt is over"


class TypingOver(Conflict):
    """A passage is typed once in an attempt."""

    code = "typing_over"
    title = "The passage was typed already"


class TypingNotBegun(Conflict):
    """The clock of a typing test runs from when it is begun."""

    code = "typing_not_begun"
    title = "The typing test was not begun"


class NothingToJudge(Conflict):
    """It runs still, or is settled."""

    code = "nothing_to_judge"
    title = "There is nothing to judge in this attempt"


class LessonsUnseen(Conflict):
    """The quiz comes after the lessons."""

    code = "lessons_unseen"
    title = "See all lessons first"
    beside = members(lesson_ids=list[str])


class NoTriesLeft(Conflict):
    """It was tried as often as it may be; whoever leads can order the course anew."""

    code = "no_tries_left"
    title = "There is no further try"


class TooSoon(Conflict):
    """The next try is later."""

    code = "attempt_too_soon"
    title = "The next try is later"
    beside = members(begins_at=datetime)


class NoQuiz(Conflict):
    """The course has lessons only."""

    code = "no_quiz"
    title = "This course has no quiz"


def deadline_of(quiz: Quiz, now: datetime) -> datetime:
    """When an attempt that begins now is over."""
    return now + (timedelta(minutes=quiz.minutes) if quiz.minutes else LONGEST_LIFE)


def refuse_over(attempt: Attempt, now: datetime) -> None:
    """Raises ``AttemptOver``."""
    if attempt.state != RUNNING or now > attempt.deadline:
        raise AttemptOver("it was handed in, or its time is over")


def questions_shown(quiz: Quiz, seed: str) -> list[Question]:
    """The questions in the order of this attempt, their options too, which are called by tokens of it alone."""
    names = {number: each.question_id for number, each in enumerate(quiz.questions)}
    ordered = shuffled(quiz.questions, seed, names) if quiz.shuffled else list(quiz.questions)
    return [_options_shown(quiz, each, seed) for each in ordered]


def _options_shown(quiz: Quiz, question: Question, seed: str) -> Question:
    mixed = quiz.shuffled or question.kind == "ordering"  # what is to be put into order never stands in it
    own = f"{seed}:{question.question_id}"
    names = {number: each.option_id for number, each in enumerate(question.options)}
    options = shuffled(question.options, own, names) if mixed else list(question.options)
    called = tuple(replace(each, option_id=token(own, each.option_id)) for each in options)
    right = tuple(token(own, each) for each in question.right)
    return replace(question, options=called, right=right)


def tokens_of(question: Question, seed: str) -> Mapping[str, str]:
    """What the options are called in this attempt → their ids."""
    own = f"{seed}:{question.question_id}"
    return {token(own, each.option_id): each.option_id for each in question.options}


def answered(attempt: Attempt, question: Question, chosen: Sequence[str], text: str) -> Attempt:
    """With an answer in place of the one before; ``chosen``: by the tokens of the attempt. Raises ``Invalid``."""
    if question.kind == TYPING:  # what was typed is measured, and never written over
        raise Invalid.field("question_id", "the passage is to be typed there")
    known = tokens_of(question, attempt.seed)
    if question.kind in CHOSEN:
        if text:
            raise Invalid.field("text", "this question takes a choice")
        if not set(chosen) <= known.keys() or len(set(chosen)) < len(chosen):
            raise Invalid.field("chosen", "of the options, each once")
        if question.kind == SINGLE and len(chosen) > 1:
            raise Invalid.field("chosen", "one at most")
    elif chosen:
        raise Invalid.field("chosen", "this question takes words")
    if len(text) > LONGEST_ANSWER or has_half_a_character(text) or "\x00" in text:
        raise Invalid.field("text", f"at most {LONGEST_ANSWER:,} characters")
    answer = Answer(tuple(known[each] for each in chosen), text)
    return _with(attempt, answers={**attempt.answers, question.question_id: answer})


def with_typing_begun(attempt: Attempt, question: Question, now: datetime) -> Attempt:
    """The clock of this passage runs; from the first time on. Raises ``Invalid``."""
    if question.kind != TYPING:
        raise Invalid.field("question_id", "nothing is to be typed there")
    if question.question_id in attempt.begun:
        return attempt
    return _with(attempt, begun={**attempt.begun, question.question_id: now})


def typed(attempt: Attempt, question: Question, text: str, seconds: float, now: datetime) -> Attempt:
    """With what was typed, once. Raises ``TypingNotBegun``, ``TypingOver``, ``Invalid``."""
    begun = attempt.begun.get(question.question_id)
    if begun is None:
        raise TypingNotBegun("begin it first")
    if len(text) > 2 * len(question.passage) + 100 or has_half_a_character(text) or "\x00" in text:
        raise Invalid.field("text", "at most twice as long as the passage")
    before = attempt.answers.get(question.question_id)
    if before is not None and before.typed is not None:
        if before.typed.text == text.strip():
            return attempt
        raise TypingOver("it was typed already")
    measure = measured(question.passage, text, seconds, (now - begun).total_seconds())
    return _with(attempt, answers={**attempt.answers, question.question_id: Answer(typed=measure)})


def handed_in(attempt: Attempt, quiz: Quiz, now: datetime) -> Attempt:
    """It is over: marked as far as the desk can, and settled where nobody has to judge. What came after the deadline
    was not taken, so a late hand-in counts as one on the deadline. Raises nothing: what is over stays so."""
    if attempt.state != RUNNING:
        return attempt
    marks = {}
    for each in quiz.questions:
        answer = attempt.answers.get(each.question_id, Answer())
        if each.kind != FREE:
            marks[each.question_id] = Mark(written(worth(each, answer.chosen, answer.typed)))
        elif not answer.text.strip():
            marks[each.question_id] = Mark(written(NOTHING))
    late = now > attempt.deadline
    ended = _with(attempt, marks=marks, ended_at=min(now, attempt.deadline), late=late, state=JUDGING)
    return ended if to_judge(ended, quiz) else _settled(ended, quiz, now)


def to_judge(attempt: Attempt, quiz: Quiz) -> list[str]:
    """The questions whose answers wait for somebody."""
    if attempt.state != JUDGING:
        return []
    return [each.question_id for each in quiz.questions if each.question_id not in attempt.marks]


def judged(attempt: Attempt, quiz: Quiz, judgements: Mapping[str, Judgement], by: Author, now: datetime) -> Attempt:
    """With what somebody gives for all that waits. Raises ``NothingToJudge``, ``Invalid``."""
    waits = to_judge(attempt, quiz)
    if not waits:
        raise NothingToJudge("it runs still, or is settled")
    wrong = WrongFields()
    if set(judgements) != set(waits):
        wrong.add("judgements", f"one for each of {', '.join(waits)}")
    for name, each in judgements.items():
        if not 0 <= each.points <= MOST_POINTS:
            wrong.add(f"judgements.{name}.points", f"0 to {MOST_POINTS}")
        if len(each.comment) > LONGEST_COMMENT or has_half_a_character(each.comment) or "\x00" in each.comment:
            wrong.add(f"judgements.{name}.comment", f"at most {LONGEST_COMMENT:,} characters")
    wrong.refuse()
    marks = {
        name: Mark(written(Fraction(each.points, MOST_POINTS)), by, each.comment.strip())
        for name, each in judgements.items()
    }
    return _settled(_with(attempt, marks={**attempt.marks, **marks}), quiz, now)


def _settled(attempt: Attempt, quiz: Quiz, now: datetime) -> Attempt:
    score = total(quiz, {name: read(each.worth) for name, each in attempt.marks.items()})
    state = PASSED if is_passed(quiz, score) else FAILED
    return replace(attempt, state=state, score=written(score), settled_at=now)


def _with(attempt: Attempt, **changes: object) -> Attempt:
    return replace(attempt, **changes, revision=attempt.revision + 1)
