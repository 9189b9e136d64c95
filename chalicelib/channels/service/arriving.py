"""Mail that comes in is written down as soon as it is heard of, once for every plan that receives it (A9)."""

from __future__ import annotations

import logging
from contextlib import suppress

from chalicelib.channels.model.channel import Channel
from chalicelib.channels.model.inboxes import base_of
from chalicelib.channels.model.posted import Envelope, Posted, envelopes_in, mail_id_of
from chalicelib.channels.service.mailing import TakeMail
from chalicelib.channels.store import channels as store
from chalicelib.channels.store import mails
from chalicelib.channels.store.mails import PostedMoved
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction

log = logging.getLogger("deskbell")


def hear_mail(desk: Desk, event: object) -> list[str]:
    """What SES or S3 tells of mails that came in is written down, each once for every plan that receives it; the ids
    of those. One request for the addresses, one more where they are several channels', and one write for each. What
    tells of no mail is nothing."""
    ids = []
    for envelope in envelopes_in(event):
        known = mails.inboxes(desk, [base_of(each) for each in envelope.recipients])
        channels = _receiving(desk, list(dict.fromkeys(each.channel_id for each in known))) or [""]
        ids += [_written_down(desk, envelope, each, channels) for each in channels]
    if not ids:
        log.warning("mail_event_ignored")
    return ids


def _receiving(desk: Desk, channel_ids: list[str]) -> list[str]:
    """Of a plan's channels the first that is on: to its customers the desk is one, and a letter to several of its
    addresses is said once."""
    if len(channel_ids) < 2:
        return channel_ids
    chosen: dict[str, Channel] = {}
    for each in store.some(desk, channel_ids):
        before = chosen.setdefault(each.plan_key, each)
        if each.active and not before.active:
            chosen[each.plan_key] = each
    return [each.channel_id for each in chosen.values()]


def _written_down(desk: Desk, envelope: Envelope, channel_id: str, channels: list[str]) -> str:
    mail_id = mail_id_of(envelope.key, channel_id)
    posted = Posted(
        mail_id,
        envelope.key,
        desk.now(),
        envelope.recipients,
        envelope.source,
        envelope.verdicts,
        channel_id,
        tuple(mail_id_of(envelope.key, each) for each in channels if each != channel_id),
    )
    tx = Transaction(desk)
    mails.put_posted(tx, None, posted)
    work.put(tx, TakeMail(mail_id))
    with suppress(PostedMoved):  # it was told before
        tx.commit()
    return mail_id
