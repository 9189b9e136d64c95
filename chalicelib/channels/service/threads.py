"""What a mail answers (A9): by the signed plus address that it is sent to, or by the names of letters that it refers
to.

The token behind the plus was told to nobody but whom a letter was for: whoever has it may write into the conversation,
and is marked where they are somebody else than its customer. A letter's name is no secret, so it counts for the
customer alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from chalicelib.channels.model import plus
from chalicelib.channels.model.channel import Channel
from chalicelib.channels.model.inboxes import plus_of
from chalicelib.channels.model.mail import Mail
from chalicelib.channels.model.posted import Posted
from chalicelib.channels.store import channels as store
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import CLOSED
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.notifications import service as notifications
from chalicelib.offline import service as offline
from chalicelib.tickets import service as tickets
from chalicelib.visitors import service as visitors

MOST_LOOKED_UP = 5
_OURS = re.compile(r"((?:cnv|off|tkt|ntc)_[0-9a-z]{26})(?:\.\d{1,6})?@.+")


class Tied(msgspec.Struct, frozen=True):
    """Whose a mail is, by what it answers: None, nobody's that is known. ``earlier``: the conversation or
    ticket that it answers. ``foreign``: its sender is not that customer."""

    visitor_id: str | None = None
    earlier: str | None = None
    foreign: bool = False


class _Answered(msgspec.Struct, frozen=True):
    """What was answered: whose it is, which conversation (or ticket), and which addresses are known to be theirs."""

    visitor_id: str | None
    about: str | None
    plan_key: str | None
    addresses: frozenset[str] = frozenset()
    is_over: bool = False


NOTHING = Tied()


def tied(desk: Desk, channel: Channel, posted: Posted, mail: Mail, sender_id: str) -> Tied:
    """Whose it is. Nothing is asked where it answers nothing of ours; else two or three reads, and one for each of at
    most five letters that it refers to."""
    secrets = [secret for _, secret in desk.settings.token_keys]
    for token in _tokens(posted, mail):
        about = plus.named_by(secrets, token)
        answered = _answered(desk, about) if about is not None else None
        if answered is not None and answered.plan_key == channel.plan_key:
            return _by_token(answered, mail)
    for name in _names(mail):
        answered = _answered(desk, _about(desk, name))
        theirs = answered is not None and answered.plan_key == channel.plan_key and _is_theirs(answered, sender_id)
        if answered is not None and theirs:
            return Tied(answered.visitor_id, answered.about)
    return NOTHING


def _tokens(posted: Posted, mail: Mail) -> Iterable[str]:
    addresses = [*posted.recipients, *(each.email for each in mail.to)][:100]
    return dict.fromkeys(filter(None, map(plus_of, addresses)))


def _names(mail: Mail) -> list[str]:
    """Of the letters that it refers to those that may be ours, the nearest first."""
    ours = (_OURS.fullmatch(each) for each in reversed(mail.references))
    return list(dict.fromkeys(each[1] for each in ours if each is not None))[:MOST_LOOKED_UP]


def _about(desk: Desk, name: str) -> str | None:
    """What a letter of this name is about: it is the name itself, or that of a notice."""
    if not name.startswith("ntc_"):
        return name
    notice = notifications.states_of(desk, [name]).get(name)
    return notice.about if notice is not None else None


def _answered(desk: Desk, about: str | None) -> _Answered | None:
    """What is known of it; None for what is not there."""
    try:
        if about is None:
            return None
        if about.startswith("cnv_"):
            return _conversation(desk, about)
        if about.startswith("off_"):
            message = offline.find(desk, about)
            known = frozenset({(message.email or "").casefold()})
            return _Answered(message.visitor_id, message.conversation_id, message.plan_key, known)
        if about.startswith("tkt_"):
            ticket = tickets.find(desk, about)
            known = frozenset({(ticket.email or "").casefold()})
            return _Answered(ticket.visitor_id, about, ticket.plan_key, known)
    except NotFound:
        return None
    return None


def _conversation(desk: Desk, conversation_id: str) -> _Answered:
    header = conversations.find(desk, conversation_id)
    thread = store.thread(desk, conversation_id)
    visitor = visitors.holder(desk, header.visitor_id)
    written = (thread.email, thread.to, thread.reply_to) if thread is not None else ()
    theirs = (*written, visitor.email)
    known = frozenset(each.casefold() for each in theirs if each)
    return _Answered(header.visitor_id, conversation_id, header.plan_key, known, header.state == CLOSED)


def _by_token(answered: _Answered, mail: Mail) -> Tied:
    known = {each for each in answered.addresses if "@" in each}
    foreign = bool(known) and mail.sender.email.casefold() not in known
    if foreign and (answered.is_over or not str(answered.about).startswith("cnv_")):
        return Tied(None, answered.about)  # what is over does not go on by somebody else's words
    return Tied(answered.visitor_id, answered.about, foreign)


def _is_theirs(answered: _Answered, sender_id: str) -> bool:
    return sender_id.casefold() in answered.addresses
