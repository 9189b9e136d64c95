"""Files in conversations: asked for, arrived, seen, taken away."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.conversations.api.views import FileView
from chalicelib.conversations.model.conversation import ConversationClosed
from chalicelib.conversations.model.refusals import NotTaken
from chalicelib.conversations.service import files as sent
from chalicelib.core.errors import LimitReached
from chalicelib.core.files import FilesOff
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.shapes import shown
from chalicelib.files import service as files
from chalicelib.files.model.forms import SendFile, TicketView
from chalicelib.files.model.sniffing import FileRefused
from chalicelib.files.model.upload import FileInQuarantine, NotArrived, UnknownFile, Upload
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.plans.model.plan import UnknownPlan
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import VisitorRefused

routes = Routes(__name__)

WIDGET = "/v1/widget/{plan_key}"
ONE = "/v1/desk/conversations/{conversation_id}"
AFTERWARDS = (UnknownFile, NotArrived, FileRefused)


class LinkView(msgspec.Struct):
    """Addresses that are good for ten minutes at least. ``preview_url``: of the small picture, if there is one."""

    file: FileView
    url: str
    preview_url: str | None


class ScannerView(msgspec.Struct):
    """Who is asked about each file, and the secret that signs what is asked; empty: nobody."""

    scanner_url: str
    secret: str


class ChangeScanner(msgspec.Struct, forbid_unknown_fields=True):
    scanner_url: Annotated[str, msgspec.Meta(max_length=500)]


def _ticket(ticket: files.Ticket) -> Answer[TicketView]:
    return Answer(ticket.view, status=201)


def _arrived(upload: Upload) -> Answer[FileView]:
    return Answer(shown(FileView, upload.file))


def _linked(linked: sent.Linked) -> Answer[LinkView]:
    return Answer(LinkView(shown(FileView, linked.file), linked.url, linked.preview_url))


@routes.post(
    WIDGET + "/files",
    caller=visitors.recognised,
    body=SendFile,
    statuses=(201,),
    keyed=True,
    raises=(UnknownPlan, LimitReached, FilesOff, FileRefused, KeyReused, UnknownFile, VisitorRefused),
)
def send_file(call: Call[visitors.Caller], plan_key: str) -> Answer[TicketView]:
    """Ask for a place for a file that a visitor wants to send."""
    once = call.once(f"send_file#{call.caller.visitor_id}")
    wish = call.body.wish
    return _ticket(sent.ask_as_visitor(call.desk, call.caller, plan_key, wish, address=call.source_ip, once=once))


@routes.post(WIDGET + "/files/{file_id}/arrived", caller=visitors.recognised, body=Empty, raises=AFTERWARDS)
def file_has_arrived(call: Call[visitors.Caller], plan_key: str, file_id: str) -> Answer[FileView]:
    """Say that a visitor's file was uploaded: it is looked at, and can be sent if it is what may be sent."""
    visitors.same_plan(call.caller, plan_key)
    return _arrived(files.arrived(call.desk, sent.owner_of("visitor", call.caller.visitor_id), file_id))


@routes.get(
    WIDGET + "/conversations/{conversation_id}/files/{file_id}",
    caller=visitors.recognised,
    raises=(UnknownFile, FileInQuarantine),
)
def read_file(call: Call[visitors.Caller], plan_key: str, conversation_id: str, file_id: str) -> Answer[LinkView]:
    """Where a file of a visitor's conversation is, for some minutes."""
    return _linked(sent.link_for_visitor(call.desk, call.caller, plan_key, conversation_id, file_id))


@routes.post(
    ONE + "/files",
    caller=people.may("conversations.answer"),
    body=SendFile,
    statuses=(201,),
    keyed=True,
    raises=(NotYours, NotTaken, ConversationClosed, LimitReached, FilesOff, FileRefused, KeyReused, UnknownFile),
)
def send_file_to_visitor(call: Call[people.Caller], conversation_id: str) -> Answer[TicketView]:
    """Ask for a place for a file that an agent wants to send."""
    once = call.once(f"send_file#{call.caller.agent.agent_id}")
    return _ticket(sent.ask_as_agent(call.desk, call.caller.agent, conversation_id, call.body.wish, once))


@routes.post(
    "/v1/desk/files/{file_id}/arrived", caller=people.may("conversations.answer"), body=Empty, raises=AFTERWARDS
)
def agents_file_has_arrived(call: Call[people.Caller], file_id: str) -> Answer[FileView]:
    """Say that an agent's file was uploaded: it is looked at, and can be used if it is what may be sent."""
    return _arrived(files.arrived(call.desk, sent.owner_of("agent", call.caller.agent.agent_id), file_id))


@routes.get(
    ONE + "/files/{file_id}",
    caller=people.may("conversations.answer"),
    raises=(NotYours, UnknownFile, FileInQuarantine),
)
def read_file_of_conversation(call: Call[people.Caller], conversation_id: str, file_id: str) -> Answer[LinkView]:
    """Where a file of a conversation is, for some minutes."""
    said = (conversation_id, file_id, call.request_id)
    return _linked(sent.link_for_agent(call.desk, call.caller.agent, *said))


@routes.delete(
    ONE + "/files/{file_id}",
    caller=people.may("conversations.reassign"),
    statuses=(204,),
    raises=(NotYours, UnknownFile),
)
def remove_file(call: Call[people.Caller], conversation_id: str, file_id: str) -> Answer[None]:
    """Take a file out of a conversation, for good; an entry says so."""
    sent.remove(call.desk, call.caller.agent, conversation_id, file_id, call.request_id)
    return Answer(status=204)


@routes.get("/v1/admin/files", caller=people.may("desk.manage", everywhere=True))
def read_scanner(call: Call[people.Caller]) -> Answer[ScannerView]:
    """Who looks for viruses in what people send."""
    scanner = files.read_scanner(call.desk)
    return Answer(ScannerView(scanner.url, scanner.secret))


@routes.put("/v1/admin/files", caller=people.may("desk.manage", everywhere=True), body=ChangeScanner)
def change_scanner(call: Call[people.Caller]) -> Answer[ScannerView]:
    """Ask this address about each file, signed with its new secret, or nobody (empty)."""
    scanner = files.change_scanner(call.desk, call.body.scanner_url, call.caller.by(call.request_id))
    return Answer(ScannerView(scanner.url, scanner.secret))
