"""Where a letter asks to be answered (A9): obeyed only where that address is known to be its sender's.

An answer says what a customer may know, so it never goes to an address merely because a letter names it. It goes there
if the letter is proved to be from its sender's domain and the address is of the very same domain, or if the address has
been proved to be this customer's. Where it does not, the agent sees which address was named.
"""

from __future__ import annotations

import msgspec

from chalicelib.channels.model.channel import Channel
from chalicelib.channels.model.inboxes import base_of
from chalicelib.channels.model.mail import Mail
from chalicelib.channels.store import channels as store
from chalicelib.channels.store import mails
from chalicelib.core.contacts import checked_email
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.notifications import service as notifications


class Asked(msgspec.Struct, frozen=True):
    """Another address than the sender's at which a letter asks to be answered; whether it is."""

    address: str = ""
    obeyed: bool = False

    @property
    def reply_to(self) -> str | None:
        """Where answers go; None: to the sender."""
        return self.address if self.obeyed else None


NOTHING = Asked()


def asked_by(
    desk: Desk, channel: Channel, mail: Mail, sender_id: str, visitor_id: str | None, *, proved: bool
) -> Asked:
    """What the letter asks for; ``visitor_id``: whose it is by what it answers, if that is known. Nothing is asked of
    the store where it names no other address; else two reads, or four."""
    address = _address(mail)
    if address is None or _is_ours(desk, address):
        return NOTHING
    if proved and _domain(address) == _domain(mail.sender.email):
        return Asked(address, True)
    sender = store.sender(desk, channel.channel_id, sender_id) if visitor_id is None else None
    theirs = visitor_id or (sender.visitor_id if sender is not None else None)
    return Asked(address, theirs is not None and store.proved(desk, channel.plan_key, [address]) == [theirs])


def _address(mail: Mail) -> str | None:
    if mail.reply_to is None:
        return None
    try:
        address = checked_email("reply_to", mail.reply_to.email).casefold()
    except Invalid:
        return None
    return address if address != mail.sender.email.casefold() else None


def _is_ours(desk: Desk, address: str) -> bool:
    """Whether the desk would write to itself."""
    own = base_of(notifications.read_settings(desk).sender_email)
    return base_of(address) == own or bool(mails.inboxes(desk, [base_of(address)]))


def _domain(address: str) -> str:
    return address.rpartition("@")[2].casefold()
