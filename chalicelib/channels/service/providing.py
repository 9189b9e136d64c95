"""Accounts at a provider: what it posts is taken in, and what is said is posted there in its way (A9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from chalicelib.channels.model import wechat
from chalicelib.channels.model.channel import WECHAT, Channel, UnknownChannel
from chalicelib.channels.model.outbound import (
    ASKED_SECONDS,
    BAD_ACCOUNT,
    MOST_BYTES,
    TOO_SLOW,
    UNREACHABLE,
    UNSURE,
    Outcome,
    Thread,
)
from chalicelib.channels.service.receiving import take_in
from chalicelib.channels.store import channels as store
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.outbound import Bounds, NoAnswer

KEPT = "channel_tokens"  # among what the desk keeps: by channel, an access token and until when it is used
_NEVER_ASKED = ("ConnectionRefusedError", "gaierror", "the name", "not an https", "nobody")


class Posting(Protocol):
    """Whoever asks servers outside (``Desk.senders``)."""

    def post(self, url: str, headers: Mapping[str, str], body: bytes, bounds: Bounds) -> bytes:
        """The body of the answer. Raises ``NoAnswer``."""


def echo(desk: Desk, channel_id: str, query: Mapping[str, str]) -> str:
    """What proves to the provider that the address is the account's. Raises ``UnknownChannel``,
    ``SignatureRefused``."""
    _proved(desk, channel_id, query)
    return query.get("echostr", "")[:200]


def hear(desk: Desk, channel_id: str, query: Mapping[str, str], body: bytes) -> None:
    """What the provider posts, stored once. Raises as ``receiving.receive`` does."""
    channel = _proved(desk, channel_id, query)
    incoming = wechat.incoming_of(wechat.fields_of(body))
    if incoming is None:
        return
    known = store.known(desk, channel_id, incoming.sender.id, incoming.message_id)
    try:
        take_in(desk, channel, known, incoming)
    except Invalid:
        if not incoming.files:
            raise
        take_in(desk, channel, known, wechat.without_files(incoming))


def _proved(desk: Desk, channel_id: str, query: Mapping[str, str]) -> Channel:
    channel = existing(store.channel(desk, channel_id), "no such channel", UnknownChannel)
    if channel.provider != WECHAT:
        raise UnknownChannel("no such channel")
    wechat.refuse_unsigned(query, channel.secrets, int(desk.now().timestamp()))
    return channel


def say(desk: Desk, channel: Channel, thread: Thread, text: str, posting: Posting) -> Outcome:
    """Words are posted to the provider; with an access token that counts no more once again with another one."""
    for _ in range(2):
        token = _token(desk, channel, posting)
        if isinstance(token, Outcome):
            return token
        url, body = wechat.said_request(channel, thread, token, text)
        try:
            answer = wechat.answer_in(posting.post(url, {}, body, Bounds(ASKED_SECONDS, MOST_BYTES)))
        except NoAnswer as refusal:
            return _unanswered(refusal)
        except ValueError:
            return wechat.UNREAD
        if answer.errcode not in wechat.NO_TOKEN:
            break
        desk.kept.get(KEPT, {}).pop(channel.channel_id, None)
    return wechat.outcome_of(answer)


def _token(desk: Desk, channel: Channel, posting: Posting) -> str | Outcome:
    """An access token, asked for when the one that is kept has expired; or what came of asking."""
    kept: dict[str, tuple[str, float]] = desk.kept.setdefault(KEPT, {})
    token, until = kept.get(channel.channel_id, ("", 0.0))
    if token and desk.now().timestamp() < until:
        return token
    url, body = wechat.token_request(channel)
    try:
        answer = wechat.answer_in(posting.post(url, {}, body, Bounds(ASKED_SECONDS, MOST_BYTES)))
    except NoAnswer as refusal:
        return Outcome(
            refusal.why, refusal.why in (UNREACHABLE, TOO_SLOW) or "status 5" in refusal.detail, refusal.detail
        )
    except ValueError:
        return wechat.UNREAD
    if not answer.access_token:
        again = answer.errcode in wechat.LATER
        return Outcome(BAD_ACCOUNT, again, f"{answer.errcode} {answer.errmsg}")
    kept[channel.channel_id] = (answer.access_token, wechat.expires_at(answer, desk.now()))
    return answer.access_token


def _unanswered(refusal: NoAnswer) -> Outcome:
    """No answer: where it may have been heard all the same, nobody says it twice."""
    if refusal.why == UNREACHABLE and refusal.detail.startswith(_NEVER_ASKED):
        return Outcome(UNREACHABLE, True, refusal.detail)
    if refusal.why in (UNREACHABLE, TOO_SLOW):
        return Outcome(UNSURE, detail=refusal.detail)
    return Outcome(refusal.why, "status 5" in refusal.detail, refusal.detail)
