"""What comes in by channels becomes conversations, exactly once (A9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.channels.model.channel import SMS, Channel, ChannelOff, Seen, UnknownChannel
from chalicelib.channels.model.inbound import LONGEST_TEXT, Incoming, digest
from chalicelib.channels.model.outbound import Thread
from chalicelib.channels.model.signatures import refuse_unsigned
from chalicelib.channels.service.enclosing import taken_in
from chalicelib.channels.service.senders import visitor_of
from chalicelib.channels.store import channels as store
from chalicelib.channels.store.channels import Known, Receipt
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Entry, checked_text
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.via import Via
from chalicelib.core import limits
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.limits import Limit
from chalicelib.core.once import KeyReused
from chalicelib.core.text import is_visible
from chalicelib.core.transactions import Transaction
from chalicelib.files.model.upload import FileUsed
from chalicelib.notices import service as notices
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor

BY_CHANNEL = Limit("channel", most=6_000, within=timedelta(hours=1))
BY_SENDER = Limit("sender", most=20, within=timedelta(minutes=1))
NOTED_EVERY = timedelta(minutes=1)
NOTHING_LEFT = "📎"  # of a letter that was nothing but files, none of which could be taken


Also = Callable[[Transaction, str, int, bool, bool], None]
Files = Callable[[str], list[str]]  # owner → ids of theirs


class ByMail(msgspec.Struct, frozen=True):
    """What else is known of what came as a letter. ``subject``, ``references``: for those that go back. ``visitor_id``:
    whose conversation it belongs to, by what it answers. ``proved``: the letter itself proves its sender's address.
    ``foreign``: its sender is somebody else than that visitor; what is said still goes to them. ``files``: ids of files
    that were taken in; ``enclosed``: a digest of those that came with it. ``reply_to``: where answers go instead of its
    sender's address. ``also``: what is written with each of its
    parts, told the entry, and whether it is the first and the last."""

    subject: str = ""
    references: tuple[str, ...] = ()
    visitor_id: str | None = None
    proved: bool = False
    foreign: bool = False
    files: Files | None = None
    enclosed: str = ""
    reply_to: str | None = None
    also: Also | None = None

    def fingerprint(self, incoming: Incoming) -> str:
        """What a second one of the same name must say, and bring, too."""
        said = incoming.fingerprint
        return digest(said, self.enclosed) if self.enclosed else said


class Received(msgspec.Struct, frozen=True):
    """What a message became; ``again``: it had come before."""

    conversation_id: str
    seq: int
    again: bool


NO_MAIL = ByMail()


def receive(desk: Desk, channel_id: str, signature: str, body: bytes, incoming: Incoming) -> Received:
    """A message in a signed request, stored exactly once by its sender's own name for it (A9).

    Three requests of a known sender more than a visitor's message takes; the files besides. Raises ``UnknownChannel``,
    ``SignatureRefused``, ``ChannelOff``, ``Invalid``, ``KeyReused``, ``LimitReached``, ``VisitorRefused``,
    ``NobodyReceives``, ``Unavailable``.
    """
    known = store.known(desk, channel_id, incoming.sender.id, incoming.message_id)
    channel = existing(known.channel, "no such channel", UnknownChannel)
    refuse_unsigned(signature, body, channel.secrets, int(desk.now().timestamp()))
    return take_in(desk, channel, known, incoming)


def take_in(desk: Desk, channel: Channel, known: Known, incoming: Incoming, mail: ByMail = NO_MAIL) -> Received:
    """A message that has proved to come by this channel. Raises as ``receive`` does."""
    if known.receipt is not None:
        return _again(known.receipt, incoming, mail)
    if not channel.active:
        raise ChannelOff("it was switched off")
    texts = _texts(incoming, mail)
    visitor = visitors.holder(desk, mail.visitor_id) if mail.visitor_id is not None else None
    if visitor is None or visitor.erased_at is not None:
        visitor = visitor_of(desk, channel, incoming.sender, known.sender, proved=mail.proved)
    owner = f"visitor#{visitor.visitor_id}"
    if mail.files is not None:
        file_ids = mail.files(owner)
    else:
        file_ids = taken_in(desk, channel, owner, incoming.message_id, incoming.files)
    parts = list(_parts(texts, file_ids)) or [(NOTHING_LEFT, None)]
    if channel.kind == SMS:
        number = incoming.sender.mobile or incoming.sender.id
        notices.hear_sms(desk, number, incoming.text, visitor.visitor_id, incoming.at)
    try:
        received = _written(desk, channel, visitor, incoming, mail, parts)
    except (KeyReused, FileUsed):
        receipt = store.receipt(desk, channel.channel_id, incoming.message_id)
        if receipt is None:
            raise
        return _again(receipt, incoming, mail)
    _note_seen(desk, channel.channel_id, known.seen)
    return received


def _again(receipt: Receipt, incoming: Incoming, mail: ByMail) -> Received:
    if receipt.fingerprint != mail.fingerprint(incoming):
        raise KeyReused("a message of this id said something else")
    return Received(receipt.conversation_id, receipt.seq, True)


def _texts(incoming: Incoming, mail: ByMail) -> list[str]:
    """What it says, in pieces that a message can hold. Raises ``Invalid``."""
    text = incoming.text.strip()
    if not text and not incoming.files and mail.files is None:
        raise Invalid.field("text", "a text, or a file")
    pieces = [text[start : start + LONGEST_TEXT] for start in range(0, len(text), LONGEST_TEXT)]
    return [checked_text(each) for each in pieces if is_visible(each)]


def _parts(texts: list[str], file_ids: list[str]) -> Iterator[tuple[str, str | None]]:
    """Messages of a text and a file each, as many as it takes."""
    for number in range(max(len(texts), len(file_ids))):
        text = texts[number] if number < len(texts) else ""
        yield text, file_ids[number] if number < len(file_ids) else None


def _written(
    desk: Desk,
    channel: Channel,
    visitor: Visitor,
    incoming: Incoming,
    mail: ByMail,
    parts: list[tuple[str, str | None]],
) -> Received:
    """Each part stored once, and with the last one what became of all; whoever died in between goes on from there."""
    via = Via(channel.channel_id, channel.kind, channel.name)
    caller = replace(visitors.in_name_of(visitor), plan_key=channel.plan_key, locale=channel.locale)
    held: list[Received] = []

    def beside(number: int) -> conversations.Arrived:
        def also(tx: Transaction, conversation_id: str, entry: Entry) -> None:
            if number == len(parts) - 1:
                made = Receipt(mail.fingerprint(incoming), conversation_id, entry.seq)
                store.put_receipt(tx, channel.channel_id, incoming.message_id, made)
            if number == 0:
                count_in(tx, channel, incoming.sender.id)
            if not mail.foreign:
                store.put_thread(tx, _thread(channel, visitor, incoming, mail, conversation_id, tx.desk.now()))
            if mail.also is not None:
                mail.also(tx, conversation_id, entry.seq, number == 0, number == len(parts) - 1)
            held.append(Received(conversation_id, entry.seq, False))

        return conversations.Arrived(via, also)

    conversation_id = ""
    for number, (text, file_id) in enumerate(parts):
        client_id = digest(channel.channel_id, incoming.message_id, str(number))
        first = StartConversation(text, client_id, source=channel.source, file_id=file_id)
        started = conversations.start_conversation(desk, caller, channel.plan_key, first, came=beside(number))
        conversation_id = started.conversation_id
    receipt = store.receipt(desk, channel.channel_id, incoming.message_id) if started.again else None
    if receipt is not None:
        return replace(_again(receipt, incoming, mail), again=True)
    return replace(held[-1], conversation_id=conversation_id) if held else Received(conversation_id, 0, True)


def count_in(tx: Transaction, channel: Channel, sender_id: str) -> None:
    """Add to the transaction: one more of this sender and of the channel. Lost: ``LimitReached``."""
    mark = digest(channel.channel_id, sender_id)
    limits.spend(tx, BY_SENDER, "sender", mark, most=channel.a_minute_each)
    shared, most = _shared(channel, sender_id)
    limits.spend(tx, BY_CHANNEL, "channel", shared, most=most)


def share_of(channel: Channel, sender_id: str) -> str:
    """Among whom a sender is counted by the hour."""
    return _shared(channel, sender_id)[0]


def _shared(channel: Channel, sender_id: str) -> tuple[str, int]:
    mark = digest(channel.channel_id, sender_id)
    return limits.spread(BY_CHANNEL, channel.channel_id, mark[:2], mark, most=channel.an_hour)


def _thread(
    channel: Channel, visitor: Visitor, incoming: Incoming, mail: ByMail, conversation_id: str, now: datetime
) -> Thread:
    return Thread(
        conversation_id=conversation_id,
        channel_id=channel.channel_id,
        to=incoming.sender.id,
        name=incoming.sender.name or visitor.name or "",
        last_in_at=now,
        thread=incoming.thread,
        email=incoming.sender.email,
        mobile=incoming.sender.mobile,
        locale=visitor.locale,
        subject=mail.subject,
        references=mail.references,
        visitor_id=visitor.visitor_id,
        reply_to=mail.reply_to,
    )


def _note_seen(desk: Desk, channel_id: str, seen: Seen) -> None:
    """That something came in, once a minute at most."""
    now = desk.now()
    if seen.last_in_at is None or now - seen.last_in_at >= NOTED_EVERY:
        store.put_seen(desk, channel_id, replace(seen, last_in_at=now))
