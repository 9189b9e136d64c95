"""Calls as a telephone system tells of them, signed (A9)."""

from __future__ import annotations

from chalicelib.channels.model.channel import ChannelOff, UnknownChannel
from chalicelib.channels.model.signatures import SignatureRefused
from chalicelib.core.errors import LimitReached
from chalicelib.core.http import Answer, Call, Routes, current_request
from chalicelib.core.once import KeyReused
from chalicelib.core.outbound import SIGNATURE
from chalicelib.phone.api.views import ReceivedCall
from chalicelib.phone.model.forms import GivenCall
from chalicelib.phone.service import receiving

routes = Routes(__name__)


@routes.post(
    "/v1/channels/{channel_id}/calls",
    body=GivenCall,
    statuses=(200, 201),
    raises=(UnknownChannel, SignatureRefused, ChannelOff, KeyReused, LimitReached),
)
def receive_phone_call(call: Call[None], channel_id: str) -> Answer[ReceivedCall]:
    """A call, by the telephone system that speaks for a channel of kind `phone`; the same `call_id` is stored once.

    Told again otherwise it is known as the system knew it last (`told_at`). Signed as messages are:
    `X-Deskbell-Signature`.
    """
    raw = current_request().raw_body or b""
    body = raw.encode() if isinstance(raw, str) else raw
    told = receiving.receive(call.desk, channel_id, call.headers.get(SIGNATURE.lower(), ""), body, call.body)
    call.notes["conversation_id"] = told.call.conversation_id
    view = ReceivedCall(told.call.call_id, told.call.conversation_id)
    return Answer(view, status=200 if told.again else 201)
