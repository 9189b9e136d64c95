"""Whoever writes to an address that nobody reads is told so, once a day, if it is certain who they are (A9)."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.channels.model import letter as letters
from chalicelib.channels.model.channel import EMAIL, Channel
from chalicelib.channels.model.inboxes import base_of
from chalicelib.channels.model.mail import Mail
from chalicelib.channels.model.posted import Posted, is_certain
from chalicelib.channels.store import channels as store
from chalicelib.core import limits
from chalicelib.core.contacts import Recipient
from chalicelib.core.limits import Limit
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter

ALL_TOGETHER = Limit("mail_unread", most=500, within=timedelta(days=1))
MOST_NAMED = 3


def tell_where(tx: Transaction, posted: Posted, mail: Mail) -> bool:
    """Add to the transaction: a letter that says where to write, if its sender's domain has proved all that can be
    proved, no machine wrote it, and there is somewhere to write; whether there is one. Two requests where there may be.
    Lost: ``LimitReached``: they were told today."""
    if mail.kind != letters.PERSON or posted.by_hand or not is_certain(posted, mail.sender.email, mail.senders):
        return False
    named = {base_of(each).rpartition("@")[2] for each in posted.recipients}
    there = [each for each, _ in store.channels(tx.desk) if each.kind == EMAIL and each.active and each.inboxes]
    nearest = [each for each in there if _domain(each) in named] or there
    if not nearest:
        return False
    channel = nearest[0]
    matter = Matter(
        what="channel_unread",
        about=posted.mail_id,
        words={
            "addresses": ", ".join(dict.fromkeys(each.inboxes[0] for each in nearest[:MOST_NAMED])),
            "subject": letters.answer_subject(mail.subject, channel.locale),
        },
        plan_key=channel.plan_key,
        reply_to=channel.inboxes[0],
        answers=letters.answered_by(mail),
    )
    limits.spend(tx, ALL_TOGETHER, "desk", "all")
    to = Recipient("", mail.sender.email.casefold(), None, channel.locale)
    return bool(notifications.tell(tx, [to], matter, channels=(EMAIL,), most_a_day=1))


def _domain(channel: Channel) -> str:
    return channel.inboxes[0].rpartition("@")[2]
