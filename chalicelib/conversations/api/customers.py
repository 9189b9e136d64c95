"""What agents see of the customer of a conversation, part by part, as it is opened."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.conversations.api.desk import FORMER
from chalicelib.conversations.api.views import State
from chalicelib.conversations.model.conversation import PREVIEW
from chalicelib.conversations.service import customers, editing
from chalicelib.conversations.service.customers import Earlier
from chalicelib.core.authors import AgentRef
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing
from chalicelib.core.text import Id
from chalicelib.core.times import stored
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.fields import MOST_FIELDS, FieldValues
from chalicelib.visitors.model.visitor import LONGEST_NOTE, Note, NotYourNote, Value, Visit

routes = Routes(__name__)

ONE = "/v1/desk/conversations/{conversation_id}"
answering = people.may("conversations.answer")


@showing(Visit)
class VisitView(msgspec.Struct):
    """One visit. ``device``: in words of ours, such as Chrome · Windows; what the browser said is not kept."""


class EarlierView(msgspec.Struct):
    """One of the customer's conversations. ``in_reach``: whether the reader may read it; of others only that it was is
    shown, and ``last_text`` is null."""

    conversation_id: str
    state: State
    started_at: datetime
    closed_at: datetime | None
    agent: AgentRef | None
    category: str | None
    in_reach: bool
    last_text: str | None


class CustomerNoteView(msgspec.Struct):
    """``edited_at``: when its author last gave it other words; ``version``: how often that was."""

    note_id: str
    at: datetime
    by: AgentRef
    text: str
    edited_at: datetime | None
    version: int


class FormerNoteView(msgspec.Struct):
    """What a note said from then on, until it was given the words of the next ``version``."""

    version: int
    at: datetime
    text: str


class TagView(msgspec.Struct):
    tag: str


class AddNote(msgspec.Struct, forbid_unknown_fields=True):
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_NOTE + 1000)]
    client_id: Id


class EditNote(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the one that is given other words; left out: whichever there is."""

    text: Annotated[str, msgspec.Meta(max_length=LONGEST_NOTE + 1000)]
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


class FillIn(msgspec.Struct, forbid_unknown_fields=True):
    """``values``: by the ids of fields; null empties one. ``version``: as they were read (null: no matter)."""

    values: Annotated[dict[Id, Value | None], msgspec.Meta(max_length=MOST_FIELDS)]
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


class FilledFieldsView(msgspec.Struct):
    """``values``: by the ids of fields, of archived ones too; what is not named is empty."""

    values: dict[str, Value]
    version: int


@routes.get(ONE + "/visits", caller=answering, query=PageQuery, raises=(NotYours,))
def list_visits(call: Call[people.Caller], conversation_id: str) -> Answer[PageOf[VisitView]]:
    """The customer's last visits: when, the page, whence they came, and on what."""
    visits = customers.list_visits(call.desk, call.caller.agent, conversation_id, call.request_id)
    return Answer(page(call, visits, lambda each: stored(each.at), _show_visit, forward=False))


@routes.get(ONE + "/earlier", caller=answering, query=PageQuery, raises=(NotYours,))
def list_earlier_conversations(call: Call[people.Caller], conversation_id: str) -> Answer[PageOf[EarlierView]]:
    """The customer's conversations, this one among them: what is going on first, then what ended last."""
    asked = (call.desk, call.caller.agent, conversation_id, start_of(call), call.request_id)
    things, more = customers.list_earlier(*asked)
    return Answer(page(call, things, lambda each: each.place, _show_earlier, forward=False, more=more))


@routes.get(ONE + "/customer-notes", caller=answering, query=PageQuery, raises=(NotYours,))
def list_notes(call: Call[people.Caller], conversation_id: str) -> Answer[PageOf[CustomerNoteView]]:
    """What colleagues wrote of the customer, newest first."""
    asked = (call.desk, call.caller.agent, conversation_id, start_of(call), call.request_id)
    notes, more = customers.list_notes(*asked)
    return Answer(page(call, notes, lambda each: each.note_id, show_note, forward=False, more=more))


@routes.post(ONE + "/customer-notes", caller=answering, body=AddNote, statuses=(200, 201), raises=(NotYours, KeyReused))
def add_note(call: Call[people.Caller], conversation_id: str) -> Answer[CustomerNoteView]:
    """Write something of the customer for colleagues; the same ``client_id`` is stored once."""
    written = (call.body.text, call.body.client_id, call.request_id)
    note, again = customers.add_note(call.desk, call.caller.agent, conversation_id, *written)
    return Answer(show_note(note), status=200 if again else 201)


@routes.put(
    ONE + "/customer-notes/{note_id}",
    caller=answering,
    body=EditNote,
    restores=True,
    raises=(NotYours, NotYourNote, ChangedMeanwhile),
)
def edit_note(call: Call[people.Caller], conversation_id: str, note_id: str) -> Answer[CustomerNoteView]:
    """Give a note of one's own other words; what it said before is kept for those who may see it."""
    written = (note_id, call.body.text, call.body.version, call.request_id)
    return Answer(show_note(customers.edit_note(call.desk, call.caller.agent, conversation_id, *written)))


@routes.get(
    ONE + "/customer-notes/{note_id}/former", caller=people.may(FORMER), query=PageQuery, raises=(NotYours, NotFound)
)
def list_former_notes(call: Call[people.Caller], conversation_id: str, note_id: str) -> Answer[PageOf[FormerNoteView]]:
    """What a note of the customer said before, the newest first."""
    asked = (call.desk, call.caller.agent, conversation_id, note_id, start_of(call), call.request_id)
    notes, more = customers.list_former(*asked)
    return Answer(page(call, notes, lambda each: each.version, _show_former, forward=False, more=more))


@routes.get(ONE + "/customer-fields", caller=answering, raises=(NotYours,))
def read_customer_fields(call: Call[people.Caller], conversation_id: str) -> Answer[FilledFieldsView]:
    """What is filled in of the customer in the desk's own fields."""
    filled = customers.read_fields(call.desk, call.caller.agent, conversation_id, call.request_id)
    return Answer(show_filled(filled))


@routes.put(
    "/v1/desk/visitors/{visitor_id}/fields",
    caller=answering,
    body=FillIn,
    restores=True,
    raises=(NotFound, NotYours, ChangedMeanwhile),
)
def fill_in_fields(call: Call[people.Caller], visitor_id: str) -> Answer[FilledFieldsView]:
    """Write down what is known of a customer in the desk's own fields; what is not named stays."""
    form = (call.body.values, call.body.version, call.request_id)
    return Answer(show_filled(editing.fill_in(call.desk, call.caller.agent, visitor_id, *form)))


@routes.get("/v1/desk/tags", caller=answering, query=PageQuery)
def list_tags(call: Call[people.Caller]) -> Answer[PageOf[TagView]]:
    """The tags that colleagues have given to customers."""
    return Answer(page(call, visitors.list_tags(call.desk), lambda each: each, TagView))


def show_filled(filled: FieldValues) -> FilledFieldsView:
    return FilledFieldsView(filled.known, filled.version)


def show_note(note: Note) -> CustomerNoteView:
    return CustomerNoteView(note.note_id, note.at, note.by.ref, note.text, note.edited_at, note.version)


def _show_former(note: Note) -> FormerNoteView:
    return FormerNoteView(note.version, note.edited_at or note.at, note.text)


def _show_visit(visit: Visit) -> VisitView:
    return msgspec.convert(visit, VisitView, from_attributes=True)


def _show_earlier(earlier: Earlier) -> EarlierView:
    header = earlier.header
    return EarlierView(
        header.conversation_id,
        header.state,
        header.started_at,
        header.closed_at,
        header.agent.ref if header.agent else None,
        header.category,
        earlier.is_in_reach,
        header.last_text[:PREVIEW] if earlier.is_in_reach else None,
    )
