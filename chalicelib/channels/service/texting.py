"""SMS that come in: written down as soon as they are heard of, then part of a conversation, once (A9).

Who writes nothing but STOP, 退订 or the like is sent nothing more, and begins no conversation: that is a refusal, and
is kept as one (``notices``). An SMS to a number that no channel has stays among due work that failed: once a channel
has the number, it is done again by hand.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from chalicelib.channels.model.channel import Channel
from chalicelib.channels.model.inbound import Incoming, Sender
from chalicelib.channels.model.outbound import CHANNEL_OFF, REFUSED, Failure
from chalicelib.channels.model.texts import NoText, Text, says_text, texts_in
from chalicelib.channels.service.arriving import hear_mail
from chalicelib.channels.service.receiving import take_in
from chalicelib.channels.store import channels as store
from chalicelib.channels.store import mails
from chalicelib.channels.store.refused import put_refused
from chalicelib.core import work
from chalicelib.core.contacts import checked_mobile
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import DeskError, Invalid, LimitReached, NotFound, Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.notices import service as notices

log = logging.getLogger("deskbell")


class TakeText(Due, frozen=True):
    """An SMS that came in is to be part of a conversation."""

    kind = "channels.take_text"

    text: Text


def hear_arrived(desk: Desk, event: Mapping[str, Any]) -> list[str]:
    """What the topic brings of what came in: mail, as SES says, and SMS. Ids of all that was brought."""
    records = list(event.get("Records", []))
    texts = [each for each in records if says_text(each)]
    mail = [each for each in records if not says_text(each)]
    heard = hear_texts(desk, {"Records": texts}) if texts else []
    return [*heard, *(hear_mail(desk, {"Records": mail}) if mail else [])]


def hear_texts(desk: Desk, event: Mapping[str, Any]) -> list[str]:
    """What SNS brings is due work from then on; a write each, and what is done of it. Ids of what was brought."""
    heard: list[str] = []
    for each in texts_in(event):
        if isinstance(each, NoText):
            log.warning("text_unreadable", extra={"why": str(each)})
            continue
        tx = Transaction(desk)
        work.put(tx, TakeText(each))
        tx.commit()
        heard.append(each.text_id)
    return heard


def take_text(desk: Desk, due: TakeText) -> None:
    """A message of whoever has this number, by the channel that has the number to which they wrote; or the end of what
    is sent to them. Twice is once. Raises ``NotFound``, ``Unavailable``."""
    text = due.text
    inbox = next(iter(mails.inboxes(desk, [text.to])), None)
    channel = store.channel(desk, inbox.channel_id) if inbox is not None else None
    if channel is None:
        log.warning("text_to_nobody", extra={"to": text.to})
        raise NotFound("no channel has this number")
    known = store.known(desk, channel.channel_id, text.sent_from, text.text_id)
    visitor_id = known.sender.visitor_id if known.sender is not None else None
    if notices.hear_sms(desk, text.sent_from, text.text, visitor_id, text.at) or known.receipt is not None:
        return
    try:
        take_in(desk, channel, known, _incoming(text))
    except LimitReached as reached:
        tx = Transaction(desk)
        work.put(tx, TakeText(text), at=desk.now() + timedelta(seconds=reached.retry_after or 60))
        tx.commit()
    except Unavailable:
        raise
    except DeskError as refusal:
        _note(desk, channel, refusal, _incoming(text))


def _incoming(text: Text) -> Incoming:
    return Incoming(text.text_id, Sender(text.sent_from, mobile=_mobile(text.sent_from)), text.text or "…")


def _mobile(number: str) -> str | None:
    try:
        return checked_mobile("number", number, None)
    except Invalid:
        return None


def _note(desk: Desk, channel: Channel, refusal: DeskError, incoming: Incoming) -> None:
    """What will never be taken is written down among what failed, with its words."""
    why, now = CHANNEL_OFF if not channel.active else REFUSED, desk.now()
    tx = Transaction(desk)
    kept = put_refused(tx, channel.channel_id, incoming, now)
    detail = f"{refusal.code}: {refusal.detail or ''}"
    store.put_failure(tx, channel.channel_id, Failure(now, "", 0, why, detail, kept))
    tx.commit()
