"""Accounts at a provider: what it posts is taken in, and what is said is posted there in its way (A9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from chalicelib.channels.model import providers
from chalicelib.channels.model.channel import Channel, UnknownChannel
from chalicelib.channels.model.inbound import Incoming
from chalicelib.channels.model.outbound import (
    ASKED_SECONDS,
    MOST_BYTES,
    TOO_SLOW,
    TOOK_IT,
    UNREACHABLE,
    UNREADABLE,
    UNSURE,
    Outcome,
    Thread,
)
from chalicelib.channels.model.provider import Access, Asked, Provider, Refused
from chalicelib.channels.service.receiving import take_in
from chalicelib.channels.store import channels as store
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.outbound import Bounds, NoAnswer

KEPT = "channel_tokens"  # among what the desk keeps: by channel, an access token
UNREAD = Outcome(UNREADABLE, detail="the provider's answer cannot be read")
MOST_OF_PAGE = 2_000_000  # bytes
_NEVER_ASKED = ("ConnectionRefusedError", "gaierror", "the name", "not an https", "nobody")

T = TypeVar("T")


class Posting(Protocol):
    """Whoever asks servers outside (``Desk.senders``)."""

    def post(self, url: str, headers: Mapping[str, str], body: bytes, bounds: Bounds) -> bytes:
        """The body of the answer. Raises ``NoAnswer``."""

    def get(self, url: str, bounds: Bounds) -> bytes:
        """What is there. Raises ``NoAnswer``."""


def echo(desk: Desk, channel_id: str, query: Mapping[str, str]) -> str:
    """What proves to the provider that the address is the account's. Raises ``UnknownChannel``,
    ``SignatureRefused``."""
    _, _, said = proved(desk, channel_id, query, b"")
    return said.decode(errors="replace")[:200]


def proved(desk: Desk, channel_id: str, query: Mapping[str, str], body: bytes) -> tuple[Channel, Provider, bytes]:
    """The channel, its adapter, and what was posted out of its envelope, if the provider posted this now. Raises
    ``UnknownChannel``, ``SignatureRefused``, ``Invalid``."""
    channel = existing(store.channel(desk, channel_id), "no such channel", UnknownChannel)
    adapter = existing(providers.of(channel), "no such channel", UnknownChannel)
    return channel, adapter, adapter.opened(channel, query, body, int(desk.now().timestamp()))


def take(desk: Desk, channel: Channel, adapter: Provider, incoming: Incoming) -> None:
    """A customer's message, stored once; without files that cannot be had. Raises as ``receiving.receive`` does."""
    known = store.known(desk, channel.channel_id, incoming.sender.id, incoming.message_id)
    try:
        take_in(desk, channel, known, incoming)
    except Invalid:
        if not incoming.files:
            raise
        take_in(desk, channel, known, adapter.without_files(incoming))


def say(desk: Desk, channel: Channel, thread: Thread, text: str, name: str, posting: Posting) -> Outcome:
    """Words are posted to the provider; with an access token that counts no more once again with another one.
    ``name``: of what is said."""
    adapter = providers.of(channel)
    if adapter is None:
        return Outcome(UNREACHABLE, detail="nobody knows this provider")

    def asked(access: Access) -> Asked:
        return adapter.said_request(channel, thread, access, text, name)

    answer = with_access(desk, channel, adapter, posting, asked, adapter_said(adapter))
    return answer.outcome if isinstance(answer, Refused) else TOOK_IT


def adapter_said(adapter: Provider) -> Callable[[Access, bytes], Refused | bool]:
    """Reads what the provider says to words."""
    return lambda _, body: adapter.said_in(body) or True


def with_access(
    desk: Desk,
    channel: Channel,
    adapter: Provider,
    posting: Posting,
    asked: Callable[[Access], Asked],
    read: Callable[[Access, bytes], Refused | T],
) -> Refused | T:
    """What a question with an access token brought; where it counts no more, with another one, once."""
    answer: Refused | T = Refused(UNREAD)
    for _ in range(2):
        access = _access(desk, channel, adapter, posting)
        if isinstance(access, Refused):
            return access
        try:
            answer = read(access, _body(posting, asked(access), MOST_OF_PAGE))
        except NoAnswer as refusal:
            return Refused(_unanswered(refusal, adapter))
        except ValueError:
            return Refused(UNREAD)
        if not (isinstance(answer, Refused) and answer.stale):
            return answer
        if desk.kept.get(KEPT, {}).get(channel.channel_id) == access:  # nobody has another one since
            desk.kept[KEPT].pop(channel.channel_id, None)
    return answer


def _access(desk: Desk, channel: Channel, adapter: Provider, posting: Posting) -> Access | Refused:
    """An access token, asked for when the one that is kept has expired; or what came of asking."""
    kept: dict[str, Access] = desk.kept.setdefault(KEPT, {})
    access = kept.get(channel.channel_id)
    if access is not None and desk.now().timestamp() < access.until:
        return access
    try:
        answer = adapter.access_in(_body(posting, adapter.access_request(channel), MOST_BYTES), desk.now())
    except NoAnswer as refusal:
        again = refusal.why in (UNREACHABLE, TOO_SLOW) or "status 5" in refusal.detail
        return Refused(Outcome(refusal.why, again, refusal.detail))
    except ValueError:
        return Refused(UNREAD)
    if isinstance(answer, Access):
        kept[channel.channel_id] = answer
    return answer


def _body(posting: Posting, asked: Asked, most: int) -> bytes:
    bounds = Bounds(ASKED_SECONDS, most)
    return posting.get(asked.url, bounds) if asked.body is None else posting.post(asked.url, {}, asked.body, bounds)


def _unanswered(refusal: NoAnswer, adapter: Provider) -> Outcome:
    """No answer: where it may have been heard all the same, nobody says it twice, unless that is known there."""
    if refusal.why == UNREACHABLE and refusal.detail.startswith(_NEVER_ASKED):
        return Outcome(UNREACHABLE, True, refusal.detail)
    if refusal.why in (UNREACHABLE, TOO_SLOW):
        if adapter.knows_again:
            return Outcome(refusal.why, True, refusal.detail)
        return Outcome(UNSURE, detail=refusal.detail)
    return Outcome(refusal.why, "status 5" in refusal.detail, refusal.detail)
