"""What agents do beside answering: notes, their own words changed, conversations put aside, visitors kept out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.conversations.api.desk import ONE, Cursor, VisitorView, show_visitor
from chalicelib.conversations.api.views import (
    BY_AGENTS,
    ChangeMessage,
    ConversationView,
    EntryView,
    show_conversation,
    show_entry,
)
from chalicelib.conversations.model.conversation import ConversationClosed
from chalicelib.conversations.model.numbers import NumbersStopped
from chalicelib.conversations.model.refusals import (
    NotSnoozed,
    NotTaken,
    NotYourWords,
    TooLateToChange,
    TooManyAside,
    WasWithdrawn,
)
from chalicelib.conversations.model.words import MOST_MENTIONS
from chalicelib.conversations.service import blocking, composing, snoozing
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import PageOf
from chalicelib.core.text import Id
from chalicelib.knowledge.model.unsaid import MustNotBeSaid
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.visitors.model.visitor import BlockVisitor

routes = Routes(__name__)

BLOCK = "visitors.block"


class WriteNote(msgspec.Struct, forbid_unknown_fields=True):
    """``mentions``: ids of colleagues who are to read it."""

    text: str
    client_id: Id
    mentions: Annotated[list[Id], msgspec.Meta(max_length=MOST_MENTIONS)] = []


class SnoozeFor(msgspec.Struct, forbid_unknown_fields=True):
    """``until``: when it comes back; null: when its visitor writes. They bring it back at any time."""

    until: datetime | None


class BlockedQuery(msgspec.Struct, forbid_unknown_fields=True):
    cursor: Cursor = ""


@routes.post(
    ONE + "/notes",
    caller=people.may("conversations.answer"),
    body=WriteNote,
    statuses=(200, 201),
    raises=(NotYours, ConversationClosed, KeyReused),
)
def write_note(call: Call[people.Caller], conversation_id: str) -> Answer[EntryView]:
    """Write for colleagues only; whom it mentions may read the conversation. The same ``client_id`` is stored once."""
    said = (call.body.text, call.body.client_id, call.body.mentions, call.request_id)
    entry, again = composing.write_note(call.desk, call.caller.agent, conversation_id, *said)
    return Answer(show_entry(entry, BY_AGENTS), status=200 if again else 201)


@routes.post(
    ONE + "/notes/change",
    caller=people.may("conversations.answer"),
    body=ChangeMessage,
    statuses=(200, 201),
    raises=(NotYours, ConversationClosed, KeyReused, NotYourWords, TooLateToChange, WasWithdrawn),
)
def change_note(call: Call[people.Caller], conversation_id: str) -> Answer[EntryView]:
    """Edit or withdraw a note of one's own, within two minutes; the entry that says so."""
    said = (call.body.seq, call.body.text, call.body.client_id, call.request_id)
    entry, again = composing.change_note(call.desk, call.caller.agent, conversation_id, *said)
    return Answer(show_entry(entry, BY_AGENTS), status=200 if again else 201)


@routes.post(
    ONE + "/messages/change",
    caller=people.may("conversations.answer"),
    body=ChangeMessage,
    statuses=(200, 201),
    raises=(
        NumbersStopped,
        NotYours,
        NotTaken,
        ConversationClosed,
        KeyReused,
        NotYourWords,
        TooLateToChange,
        WasWithdrawn,
        MustNotBeSaid,
    ),
)
def change_reply(call: Call[people.Caller], conversation_id: str) -> Answer[EntryView]:
    """Edit or withdraw a message of one's own, within two minutes; the entry that says so."""
    said = (call.body.seq, call.body.text, call.body.client_id, call.request_id)
    entry, again = composing.change_reply(call.desk, call.caller.agent, conversation_id, *said)
    return Answer(show_entry(entry, BY_AGENTS), status=200 if again else 201)


@routes.post(
    ONE + "/snooze",
    caller=people.may("conversations.answer"),
    body=SnoozeFor,
    raises=(NotYours, NotTaken, ConversationClosed, TooManyAside),
)
def snooze(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationView]:
    """Put a conversation aside until a time, or until its visitor writes; it takes no slot meanwhile."""
    said = (call.body.until, call.request_id)
    return Answer(show_conversation(snoozing.snooze(call.desk, call.caller.agent, conversation_id, *said)))


@routes.post(
    ONE + "/bring-back",
    caller=people.may("conversations.answer"),
    body=Empty,
    raises=(NotYours, NotTaken, ConversationClosed, NotSnoozed),
)
def bring_back(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationView]:
    """Have back what was put aside, before its time."""
    return Answer(
        show_conversation(snoozing.bring_back(call.desk, call.caller.agent, conversation_id, call.request_id))
    )


@routes.post("/v1/desk/visitors/{visitor_id}/block", caller=people.may(BLOCK), body=BlockVisitor, raises=(NotYours,))
def block_visitor(call: Call[people.Caller], visitor_id: str) -> Answer[VisitorView]:
    """Take nothing more of a visitor, until a time or for ever; what they have open ends."""
    blocked = blocking.block_visitor(call.desk, call.caller.agent, visitor_id, call.body, call.request_id)
    return Answer(show_visitor(blocked))


@routes.post("/v1/desk/visitors/{visitor_id}/unblock", caller=people.may(BLOCK), body=Empty, raises=(NotYours,))
def unblock_visitor(call: Call[people.Caller], visitor_id: str) -> Answer[VisitorView]:
    """Let a visitor in again; twice is once."""
    return Answer(show_visitor(blocking.unblock_visitor(call.desk, call.caller.agent, visitor_id, call.request_id)))


@routes.get("/v1/admin/blocked-visitors", caller=people.may(BLOCK, everywhere=True), query=BlockedQuery)
def list_blocked(call: Call[people.Caller]) -> Answer[PageOf[VisitorView]]:
    """Visitors who are not let in."""
    items, following = blocking.list_blocked(call.desk, call.caller.agent, call.query.cursor or None)
    return Answer(PageOf([show_visitor(each) for each in items], following))
