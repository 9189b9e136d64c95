"""Training, as whoever learns sees it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.training.api.attempt_views import QuizAttemptView, show_attempt
from chalicelib.training.api.views import (
    CourseLineView,
    CourseView,
    LessonView,
    MyTrainingView,
    show_course,
    show_course_line,
    show_lesson,
    show_mine,
)
from chalicelib.training.model.attempts import (
    LONGEST_ANSWER,
    Attempt,
    AttemptOver,
    LessonsUnseen,
    NoQuiz,
    NoTriesLeft,
    TooSoon,
    TypingNotBegun,
    TypingOver,
)
from chalicelib.training.model.courses import CourseArchived, CourseUnpublished
from chalicelib.training.model.quizzes import LONGEST_PASSAGE
from chalicelib.training.service import access, attempting, learning

routes = Routes(__name__)

COURSES = "/v1/desk/training/courses"
ONE = COURSES + "/{course_id}"
LESSON = ONE + "/lessons/{lesson_id}"
ATTEMPT = "/v1/desk/training/attempts/{attempt_id}"
QUESTION = ATTEMPT + "/questions/{question_id}"
ANYBODY = people.anybody


class LessonQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: of the course; unsaid, the first."""

    version: Annotated[int, msgspec.Meta(ge=1, le=10**9)] = 1


class AnswerQuestion(msgspec.Struct, forbid_unknown_fields=True):
    """``chosen``: options by what they are called in this attempt, in order; ``text``: in words."""

    chosen: Annotated[list[Id], msgspec.Meta(max_length=50)] = []
    text: Annotated[str, msgspec.Meta(max_length=2 * LONGEST_ANSWER)] = ""


class EndTyping(msgspec.Struct, forbid_unknown_fields=True):
    """``text``: what was typed; ``seconds``: from the first key to the last, as the page counted."""

    text: Annotated[str, msgspec.Meta(max_length=3 * LONGEST_PASSAGE)]
    seconds: Annotated[float, msgspec.Meta(ge=0, le=10**6)]


class SeenLessonsView(msgspec.Struct):
    """Which lessons of the present version one has seen."""

    lesson_ids: list[str]


def show(call: Call[people.Caller], attempt: Attempt, *, may_judge: bool = False) -> QuizAttemptView:
    course = access.version_of(call.desk, attempt.course_id, attempt.version)
    return show_attempt(attempt, course, call.caller.agent, call.desk.now(), may_judge=may_judge)


@routes.get("/v1/desk/training/mine", caller=ANYBODY)
def read_my_training(call: Call[people.Caller]) -> Answer[MyTrainingView]:
    """What one still needs, what is ordered of one, what one holds and has begun."""
    return Answer(show_mine(learning.read_mine(call.desk, call.caller.agent), call.desk.now()))


@routes.get(COURSES, caller=ANYBODY, query=PageQuery)
def list_open_courses(call: Call[people.Caller]) -> Answer[PageOf[CourseLineView]]:
    """The courses that anybody may take."""
    return Answer(page(call, learning.list_open_courses(call.desk), lambda each: each.course_id, show_course_line))


@routes.get(ONE, caller=ANYBODY, raises=(CourseUnpublished,))
def read_course(call: Call[people.Caller], course_id: str) -> Answer[CourseView]:
    """A course, and how far one is with it."""
    return Answer(show_course(learning.read_course(call.desk, call.caller.agent, course_id), call.desk.now()))


@routes.get(LESSON, caller=ANYBODY, query=LessonQuery)
def read_lesson(call: Call[people.Caller], course_id: str, lesson_id: str) -> Answer[LessonView]:
    """What a lesson of a version shows."""
    lesson, content = learning.read_lesson(call.desk, course_id, call.query.version, lesson_id)
    return Answer(show_lesson(lesson, content))


@routes.post(LESSON + "/seen", caller=ANYBODY, raises=(CourseUnpublished,))
def see_lesson(call: Call[people.Caller], course_id: str, lesson_id: str) -> Answer[SeenLessonsView]:
    """Say that one has seen a lesson of the present version; twice is once.

    A course without a quiz is passed with the last one."""
    seen = learning.see_lesson(call.desk, call.caller.agent, course_id, lesson_id)
    return Answer(SeenLessonsView(sorted(seen)))


@routes.post(
    ONE + "/attempts",
    caller=ANYBODY,
    statuses=(200, 201),
    raises=(CourseUnpublished, CourseArchived, NoQuiz, LessonsUnseen, NoTriesLeft, TooSoon),
)
def start_attempt(call: Call[people.Caller], course_id: str) -> Answer[QuizAttemptView]:
    """Begin the quiz of a course, or go on with the attempt that is open."""
    attempt, course, again = attempting.start(call.desk, call.caller.agent, course_id)
    call.notes["attempt_id"] = attempt.attempt_id
    return Answer(show_attempt(attempt, course, call.caller.agent, call.desk.now()), status=200 if again else 201)


@routes.post(QUESTION + "/answer", caller=ANYBODY, body=AnswerQuestion, raises=(NotYours, AttemptOver))
def answer_question(call: Call[people.Caller], attempt_id: str, question_id: str) -> Answer[QuizAttemptView]:
    """Keep an answer in place of the one before; until it is handed in it can be changed."""
    form, agent = call.body, call.caller.agent
    attempt = attempting.answer(call.desk, agent, attempt_id, question_id, tuple(form.chosen), form.text)
    return Answer(show(call, attempt))


@routes.post(QUESTION + "/typing", caller=ANYBODY, raises=(NotYours, AttemptOver))
def begin_typing(call: Call[people.Caller], attempt_id: str, question_id: str) -> Answer[QuizAttemptView]:
    """The clock of a typing test runs from now on, or since it was begun."""
    return Answer(show(call, attempting.begin_typing(call.desk, call.caller.agent, attempt_id, question_id)))


@routes.post(
    QUESTION + "/typed",
    caller=ANYBODY,
    body=EndTyping,
    raises=(NotYours, AttemptOver, TypingNotBegun, TypingOver),
)
def end_typing(call: Call[people.Caller], attempt_id: str, question_id: str) -> Answer[QuizAttemptView]:
    """Hand in what was typed, once; it is measured by the desk's clock."""
    form, agent = call.body, call.caller.agent
    attempt = attempting.end_typing(call.desk, agent, attempt_id, question_id, form.text, form.seconds)
    return Answer(show(call, attempt))


@routes.post(ATTEMPT + "/submit", caller=ANYBODY, raises=(NotYours,))
def submit_attempt(call: Call[people.Caller], attempt_id: str) -> Answer[QuizAttemptView]:
    """Hand it in; twice is once. What came too late was not taken."""
    return Answer(show(call, attempting.submit(call.desk, call.caller.agent, attempt_id)))
