"""What the sender of a channel says, as a signed request or a provider brings it (A9). Pure."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.text import Line

MOST_FILES = 5
MOST_INLINE = 256 * 1024  # bytes of one file within the request
LONGEST_TEXT = 4_000
UNPROVED = "?"  # before an address of a letter that nothing proves
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"

Name = Annotated[Line, msgspec.Meta(min_length=1, max_length=200)]


class Sender(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who writes, by the name that the channel has for them. ``email``, ``mobile``: addresses of theirs that the
    channel has verified. ``token``: by which the plan's website vouches for them (a JWT, as the widget takes it)."""

    id: Name
    name: Annotated[Line, msgspec.Meta(max_length=80)] = ""
    email: Annotated[Line, msgspec.Meta(max_length=254)] | None = None
    mobile: Annotated[Line, msgspec.Meta(max_length=40)] | None = None
    token: Annotated[str, msgspec.Meta(max_length=8_000)] | None = None


class SentFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file: its name, and its ``url`` at the channel's host, or its ``content`` in base64 (256 KB at most)."""

    name: Annotated[Line, msgspec.Meta(min_length=1, max_length=200)]
    url: Annotated[Line, msgspec.Meta(max_length=2_000)] | None = None
    content: Annotated[str, msgspec.Meta(max_length=MOST_INLINE * 4 // 3 + 4)] | None = None


class Incoming(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One message. ``message_id``: the sender's own name for it; the same is stored once, for a month.

    ``thread``: what it belongs to there, given back with what is said to it. ``at``: when it was sent; of SMS that stop
    or allow others (STOP, START) what was sent last counts.
    """

    message_id: Name
    sender: Sender
    text: Annotated[str, msgspec.Meta(max_length=20_000)] = ""
    files: Annotated[list[SentFile], msgspec.Meta(max_length=MOST_FILES)] = []
    thread: Annotated[Line, msgspec.Meta(max_length=200)] | None = None
    at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None

    @property
    def fingerprint(self) -> str:
        """What a second one of the same name must say, too."""
        who = self.sender.id.removeprefix(UNPROVED)
        return hashlib.sha256(msgspec.json.encode([who, self.text, self.files])).hexdigest()


class Refused(msgspec.Struct, frozen=True):
    """What will never be taken in: who wrote it, and what."""

    sender_id: str
    name: str
    text: str


def digest(*names: str) -> str:
    """A name as part of a key: whatever it is, it is short, and tells nobody anything."""
    return hashlib.sha256("\x00".join(names).encode()).hexdigest()[:40]


def file_id_of(channel_id: str, message_id: str, number: int) -> str:
    """The id of a file of a message: the same however often it comes."""
    value = int.from_bytes(hashlib.sha256(f"{channel_id}\x00{message_id}\x00{number}".encode()).digest()[:16], "big")
    return "fil_" + "".join(_DIGITS[value >> shift & 31] for shift in range(125, -1, -5))


def refuse_foreign(url: str, hosts: frozenset[str], field: str) -> None:
    """Raises ``Invalid`` for an address of another host than the channel's own."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        host = ""
    if host not in hosts:
        raise Invalid.field(field, "an https address at the channel's own host")
