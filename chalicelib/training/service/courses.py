"""Courses as authors keep them: drafts that are worked on, published as versions that never change (F11)."""

from __future__ import annotations

from functools import partial
from typing import Any

from msgspec.structs import replace

from chalicelib.core import audit, races, versions
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.core.versions import Draft, Publishing
from chalicelib.people.model.agents import Agent
from chalicelib.training.model.courses import (
    MOST_COURSES,
    Content,
    Course,
    CourseDefinition,
    CourseRecord,
    Line,
    NoCourseDraft,
    check_draft,
    checked_course,
)
from chalicelib.training.service.access import record_of
from chalicelib.training.service.freezing import contents_of
from chalicelib.training.store.courses import COURSES, lines, put_contents


def list_courses(desk: Desk, *, archived: bool = True) -> list[Line]:
    """All of them, or those that are not archived; one query."""
    return [each for each in lines(desk) if archived or not each.archived]


def read_course(desk: Desk, course_id: str) -> CourseRecord:
    """A course with its draft; one read. Raises ``NotFound``."""
    return record_of(desk, course_id)


def create_course(desk: Desk, by: By, draft: CourseDefinition, once: Once | None = None) -> tuple[CourseRecord, bool]:
    """A new course, and whether this request made it before. Two requests. Raises ``Invalid``, ``KeyReused``."""
    check_draft(draft)
    if len(lines(desk)) >= MOST_COURSES:
        raise Invalid.field("draft", f"at most {MOST_COURSES} courses")
    course_id = desk.new_id("crs")
    record = CourseRecord(course_id, draft=draft, version=1, created_at=desk.now())
    tx = Transaction(desk)
    mark(tx, once, {"course_id": course_id})
    COURSES.write_record(tx, course_id, CourseRecord(course_id), record)
    audit.note(tx, by, "create_course", course_id, after=_told(record))
    try:
        tx.commit()
    except AlreadyDone as done:
        return record_of(desk, str(done.answer["course_id"])), True
    return record, False


def save_draft(desk: Desk, by: By, course_id: str, draft: CourseDefinition | None, version: int | None) -> CourseRecord:
    """Keep a draft, or none any more; it may be unfinished. Two requests. Raises ``NotFound``, ``Invalid``,
    ``ChangedMeanwhile``."""
    if draft is not None:
        check_draft(draft)
    record = record_of(desk, course_id)
    return versions.save_draft(COURSES, desk, by, course_id, record, Draft(draft, version, _told))


def publish(
    desk: Desk, author: Agent, by: By, course_id: str, version: int | None, once: Once | None = None
) -> CourseRecord:
    """The draft is what is learnt from now on; attempts that run keep their version. What its lessons show is taken
    now, within its author's reach. Three requests, and what lessons take.

    Raises ``NotFound``, ``NoCourseDraft``, ``ChangedMeanwhile``, ``Invalid`` with everything that stands in the way.
    """
    contents: list[Content] = []

    def made(draft: CourseDefinition | None, number: int) -> Course:
        if draft is None:
            raise NoCourseDraft("there is nothing to publish")
        contents.extend(contents_of(desk, author, checked_course(draft)))
        return Course(course_id, number, draft, desk.now(), by.name)

    def also(tx: Transaction, course: Course) -> None:
        put_contents(tx, course, contents)

    record = record_of(desk, course_id)
    return versions.publish(COURSES, desk, by, course_id, record, Publishing(made, version, once, also))


def archive(desk: Desk, by: By, course_id: str, *, archived: bool) -> CourseRecord:
    """Out of lists, or back; whoever needs it can still pass it. Two requests; twice is once. Raises ``NotFound``."""

    def save(before: CourseRecord, after: CourseRecord) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        COURSES.write_record(tx, course_id, before, after)
        act = "archive_course" if archived else "bring_back_course"
        audit.note(tx, by, act, course_id, before=_told(before), after=_told(after))
        tx.commit()

    changed = partial(replace, archived=archived)
    return races.change(desk, record_of(desk, course_id), ["archived"], changed, save)


def preview(desk: Desk, author: Agent, draft: CourseDefinition) -> list[Content]:
    """What its lessons would show; stores nothing. Raises ``Invalid``."""
    check_draft(draft)
    return contents_of(desk, author, draft)


def _told(record: CourseRecord) -> dict[str, Any]:
    draft = record.draft
    quiz = draft.quiz if draft is not None else None
    return {
        "title": record.title,
        "lessons": len(draft.lessons) if draft is not None else None,
        "questions": len(quiz.questions) if quiz is not None else None,
        "archived": record.archived,
        "version": record.version,
    }
