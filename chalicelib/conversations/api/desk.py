"""The agents' side."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.conversations import service
from chalicelib.conversations.api.views import EntriesQuery, Message, show_conversation, show_entry, show_page
from chalicelib.conversations.model import visitor_pace
from chalicelib.core.http import Answer, Call, Empty, Id, Routes
from chalicelib.people import service as people
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model import Visitor

routes = Routes(__name__)

ONE = "/v1/desk/conversations/{conversation_id}"
Cursor = Annotated[str, msgspec.Meta(max_length=12_000)]


class InboxQuery(msgspec.Struct, forbid_unknown_fields=True):
    cursor: Cursor = ""


class ListQuery(msgspec.Struct, forbid_unknown_fields=True):
    view: Literal["mine", "waiting", "all"] = "mine"
    state: Literal["waiting", "open", "closed", ""] = ""
    cursor: Cursor = ""


class EditVisitor(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays; an empty address is taken away."""

    name: str | None = None
    level: str | None = None
    email: Annotated[str, msgspec.Meta(max_length=320)] | None = None
    mobile: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class Close(msgspec.Struct, forbid_unknown_fields=True):
    category: Annotated[str, msgspec.Meta(max_length=80)] | None = None


class Invite(msgspec.Struct, forbid_unknown_fields=True):
    agent_id: Id
    note: Annotated[str, msgspec.Meta(max_length=1000)] | None = None


class VisitorView(msgspec.Struct):
    visitor_id: str
    name: str | None
    level: str
    visits: int
    first_seen_at: datetime
    last_seen_at: datetime
    locale: str
    email: str | None
    mobile: str | None
    page: str | None
    referrer: str | None


def show_visitor(visitor: Visitor) -> VisitorView:
    return msgspec.convert(visitor, VisitorView, from_attributes=True)


@routes.get("/v1/desk/inbox", caller=people.may("conversations.answer"), query=InboxQuery)
def read_inbox(call: Call[people.Caller]) -> Answer:
    inbox = service.read_inbox(call.desk, call.caller.agent, call.query.cursor or None)
    items = [show_conversation(each.header, each.place) for each in inbox.items]
    return Answer({"items": items, "gone": inbox.gone, "cursor": inbox.cursor, "poll_after_ms": inbox.pace})


@routes.get("/v1/desk/conversations", caller=people.may("conversations.answer"), query=ListQuery)
def list_conversations(call: Call[people.Caller]) -> Answer:
    query = call.query
    items, following = service.list_conversations(
        call.desk, call.caller.agent, query.view, query.state or None, query.cursor or None
    )
    return Answer({"items": [show_conversation(each.header, each.place) for each in items], "next": following})


@routes.get(ONE, caller=people.may("conversations.answer"))
def read_conversation(call: Call[people.Caller], conversation_id: str) -> Answer:
    header = service.read_conversation(call.desk, call.caller.agent, conversation_id, call.request_id)
    card = show_visitor(visitors.card(call.desk, header.visitor_id))
    return Answer({**msgspec.structs.asdict(show_conversation(header)), "visitor": card})


@routes.put("/v1/desk/visitors/{visitor_id}", caller=people.may("conversations.answer"), body=EditVisitor)
def edit_visitor(call: Call[people.Caller], visitor_id: str) -> Answer:
    said = msgspec.structs.asdict(call.body)
    edited = service.edit_visitor(call.desk, call.caller.agent, visitor_id, **said, request_id=call.request_id)
    return Answer(show_visitor(edited))


@routes.get(ONE + "/entries", caller=people.may("conversations.answer"), query=EntriesQuery)
def read_transcript(call: Call[people.Caller], conversation_id: str) -> Answer:
    query = call.query
    asked = (query.after, query.limit, call.request_id)
    page = service.read_transcript(call.desk, call.caller.agent, conversation_id, *asked)
    last_at = page.entries[-1].at if page.entries else page.header.last_at if page.header else None
    return Answer(show_page(page, visitor_pace(page.state, last_at, call.desk.now()), to_agents=True))


@routes.post(ONE + "/messages", caller=people.may("conversations.answer"), body=Message)
def reply(call: Call[people.Caller], conversation_id: str) -> Answer:
    call.notes["conversation_id"] = conversation_id
    said = (call.body.text, call.body.client_id, call.request_id)
    entry, again = service.reply(call.desk, call.caller.agent, conversation_id, *said)
    return Answer(show_entry(entry, to_agents=True), status=200 if again else 201)


@routes.post(ONE + "/close", caller=people.may("conversations.answer"), body=Close)
def end_conversation(call: Call[people.Caller], conversation_id: str) -> Answer:
    call.notes["conversation_id"] = conversation_id
    category = (call.body.category or "").strip() or None
    said = (category, call.request_id)
    return Answer(show_conversation(service.end_conversation(call.desk, call.caller.agent, conversation_id, *said)))


@routes.post(ONE + "/hold", caller=people.may("conversations.transfer"), body=Empty)
def hold(call: Call[people.Caller], conversation_id: str) -> Answer:
    return Answer(show_conversation(service.hold(call.desk, call.caller.agent, conversation_id, call.request_id)))


@routes.post(ONE + "/resume", caller=people.may("conversations.transfer"), body=Empty)
def resume(call: Call[people.Caller], conversation_id: str) -> Answer:
    return Answer(show_conversation(service.resume(call.desk, call.caller.agent, conversation_id, call.request_id)))


@routes.post(ONE + "/invite", caller=people.may("conversations.transfer"), body=Invite)
def invite(call: Call[people.Caller], conversation_id: str) -> Answer:
    said = (call.body.agent_id, call.body.note, call.request_id)
    return Answer(show_conversation(service.invite(call.desk, call.caller.agent, conversation_id, *said)))


@routes.post(ONE + "/leave", caller=people.may("conversations.answer"), body=Empty)
def leave(call: Call[people.Caller], conversation_id: str) -> Answer:
    return Answer(show_conversation(service.leave(call.desk, call.caller.agent, conversation_id)))
