"""What comes in by channels, signed (A9)."""

from __future__ import annotations

import msgspec

from chalicelib.channels.model.channel import ChannelOff, UnknownChannel
from chalicelib.channels.model.inbound import Incoming
from chalicelib.channels.model.signatures import SignatureRefused
from chalicelib.channels.service import receiving
from chalicelib.core.errors import LimitReached, Unauthorized
from chalicelib.core.http import Answer, Call, Routes, current_request
from chalicelib.core.once import KeyReused
from chalicelib.core.outbound import SIGNATURE
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.files.model.upload import FileUsed, UnknownFile
from chalicelib.plans.model.plan import NobodyReceives, UnknownPlan
from chalicelib.visitors.model.identity import IdentityExpired, IdentityRefused
from chalicelib.visitors.model.visitor import VisitorRefused

routes = Routes(__name__)

MOST_BYTES = 2_000_000


class ReceivedView(msgspec.Struct):
    """The conversation that it is part of, and its number there; of a message in several parts the last one's."""

    conversation_id: str
    seq: int


@routes.post(
    "/v1/channels/{channel_id}/messages",
    body=Incoming,
    most_bytes=MOST_BYTES,
    statuses=(200, 201),
    raises=(
        UnknownChannel,
        SignatureRefused,
        ChannelOff,
        KeyReused,
        LimitReached,
        VisitorRefused,
        NobodyReceives,
        IdentityRefused,
        IdentityExpired,
        Unauthorized,
        UnknownPlan,
        UnknownFile,
        ChangedMeanwhile,
        FileUsed,
    ),
)
def receive_message(call: Call[None], channel_id: str) -> Answer[ReceivedView]:
    """A customer's message, by whoever speaks for the channel; the same `message_id` is stored once.

    The header `X-Deskbell-Signature` proves it: `t=<seconds since 1970>,v1=<HMAC-SHA256 of t.body in hex>`, with a key
    of the channel's, within five minutes.
    """
    raw = current_request().raw_body or b""
    signature = call.headers.get(SIGNATURE.lower(), "")
    body = raw.encode() if isinstance(raw, str) else raw
    received = receiving.receive(call.desk, channel_id, signature, body, call.body)
    call.notes["conversation_id"] = received.conversation_id
    return Answer(ReceivedView(received.conversation_id, received.seq), status=200 if received.again else 201)
