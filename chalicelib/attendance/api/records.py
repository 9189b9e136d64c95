"""Attendance: records of shifts, corrections, what months come to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.attendance.api.views import (
    AttendanceCsvPart,
    AttendanceMonthView,
    AttendanceSumsView,
    AttendanceView,
    show_record,
    show_sums,
)
from chalicelib.attendance.model.measuring import Said
from chalicelib.attendance.model.records import NotOverYet
from chalicelib.attendance.model.requests import LONGEST_WORDS
from chalicelib.attendance.model.rights import CORRECT, READ
from chalicelib.attendance.service import correcting, exporting, lists, sums
from chalicelib.attendance.service.correcting import Which
from chalicelib.attendance.service.sums import Whose
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf, PageQuery
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import PermissionNeeded

routes = Routes(__name__)

ROOT = "/v1/desk/attendance"
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Text = Annotated[str, msgspec.Meta(max_length=100)]


class AttendanceQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``agent_id``: whose; unsaid: one's own. ``month``: such as 2026-11; unsaid: this one."""

    agent_id: Text = ""
    month: Text = ""


class AttendanceSumsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``month``: such as 2026-11; unsaid: this one. ``agent_id``: of one agent alone; ``group_id``: of a group's
    members."""

    month: Text = ""
    agent_id: Text = ""
    group_id: Text = ""
    cursor: Cursor = ""


class AttendanceCsvQuery(msgspec.Struct, forbid_unknown_fields=True):
    """As of the sums; ``language``: of the names of columns."""

    month: Text = ""
    group_id: Text = ""
    language: Literal["zh-CN", "en"] = "zh-CN"
    cursor: Cursor = ""


class CorrectAttendance(msgspec.Struct, forbid_unknown_fields=True):
    """Whose shift, and what counts instead of what was found: when they came and went (null: as it was found), or that
    nothing is held against them. ``version``: of the record as it was seen."""

    group_id: Id
    day: date
    number: Annotated[int, msgspec.Meta(ge=0, le=9)]
    reason: Annotated[str, msgspec.Meta(max_length=2 * LONGEST_WORDS)]
    came_at: Moment | None = None
    went_at: Moment | None = None
    excused: bool = False
    version: Annotated[int, msgspec.Meta(ge=0, le=10**9)] | None = None


@routes.get(ROOT, caller=people.anybody, query=AttendanceQuery, raises=(NotYours,))
def list_attendance(call: Call[people.Caller]) -> Answer[AttendanceMonthView]:
    """An agent's shifts of a month, planned against what was: one's own, or in reach."""
    agent = call.caller.agent
    month, found = lists.days_of(call.desk, agent, call.query.agent_id, call.query.month)
    around = people.Surroundings(call.desk, agent)
    return Answer(AttendanceMonthView(month, [show_record(agent, each, around, None) for each in found]))


@routes.get(
    ROOT + "/groups/{group_id}/days/{day}",
    caller=people.may(*READ.permissions),
    query=PageQuery,
    raises=(NotYours,),
)
def list_attendance_of_day(call: Call[people.Caller], group_id: str, day: str) -> Answer[PageOf[AttendanceView]]:
    """The shifts of a group's day, by agent."""
    agent = call.caller.agent
    found, following = lists.day_of_group(call.desk, agent, group_id, day, call.query.cursor or None)
    around = people.Surroundings(call.desk, agent)
    return Answer(PageOf([show_record(agent, record, around, whose) for whose, record in found], following))


@routes.post(
    ROOT + "/agents/{agent_id}/corrections",
    caller=people.may(CORRECT),
    body=CorrectAttendance,
    keyed=True,
    raises=(NotYours, NotOverYet, ChangedMeanwhile, KeyReused),
)
def correct_attendance(call: Call[people.Caller], agent_id: str) -> Answer[AttendanceView]:
    """Say what counts instead of what was found, with a reason, never of one's own; what was found stays beside it."""
    form, agent = call.body, call.caller.agent
    which = Which(agent_id, form.group_id, form.day, form.number, form.version)
    said = Said(form.came_at, form.went_at, form.excused)
    once = call.once(f"correct-attendance#{agent_id}#{agent.agent_id}")
    record = correcting.correct(call.desk, call.caller, which, said, form.reason, once, call.request_id)
    return Answer(show_record(agent, record, people.Surroundings(call.desk, agent), None))


@routes.get(ROOT + "/sums", caller=people.anybody, query=AttendanceSumsQuery, raises=(NotYours, PermissionNeeded))
def list_attendance_sums(call: Call[people.Caller]) -> Answer[PageOf[AttendanceSumsView]]:
    """What a month comes to for each agent in reach, or for one; one's own everybody may see."""
    query = call.query
    whose = Whose(query.month, query.agent_id, query.group_id)
    month, found, following = sums.list_sums(call.desk, call.caller.agent, whose, query.cursor or None)
    return Answer(PageOf([show_sums(month, each) for each in found], following))


@routes.get(ROOT + "/csv", caller=people.may(*READ.permissions), query=AttendanceCsvQuery, raises=(NotYours,))
def read_attendance_csv(call: Call[people.Caller]) -> Answer[AttendanceCsvPart]:
    """The same as a file for spreadsheets, part by part."""
    query = call.query
    whose = Whose(query.month, "", query.group_id)
    part = exporting.part_of(call.desk, call.caller.agent, whose, query.language, query.cursor or None)
    return Answer(AttendanceCsvPart(part.text, part.following, part.done))
