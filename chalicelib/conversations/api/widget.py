"""The visitor's side."""

from __future__ import annotations

from datetime import datetime

import msgspec

from chalicelib.conversations.api.views import (
    BY_VISITORS,
    ChangeMessage,
    EntriesPage,
    EntriesQuery,
    EntryView,
    ExpectedView,
    State,
    VisitorMessage,
    show_entry,
    show_expected,
    show_page,
)
from chalicelib.conversations.model.conversation import ConversationClosed, Header, Page
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.pages import visitor_pace
from chalicelib.conversations.model.refusals import NotYourWords, TooLateToChange, WasWithdrawn
from chalicelib.conversations.service import composing, history, intake, queue, reading, starting, transitions
from chalicelib.conversations.service.intake import Enclosed
from chalicelib.core.desk import Desk
from chalicelib.core.errors import LimitReached, OriginNotAllowed
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.tallies import WIDGET_POLLS
from chalicelib.files.model.upload import FileUsed, UnknownFile
from chalicelib.plans.model.plan import NobodyReceives, UnknownPlan
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import VisitorRefused

routes = Routes(__name__)

ROOT = "/v1/widget/{plan_key}/conversations"


class BegunView(EntriesPage):
    conversation_id: str


class OwnConversationView(msgspec.Struct):
    """``closed_at``: null while it goes on; ``last_text``: the beginning of what was said last."""

    conversation_id: str
    state: State
    started_at: datetime
    closed_at: datetime | None
    last_text: str
    agent_name: str | None


class ClosedView(msgspec.Struct):
    conversation_id: str
    state: State
    last_seq: int


class WaitingView(msgspec.Struct):
    """``place`` in the queue, from 1, and how many are ``ahead``; null for who does not wait.

    ``place_more``: more are ahead than that; so far they are counted. ``expected``: null while there is too little to
    go by, or nobody is there.
    """

    state: State
    place: int | None
    ahead: int | None
    place_more: bool = False
    expected: ExpectedView | None = None


def _pace(desk: Desk, page: Page) -> int:
    last_at = page.entries[-1].at if page.entries else page.header.last_at if page.header else None
    return desk.paced(visitor_pace(page.state, last_at, desk.now()), WIDGET_POLLS)


@routes.post(
    ROOT,
    caller=visitors.recognised,
    body=StartConversation,
    statuses=(200, 201),
    raises=(
        UnknownPlan,
        OriginNotAllowed,
        LimitReached,
        NobodyReceives,
        KeyReused,
        UnknownFile,
        FileUsed,
        VisitorRefused,
    ),
)
def start_conversation(call: Call[visitors.Caller], plan_key: str) -> Answer[BegunView]:
    """Begin a conversation with its first message; a second start adds to the open one."""
    begun = starting.start_conversation(
        call.desk, call.caller, plan_key, call.body, origin=call.foreign_origin, address=call.source_ip
    )
    call.notes["conversation_id"] = begun.conversation_id
    shown = show_page(begun.page, call.desk.now(), _pace(call.desk, begun.page), BY_VISITORS)
    page = msgspec.structs.asdict(shown)
    return Answer(BegunView(conversation_id=begun.conversation_id, **page), status=200 if begun.again else 201)


@routes.get(ROOT, caller=visitors.recognised, query=PageQuery)
def list_own_conversations(call: Call[visitors.Caller], plan_key: str) -> Answer[PageOf[OwnConversationView]]:
    """One's own conversations: what is going on first, then what ended last. What was said in one is read as ever."""
    things, more = history.list_own(call.desk, call.caller, plan_key, start_of(call))
    return Answer(page(call, things, lambda each: each[0], _show_own, forward=False, more=more))


def _show_own(placed: tuple[str, Header]) -> OwnConversationView:
    _, header = placed
    name = header.agent.name if header.agent else None
    began, ended = header.started_at, header.closed_at
    said = header.last_written or header.last_text
    return OwnConversationView(header.conversation_id, header.state, began, ended, said, name)


@routes.post(
    ROOT + "/{conversation_id}/messages",
    caller=visitors.recognised,
    body=VisitorMessage,
    statuses=(200, 201),
    raises=(ConversationClosed, LimitReached, KeyReused, UnknownFile, FileUsed),
)
def post_message(call: Call[visitors.Caller], plan_key: str, conversation_id: str) -> Answer[EntryView]:
    """Write a message, send a file, or both; the same ``client_id`` is stored once."""
    body = call.body
    said = (body.text, body.client_id, Enclosed(body.page, body.file_id, body.quote))
    entry, again = intake.post_message(call.desk, call.caller, plan_key, conversation_id, *said)
    return Answer(show_entry(entry, BY_VISITORS), status=200 if again else 201)


@routes.post(
    ROOT + "/{conversation_id}/messages/change",
    caller=visitors.recognised,
    body=ChangeMessage,
    statuses=(200, 201),
    raises=(ConversationClosed, LimitReached, KeyReused, NotYourWords, TooLateToChange, WasWithdrawn),
)
def change_message(call: Call[visitors.Caller], plan_key: str, conversation_id: str) -> Answer[EntryView]:
    """Edit or withdraw a message of one's own, within two minutes; the entry that says so."""
    said = (call.body.seq, call.body.text, call.body.client_id)
    entry, again = composing.change_message(call.desk, call.caller, plan_key, conversation_id, *said)
    return Answer(show_entry(entry, BY_VISITORS), status=200 if again else 201)


@routes.get(ROOT + "/{conversation_id}/entries", caller=visitors.recognised, query=EntriesQuery)
def read_entries(call: Call[visitors.Caller], plan_key: str, conversation_id: str) -> Answer[EntriesPage]:
    """What is new in a conversation; ask after ``last_seq`` next."""
    query = call.query
    page = reading.read_entries(call.desk, call.caller, plan_key, conversation_id, query.after, query.limit, query.told)
    return Answer(show_page(page, call.desk.now(), _pace(call.desk, page), BY_VISITORS))


@routes.post(ROOT + "/{conversation_id}/close", caller=visitors.recognised, body=Empty)
def close_conversation(call: Call[visitors.Caller], plan_key: str, conversation_id: str) -> Answer[ClosedView]:
    """End a conversation; twice is once."""
    header = transitions.close_by_visitor(call.desk, call.caller, plan_key, conversation_id)
    return Answer(ClosedView(conversation_id, header.state, header.last_seq))


@routes.post(ROOT + "/{conversation_id}/waiting", caller=visitors.recognised, body=Empty)
def still_here(call: Call[visitors.Caller], plan_key: str, conversation_id: str) -> Answer[WaitingView]:
    """The sign that the page is still open; says where in the queue one stands."""
    header, standing = queue.still_here(call.desk, call.caller, plan_key, conversation_id)
    if standing is None:
        return Answer(WaitingView(header.state, None, None))
    range_of = show_expected(standing.expected, header.locale)
    return Answer(WaitingView(header.state, standing.place, standing.place - 1, standing.more, range_of))
