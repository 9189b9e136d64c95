"""One number in full, and words that go out with a protected link (F8)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.conversations.model.channelled import ReplyRefused
from chalicelib.conversations.model.conversation import ConversationClosed
from chalicelib.conversations.model.refusals import NotTaken
from chalicelib.core.errors import LimitReached, NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.sensitive import KINDS
from chalicelib.core.text import among
from chalicelib.core.veil import OfDesk
from chalicelib.files.model.upload import FileUsed, UnknownFile
from chalicelib.knowledge.model.unsaid import MustNotBeSaid
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import ANSWER, SEE_NUMBERS, SHOW_ONE
from chalicelib.sensitive.model.link import NothingToProtect, ProtectWords
from chalicelib.sensitive.model.one import SeveralAlike, ShowNumber
from chalicelib.sensitive.service import links, showing

routes = Routes(__name__)


class ShownNumber(msgspec.Struct):
    """``value``: the number or address in full."""

    value: OfDesk
    kind: Annotated[str, among(*KINDS)]


class ProtectedView(msgspec.Struct):
    """``seq``: of the message that brings the link."""

    link_id: str
    seq: int
    expires_at: datetime


@routes.post(
    "/v1/desk/sensitive/shown",
    caller=people.may(SHOW_ONE, SEE_NUMBERS),
    body=ShowNumber,
    raises=(NotYours, NotFound, SeveralAlike, LimitReached),
)
def show_number(call: Call[people.Caller]) -> Answer[ShownNumber]:
    """A number that is shown in part, in full, with a reason; who, where and why is in the audit log."""
    found = showing.show(call, call.body)
    return Answer(ShownNumber(found.value, found.kind))


@routes.post(
    "/v1/desk/sensitive/links",
    caller=people.may(ANSWER),
    body=ProtectWords,
    statuses=(200, 201),
    raises=(
        NotYours,
        NotFound,
        NotTaken,
        ConversationClosed,
        KeyReused,
        MustNotBeSaid,
        ReplyRefused,
        FileUsed,
        UnknownFile,
        NothingToProtect,
        LimitReached,
    ),
)
def protect_words(call: Call[people.Caller]) -> Answer[ProtectedView]:
    """Send an answer without its numbers, and with a link by which the customer sees them. 200: it was sent before."""
    link, entry, before = links.protect(call.desk, call.caller, call.body, call.request_id)
    return Answer(ProtectedView(link.link_id, entry.seq, link.expires_at), status=200 if before else 201)
