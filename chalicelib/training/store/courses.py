"""Courses: records with drafts, versions and what their lessons showed, their lines in the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.tables import Packed
from chalicelib.core.transactions import Transaction
from chalicelib.core.versions import Kept
from chalicelib.training.model.courses import Content, Course, CourseRecord, Line, line_of
from chalicelib.training.store.keys import Keys

ALL, RECORD = "courses", "record"


class CourseRow(Keys):
    """``held``: not ``course``, which an index has for its key."""

    version = NumberAttribute()
    held = Packed(CourseRecord)


class VersionRow(Keys):
    held = Packed(Course)


class LineRow(Keys):
    line = Packed(Line)


class ContentRow(Keys):
    content = Packed(Content)


class Courses(Kept[CourseRecord, Course], frozen=True):
    """A record is written with its line in the list."""

    def write_record(self, tx: Transaction, name: str, before: CourseRecord, after: CourseRecord) -> None:
        """Store the record. Lost: ``RecordMoved``."""
        super().write_record(tx, name, before, after)
        tx.put(LineRow(ALL, name, line=line_of(after)))


COURSES = Courses(
    record_row=CourseRow,
    version_row=VersionRow,
    held="held",
    noun="course",
    record_at=lambda course_id: (f"course#{course_id}", RECORD),
    versions_at=lambda course_id: f"course#{course_id}#versions",
    shipped=CourseRecord,
)


def lines(desk: Desk) -> list[Line]:
    """All courses, the oldest first; one query for each megabyte."""
    return [LineRow.line.held_in(item) for item in LineRow.all_pages(desk.database, ALL)]


def lines_of(desk: Desk, course_ids: Iterable[str]) -> dict[str, Line]:
    """Some of them, by their ids; one request a hundred."""
    items = LineRow.find_items(desk.database, [(ALL, each) for each in dict.fromkeys(course_ids)])
    found: list[Line] = [LineRow.line.held_in(item) for item in items]
    return {each.course_id: each for each in found}


def put_contents(tx: Transaction, course: Course, contents: Sequence[Content]) -> None:
    """What the lessons of a version show, for ever."""
    for each in contents:
        tx.put(
            ContentRow(f"course#{course.course_id}#{course.version}", each.lesson_id, content=each),
            condition=ContentRow.key.does_not_exist(),
        )


def content(desk: Desk, course_id: str, number: int, lesson_id: str) -> Content | None:
    """What a lesson of a version shows; one read."""
    item = ContentRow.find_item(desk.database, f"course#{course_id}#{number}", lesson_id)
    held: Content | None = ContentRow.content.held_in(item) if item is not None else None
    return held
