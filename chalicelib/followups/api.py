"""Follow-ups, as agents and supervisors work through them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.authors import SYSTEM, AgentRef
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import PageOf, PageQuery, placed, start_of
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id, among
from chalicelib.followups.model.followup import OPEN, OUTCOMES, FollowUp, FollowUpClosed, TriedLately
from chalicelib.followups.model.forms import PlanFollowUp, RecordCall
from chalicelib.followups.service import calling, lists, planning
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import BeyondYourRights

routes = Routes(__name__)

ALL = "/v1/desk/follow-ups"
ONE = ALL + "/{followup_id}"

worker = people.may("followups.work", "callbacks.work")  # each sees and does what their permission is for


class ListQuery(msgspec.Struct, forbid_unknown_fields=True):
    view: Literal["today", "overdue", "mine", "all", "campaign"] = "today"
    state: Literal["open", "done"] = "open"
    kind: Literal["callback", "pre_sale", "after_sale", "complaint", "care", "renewal", "promise", ""] = ""
    campaign_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    cursor: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class Assign(msgspec.Struct, forbid_unknown_fields=True):
    agent_id: Id


class NoteView(msgspec.Struct):
    """A call and its outcome; or, without one, what the desk itself noted."""

    at: datetime
    by: AgentRef
    text: str
    outcome: Annotated[str, among(*OUTCOMES)] | None


class Contacts(msgspec.Struct):
    email: str | None
    mobile: str | None


@showing(
    FollowUp,
    "followup_id kind plan_key visitor_id visitor_name about score comment reasons resolved state due_at "
    "warned script outcome next_at following_id campaign_id rule_id created_at done_at version channel broken_at "
    "questionnaire_id",
)
class FollowUpView(msgspec.Struct):
    """``in_time``: the first call was made by the time it was first due, whatever came of it; ``outcome`` says whether
    the customer was reached. ``next_at``: when the next try is; of a closed one, when ``following_id`` is due.
    ``channel``, ``broken_at``, ``kept``: of a promise; ``kept`` is null while it is still to be kept."""

    number: str
    contacts: Contacts
    owner: AgentRef
    overdue: bool
    escalated: bool
    notes: list[NoteView]
    in_time: bool
    kept: bool | None


def _notes(follow_up: FollowUp) -> list[NoteView]:
    calls = [NoteView(each.at, each.by.ref, each.text, each.outcome) for each in follow_up.notes]
    remarks = [NoteView(each.at, SYSTEM.ref, each.text, None) for each in follow_up.remarks]
    return sorted([*calls, *remarks], key=lambda each: each.at)


def show_follow_up(follow_up: FollowUp, now: datetime) -> FollowUpView:
    return shown(
        FollowUpView,
        follow_up,
        contacts=Contacts(follow_up.email, follow_up.mobile),
        owner=follow_up.owner.ref,
        overdue=follow_up.state == OPEN and follow_up.due_at < now,
        notes=_notes(follow_up),
    )


@routes.get(ALL, caller=worker, query=ListQuery, raises=(NotFound,))
def list_follow_ups(call: Call[people.Caller]) -> Answer[PageOf[FollowUpView]]:
    """Calls and visits that are to be made, in reach."""
    query = call.query
    items, following = lists.list_follow_ups(
        call.desk,
        call.caller.agent,
        query.view,
        state=query.state,
        campaign_id=query.campaign_id or None,
        kind=query.kind or None,
        cursor=query.cursor or None,
    )
    now = call.desk.now()
    return Answer(PageOf([show_follow_up(each, now) for each in items], following))


@routes.get("/v1/desk/conversations/{conversation_id}/follow-ups", caller=worker, query=PageQuery, raises=(NotYours,))
def list_customer_follow_ups(call: Call[people.Caller], conversation_id: str) -> Answer[PageOf[FollowUpView]]:
    """The follow-ups and callbacks for the customer of a conversation, in reach: the open ones first."""
    asked, now = (call.desk, call.caller.agent, conversation_id, start_of(call), call.request_id), call.desk.now()
    things, more = lists.list_for_customer(*asked)
    return Answer(placed(call, things, lambda each: show_follow_up(each, now), more=more))


@routes.get(ONE, caller=worker, raises=(NotYours,))
def read_follow_up(call: Call[people.Caller], followup_id: str) -> Answer[FollowUpView]:
    """One of them, with every call."""
    one = calling.read_follow_up(call.desk, call.caller.agent, followup_id)
    return Answer(show_follow_up(one, call.desk.now()))


@routes.post(
    ALL,
    caller=people.may("followups.work"),
    body=PlanFollowUp,
    statuses=(200, 201),
    raises=(NotYours, KeyReused, BeyondYourRights),
)
def plan_follow_up(call: Call[people.Caller]) -> Answer[FollowUpView]:
    """Plan a visit to a customer by hand, or write down what was promised; the same ``client_id`` is planned once."""
    one, again = planning.plan_follow_up(call.desk, call.caller, call.body, call.request_id)
    call.notes["followup_id"] = one.followup_id
    return Answer(show_follow_up(one, call.desk.now()), status=200 if again else 201)


@routes.post(
    ONE + "/calls",
    caller=worker,
    body=RecordCall,
    statuses=(200, 201),
    raises=(NotYours, FollowUpClosed, TriedLately, KeyReused),
)
def record_call(call: Call[people.Caller], followup_id: str) -> Answer[FollowUpView]:
    """Write down what came of a call; the same ``client_id`` is written once."""
    one, again = calling.record_call(call.desk, call.caller.agent, followup_id, call.body, call.request_id)
    return Answer(show_follow_up(one, call.desk.now()), status=200 if again else 201)


@routes.post(
    ONE + "/assign",
    caller=people.may("followups.manage"),
    body=Assign,
    raises=(NotYours, FollowUpClosed, BeyondYourRights),
)
def assign_follow_up(call: Call[people.Caller], followup_id: str) -> Answer[FollowUpView]:
    """Give it to somebody else."""
    one = calling.assign_follow_up(call.desk, call.caller, followup_id, call.body.agent_id, call.request_id)
    return Answer(show_follow_up(one, call.desk.now()))
