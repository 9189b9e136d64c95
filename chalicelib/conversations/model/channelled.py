"""Conversations with customers who write elsewhere: by e-mail, SMS, in an app, on a social network (A9). Pure."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import (
    AUTO_REPLY,
    CLOSED,
    CLOSING,
    MESSAGE,
    OFFLINE_FORM,
    Entry,
    Header,
)
from chalicelib.conversations.model.via import Via

HELD_MINUTES = 2 * 24 * 60  # a customer elsewhere answers when they look there again


class SaidElsewhere(msgspec.Struct, frozen=True):
    """Something was said that its customer is to read where they wrote."""

    conversation_id: str


class ReplyElsewhere(msgspec.Struct, frozen=True):
    """Asked before an agent's words are stored: whether they can be brought to whom they are for. Whoever answers
    raises what is in the way. ``kind``, ``size``: of the file that goes with them."""

    conversation_id: str
    channel_id: str
    text: str
    file_type: str | None = None
    file_size: int = 0


def goes_out(entry: Entry) -> bool:
    """Whether the customer is to read this where they wrote."""
    if entry.kind == MESSAGE:
        return entry.author.kind != "visitor"
    return entry.kind in (AUTO_REPLY, CLOSING) or (entry.offer == OFFLINE_FORM and entry.state == CLOSED)


def arrived_by(header: Header, via: Via) -> Header:
    """The conversation whose customer wrote by this channel last: no page of theirs gives signs, and nobody who owes
    an answer is free of it."""
    idle = max(header.idle_minutes, HELD_MINUTES) if header.idle_minutes else 0
    return header if header.via == via else replace(header, via=via, idle_minutes=idle, marks=False)
