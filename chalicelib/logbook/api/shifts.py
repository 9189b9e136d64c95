"""Hand-over between shifts 交接班, as those who leave and those who come work with it."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import ConversationClosed
from chalicelib.conversations.model.refusals import AlreadyTheirs, NotTaken
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf, placed, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.text import Id
from chalicelib.followups.model.followup import FollowUpClosed
from chalicelib.logbook.api.views import ShiftInList, ShiftView, show_shift, show_shift_in_list
from chalicelib.logbook.model.handing import (
    AcceptAll,
    AcceptThing,
    AlreadyAccepted,
    ChangeShiftNote,
    HandOverShift,
    NothingToAccept,
    NotNextShift,
    ShiftHandover,
)
from chalicelib.logbook.model.instructions import LEAD
from chalicelib.logbook.model.records import DutyOver
from chalicelib.logbook.service import accepting, handing
from chalicelib.logbook.service.handing import View
from chalicelib.offline.model.message import MessageClosed
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentAway
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.routing.model import AgentFull, GroupArchived, NobodyElse, NobodyFree
from chalicelib.tickets.model.refusals import AlreadyHandler, NobodyThere, TicketOver, TooManyWords

routes = Routes(__name__)

EVERY = "/v1/desk/duty/hand-overs"
ONE = EVERY + "/{handover_id}"

worker = people.may("duty.work", LEAD)


class HandoverQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``open``: not all is accepted; ``mine``: that one handed over; ``late``: what was not accepted in time."""

    view: View = "open"
    group_id: Id | None = None
    cursor: Cursor = ""


def _whole(call: Call[people.Caller], handover_id: str, changed: ShiftHandover | None = None) -> ShiftView:
    """``changed``: the hand-over as this caller made it, whatever others have made of it since."""
    agent = call.caller.agent
    seen = handing.read_handover(call.desk, agent, handover_id)
    return show_shift(replace(seen, handover=changed) if changed is not None else seen, agent.agent_id)


@routes.get(EVERY, caller=worker, query=HandoverQuery, raises=(NotYours,))
def list_shift_handovers(call: Call[people.Caller]) -> Answer[PageOf[ShiftInList]]:
    """Hand-overs of one's groups, the newest first."""
    query, agent = call.query, call.caller.agent
    things, more = handing.list_handovers(call.desk, agent, query.view, query.group_id, start_of(call))
    return Answer(placed(call, things, show_shift_in_list, more=more))


@routes.post(
    EVERY,
    caller=people.may("duty.work"),
    body=HandOverShift,
    statuses=(201,),
    raises=(NotYours, GroupArchived, DutyOver, KeyReused),
    keyed=True,
)
def hand_over_shift(call: Call[people.Caller]) -> Answer[ShiftView]:
    """Hand over what is open with oneself, with a note; what is handed over to the group already is added to."""
    once, agent = call.once(f"hand_over#{call.caller.agent.agent_id}"), call.caller.agent
    made = handing.hand_over(call.desk, agent, call.body, once)
    return Answer(_whole(call, made.handover_id), 201)


@routes.get(ONE, caller=worker, raises=(NotYours,))
def read_shift_handover(call: Call[people.Caller], handover_id: str) -> Answer[ShiftView]:
    """A hand-over: its note, and every thing, what waits first."""
    return Answer(_whole(call, handover_id))


@routes.put(ONE, caller=worker, body=ChangeShiftNote, raises=(NotYours, DutyOver, ChangedMeanwhile))
def change_shift_note(call: Call[people.Caller], handover_id: str) -> Answer[ShiftView]:
    """Other words in its note, until somebody has accepted that."""
    changed = handing.change_note(call.desk, call.caller.agent, handover_id, call.body)
    return Answer(_whole(call, handover_id, changed))


@routes.post(
    ONE + "/accept",
    caller=worker,
    body=AcceptThing,
    raises=(
        *(NotYours, DutyOver, NotNextShift, AlreadyAccepted, NothingToAccept, PermissionNeeded),
        *(AgentAway, AgentFull, AlreadyTheirs, NotTaken, ConversationClosed),
        *(AlreadyHandler, TicketOver, TooManyWords, MessageClosed, FollowUpClosed),
        *(GroupArchived, NobodyThere, NobodyFree, NobodyElse),
    ),
)
def accept_from_shift(call: Call[people.Caller], handover_id: str) -> Answer[ShiftView]:
    """Accept one thing, or the note; the first has it. Twice is once."""
    accepting.accept(call.desk, call.caller.agent, handover_id, call.body)
    return Answer(_whole(call, handover_id))


@routes.post(
    ONE + "/accept-all",
    caller=worker,
    body=AcceptAll,
    raises=(NotYours, DutyOver, NotNextShift, AlreadyAccepted, NothingToAccept, PermissionNeeded),
)
def accept_whole_shift(call: Call[people.Caller], handover_id: str) -> Answer[ShiftView]:
    """Accept all that nobody has accepted yet; it becomes theirs within seconds. Twice is once."""
    accepting.accept_all(call.desk, call.caller.agent, handover_id, call.body.agent_id)
    return Answer(_whole(call, handover_id))


@routes.post(ONE + "/take-back", caller=worker, body=Empty, raises=(NotYours, DutyOver))
def take_back_shift(call: Call[people.Caller], handover_id: str) -> Answer[ShiftView]:
    """It is not handed over after all; what was accepted stays so. Twice is once."""
    handing.take_back(call.desk, call.caller.agent, handover_id)
    return Answer(_whole(call, handover_id))
