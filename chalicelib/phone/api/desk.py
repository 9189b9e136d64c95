"""Calls, for those who have them and those who inspect them (A9, S1)."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.conversations.model.conversation import ConversationClosed
from chalicelib.conversations.model.filing import CategoryNeeded
from chalicelib.core.errors import Invalid, LimitReached
from chalicelib.core.files import FilesOff
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf, placed, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.text import Id, Line
from chalicelib.core.times import is_day, read_day
from chalicelib.files.model.forms import TicketView
from chalicelib.files.model.sniffing import FileRefused
from chalicelib.files.model.upload import FileUsed, NotArrived, UnknownFile, Wish
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import ANSWER, HEAR
from chalicelib.phone.api.views import (
    CallsQuery,
    PhoneCallView,
    PlayView,
    SuggestedView,
    SuggestQuery,
    show_call,
    show_suggested,
)
from chalicelib.phone.model.call import CorrectCall, NoRecording, OtherPlan, UnknownCall
from chalicelib.phone.model.forms import NewCall
from chalicelib.phone.service import correcting, finding, hearing, recordings, registering
from chalicelib.phone.service.finding import Wanted

routes = Routes(__name__)

CALLS = "/v1/desk/phone/calls"
ONE = CALLS + "/{call_id}"
RECORDINGS = "/v1/desk/phone/recordings"
answering = people.may(ANSWER)
looking = people.may(ANSWER, HEAR)
OF_FILES = (UnknownFile, FileUsed)


class AskForRecording(msgspec.Struct, forbid_unknown_fields=True):
    """A recording that is to be uploaded: its name, and its size in bytes."""

    name: Annotated[Line, msgspec.Meta(min_length=1, max_length=200)]
    size: Annotated[int, msgspec.Meta(ge=0, le=10**9)]
    type: Annotated[Line, msgspec.Meta(max_length=100)] = ""


class PlayRecording(msgspec.Struct, forbid_unknown_fields=True):
    """``inspection_id``: of the inspection in which it is heard."""

    inspection_id: Id | None = None


@routes.get(CALLS, caller=looking, query=CallsQuery)
def list_phone_calls(call: Call[people.Caller]) -> Answer[PageOf[PhoneCallView]]:
    """Calls in reach, the newest first; a page may be short while others follow."""
    before, query = start_of(call), call.query
    if query.day and not is_day(query.day):
        raise Invalid.field("day", "a day such as 2026-11-29")
    wanted = Wanted(
        query.conversation_id,
        query.number.strip(),
        query.agent_id,
        query.plan_key,
        read_day(query.day) if query.day else None,
        query.direction,
        True if query.recorded else None,
    )
    things, more = finding.list_calls(call.desk, call.caller.agent, wanted, before)
    return Answer(placed(call, things, show_call, more=more))


@routes.post(
    CALLS,
    caller=answering,
    body=NewCall,
    statuses=(201,),
    keyed=True,
    raises=(NotYours, ConversationClosed, CategoryNeeded, OtherPlan, *OF_FILES),
)
def register_phone_call(call: Call[people.Caller]) -> Answer[PhoneCallView]:
    """Write down a call: it becomes a conversation, or is part of one that goes on."""
    agent = call.caller.agent
    once = call.once(f"register_phone_call#{agent.agent_id}")
    return Answer(show_call(registering.register(call.desk, agent, call.body, call.request_id, once)), status=201)


@routes.get("/v1/desk/phone/suggestions", caller=answering, query=SuggestQuery)
def suggest_for_call(call: Call[people.Caller]) -> Answer[SuggestedView]:
    """Who it may be that telephones: by earlier calls from this number, within reach."""
    query = call.query
    known = finding.suggest(call.desk, call.caller.agent, query.plan_key, query.number)
    return Answer(show_suggested(known))


@routes.get(ONE, caller=looking, raises=(UnknownCall, NotYours))
def read_phone_call(call: Call[people.Caller], call_id: str) -> Answer[PhoneCallView]:
    """One call, for whoever sees its conversation."""
    return Answer(show_call(finding.read_call(call.desk, call.caller.agent, call_id)))


@routes.put(
    ONE,
    caller=answering,
    body=CorrectCall,
    restores=True,
    raises=(UnknownCall, NotYours, ChangedMeanwhile, *OF_FILES),
)
def correct_phone_call(call: Call[people.Caller], call_id: str) -> Answer[PhoneCallView]:
    """Put right what was written down; what is left out stays. The audit log has it, and the transcript, for agents."""
    return Answer(show_call(correcting.correct(call.desk, call.caller.agent, call_id, call.body, call.request_id)))


@routes.post(
    ONE + "/plays",
    caller=people.may(HEAR),
    body=PlayRecording,
    statuses=(201,),
    keyed=True,
    raises=(UnknownCall, NoRecording, NotYours),
)
def play_recording(call: Call[people.Caller], call_id: str) -> Answer[PlayView]:
    """Where its recording is heard for some minutes; each time is in the audit log."""
    agent, body = call.caller.agent, call.body
    once = call.once(f"play_recording#{agent.agent_id}#{call_id}")
    play = hearing.play(call.desk, agent, call_id, body.inspection_id, call.request_id, once)
    return Answer(PlayView(play.url, play.until), status=201)


@routes.post(
    RECORDINGS,
    caller=answering,
    body=AskForRecording,
    statuses=(201,),
    keyed=True,
    raises=(FileRefused, UnknownFile, FilesOff, LimitReached),
)
def ask_for_recording(call: Call[people.Caller]) -> Answer[TicketView]:
    """A place for one recording that is uploaded: MP3 or M4A, 30 MB at most."""
    agent_id, body = call.caller.agent.agent_id, call.body
    once = call.once(f"ask_for_recording#{agent_id}")
    ticket = recordings.ask_for(call.desk, f"agent#{agent_id}", Wish(body.name, body.size, body.type), once)
    return Answer(ticket.view, status=201)


@routes.post(
    RECORDINGS + "/{file_id}/arrived",
    caller=answering,
    body=Empty,
    statuses=(204,),
    raises=(UnknownFile, NotArrived, FileRefused),
)
def recording_arrived(call: Call[people.Caller], file_id: str) -> Answer[None]:
    """It was uploaded, and is looked at. Twice is once."""
    recordings.arrived(call.desk, f"agent#{call.caller.agent.agent_id}", file_id)
    return Answer(None, status=204)
