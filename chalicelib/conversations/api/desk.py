"""The agents' side."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from chalicelib.conversations import service
from chalicelib.conversations.api.views import EntriesQuery, Message, show_conversation, show_entry, show_page
from chalicelib.conversations.model import visitor_pace
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.people import service as people
from chalicelib.visitors import service as visitors

routes = Routes(__name__)

ONE = "/v1/desk/conversations/{conversation_id}"
Cursor = Annotated[str, msgspec.Meta(max_length=12_000)]


class InboxQuery(msgspec.Struct, forbid_unknown_fields=True):
    cursor: Cursor = ""


class ListQuery(msgspec.Struct, forbid_unknown_fields=True):
    view: Literal["mine", "waiting", "all"] = "mine"
    state: Literal["waiting", "open", "closed", ""] = ""
    cursor: Cursor = ""


@routes.get("/v1/desk/inbox", caller=people.signed_in, query=InboxQuery)
def read_inbox(call: Call[people.Caller]) -> Answer:
    inbox = service.read_inbox(call.desk, call.caller.agent, call.query.cursor or None)
    items = [show_conversation(each.header, each.place) for each in inbox.items]
    return Answer({"items": items, "gone": inbox.gone, "cursor": inbox.cursor, "poll_after_ms": inbox.pace})


@routes.get("/v1/desk/conversations", caller=people.signed_in, query=ListQuery)
def list_conversations(call: Call[people.Caller]) -> Answer:
    query = call.query
    items, following = service.list_conversations(
        call.desk, call.caller.agent, query.view, query.state or None, query.cursor or None
    )
    return Answer({"items": [show_conversation(each.header, each.place) for each in items], "next": following})


@routes.get(ONE, caller=people.signed_in)
def read_conversation(call: Call[people.Caller], conversation_id: str) -> Answer:
    header = service.read_conversation(call.desk, call.caller.agent, conversation_id)
    visitor = visitors.card(call.desk, header.visitor_id)
    card = {
        "visitor_id": visitor.visitor_id,
        "name": visitor.name,
        "visits": visitor.visits,
        "first_seen_at": visitor.first_seen_at,
        "last_seen_at": visitor.last_seen_at,
        "locale": visitor.locale,
        "page": visitor.page,
        "referrer": visitor.referrer,
    }
    return Answer({**msgspec.structs.asdict(show_conversation(header)), "visitor": card})


@routes.get(ONE + "/entries", caller=people.signed_in, query=EntriesQuery)
def read_transcript(call: Call[people.Caller], conversation_id: str) -> Answer:
    query = call.query
    page = service.read_transcript(call.desk, call.caller.agent, conversation_id, query.after, query.limit)
    last_at = page.entries[-1].at if page.entries else page.header.last_at if page.header else None
    return Answer(show_page(page, visitor_pace(page.state, last_at, call.desk.now())))


@routes.post(ONE + "/messages", caller=people.signed_in, body=Message)
def reply(call: Call[people.Caller], conversation_id: str) -> Answer:
    call.notes["conversation_id"] = conversation_id
    entry, again = service.reply(call.desk, call.caller.agent, conversation_id, call.body.text, call.body.client_id)
    return Answer(show_entry(entry), status=200 if again else 201)


@routes.post(ONE + "/close", caller=people.signed_in, body=Empty)
def end_conversation(call: Call[people.Caller], conversation_id: str) -> Answer:
    call.notes["conversation_id"] = conversation_id
    return Answer(show_conversation(service.end_conversation(call.desk, call.caller.agent, conversation_id)))
