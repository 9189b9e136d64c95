"""Files that come along by a channel: fetched from its own host, or within the message; looked at as all are (A2)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Protocol

from chalicelib.channels.model.channel import Channel
from chalicelib.channels.model.inbound import MOST_INLINE, SentFile, file_id_of, refuse_foreign
from chalicelib.channels.model.mail import Attachment
from chalicelib.channels.model.providers import hosts_of
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, Unavailable
from chalicelib.core.files import FilesOff
from chalicelib.core.outbound import REFUSED, UNREADABLE, Bounds, NoAnswer, checked_address
from chalicelib.files import service as files
from chalicelib.files.model.sniffing import FileRefused
from chalicelib.files.model.upload import MEGABYTE, Allowed, Wish

SENDER = "outbound"
FETCHED_WITHIN = 8  # seconds
MOST_MEGABYTES = 10
ALLOWED = Allowed(megabytes=MOST_MEGABYTES, an_hour=600)


class Fetching(Protocol):
    """Whoever asks servers outside (``Desk.senders``)."""

    def get(self, url: str, bounds: Bounds) -> bytes:
        """What is there. Raises ``NoAnswer``."""


def taken_in(desk: Desk, channel: Channel, owner: str, message_id: str, sent: list[SentFile]) -> list[str]:
    """The ids of the files, which are this owner's now; the same ones however often they come.

    Raises ``Invalid`` naming a file that cannot be taken, ``Unavailable`` where its host does not answer.
    """
    return [
        _taken(desk, channel, owner, file_id_of(channel.channel_id, message_id, number), each, f"files.{number}")
        for number, each in enumerate(sent)
    ]


def taken_from(
    desk: Desk, channel: Channel, owner: str, message_id: str, sent: Sequence[Attachment]
) -> tuple[list[str], list[str]]:
    """The same of a letter's files, whose bytes are there; and the names of those that cannot be taken."""
    ids, refused = list[str](), list[str]()
    for number, each in enumerate(sent):
        file_id = file_id_of(channel.channel_id, message_id, number)
        try:
            files.take_in(desk, owner, file_id, Wish(each.name, len(each.data)), each.data, ALLOWED)
        except (FileRefused, FilesOff, Invalid):
            refused.append(each.name)
        else:
            ids.append(file_id)
    return ids, refused


def _taken(desk: Desk, channel: Channel, owner: str, file_id: str, sent: SentFile, field: str) -> str:
    content = _content(desk, channel, sent, field)
    try:
        files.take_in(desk, owner, file_id, Wish(sent.name, len(content)), content, ALLOWED)
    except FileRefused as refused:
        raise Invalid.field(field, f"it cannot be taken: {refused.extra['reason']}") from None
    return file_id


def _content(desk: Desk, channel: Channel, sent: SentFile, field: str) -> bytes:
    if (sent.url is None) == (sent.content is None):
        raise Invalid.field(field, "either url or content")
    if sent.content is not None:
        return _decoded(sent.content, f"{field}.content")
    url = checked_address(f"{field}.url", sent.url or "", anywhere=desk.settings.is_local)
    refuse_foreign(url, hosts_of(channel), f"{field}.url")
    fetching: Fetching | None = desk.senders.get(SENDER)
    if fetching is None:
        raise Unavailable("nobody here can fetch a file", retry_after=60)
    try:
        return fetching.get(url, Bounds(FETCHED_WITHIN, MOST_MEGABYTES * MEGABYTE))
    except NoAnswer as refusal:
        if refusal.why in (REFUSED, UNREADABLE):
            raise Invalid.field(f"{field}.url", f"it cannot be fetched: {refusal.why}") from None
        raise Unavailable("the file's host does not answer", retry_after=30) from None


def _decoded(content: str, field: str) -> bytes:
    """A file's bytes. Raises ``Invalid``."""
    try:
        made = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise Invalid.field(field, "base64") from None
    if not 1 <= len(made) <= MOST_INLINE:
        raise Invalid.field(field, f"1 to {MOST_INLINE} bytes")
    return made
