"""Courses, what groups require, and results, as administrators keep them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf, PageQuery, page
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.people.model.reach import NotYours
from chalicelib.training.api.views import CourseLineView, LessonView, NamedCourse, show_course_line, show_lesson
from chalicelib.training.model.courses import CourseDefinition, CourseRecord, Line, NoCourseDraft
from chalicelib.training.model.requirements import NobodyLeft, Requirement
from chalicelib.training.model.rights import LEAD, MANAGE
from chalicelib.training.service import courses, exporting, requiring
from chalicelib.training.service.requiring import Trial

routes = Routes(__name__, of_desk=True)

COURSES = "/v1/admin/training/courses"
ONE = COURSES + "/{course_id}"
DRAFT = ONE + "/draft"
REQUIREMENTS = "/v1/admin/training/requirements"
REQUIRED = REQUIREMENTS + "/{group_id}"
KEEP = people.may(MANAGE, everywhere=True)
REQUIRE = people.may(MANAGE)

Version = Annotated[int, msgspec.Meta(ge=0, le=10**9)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class CreateCourse(msgspec.Struct, forbid_unknown_fields=True):
    """A course begins as a draft, which may be unfinished."""

    draft: CourseDefinition


class SaveCourseDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the record's, as it was read."""

    draft: CourseDefinition
    version: Version | None = None


class PublishCourse(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the record's, as it was read: what is published is what was seen."""

    version: Version


class ArchiveCourse(msgspec.Struct, forbid_unknown_fields=True):
    """``archived``: out of lists; whoever needs it can still pass it."""

    archived: bool


class PreviewCourse(msgspec.Struct, forbid_unknown_fields=True):
    """What its lessons would show is made of this."""

    draft: CourseDefinition


class RequireCourses(msgspec.Struct, forbid_unknown_fields=True):
    """``course_ids``: none ends it. ``begins_at``: null: it stays, or begins now. ``grace_days``: how long after that
    nobody is kept from conversations by it. ``version``: as it was read. ``anyway``: also where nobody would be
    left."""

    course_ids: Annotated[list[Id], msgspec.Meta(max_length=50)]
    begins_at: Moment | None = None
    grace_days: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0
    version: Version | None = None
    anyway: bool = False


class TryRequirement(msgspec.Struct, forbid_unknown_fields=True):
    """The same, only tried."""

    course_ids: Annotated[list[Id], msgspec.Meta(max_length=50)]
    begins_at: Moment | None = None
    grace_days: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0


class ResultsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``course_id``: whose results; ``cursor``: the ``next`` of the part before."""

    course_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    language: Literal["zh-CN", "en"] = "zh-CN"
    cursor: Cursor = ""


class CourseRecordView(msgspec.Struct):
    """What is published of a course, and its draft. ``number``: of the published version, 0 for none; ``version``: one
    more with each change of the record."""

    course_id: str
    title: str
    published: CourseDefinition | None
    number: int
    published_at: datetime | None
    published_by: str | None
    draft: CourseDefinition | None
    archived: bool
    version: int


class CoursePreviewView(msgspec.Struct):
    """What its lessons would show."""

    lessons: list[LessonView]


class RequirementView(msgspec.Struct):
    """What a group requires. ``binds_from``: since when nobody is assigned without; null: nothing is required."""

    group_id: str
    courses: list[NamedCourse]
    begins_at: datetime | None
    grace_days: int
    binds_from: datetime | None
    version: int


class OutView(msgspec.Struct):
    """Somebody who would be assigned no more, and what they would lack."""

    agent: AgentRef
    course_ids: list[str]


class TrialView(msgspec.Struct):
    """``out`` of so many ``members`` who can be assigned would not be when it binds, if they passed nothing until then;
    ``everybody``: that is all of them."""

    members: int
    binds_from: datetime
    out: list[OutView]
    everybody: bool


class RequiredView(msgspec.Struct):
    """What the group requires now, and who is kept from conversations when it binds."""

    requirement: RequirementView
    trial: TrialView


class ResultsPartView(msgspec.Struct):
    """Some lines of the file; ``next``: where it goes on."""

    text: str
    next: str | None


def show_record(record: CourseRecord) -> CourseRecordView:
    course = record.published
    return CourseRecordView(
        record.course_id,
        record.title,
        course.definition if course is not None else None,
        course.version if course is not None else 0,
        course.published_at if course is not None else None,
        course.published_by if course is not None else None,
        record.draft,
        record.archived,
        record.version,
    )


def show_requirement(requirement: Requirement, known: dict[str, Line]) -> RequirementView:
    named = [NamedCourse(each, known[each].title if each in known else each) for each in requirement.course_ids]
    binds_from = requirement.binds_from if requirement.course_ids else None
    return RequirementView(
        requirement.group_id,
        named,
        requirement.begins_at,
        requirement.grace_days,
        binds_from,
        requirement.version,
    )


def show_trial(trial: Trial) -> TrialView:
    out = [OutView(by_agent(each.agent).ref, list(each.course_ids)) for each in trial.out]
    return TrialView(trial.members, trial.binds_from, out, bool(out) and len(out) == trial.members)


@routes.get(COURSES, caller=people.may(LEAD, MANAGE), query=PageQuery)
def list_courses(call: Call[people.Caller]) -> Answer[PageOf[CourseLineView]]:
    """All courses, those that are only drafts or archived too."""
    return Answer(page(call, courses.list_courses(call.desk), lambda each: each.course_id, show_course_line))


@routes.post(COURSES, caller=KEEP, body=CreateCourse, keyed=True, statuses=(200, 201), raises=(KeyReused,))
def create_course(call: Call[people.Caller]) -> Answer[CourseRecordView]:
    """Begin a course, as a draft."""
    once = call.once(f"create-course#{call.caller.agent.agent_id}")
    record, again = courses.create_course(call.desk, call.caller.by(call.request_id), call.body.draft, once)
    call.notes["course_id"] = record.course_id
    return Answer(show_record(record), status=200 if again else 201)


@routes.get(ONE, caller=KEEP)
def read_course_record(call: Call[people.Caller], course_id: str) -> Answer[CourseRecordView]:
    """A course with its draft, and with what is right in its quiz."""
    return Answer(show_record(courses.read_course(call.desk, course_id)))


@routes.post(ONE + "/archive", caller=KEEP, body=ArchiveCourse, raises=(ChangedMeanwhile,))
def archive_course(call: Call[people.Caller], course_id: str) -> Answer[CourseRecordView]:
    """Archive a course, or bring it back."""
    by = call.caller.by(call.request_id)
    return Answer(show_record(courses.archive(call.desk, by, course_id, archived=call.body.archived)))


@routes.post(DRAFT, caller=KEEP, body=SaveCourseDraft, raises=(ChangedMeanwhile,))
def save_course_draft(call: Call[people.Caller], course_id: str) -> Answer[CourseRecordView]:
    """Keep a draft; it may be unfinished."""
    form, by = call.body, call.caller.by(call.request_id)
    return Answer(show_record(courses.save_draft(call.desk, by, course_id, form.draft, form.version)))


@routes.delete(DRAFT, caller=KEEP, raises=(ChangedMeanwhile,))
def discard_course_draft(call: Call[people.Caller], course_id: str) -> Answer[CourseRecordView]:
    """Throw the draft away; what is published stays."""
    by = call.caller.by(call.request_id)
    return Answer(show_record(courses.save_draft(call.desk, by, course_id, None, None)))


@routes.post(
    ONE + "/publish",
    caller=KEEP,
    body=PublishCourse,
    keyed=True,
    raises=(ChangedMeanwhile, NoCourseDraft, NotYours, KeyReused),
)
def publish_course(call: Call[people.Caller], course_id: str) -> Answer[CourseRecordView]:
    """The draft is what is learnt from now on; attempts keep the version they began with.

    What lessons show is kept as it is now, of conversations masked, within one's own reach."""
    caller = call.caller
    once = call.once(f"publish-course#{course_id}")
    asked = (call.desk, caller.agent, caller.by(call.request_id), course_id, call.body.version, once)
    return Answer(show_record(courses.publish(*asked)))


@routes.post(COURSES + "/preview", caller=KEEP, body=PreviewCourse, raises=(NotYours, NotFound))
def preview_course(call: Call[people.Caller]) -> Answer[CoursePreviewView]:
    """What the lessons of a draft would show now; stores nothing."""
    draft = call.body.draft
    contents = courses.preview(call.desk, call.caller.agent, draft)
    pairs = zip(draft.lessons, contents, strict=True)
    return Answer(CoursePreviewView([show_lesson(lesson, content) for lesson, content in pairs]))


@routes.get(REQUIREMENTS, caller=REQUIRE, query=PageQuery)
def list_requirements(call: Call[people.Caller]) -> Answer[PageOf[RequirementView]]:
    """What the groups in reach require, those that require anything."""
    found = [each for each in requiring.list_requirements(call.desk, call.caller.agent) if each.course_ids]
    known = requiring.named(call.desk, found)
    return Answer(page(call, found, lambda each: each.group_id, lambda each: show_requirement(each, known)))


@routes.get(REQUIRED, caller=REQUIRE, raises=(NotYours,))
def read_requirement(call: Call[people.Caller], group_id: str) -> Answer[RequirementView]:
    """What a group requires before its agents are assigned."""
    found = requiring.read_requirement(call.desk, call.caller.agent, group_id)
    return Answer(show_requirement(found, requiring.named(call.desk, [found])))


@routes.post(REQUIRED, caller=REQUIRE, body=RequireCourses, raises=(NotYours, ChangedMeanwhile, NobodyLeft))
def require_courses(call: Call[people.Caller], group_id: str) -> Answer[RequiredView]:
    """Have a group require these courses before its agents are assigned; none ends it."""
    form = call.body
    wanted = Requirement(group_id, tuple(form.course_ids), form.begins_at, form.grace_days)
    after, trial = requiring.require(
        call.desk, call.caller, wanted, form.version, anyway=form.anyway, request_id=call.request_id
    )
    return Answer(RequiredView(show_requirement(after, requiring.named(call.desk, [after])), show_trial(trial)))


@routes.post(REQUIRED + "/trial", caller=REQUIRE, body=TryRequirement, raises=(NotYours,))
def try_requirement(call: Call[people.Caller], group_id: str) -> Answer[TrialView]:
    """Who could be assigned no more, if a group required these courses; stores nothing."""
    form = call.body
    wanted = Requirement(group_id, tuple(form.course_ids), form.begins_at, form.grace_days)
    return Answer(show_trial(requiring.try_requirement(call.desk, call.caller.agent, wanted)))


@routes.get("/v1/admin/training/results", caller=people.may(LEAD), query=ResultsQuery, raises=(NotFound,))
def export_training_results(call: Call[people.Caller]) -> Answer[ResultsPartView]:
    """A course's attempts in reach as CSV, in parts; put together they are the file."""
    query = call.query
    asked = (call.desk, call.caller, query.course_id, query.language, query.cursor or None)
    part = exporting.part_of(*asked, request_id=call.request_id)
    return Answer(ResultsPartView(part.text, part.following))
