"""A letter of the desk's goes where its customer prefers to read: by the app or social network they wrote from (A11).

Only where they wrote last, as long as that channel takes words after theirs; else the letter goes another way.
"""

from __future__ import annotations

import msgspec

from chalicelib.channels.model.channel import SIGNED, Channel, window_until
from chalicelib.channels.model.outbound import ASKED_SECONDS, MOST_BYTES, NO_ADDRESS, TOOK_IT, UNSURE, Outcome, Thread
from chalicelib.channels.service import providing
from chalicelib.channels.service.calling import IDEMPOTENCY, knows_again, outcome_of, posting
from chalicelib.channels.service.sending import by_ledger
from chalicelib.channels.store import channels as store
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.outbound import SIGNATURE, Bounds, NoAnswer, signed
from chalicelib.notifications.model.carrying import WINDOW_CLOSED, Carried, SaidSocially, SocialSought
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor

MOST_LOOKED_AT = 20
NOTICE = "notice"


def may_be_told(desk: Desk, asked: SocialSought) -> bool:
    """Whether something may be said to them now. A query for each whom they are made of, and a read."""
    return _way(desk, asked.customer) is not None


def say(desk: Desk, asked: SaidSocially) -> Carried:
    """Say it where they wrote last, cut to what that channel takes. What ``may_be_told`` reads, and two reads."""
    try:
        way = _way(desk, visitors.card(desk, asked.customer_id))
    except NotFound:
        return Carried(NO_ADDRESS)
    if way is None:
        return Carried(WINDOW_CLOSED)
    thread, channel = way
    if asked.tries and not knows_again(channel):
        return Carried(UNSURE, detail="whoever sent it died before the answer came")
    text = (
        asked.text
        if len(asked.text) <= channel.limits.characters
        else asked.text[: channel.limits.characters - 1] + "…"
    )
    outcome = _posted(desk, channel, thread, asked.notice_id, text)
    return Carried(outcome.why, outcome.again, outcome.detail)


def _way(desk: Desk, customer: Visitor) -> tuple[Thread, Channel] | None:
    threads = store.reached(desk, customer.all_ids[:MOST_LOOKED_AT])
    there = {each.channel_id: each for each in store.some(desk, list({each.channel_id for each in threads}))}
    for thread in threads:
        channel = there.get(thread.channel_id)
        if channel is None or not channel.active or by_ledger(channel) or channel.plan_key != customer.plan_key:
            continue
        until = window_until(channel.limits, thread.last_in_at)
        if until is None or desk.now() < until:
            return thread, channel
    return None


def _posted(desk: Desk, channel: Channel, thread: Thread, notice_id: str, text: str) -> Outcome:
    """Tell it the channel's own address, or its provider, under the letter's name."""
    if channel.provider != SIGNED:
        return providing.say(desk, channel, thread, text, notice_id, posting(desk))
    if not channel.address:
        return Outcome(NO_ADDRESS)
    body = msgspec.json.encode(
        {
            "id": notice_id,
            "channel_id": channel.channel_id,
            "conversation_id": None,
            "seq": 0,
            "kind": NOTICE,
            "to": {"id": thread.to, "name": thread.name},
            "thread": thread.thread,
            "text": text,
            "by": None,
            "at": desk.now(),
            "files": [],
        }
    )
    headers = {SIGNATURE: signed(channel.secrets, int(desk.now().timestamp()), body), IDEMPOTENCY: notice_id}
    try:
        posting(desk).post(channel.address, headers, body, Bounds(ASKED_SECONDS, MOST_BYTES))
    except NoAnswer as refusal:
        return outcome_of(refusal)
    return TOOK_IT
