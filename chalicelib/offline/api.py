"""Leaving a message, and what agents do with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.conversations.model.numbers import NumbersStopped
from chalicelib.core import times
from chalicelib.core.authors import AgentRef
from chalicelib.core.errors import Invalid, LimitReached, OriginNotAllowed
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import PageOf, PageQuery, page, placed, start_of
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id, among
from chalicelib.notifications.model.address import UndeliverableAddress
from chalicelib.notifications.model.notice import Notice
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.model.message import (
    LONGEST_SMS_ANSWER,
    STATES,
    Message,
    MessageClosed,
    MessageTaken,
    TooManyAnswers,
)
from chalicelib.offline.model.message import Answer as Answered
from chalicelib.offline.service import leaving, reading, transitions
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import AS_WRITTEN
from chalicelib.plans.model.plan import NobodyReceives, UnknownPlan
from chalicelib.surveys.api import SurveyView, show_survey
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import VisitorRefused

routes = Routes(__name__)

OWN = "/v1/widget/{plan_key}/offline-messages"
ALL = "/v1/desk/offline-messages"
ONE = ALL + "/{message_id}"

Channel = Literal["email", "sms", "widget"]
State = Annotated[str, among(*STATES)]


class ListQuery(msgspec.Struct, forbid_unknown_fields=True):
    view: Literal["mine", "new", "all"] = "mine"
    state: Literal["new", "claimed", "answered", "closed", ""] = ""
    cursor: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class AnswerMessage(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    by: Annotated[list[Channel], msgspec.Meta(max_length=10)]
    client_id: Id


class PreviewAnswer(msgspec.Struct, forbid_unknown_fields=True):
    text: Annotated[str, msgspec.Meta(max_length=4_000)]


class AssignMessage(msgspec.Struct, forbid_unknown_fields=True):
    agent_id: Id


class NoticeRef(msgspec.Struct):
    notice_id: str
    channel: str
    state: str
    last_error: str | None


class AnswerView(msgspec.Struct, omit_defaults=True):
    """``notices`` only where one message is asked for; ``undelivered``: none of them can arrive."""

    text: str
    at: datetime
    agent: AgentRef
    by: tuple[str, ...]
    notices: list[NoticeRef] | None = None
    undelivered: bool = False


@showing(
    Message,
    "message_id plan_key visitor_id name email mobile text category page locale state created_at claimed_at "
    "answered_at closed_at",
)
class MessageView(msgspec.Struct):
    """``masked``: a mask stands in place of abusive words of its text; ``as_written``: the text as it was written, for
    those who may see that."""

    number: str
    agent: AgentRef | None
    remind_at: datetime | None
    undelivered: bool
    answers: list[AnswerView]
    masked: bool
    as_written: str | None


@showing(Message, "message_id created_at state")
class LeftView(msgspec.Struct):
    number: str


class Answerer(msgspec.Struct):
    name: str | None
    number: str | None


class OwnAnswer(msgspec.Struct):
    text: str
    at: datetime
    agent: Answerer


class OwnMessage(LeftView):
    """A message as whoever left it sees it."""

    text: str
    answers: list[OwnAnswer]


class AnswerPreview(msgspec.Struct):
    """``limit``: the most characters an answer by text message may have."""

    encoding: str
    length: int
    segments: int
    cost_fen: int
    signed: bool
    limit: int = LONGEST_SMS_ANSWER


def _show_answer(answer: Answered, notices: Mapping[str, Notice] | None) -> AnswerView:
    carried = None
    if notices is not None:
        carried = [shown(NoticeRef, notices[each]) for each in answer.notice_ids if each in notices]
    return shown(AnswerView, answer, agent=answer.agent.ref, notices=carried)


def show_message(
    message: Message, notices: Mapping[str, Notice] | None = None, *, as_written: bool = False
) -> MessageView:
    """For agents, with abuse ``as_written`` for those who may see it.

    ``remind_at`` only while nobody has answered; ``undelivered``: the last answer could not arrive.
    """
    return shown(
        MessageView,
        message,
        agent=message.agent.ref if message.agent else None,
        remind_at=message.remind_at if message.waits else None,
        answers=[_show_answer(each, notices) for each in message.answers],
        text=message.masked_text,
        masked=bool(message.abuse),
        as_written=message.text if as_written and message.abuse else None,
    )


def _show_own(message: Message) -> OwnMessage:
    """For the visitor who left it."""
    answers = [OwnAnswer(each.text, each.at, Answerer(each.agent.name, each.agent.number)) for each in message.answers]
    return shown(OwnMessage, message, answers=answers)


def _name_of(call: Call[visitors.Caller]) -> str:
    """The request's own name: its ``client_id`` or else ``Idempotency-Key``. Without one it could be stored twice."""
    name = call.body.client_id
    if name is not None:
        return str(name)
    key = call.headers.get("idempotency-key", "").strip()
    if not key:
        raise Invalid.field("client_id", "needed, here or as the header Idempotency-Key")
    if len(key) > 100:
        raise Invalid.field("Idempotency-Key", "at most 100 characters")
    return str(key)


@routes.post(
    OWN,
    caller=visitors.recognised,
    body=LeaveMessage,
    statuses=(200, 201),
    keyed=True,
    raises=(UnknownPlan, OriginNotAllowed, LimitReached, NobodyReceives, VisitorRefused),
)
def leave_message(call: Call[visitors.Caller], plan_key: str) -> Answer[LeftView]:
    """Leave a message while nobody is there; the same ``client_id``, or ``Idempotency-Key``, is stored once."""
    visitors.same_plan(call.caller, plan_key)  # before anything about the body
    form = msgspec.structs.replace(call.body, client_id=_name_of(call))
    left = leaving.leave_message(call.desk, call.caller, plan_key, call.foreign_origin, form, call.source_ip)
    call.notes["message_id"] = left.message.message_id
    return Answer(shown(LeftView, left.message), status=200 if left.again else 201)


@routes.get(OWN, caller=visitors.recognised, query=PageQuery)
def list_own_messages(call: Call[visitors.Caller], plan_key: str) -> Answer[PageOf[OwnMessage]]:
    """The messages one left, newest first, with their answers."""
    mine = leaving.list_own(call.desk, call.caller, plan_key)
    return Answer(
        page(call, mine, lambda each: [times.stored(each.created_at), each.message_id], _show_own, forward=False)
    )


@routes.get(ALL, caller=people.may("offline.answer"), query=ListQuery)
def list_offline_messages(call: Call[people.Caller]) -> Answer[PageOf[MessageView]]:
    """Messages left, in reach; a page may be short while others follow."""
    query = call.query
    items, following = reading.list_messages(
        call.desk, call.caller.agent, query.view, query.state or None, query.cursor or None
    )
    return Answer(PageOf([show_message(each) for each in items], following))


@routes.get(
    "/v1/desk/conversations/{conversation_id}/messages-left",
    caller=people.may("offline.answer"),
    query=PageQuery,
    raises=(NotYours,),
)
def list_customer_messages(call: Call[people.Caller], conversation_id: str) -> Answer[PageOf[MessageView]]:
    """What the customer of a conversation has left, in reach, newest first."""
    asked = (call.desk, call.caller.agent, conversation_id, start_of(call), call.request_id)
    things, more = reading.list_for_customer(*asked)
    return Answer(placed(call, things, show_message, more=more))


@routes.get(ONE, caller=people.may("offline.answer"), raises=(NotYours,))
def read_offline_message(call: Call[people.Caller], message_id: str) -> Answer[MessageView]:
    """One message, and how its answers were delivered."""
    message, notices = reading.read_message(call.desk, call.caller.agent, message_id, call.request_id)
    as_written = AS_WRITTEN in call.caller.agent.rights.permissions
    return Answer(show_message(message, notices, as_written=as_written))


@routes.get(ONE + "/survey", caller=people.may("offline.answer"), raises=(NotYours,))
def read_offline_survey(call: Call[people.Caller], message_id: str) -> Answer[SurveyView]:
    """What whoever left the message said of its answer."""
    survey = reading.read_survey(call.desk, call.caller.agent, message_id)
    return Answer(show_survey(survey, call.desk.now(), call.caller.agent))


@routes.post(
    ONE + "/claim", caller=people.may("offline.answer"), body=Empty, raises=(NotYours, MessageTaken, MessageClosed)
)
def claim_offline_message(call: Call[people.Caller], message_id: str) -> Answer[MessageView]:
    """Take a message to answer it; twice is once."""
    return Answer(show_message(transitions.claim_message(call.desk, call.caller.agent, message_id, call.request_id)))


@routes.post(
    ONE + "/answer",
    caller=people.may("offline.answer"),
    body=AnswerMessage,
    statuses=(200, 201),
    raises=(NumbersStopped, NotYours, MessageTaken, MessageClosed, TooManyAnswers, KeyReused, UndeliverableAddress),
)
def answer_offline_message(call: Call[people.Caller], message_id: str) -> Answer[MessageView]:
    """Answer by e-mail, text message or in the widget; the same ``client_id`` is sent once."""
    said = call.body
    message, again = transitions.answer_message(
        call.desk, call.caller.agent, message_id, said.text, said.by, said.client_id, call.request_id
    )
    return Answer(show_message(message), status=200 if again else 201)


@routes.post(ONE + "/sms-preview", caller=people.may("offline.answer"), body=PreviewAnswer, raises=(NotYours,))
def preview_offline_answer(call: Call[people.Caller], message_id: str) -> Answer[AnswerPreview]:
    """What an answer would cost as a text message."""
    found = reading.preview_sms(call.desk, call.caller.agent, message_id, call.body.text)
    measured = found.measured
    return Answer(AnswerPreview(measured.encoding, measured.length, measured.segments, found.cost_fen, found.signed))


@routes.post(ONE + "/close", caller=people.may("offline.answer"), body=Empty, raises=(NotYours,))
def close_offline_message(call: Call[people.Caller], message_id: str) -> Answer[MessageView]:
    """End a message; twice is once."""
    return Answer(show_message(transitions.close_message(call.desk, call.caller, message_id, call.request_id)))


@routes.post(ONE + "/assign", caller=people.may("offline.assign"), body=AssignMessage, raises=(NotYours, MessageClosed))
def assign_offline_message(call: Call[people.Caller], message_id: str) -> Answer[MessageView]:
    """Give a message to somebody else."""
    message = transitions.assign_message(call.desk, call.caller, message_id, call.body.agent_id, call.request_id)
    return Answer(show_message(message))
