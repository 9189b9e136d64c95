"""A channel's own address is told what was said: by a signed request, or as its provider wants it (A9)."""

from __future__ import annotations

from typing import Any

import msgspec

from chalicelib.channels.model import providers
from chalicelib.channels.model.channel import SIGNED, Channel
from chalicelib.channels.model.outbound import (
    ASKED_SECONDS,
    MOST_BYTES,
    NO_ADDRESS,
    REFUSED,
    TOO_SLOW,
    TOOK_IT,
    UNREACHABLE,
    Outcome,
    Thread,
    spoken,
)
from chalicelib.channels.model.provider import text_with
from chalicelib.channels.service import handing, providing
from chalicelib.channels.service.providing import Posting
from chalicelib.conversations.model.conversation import Entry
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, NotFound, Unavailable
from chalicelib.core.outbound import SIGNATURE, Bounds, NoAnswer, signed
from chalicelib.files import service as files

SENDER = "outbound"
LINK_SECONDS = 24 * 3_600
IDEMPOTENCY = "Idempotency-Key"
_LATER = ("408", "425", "429")  # statuses, and all from 500 on, after which it may go


def knows_again(channel: Channel) -> bool:
    """Whether its receiver knows what it has had before by the name that goes with it."""
    adapter = providers.of(channel)
    return adapter.knows_again if adapter is not None else channel.provider == SIGNED


def call(desk: Desk, channel: Channel, thread: Thread, entry: Entry) -> Outcome:
    """Tell it; what came of that. No request to the database but for a file's."""
    by_link = handing.url_for(desk, channel, thread, entry)
    file = _file(desk, entry) if by_link is None else None
    named = entry.file.name if entry.file is not None else None
    if channel.provider != SIGNED:
        words = text_with(entry.words, named, by_link or (file["url"] if file is not None else None))
        return providing.say(desk, channel, thread, words, f"{thread.conversation_id}#{entry.seq}", posting(desk))
    if not channel.address:
        return Outcome(NO_ADDRESS)
    sent = [file] if file is not None else []
    words = text_with(entry.words, named, by_link) if by_link else entry.words
    by = entry.author.name if entry.author.kind == "agent" else None
    body = spoken(thread, entry.seq, entry.kind, words, by, entry.at, sent)
    headers = {
        SIGNATURE: signed(channel.secrets, int(desk.now().timestamp()), body),
        IDEMPOTENCY: f"{thread.conversation_id}#{entry.seq}",
    }
    try:
        posting(desk).post(channel.address, headers, body, Bounds(ASKED_SECONDS, MOST_BYTES))
    except NoAnswer as refusal:
        return outcome_of(refusal)
    return TOOK_IT


def posting(desk: Desk) -> Posting:
    """Whoever asks servers outside. Raises ``Unavailable``."""
    there: Posting | None = desk.senders.get(SENDER)
    if there is None:
        raise Unavailable("nobody here can ask a channel")
    return there


def outcome_of(refusal: NoAnswer) -> Outcome:
    """What no answer means: a server that refuses for good is not asked again."""
    status = refusal.detail.removeprefix("status ")
    again = refusal.why in (UNREACHABLE, TOO_SLOW)
    if refusal.why == REFUSED:
        again = status in _LATER or status.startswith("5")
    return Outcome(refusal.why, again, refusal.detail)


def _file(desk: Desk, entry: Entry) -> dict[str, Any] | None:
    """An entry's file with an address that gives it for a day; None where it is gone, or not looked at yet."""
    if entry.file is None:
        return None
    try:
        url = files.link(desk, files.find(desk, entry.file.id), seconds=LINK_SECONDS)
    except (NotFound, Conflict):
        url = None
    return {**msgspec.to_builtins(File(entry.file.name, entry.file.type, entry.file.size)), "url": url}


class File(msgspec.Struct, frozen=True):
    """What is told of a file."""

    name: str
    type: str
    size: int
