"""What is handed to a provider, what a provider may answer, and what is refused before one is asked (C3)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Protocol

import msgspec

from chalicelib.core.contacts import unread_because

LONGEST_SUBJECT = 150
LONGEST_NAME = 64

# Auto-Submitted is RFC 3834; the other is what Exchange looks at
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


class Enclosure(msgspec.Struct, frozen=True):
    """A file that goes with an e-mail."""

    name: str
    type: str
    content: bytes


class EmailLetter(msgspec.Struct, frozen=True):
    """An e-mail. No field has a control character in it, except the line ends of ``text`` and ``html``."""

    notice_id: str
    to: str
    to_name: str
    sender: str
    sender_name: str
    subject: str
    text: str
    html: str
    reply_to: str = ""
    headers: Mapping[str, str] = msgspec.field(default_factory=lambda: dict(AUTOMATIC))
    files: tuple[Enclosure, ...] = ()


class SmsLetter(msgspec.Struct, frozen=True):
    """An SMS to an E.164 number, with its signature in the text. ``most_cents``: what it may cost, in US cents."""

    notice_id: str
    to: str
    text: str
    most_cents: int = 15


class Message(msgspec.Struct, frozen=True):
    """What is brought by a room above: shown on the website, or said where its customer writes from."""

    notice_id: str
    subject: str
    text: str


class Provider(Protocol):
    """Whoever carries letters out of the house."""

    def send(self, letter: EmailLetter | SmsLetter) -> str:
        """The provider's own id of the letter it took on. Raises ``Refused`` or ``Unreachable``."""

    def confirms(self, sender: str) -> bool | None:
        """Whether it lets letters come from this address; None where that cannot be told now."""


class Refused(Exception):
    """Permanent: asking again would be answered the same. ``code`` is stable."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


class Unreachable(Exception):
    """Transient: nobody there, too busy, or not set up yet."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


class Unanswered(Unreachable):
    """Asked, and the answer was lost: the letter may have been taken on. The ledger calls such an attempt unknown."""


def one_line(text: str, longest: int) -> str:
    """Text for a header: no line ends, no control or format characters, one space between words, bounded."""
    visible = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in text)
    whole = " ".join(visible.split())
    return whole if len(whole) <= longest else whole[: longest - 1] + "…"


def refuse_loops(to: str, own: tuple[str, ...]) -> None:
    """Raises ``Refused``: ``own_address`` for those we send from, ``automatic_address`` for those no person reads."""
    why = unread_because(to, own)
    if why is not None:
        raise Refused(why)
