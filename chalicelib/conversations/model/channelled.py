"""Conversations with customers who write elsewhere: by e-mail, SMS, in an app, on a social network (A9). Pure."""

from __future__ import annotations

from datetime import datetime

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
from chalicelib.core.errors import Conflict, Invalid, members

HELD_MINUTES = 2 * 24 * 60  # a customer elsewhere answers when they look there again


class ReplyElsewhere(msgspec.Struct, frozen=True):
    """Asked before an agent's words are stored: what is in the way of bringing them to whom they are for (``Unsent``),
    or None. ``file_type``, ``file_size``: of the file that goes with them."""

    conversation_id: str
    channel_id: str
    text: str
    file_type: str | None = None
    file_size: int = 0


class Unsent(msgspec.Struct, frozen=True):
    """Why words cannot go out: ``field``, where it is what was written; else ``until``, until when they could have."""

    reason: str
    words: str
    field: str | None = None
    until: datetime | None = None


class ReplyRefused(Conflict):
    """It cannot be brought to the customer; ``reason`` says why, ``until``: until when it could have been."""

    code = "channel_refuses"
    title = "This cannot be sent by the customer's channel"
    beside = members(reason=str, until=datetime | None)


def refuse_unsent(unsent: Unsent | None) -> None:
    """Raises ``ReplyRefused``, or ``Invalid`` where it is what was written, unless nothing is in the way."""
    if unsent is None:
        return
    if unsent.field is not None:
        raise Invalid.field(unsent.field, unsent.words)
    raise ReplyRefused(unsent.words, extra={"reason": unsent.reason, "until": unsent.until})


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
