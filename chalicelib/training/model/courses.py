"""A course as data (F11): lessons and a quiz, drafts and versions that never change. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.errors import Conflict, WrongFields
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among, checked, has_half_a_character
from chalicelib.training.model.quizzes import Key, Quiz, check_bounds_of_quiz, check_whole_quiz, is_key

ARTICLE, PHRASES, CONVERSATION, TEXT = "article", "phrases", "conversation", "text"
LESSON_KINDS = (ARTICLE, PHRASES, CONVERSATION, TEXT)
MOST_LESSONS, MOST_COURSES, MOST_SHOWN = 30, 500, 100
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_TEXT = 80, 500, 20_000
MOST_BYTES = 60_000  # of a definition; a request has 64 KB
MOST_OF_LESSON, MOST_OF_ALL = 350_000, 3_000_000  # bytes of what is shown; an item has 400 KB, a transaction 4 MB
MOST_MONTHS, MOST_DAYS = 120, 365


class Lesson(msgspec.Struct, frozen=True):
    """``about``: which article, shelf of phrases (``company`` or a group) or conversation. ``first``, ``last``: the
    entries of a conversation that are shown. ``text``: of one's own, as Markdown; beside the others, what to look at.
    """

    lesson_id: Key
    kind: Annotated[str, among(*LESSON_KINDS)]
    title: str = ""
    about: Annotated[str, msgspec.Meta(max_length=100)] = ""
    text: str = ""
    first: Annotated[int, msgspec.Meta(ge=0, le=10**9)] = 0
    last: Annotated[int, msgspec.Meta(ge=0, le=10**9)] = 0


class CourseDefinition(msgspec.Struct, frozen=True):
    """What a course is. ``valid_months``: how long a certificate counts (0: for ever); ``warn_days``: how long before
    that ends its holder is told."""

    title: str = ""
    summary: str = ""
    language: Annotated[str, among(*LANGUAGES)] = LANGUAGES[0]
    lessons: tuple[Lesson, ...] = ()
    quiz: Quiz | None = None
    valid_months: Annotated[int, msgspec.Meta(ge=-(10**6), le=10**6)] = 12
    warn_days: Annotated[int, msgspec.Meta(ge=-(10**6), le=10**6)] = 14


class Course(msgspec.Struct, frozen=True):
    """A version of a course, which never changes."""

    course_id: str
    version: int
    definition: CourseDefinition
    published_at: datetime | None = None
    published_by: str | None = None

    def lesson(self, lesson_id: str) -> Lesson | None:
        """The lesson with this id."""
        return next((each for each in self.definition.lessons if each.lesson_id == lesson_id), None)


class CourseRecord(msgspec.Struct, frozen=True):
    """A course as authors keep it: what is ``published``, and the ``draft`` that is worked on. ``archived``: nobody
    begins it but whoever needs it, and it is out of lists. ``version``: one more with each change of the record."""

    course_id: str
    published: Course | None = None
    draft: CourseDefinition | None = None
    version: int = 0
    archived: bool = False
    created_at: datetime | None = None

    @property
    def title(self) -> str:
        """What it is called: as it is published, or worked on."""
        shown = self.published.definition if self.published is not None else self.draft
        return shown.title if shown is not None else ""


class Line(msgspec.Struct, frozen=True):
    """A course in the list of all. ``number``: the version that is published, 0 for none."""

    course_id: str
    title: str
    summary: str = ""
    number: int = 0
    has_draft: bool = False
    archived: bool = False
    lessons: int = 0
    questions: int = 0
    minutes: int = 0
    valid_months: int = 0


def line_of(record: CourseRecord) -> Line:
    """How it stands in the list."""
    definition = record.published.definition if record.published is not None else record.draft or CourseDefinition()
    quiz = definition.quiz or Quiz()
    return Line(
        record.course_id,
        record.title,
        definition.summary,
        record.published.version if record.published is not None else 0,
        record.draft is not None,
        record.archived,
        len(definition.lessons),
        len(quiz.questions),
        quiz.minutes,
        definition.valid_months,
    )


class Saying(msgspec.Struct, frozen=True):
    """A phrase as it was when the course was published."""

    title: str
    text: str


class Spoken(msgspec.Struct, frozen=True):
    """A line of a conversation, masked. ``side``: visitor, agent or system."""

    side: str
    text: str
    seconds: int = 0


class Content(msgspec.Struct, frozen=True):
    """What a lesson showed when its course was published. ``number``: of an article's edition."""

    lesson_id: str
    text: str = ""
    number: int = 0
    phrases: tuple[Saying, ...] = ()
    spoken: tuple[Spoken, ...] = ()


class NoCourseDraft(Conflict):
    """The course has no draft."""

    code = "no_course_draft"
    title = "There is no draft to publish"


class CourseArchived(Conflict):
    """Nothing new begins with it."""

    code = "course_archived"
    title = "This course is archived"


class CourseUnpublished(Conflict):
    """Nobody can learn by a course of which no version is published."""

    code = "course_unpublished"
    title = "This course is not published yet"


def check_draft(definition: CourseDefinition) -> None:
    """A draft may be unfinished, but not endless. Raises ``Invalid``."""
    wrong = WrongFields()
    for name, value, longest in (
        ("title", definition.title, LONGEST_TITLE),
        ("summary", definition.summary, LONGEST_SUMMARY),
    ):
        _refuse_text(wrong, f"draft.{name}", value, longest)
    if definition.language not in LANGUAGES:
        wrong.add("draft.language", f"one of {', '.join(LANGUAGES)}")
    if not 0 <= definition.valid_months <= MOST_MONTHS:
        wrong.add("draft.valid_months", f"0 to {MOST_MONTHS}")
    if not 0 <= definition.warn_days <= MOST_DAYS:
        wrong.add("draft.warn_days", f"0 to {MOST_DAYS}")
    if len(definition.lessons) > MOST_LESSONS:
        wrong.add("draft.lessons", f"at most {MOST_LESSONS}")
    for where, lesson in _lessons(definition):
        if lesson.kind not in LESSON_KINDS:
            wrong.add(f"{where}.kind", f"one of {', '.join(LESSON_KINDS)}")
        _refuse_text(wrong, f"{where}.title", lesson.title, LONGEST_TITLE)
        _refuse_text(wrong, f"{where}.text", lesson.text, LONGEST_TEXT)
    if definition.quiz is not None:
        check_bounds_of_quiz(wrong, "draft.quiz", definition.quiz)
    if len(msgspec.json.encode(definition)) > MOST_BYTES:
        wrong.add("draft", f"at most {MOST_BYTES:,} bytes in all")
    wrong.refuse()


def checked_course(definition: CourseDefinition) -> CourseDefinition:
    """A course as it may be published. Raises ``Invalid`` naming every field that stands in the way."""
    wrong = WrongFields()
    with wrong:
        check_draft(definition)
    with wrong:
        checked("draft.title", definition.title, longest=LONGEST_TITLE)
    if not definition.lessons and definition.quiz is None:
        wrong.add("draft.lessons", "at least one lesson, or a quiz")
    ids = [each.lesson_id for each in definition.lessons]
    if len(set(ids)) < len(ids):
        wrong.add("draft.lessons", "every id only once")
    for where, lesson in _lessons(definition):
        if not is_key(lesson.lesson_id):
            wrong.add(f"{where}.lesson_id", "letters, digits, - and _")
        with wrong:
            checked(f"{where}.title", lesson.title, longest=LONGEST_TITLE)
        if lesson.kind == TEXT and not lesson.text.strip():
            wrong.add(f"{where}.text", "something to read")
        if lesson.kind != TEXT and not lesson.about:
            wrong.add(f"{where}.about", "which one")
        if lesson.kind == CONVERSATION and not 1 <= lesson.first <= lesson.last < lesson.first + MOST_SHOWN:
            wrong.add(f"{where}.last", f"from the first on, at most {MOST_SHOWN} entries")
    if definition.quiz is not None:
        check_whole_quiz(wrong, "draft.quiz", definition.quiz)
    wrong.refuse()
    return definition


def _lessons(definition: CourseDefinition) -> Iterator[tuple[str, Lesson]]:
    for number, each in enumerate(definition.lessons):
        yield f"draft.lessons.{number}", each


def _refuse_text(wrong: WrongFields, where: str, text: str, longest: int) -> None:
    if len(text) > longest or has_half_a_character(text) or "\x00" in text:
        wrong.add(where, f"at most {longest:,} characters, no NUL character, no lone surrogate")


def refuse_too_much(contents: Sequence[Content]) -> None:
    """What lessons show must be such as can be kept. Raises ``Invalid`` naming those that show too much."""
    wrong = WrongFields()
    sizes = [len(msgspec.json.encode(each)) for each in contents]
    for number, size in enumerate(sizes):
        if size > MOST_OF_LESSON:
            wrong.add(f"draft.lessons.{number}.about", f"it shows more than {MOST_OF_LESSON:,} bytes")
    if sum(sizes) > MOST_OF_ALL:
        wrong.add("draft.lessons", f"all together they show more than {MOST_OF_ALL:,} bytes")
    wrong.refuse()


def unseen(course: Course, seen: Sequence[str] | frozenset[str]) -> list[str]:
    """The lessons of a version that somebody who saw these has not seen."""
    return [each.lesson_id for each in course.definition.lessons if each.lesson_id not in seen]
