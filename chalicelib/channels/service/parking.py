"""Mails that wait for a person: shown, taken in, dropped (A9)."""

from __future__ import annotations

from chalicelib.channels.model.channel import EMAIL, Channel
from chalicelib.channels.model.posted import ARRIVED, DROPPED, TAKEN, Posted, UnknownMail, by_hand, dropped
from chalicelib.channels.service.mailing import TakeMail, let_go
from chalicelib.channels.store import channels as store
from chalicelib.channels.store import mails
from chalicelib.channels.store.mails import PostedMoved
from chalicelib.core import audit, races, work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.transactions import Transaction

PAGE = 50


def list_parked(desk: Desk, before: str | None) -> tuple[list[tuple[str, Posted]], bool]:
    """Those that wait, the newest first, each with its place, and whether more do; two requests a page."""
    return mails.parked(desk, before, PAGE)


def read_mail(desk: Desk, mail_id: str) -> Posted:
    """One, as it stands. Raises ``UnknownMail``."""
    return existing(mails.posted(desk, mail_id), "no such mail", UnknownMail)


def take_in_by_hand(desk: Desk, mail_id: str, channel_id: str | None, by: By) -> Posted:
    """Have it taken in, by this channel if one is said: as what a person wrote. Twice is once. Raises ``UnknownMail``,
    ``NotParked``, ``NeverTaken``, ``Invalid``."""

    def again() -> Posted:
        posted = existing(mails.posted(desk, mail_id), "no such mail", UnknownMail)
        if posted.by_hand and posted.state in (ARRIVED, TAKEN):
            return posted
        after = by_hand(posted, channel_id)
        if channel_id is not None:
            _refuse_other(store.channel(desk, channel_id))
        tx = Transaction(desk)
        mails.put_posted(tx, posted, after)
        work.put(tx, TakeMail(mail_id))
        audit.note(tx, by, "take_in_mail", mail_id, before={"why": posted.why}, after={"channel_id": after.channel_id})
        tx.commit()
        return after

    return races.again(desk, again, PostedMoved)


def _refuse_other(channel: Channel | None) -> None:
    """Raises ``Invalid`` for what is no channel of e-mail."""
    if channel is None or channel.kind != EMAIL:
        raise Invalid.field("channel_id", "a channel of e-mail")


def drop(desk: Desk, mail_id: str, by: By) -> Posted:
    """It is of no use, and goes with its bytes. Twice is once. Raises ``UnknownMail``, ``NotParked``."""

    def again() -> Posted:
        posted = existing(mails.posted(desk, mail_id), "no such mail", UnknownMail)
        if posted.state == DROPPED:
            return posted
        after = dropped(posted)
        tx = Transaction(desk)
        mails.put_posted(tx, posted, after)
        audit.note(tx, by, "drop_mail", mail_id, before={"why": posted.why})
        tx.commit()
        return after

    after = races.again(desk, again, PostedMoved)
    let_go(desk, after)
    return after
