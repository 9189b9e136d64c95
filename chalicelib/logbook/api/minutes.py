"""Minutes of duty meetings 班务会, as those who lead write them and everybody reads them."""

from __future__ import annotations

from typing import Literal

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf, placed, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.text import Id
from chalicelib.logbook.api.views import MinutesInList, MinutesView, show_minutes, show_minutes_in_list
from chalicelib.logbook.model.instructions import LEAD
from chalicelib.logbook.model.markdown import in_markdown
from chalicelib.logbook.model.minutes import (
    ChangeMinutes,
    ConfirmMinutes,
    CorrectMinutes,
    LinkMinutes,
    WriteMinutes,
)
from chalicelib.logbook.model.records import DutyOver, TooMuchWritten
from chalicelib.logbook.service import announcing, meeting
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.routing.model import GroupArchived

routes = Routes(__name__)

EVERY = "/v1/desk/duty/minutes"
ONE = EVERY + "/{minutes_id}"

worker = people.may("duty.work", LEAD)
leader = people.may(LEAD)


class MinutesQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``group_id``: left out, of all one's groups and of the whole desk."""

    group_id: Id | None = None
    cursor: Cursor = ""


class TextQuery(msgspec.Struct, forbid_unknown_fields=True):
    """In which language the headings are."""

    language: Literal["zh-CN", "en"] = "zh-CN"


class AnnounceMinutes(msgspec.Struct, forbid_unknown_fields=True):
    """In which language the headings are."""

    language: Literal["zh-CN", "en"] = "zh-CN"


class MinutesText(msgspec.Struct):
    """All of them as plain text."""

    markdown: str


@routes.get(EVERY, caller=worker, query=MinutesQuery, raises=(NotYours,))
def list_minutes(call: Call[people.Caller]) -> Answer[PageOf[MinutesInList]]:
    """Minutes of meetings, the newest first."""
    things, more = meeting.list_minutes(call.desk, call.caller.agent, call.query.group_id, start_of(call))
    return Answer(placed(call, things, show_minutes_in_list, more=more))


@routes.post(
    EVERY,
    caller=leader,
    body=WriteMinutes,
    statuses=(201,),
    raises=(NotYours, GroupArchived, TooMuchWritten, KeyReused),
    keyed=True,
)
def write_minutes(call: Call[people.Caller]) -> Answer[MinutesView]:
    """Begin the minutes of a meeting, as a draft."""
    once = call.once(f"minutes#{call.caller.agent.agent_id}")
    return Answer(show_minutes(meeting.write_minutes(call.desk, call.caller.agent, call.body, once)), 201)


@routes.get(ONE, caller=worker, raises=(NotYours,))
def read_minutes(call: Call[people.Caller], minutes_id: str) -> Answer[MinutesView]:
    """A meeting: who was there, hard cases, what was decided."""
    return Answer(show_minutes(meeting.read_minutes(call.desk, call.caller.agent, minutes_id)))


@routes.put(ONE, caller=leader, body=ChangeMinutes, raises=(NotYours, DutyOver, ChangedMeanwhile, TooMuchWritten))
def change_minutes(call: Call[people.Caller], minutes_id: str) -> Answer[MinutesView]:
    """Other words in a draft."""
    return Answer(show_minutes(meeting.change_minutes(call.desk, call.caller.agent, minutes_id, call.body)))


@routes.post(
    ONE + "/confirm",
    caller=leader,
    body=ConfirmMinutes,
    raises=(NotYours, DutyOver, ChangedMeanwhile, KeyReused),
    keyed=True,
)
def confirm_minutes(call: Call[people.Caller], minutes_id: str) -> Answer[MinutesView]:
    """They stand from now on; what was decided becomes tickets where that is ticked."""
    once = call.once(f"confirm#{call.caller.agent.agent_id}#{minutes_id}")
    return Answer(show_minutes(meeting.confirm_minutes(call.desk, call.caller.agent, minutes_id, call.body, once)))


@routes.post(
    ONE + "/corrections",
    caller=leader,
    body=CorrectMinutes,
    raises=(NotYours, DutyOver, TooMuchWritten, KeyReused),
    keyed=True,
)
def correct_minutes(call: Call[people.Caller], minutes_id: str) -> Answer[MinutesView]:
    """Add what was otherwise to confirmed minutes."""
    once = call.once(f"correct#{call.caller.agent.agent_id}#{minutes_id}")
    return Answer(show_minutes(meeting.correct_minutes(call.desk, call.caller.agent, minutes_id, call.body, once)))


@routes.post(ONE + "/published", caller=leader, body=LinkMinutes, raises=(NotYours,))
def link_minutes(call: Call[people.Caller], minutes_id: str) -> Answer[MinutesView]:
    """Say where the announcement or article is that they became; twice is once."""
    return Answer(show_minutes(meeting.link_minutes(call.desk, call.caller.agent, minutes_id, call.body)))


@routes.post(
    ONE + "/announcement",
    caller=leader,
    body=AnnounceMinutes,
    raises=(NotYours, DutyOver, PermissionNeeded, KeyReused),
    keyed=True,
)
def announce_minutes(call: Call[people.Caller], minutes_id: str) -> Answer[MinutesView]:
    """Make a draft of an announcement of them, whose address they have from then on; twice is once."""
    once = call.once(f"announce#{call.caller.agent.agent_id}#{minutes_id}")
    said = (call.body.language, once)
    return Answer(show_minutes(announcing.announce_minutes(call.desk, call.caller.agent, minutes_id, *said)))


@routes.get(ONE + "/text", caller=worker, query=TextQuery, raises=(NotYours,))
def read_minutes_text(call: Call[people.Caller], minutes_id: str) -> Answer[MinutesText]:
    """A meeting as plain text in Markdown, to make an announcement or an article of."""
    minutes = meeting.read_minutes(call.desk, call.caller.agent, minutes_id)
    zone = people.read_desk(call.desk).time_zone
    return Answer(MinutesText(in_markdown(minutes, zone, call.query.language)))
