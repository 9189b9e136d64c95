"""The agents' side."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.conversations.api.records import NewRecord, RecordView, show_record
from chalicelib.conversations.api.views import (
    BY_AGENTS,
    After,
    ConversationView,
    EntriesPage,
    EntriesQuery,
    EntryView,
    Message,
    Seen,
    show_conversation,
    show_entry,
    show_page,
)
from chalicelib.conversations.model.channelled import ReplyRefused
from chalicelib.conversations.model.conversation import ConversationClosed
from chalicelib.conversations.model.filing import CategoryNeeded
from chalicelib.conversations.model.numbers import NumbersStopped
from chalicelib.conversations.model.pages import visitor_pace
from chalicelib.conversations.model.refusals import (
    AlreadyHeld,
    AlreadyThere,
    NotAGuest,
    NotAnswered,
    NotHeld,
    NotTaken,
    TooManyGuests,
)
from chalicelib.conversations.model.words import Promised, PromiseSought
from chalicelib.conversations.service import counting, editing, filing, intake, reading, together, transitions
from chalicelib.conversations.service.intake import Enclosed
from chalicelib.core import events
from chalicelib.core.errors import Invalid
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import PageOf
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.core.tallies import CONSOLE_POLLS
from chalicelib.core.text import Id
from chalicelib.files.model.upload import FileUsed, UnknownFile
from chalicelib.knowledge.model.unsaid import NOTHING_HEEDED, Heeded, MustNotBeSaid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, AgentAway
from chalicelib.people.model.announced import MOST_UNREAD, unread
from chalicelib.people.model.mentions import Mention, mentions_in
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import AS_WRITTEN
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import EditVisitor, Value, Visitor

routes = Routes(__name__)

ONE = "/v1/desk/conversations/{conversation_id}"
FORMER = "conversations.former"
Cursor = Annotated[str, msgspec.Meta(max_length=12_000)]


class InboxQuery(msgspec.Struct, forbid_unknown_fields=True):
    cursor: Cursor = ""


class ListQuery(msgspec.Struct, forbid_unknown_fields=True):
    view: Literal["mine", "waiting", "all"] = "mine"
    state: Literal["waiting", "open", "closed", ""] = ""
    cursor: Cursor = ""


class TranscriptQuery(EntriesQuery, forbid_unknown_fields=True):
    """``before``: from the end, the last entries before this one; before 0, the newest."""

    before: After | None = None


class Reply(Message, forbid_unknown_fields=True):
    """``file_id``: a file that goes with it, then the text may be empty; ``quote``: the number of the message that this
    one answers. ``heeded``: which words that must not be said its agent wrote before, and did not send."""

    heeded: Heeded = NOTHING_HEEDED


@showing(Promised)
class PromiseView(msgspec.Struct):
    """What an agent's words promise, as far as they can be read: by when, and by which channel."""


class ReplyView(EntryView, omit_defaults=True):
    """``promise``: what the words promise, if they look like it; it is not written down by that."""

    promise: PromiseView | None = None


class Close(msgspec.Struct, forbid_unknown_fields=True):
    """``category_id``: what it was about, by the tree of categories; ``category``: the same in words. ``record``: what
    was done."""

    category: Annotated[str, msgspec.Meta(max_length=80)] | None = None
    category_id: Id | None = None
    record: NewRecord | None = None


class Invite(msgspec.Struct, forbid_unknown_fields=True):
    agent_id: Id
    note: Annotated[str, msgspec.Meta(max_length=1000)] | None = None


@showing(
    Visitor,
    "visitor_id name level visits first_seen_at last_seen_at locale email mobile page referrer tags block merged "
    "also_emails also_mobiles preferred_channel refused_channels refused_kinds hours version",
)
class VisitorView(msgspec.Struct):
    """``user_id``, ``attributes``: what the website proved of its user; null, and none, where it vouches for nobody.
    ``block``: since when nothing of theirs is taken, why, and until when (null: for ever); null: they are let in.
    ``merged``: ids of those who are one with them, as colleagues know; ``also_emails``, ``also_mobiles``: what else
    those gave. ``preferred_channel``: by which they wish to be written to first, ``refused_channels``: by which never,
    ``refused_kinds``: what never, ``hours``: when, null: at any time. ``version``: one more with each change of who
    they are."""

    user_id: str | None
    attributes: dict[str, Value]


class UrgentAnnouncement(msgspec.Struct):
    """An urgent announcement that one has not confirmed."""

    announcement_id: str
    edition: int


class UnreadAnnouncements(msgspec.Struct):
    """Announcements that one has not confirmed: how ``many`` (``more``: and others behind them), of them the ``urgent``
    ones, which come before the next conversation, and how many one was ``reminded`` of."""

    many: int
    more: bool
    urgent: list[UrgentAnnouncement]
    reminded: int


class InboxView(msgspec.Struct):
    """``gone``: ids of conversations that are one's own no more, and wait no more. ``cursor``: to ask with next.
    ``more_waiting``: others wait behind those that are listed. ``mentions``: notes that name one and that one has not
    read, the newest first. ``announcements``: what one has not confirmed."""

    items: list[ConversationView]
    gone: list[str]
    cursor: str
    poll_after_ms: int
    more_waiting: bool
    mentions: list[Mention]
    announcements: UnreadAnnouncements


@showing(counting.Count)
class CountView(msgspec.Struct):
    """How many wait, or did some seconds ago; ``more``: others wait behind those that were counted (10,000 at most)."""


class ConversationCard(ConversationView):
    visitor: VisitorView
    record: RecordView


def show_visitor(visitor: Visitor) -> VisitorView:
    vouched = visitor.vouched
    known = (vouched.user_id, vouched.attributes) if vouched is not None else (None, {})
    return shown(VisitorView, visitor, user_id=known[0], attributes=known[1])


def show_unread(agent: Agent, now: datetime) -> UnreadAnnouncements:
    """As it stands in the agent's own record: no request."""
    waiting = unread(agent.announced, now)
    urgent = [UrgentAnnouncement(each.announcement_id, each.edition) for each in waiting if each.urgent]
    reminded = sum(each.reminded for each in waiting)
    return UnreadAnnouncements(len(waiting), len(waiting) >= MOST_UNREAD, urgent, reminded)


@routes.get("/v1/desk/inbox", caller=people.may("conversations.answer"), query=InboxQuery)
def read_inbox(call: Call[people.Caller]) -> Answer[InboxView]:
    """What changed among one's own conversations and those that wait, since ``cursor``."""
    inbox = reading.read_inbox(call.desk, call.caller.agent, call.query.cursor or None)
    items = [show_conversation(each.header, each.place, each.expected, each.left_at) for each in inbox.items]
    mentions = mentions_in(call.caller.agent.mentioned)
    announced = show_unread(call.caller.agent, call.desk.now())
    return Answer(InboxView(items, list(inbox.gone), inbox.cursor, inbox.pace, inbox.more_waiting, mentions, announced))


@routes.get("/v1/desk/queue/count", caller=people.may("conversations.answer"))
def count_waiting(call: Call[people.Caller]) -> Answer[CountView]:
    """How many wait whom one may take."""
    return Answer(shown(CountView, counting.count_waiting(call.desk, call.caller.agent)))


@routes.get("/v1/desk/conversations", caller=people.may("conversations.answer"), query=ListQuery)
def list_conversations(call: Call[people.Caller]) -> Answer[PageOf[ConversationView]]:
    """Conversations in reach; a page may be short while others follow."""
    query = call.query
    items, following = reading.list_conversations(
        call.desk, call.caller.agent, query.view, query.state or None, query.cursor or None
    )
    return Answer(PageOf([show_conversation(each.header, each.place, each.expected) for each in items], following))


@routes.get(ONE, caller=people.may("conversations.answer"), raises=(NotYours,))
def read_conversation(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationCard]:
    """One conversation, and the card of its visitor."""
    header, left_at = reading.read_card(call.desk, call.caller.agent, conversation_id, call.request_id)
    card = show_visitor(visitors.card(call.desk, header.visitor_id))
    shown = show_conversation(header, left_at=left_at)
    record = show_record(header.wrap.record)
    return Answer(ConversationCard(**msgspec.structs.asdict(shown), visitor=card, record=record))


@routes.put(
    "/v1/desk/visitors/{visitor_id}",
    caller=people.may("conversations.answer"),
    body=EditVisitor,
    restores=True,
    raises=(NotYours, ChangedMeanwhile),
)
def edit_visitor(call: Call[people.Caller], visitor_id: str) -> Answer[VisitorView]:
    """Write down who a visitor is; it reaches their open conversation at once."""
    edited = editing.edit_visitor(call.desk, call.caller.agent, visitor_id, call.body, call.request_id)
    return Answer(show_visitor(edited))


@routes.get(ONE + "/entries", caller=people.may("conversations.answer"), query=TranscriptQuery, raises=(NotYours,))
def read_transcript(call: Call[people.Caller], conversation_id: str) -> Answer[EntriesPage]:
    """The entries of a conversation, with what is for agents only: those after one, or the last before one."""
    query, reader = call.query, (call.desk, call.caller.agent, conversation_id)
    if query.before is not None and query.after:
        raise Invalid.field("before", "after one or before one, not both")
    if query.before is not None:
        page = reading.read_transcript_before(*reader, query.before or None, query.limit, call.request_id)
    else:
        page = reading.read_transcript(*reader, query.after, query.limit, call.request_id, query.told)
    last_at = page.entries[-1].at if page.entries else page.header.last_at if page.header else None
    now = call.desk.now()
    pace = call.desk.paced(visitor_pace(page.state, last_at, now), CONSOLE_POLLS)
    may = call.caller.agent.rights.permissions
    seen = Seen(to_agents=True, former=FORMER in may, as_written=AS_WRITTEN in may)
    return Answer(show_page(page, now, pace, seen, forward=query.before is None))


@routes.post(
    ONE + "/messages",
    caller=people.may("conversations.answer"),
    body=Reply,
    statuses=(200, 201),
    raises=(
        NumbersStopped,
        NotYours,
        NotTaken,
        ConversationClosed,
        KeyReused,
        UnknownFile,
        FileUsed,
        MustNotBeSaid,
        ReplyRefused,
    ),
)
def reply(call: Call[people.Caller], conversation_id: str) -> Answer[ReplyView]:
    """Answer a visitor, send them a file, or both; once for each ``client_id``. What looks like a promise is read."""
    body = call.body
    said = (
        body.text,
        body.client_id,
        call.request_id,
        Enclosed(file_id=body.file_id, quote=body.quote, heeded=body.heeded),
    )
    entry, again = intake.reply(call.desk, call.caller.agent, conversation_id, *said)
    promised = None if again else events.ask(call.desk, PromiseSought(body.text))
    proposal = shown(PromiseView, promised) if promised is not None else None
    view = shown(ReplyView, show_entry(entry, BY_AGENTS), promise=proposal)
    return Answer(view, status=200 if again else 201)


@routes.post(
    ONE + "/close", caller=people.may("conversations.answer"), body=Close, raises=(NotYours, NotTaken, CategoryNeeded)
)
def end_conversation(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationView]:
    """End a conversation, and say what it was about; twice is once."""
    body: Close = call.body
    record = body.record.as_record if body.record is not None else None
    filed = filing.said_at_end(call.desk, body.category_id, (body.category or "").strip() or None, record)
    said = (filed, call.request_id)
    return Answer(show_conversation(transitions.end_conversation(call.desk, call.caller.agent, conversation_id, *said)))


@routes.post(
    ONE + "/hold",
    caller=people.may("conversations.transfer"),
    body=Empty,
    raises=(NotYours, NotTaken, ConversationClosed, AlreadyHeld, NotAnswered),
)
def hold(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationView]:
    """Ask the visitor to wait a moment, once they have been answered."""
    return Answer(show_conversation(together.hold(call.desk, call.caller.agent, conversation_id, call.request_id)))


@routes.post(
    ONE + "/resume",
    caller=people.may("conversations.transfer"),
    body=Empty,
    raises=(NotYours, NotTaken, ConversationClosed, NotHeld),
)
def resume(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationView]:
    """Go on after a hold."""
    return Answer(show_conversation(together.resume(call.desk, call.caller.agent, conversation_id, call.request_id)))


@routes.post(
    ONE + "/invite",
    caller=people.may("conversations.transfer"),
    body=Invite,
    raises=(NotYours, NotTaken, ConversationClosed, AlreadyThere, TooManyGuests, AgentAway),
)
def invite(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationView]:
    """Bring in a colleague who sees and writes until they leave."""
    said = (call.body.agent_id, call.body.note, call.request_id)
    return Answer(show_conversation(together.invite(call.desk, call.caller.agent, conversation_id, *said)))


@routes.post(
    ONE + "/leave",
    caller=people.may("conversations.answer"),
    body=Empty,
    raises=(NotYours, ConversationClosed, NotAGuest, NotTaken),
)
def leave(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationView]:
    """Leave a conversation to which one was invited."""
    return Answer(show_conversation(together.leave(call.desk, call.caller.agent, conversation_id)))
