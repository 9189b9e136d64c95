"""What a provider of accounts is to the desk: one adapter for each, behind this one interface (A9). Pure.

A provider posts what customers write to an account's address, or only that there is something new, which is then asked
for from where the last answer ended (``cursor``). What is said to a customer is posted there with an access token that
expires. An adapter says nothing over the network and keeps nothing: it reads what came, and writes what is to be asked.
``providers`` is the table of all; ``tests/channels/test_providers.py`` tries each against its simulator.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from chalicelib.channels.model.channel import Channel
from chalicelib.channels.model.inbound import Incoming
from chalicelib.channels.model.outbound import Outcome, Thread
from chalicelib.channels.model.signatures import NEAR, SignatureRefused

MOST_HEARD = 64 * 1024  # bytes of what a provider posts
MARGIN, SHORTEST = 300, 60  # seconds: an access token is used for less than it counts, and at least so long


class Asked(msgspec.Struct, frozen=True):
    """What is asked of a provider: a POST of this body, or (None) a GET."""

    url: str
    body: bytes | None = None


class News(msgspec.Struct, frozen=True):
    """There is something new: which of the account's desks, and the provider's word by which it is asked for."""

    desk: str = ""
    word: str = ""


class Heard(msgspec.Struct, frozen=True):
    """What a provider posted: messages, or ``news`` of some that are to be asked for; neither: nobody wrote."""

    messages: tuple[Incoming, ...] = ()
    news: News | None = None


class Access(msgspec.Struct, frozen=True):
    """An access token, and until when it is used, in seconds since 1970."""

    token: str
    until: float


class Page(msgspec.Struct, frozen=True):
    """What was new, in order; the cursor behind it, and whether more is there."""

    messages: tuple[Incoming, ...] = ()
    cursor: str = ""
    more: bool = False


class Refused(msgspec.Struct, frozen=True):
    """The provider did not do what it was asked. ``stale``: since the access token counts no more."""

    outcome: Outcome
    stale: bool = False


class Provider(Protocol):
    """One provider's interface. What an answer means is told by the kind of value that is given back; what cannot be
    read raises ``ValueError``.

    ``kinds``: of channels that have such accounts. ``hosts``: whose addresses files have, besides where it is asked.
    ``knows_again``: it tells a customer once what is said twice under one name. ``seals``: as a rule it posts in
    encrypted envelopes. ``said_to_one``: how many messages it brings after one of the customer's.
    """

    kinds: tuple[str, ...]
    hosts: frozenset[str]
    knows_again: bool
    seals: bool
    said_to_one: int

    def opened(self, channel: Channel, query: Mapping[str, str], body: bytes, now: int) -> bytes:
        """What was posted, out of its envelope if it has one; without a body what is to be given back, which proves the
        account's address. Raises ``SignatureRefused`` unless a key of the channel's signed it within five minutes of
        now; ``Invalid`` for what is no document of theirs."""

    def heard(self, body: bytes) -> Heard:
        """What was posted. Raises ``Invalid`` for what is none of theirs."""

    def without_files(self, incoming: Incoming) -> Incoming:
        """The same where its files cannot be had: that there were some is said."""

    def access_request(self, channel: Channel) -> Asked:
        """What brings an access token."""

    def access_in(self, body: bytes, now: datetime) -> Access | Refused:
        """The token, or why there is none."""

    def news_request(self, channel: Channel, access: Access, news: News, cursor: str) -> Asked:
        """What brings what is new behind this cursor; of an account that posts messages it is never asked."""

    def page_in(self, channel: Channel, access: Access, body: bytes) -> Page | Refused:
        """What was new."""

    def said_request(self, channel: Channel, thread: Thread, access: Access, text: str, name: str) -> Asked:
        """What brings words to a customer; ``name``: of what is said, the same each time it is tried."""

    def said_in(self, body: bytes) -> Refused | None:
        """Why the words were not taken; None: they were."""


def base_of(channel: Channel, usual: str) -> str:
    """Where the provider, or whoever stands for it, is asked."""
    return (channel.address or usual).rstrip("/")


def refuse_other_signature(given: str, expected: Sequence[Sequence[str]], timestamp: str, now: int, what: str) -> None:
    """Raises ``SignatureRefused`` unless the SHA-1 of one of these, sorted and joined, was given, within five minutes
    of now: how the providers of WeChat's family sign."""
    holds = [hmac.compare_digest(sha1_of(each).encode(), given.lower().encode(errors="replace")) for each in expected]
    if not any(holds):
        raise SignatureRefused(f"{what}: not that of this token")
    holds_now(timestamp, now)


def holds_now(timestamp: str, now: int) -> None:
    """Raises ``SignatureRefused`` for what was signed more than five minutes from now."""
    if not (timestamp.isascii() and timestamp.isdigit()) or len(timestamp) > 12 or abs(now - int(timestamp)) > NEAR:
        raise SignatureRefused("timestamp: more than five minutes from now")


def sha1_of(parts: Sequence[str]) -> str:
    """Of these, sorted and joined."""
    return hashlib.sha1("".join(sorted(parts)).encode(errors="replace"), usedforsecurity=False).hexdigest()


def until_when(expires_in: int, now: datetime) -> float:
    """Until when a token that counts so many seconds is used."""
    return now.timestamp() + max(SHORTEST, expires_in - MARGIN)


def plain(text: str) -> str:
    """A text without what no message may have."""
    return "".join(each for each in text if each in "\n\t" or (each >= " " and each != "\x7f"))


def text_with(words: str, name: str | None, url: str | None) -> str:
    """Words with the address of a file, where an interface takes words alone."""
    return "\n".join(each for each in (words, f"📎 {name}" if name else "", url or "") if each)
