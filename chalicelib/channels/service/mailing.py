"""Mail that comes in: written down as soon as it is heard of, then read, and part of a conversation once (A9).

What can be read becomes a message; what nobody should answer, what nobody's address is, and what cannot be read waits
for a person, with its bytes; whoever dies in between is followed by one who goes on. Each try is counted before it
begins, so a mail that kills whoever reads it waits for a person as well.
"""

from __future__ import annotations

import hashlib
import logging
from contextlib import suppress
from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.channels.model import letter as letters
from chalicelib.channels.model.channel import Channel, ChannelOff
from chalicelib.channels.model.inbound import UNPROVED, Incoming, Sender, digest
from chalicelib.channels.model.inboxes import base_of
from chalicelib.channels.model.mail import Mail, read_mail
from chalicelib.channels.model.outbound import Automatic
from chalicelib.channels.model.posted import (
    ARRIVED,
    AUTOMATIC,
    BEGINNING,
    BOUNCE,
    EMPTY,
    FAIL,
    GONE,
    MOST_READ,
    OFF,
    OWN,
    REFUSED,
    SPAM,
    TOO_MANY,
    UNKNOWN_ADDRESS,
    UNREADABLE,
    VIRUS,
    Posted,
    begun,
    is_proved,
    noted,
    parked,
    taken,
)
from chalicelib.channels.service import unread, waiting
from chalicelib.channels.service.enclosing import taken_from
from chalicelib.channels.service.receiving import BY_CHANNEL, BY_SENDER, ByMail, Received, share_of, take_in
from chalicelib.channels.service.replying import NOTHING, Asked, asked_by
from chalicelib.channels.service.threads import MOST_LOOKED_UP, Tied, tied
from chalicelib.channels.service.waiting import Resume
from chalicelib.channels.store import aside, mails
from chalicelib.channels.store import channels as store
from chalicelib.channels.store.channels import ThreadMoved
from chalicelib.channels.store.mails import PostedMoved
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import DeskError, LimitReached, Unavailable
from chalicelib.core.once import KeyReused
from chalicelib.core.text import in_one_line
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.plans.service.numbers import as_kept

MOST_FILES, LONGEST_AUTOMATIC = 10, 500

log = logging.getLogger("deskbell")


class TakeMail(Due, frozen=True):
    """A mail came in, and may not be part of a conversation yet."""

    kind = "channels.take_mail"

    mail_id: str


def resume(desk: Desk, due: Resume) -> None:
    """Mails that waited for the next hour are taken in, in order."""
    waiting.resume(desk, due, lambda desk, mail_id: take_mail(desk, TakeMail(mail_id), resumed=True))


def take_mail(desk: Desk, due: TakeMail, *, resumed: bool = False) -> None:
    """Read it, and what follows. Twice is once; while somebody is at it, it is looked at again later. Raises what may
    be mended by another try (``Unavailable``, too many at once); after the last one it waits for a person. ``resumed``:
    it has waited for the next hour, and those before it are taken."""
    posted = mails.posted(desk, due.mail_id)
    if posted is None or posted.state != ARRIVED:
        return
    if posted.held_until is not None and desk.now() < posted.held_until:
        if resumed:
            raise Unavailable("somebody takes it at this moment")
        tx = Transaction(desk)
        work.put(tx, TakeMail(posted.mail_id), at=posted.held_until)
        tx.commit()
        return
    try:
        posted = _moved(desk, posted, begun(posted, desk.now()))
        if posted.state == ARRIVED:
            _take(desk, posted, resumed=resumed)
    except PostedMoved:  # somebody else takes it at this moment
        if resumed:  # it waits no more once it is taken, not before
            raise Unavailable("somebody takes it at this moment") from None


def _moved(desk: Desk, before: Posted, after: Posted) -> Posted:
    """Stored as it is now. Raises ``PostedMoved``."""
    tx = Transaction(desk)
    mails.put_posted(tx, before, after)
    tx.commit()
    if after.why is not None:
        log.warning("mail_waits", extra={"mail_id": after.mail_id, "why": after.why})
    return after


def _take(desk: Desk, posted: Posted, *, resumed: bool) -> None:
    if posted.verdicts.virus == FAIL:
        _moved(desk, posted, parked(posted, VIRUS))
        return
    piece = desk.files.read(posted.key, 0, MOST_READ)
    if piece is None:
        _moved(desk, posted, parked(posted, GONE))
        return
    is_whole = piece.size <= MOST_READ
    raw = piece.content if is_whole else piece.content[:BEGINNING]
    try:
        mail = read_mail(raw, most_bytes=MOST_READ if is_whole else 0)
    except Exception as error:  # whatever anybody may send: it is shown, and nothing else waits behind it
        _moved(desk, posted, parked(replace(posted, size=piece.size), UNREADABLE, str(error)))
        return
    shown = replace(
        posted,
        sender=mail.sender.email[:254],
        sender_name=in_one_line(mail.sender.name, 80),
        subject=in_one_line(letters.clean(mail.subject), 200),
        size=piece.size,
    )
    _sort(desk, posted, shown, mail, hashlib.sha256(piece.content).hexdigest(), resumed=resumed)


def _sort(desk: Desk, posted: Posted, shown: Posted, mail: Mail, raw_id: str, *, resumed: bool) -> None:
    """A person's letter is taken in; all else waits for somebody, or says something of a letter of ours."""
    channel, is_own = _channel_and_own(desk, shown, mail)
    shown = replace(shown, channel_id=channel.channel_id if channel is not None else shown.channel_id)
    why = _in_the_way(shown, mail, channel, is_own=is_own)
    if why == BOUNCE:
        what = _note_bounce(desk, mail)
        _moved(desk, posted, noted(shown, what) if what else parked(shown, BOUNCE))
        if what:
            let_go(desk, posted)
    elif why == UNKNOWN_ADDRESS:
        _park_unread(desk, posted, shown, mail)
    elif why is not None or channel is None:
        _moved(desk, posted, parked(shown, why or UNKNOWN_ADDRESS))
        if why == AUTOMATIC and channel is not None:
            _note_automatic(desk, channel, shown, mail)
    else:
        _bring_in(desk, channel, posted, shown, mail, raw_id, resumed=resumed)


def _park_unread(desk: Desk, posted: Posted, shown: Posted, mail: Mail) -> None:
    """It waits for a person; whoever wrote it is told where to write, with the same write, once a day at most."""
    after = parked(shown, UNKNOWN_ADDRESS)
    tx = Transaction(desk)
    mails.put_posted(tx, posted, after)
    try:
        if unread.tell_where(tx, shown, mail):
            tx.commit()
            return
    except LimitReached:
        pass
    _moved(desk, posted, after)


def _in_the_way(posted: Posted, mail: Mail, channel: Channel | None, *, is_own: bool) -> str | None:
    """Why a mail waits for a person, or None. What somebody has looked at is theirs to judge."""
    if is_own:
        return OWN
    if channel is None:
        return UNKNOWN_ADDRESS if mail.kind != BOUNCE else BOUNCE
    if not channel.active:
        return OFF
    if not letters.words_of(mail) and not mail.files and not mail.left_out and not mail.quoted:
        return EMPTY
    if posted.by_hand:
        return None
    if mail.kind == BOUNCE:
        return BOUNCE
    if posted.verdicts.spam == FAIL:
        return SPAM
    return AUTOMATIC if mail.kind == AUTOMATIC or posted.source == "<>" else None


def _channel_and_own(desk: Desk, posted: Posted, mail: Mail) -> tuple[Channel | None, bool]:
    """The channel that receives it, and whether the desk itself has sent it, to its own address. Three reads."""
    sender = base_of(mail.sender.email)
    named = [base_of(each) for each in posted.recipients] or [base_of(each.email) for each in mail.to]
    known = mails.inboxes(desk, [sender, *named[:50]])
    is_own = sender == base_of(notifications.read_settings(desk).sender_email) or sender in {e.address for e in known}
    channel_id = posted.channel_id or next((each.channel_id for each in known if each.address != sender), "")
    return (store.channel(desk, channel_id) if channel_id else None), is_own


def _note_bounce(desk: Desk, mail: Mail) -> str:
    """The letter of ours that came back, once the ledger knows; empty where it names none. A letter that is only late
    has not come back. One read for each of at most five letters, and what the ledger takes."""
    names = [name.partition("@")[0].partition(".")[0] for name in mail.returned]
    ours = list(dict.fromkeys(each for each in names if each.startswith("ntc_")))[:MOST_LOOKED_UP]
    for notice_id, notice in notifications.states_of(desk, ours).items():
        for each in mail.bounced:
            if each.address.casefold() != notice.to.casefold():
                continue
            if each.is_late or notifications.note_bounced(
                desk, notice_id, each.address, each.status, for_good=each.for_good
            ):
                return notice_id
    return ""


class _Coming(msgspec.Struct, frozen=True):
    """A person's letter on its way into a conversation. ``posted``: as it is stored; ``shown``: with what was read of
    it. ``tie``: what it answers."""

    channel: Channel
    posted: Posted
    shown: Posted
    mail: Mail
    tie: Tied
    proved: bool
    resumed: bool
    asked: Asked = NOTHING


def _note_automatic(desk: Desk, channel: Channel, shown: Posted, mail: Mail) -> None:
    """Who answers this customer sees that they are away, or what else their mail program says; nobody is answered, and
    nothing waits for an answer. What the mail is about is asked, and one read and write where that is known."""
    tie = tied(desk, channel, shown, mail, mail.sender.email.casefold())
    thread = store.thread(desk, tie.earlier) if tie.earlier and tie.visitor_id and not tie.foreign else None
    if thread is None:
        return
    text = in_one_line(letters.clean(mail.text), LONGEST_AUTOMATIC)
    tx = Transaction(desk)
    store.note_automatic(tx, thread, replace(thread, automatic=Automatic(desk.now(), shown.subject, text)))
    with suppress(ThreadMoved):  # they wrote themselves: that tells more
        tx.commit()


def _bring_in(
    desk: Desk, channel: Channel, posted: Posted, shown: Posted, mail: Mail, raw_id: str, *, resumed: bool
) -> None:
    """It becomes part of a conversation, and what is known of it says so in the same transaction. Raises
    ``LimitReached`` of what has waited before."""
    address = mail.sender.email.casefold()
    proved = is_proved(posted.verdicts, posted.source, address, mail.senders)
    sender_id = (address if proved else UNPROVED + address)[:200]
    shown = replace(shown, subject=as_kept(desk, channel.plan_key, shown.subject))
    coming = _Coming(channel, posted, shown, mail, tied(desk, channel, posted, mail, sender_id), proved, resumed)
    coming = replace(coming, asked=asked_by(desk, channel, mail, sender_id, coming.tie.visitor_id, proved=proved))
    who = Sender(sender_id, in_one_line(mail.sender.name, 80), address)
    message_id = in_one_line(f"{mail.message_id or raw_id}/{address}", 200)
    incoming = Incoming(message_id, who, letters.words_of(mail))
    try:
        try:
            received = _said(desk, coming, incoming)
        except KeyReused:  # a name that was used before, for something else
            received = _said(desk, coming, replace(incoming, message_id=in_one_line(f"{raw_id}/{address}", 200)))
    except Unavailable:
        raise
    except DeskError as refusal:
        if isinstance(refusal, LimitReached) and refusal.extra["limit"] == BY_CHANNEL.name:
            if resumed:
                waiting.put_back(desk, posted)
                raise
            waiting.put_aside(desk, posted, share_of(channel, sender_id), refusal.retry_after or 60)
            return
        _moved(desk, posted, parked(shown, _why(refusal), refusal.code))
        return
    now = mails.posted(desk, posted.mail_id) if received.again else None
    if now is not None and now.state == ARRIVED:
        _moved(desk, now, taken(replace(shown, version=now.version), received.conversation_id, received.seq))
    let_go(desk, posted)


def let_go(desk: Desk, posted: Posted) -> None:
    """Its bytes go, once nothing more becomes of it for any channel: whoever comes last sees that of all. Of a channel
    for which it is not written down yet, it is still to come. Whoever dies before leaves them to go by themselves after
    ninety days."""
    if all(each is not None and each.is_over for each in (mails.posted(desk, other) for other in posted.others)):
        desk.files.delete([posted.key])


def _why(refusal: DeskError) -> str:
    """Why it waits for a person then. Raises what another try may mend: too many at once, but of this sender's."""
    if isinstance(refusal, LimitReached):
        if refusal.extra["limit"] != BY_SENDER.name:
            raise refusal
        return TOO_MANY
    return OFF if isinstance(refusal, ChannelOff) else REFUSED


def _said(desk: Desk, coming: _Coming, incoming: Incoming) -> Received:
    """It is said. Raises as ``receiving.receive`` does."""
    channel, mail = coming.channel, coming.mail
    refused: list[str] = []

    def files(owner: str) -> list[str]:
        ids, refused[:] = taken_from(desk, channel, owner, incoming.message_id, mail.files[:MOST_FILES])
        return ids

    def also(tx: Transaction, conversation_id: str, seq: int, is_first: bool, is_last: bool) -> None:
        if is_first:
            folded = _folded(desk, channel, mail)
            mails.put_letter(tx, conversation_id, _letter(coming, conversation_id, seq, refused, tx.desk.now()), folded)
        if is_last:
            mails.put_posted(tx, coming.posted, taken(coming.shown, conversation_id, seq))

    beside = ByMail(
        subject=coming.shown.subject,
        references=letters.answered_by(mail),
        visitor_id=coming.tie.visitor_id,
        proved=coming.proved,
        foreign=coming.tie.foreign,
        files=files,
        enclosed=digest(*(hashlib.sha256(each.data).hexdigest() for each in mail.files)) if mail.files else "",
        reply_to=coming.asked.reply_to,
        also=also,
    )
    share = share_of(channel, incoming.sender.id)
    known = store.known(desk, channel.channel_id, incoming.sender.id, incoming.message_id, [aside.wanted(share)])
    if known.beside is not None and known.receipt is None and not coming.resumed:  # none goes before those that wait
        raise LimitReached(BY_CHANNEL.name, "channel", 60)
    return take_in(desk, channel, known, incoming, beside)


def _folded(desk: Desk, channel: Channel, mail: Mail) -> letters.Folded:
    folded = letters.folded_of(mail)
    parts = {name: as_kept(desk, channel.plan_key, getattr(folded, name)) for name in folded.__struct_fields__}
    return replace(folded, **parts)


def _letter(coming: _Coming, conversation_id: str, seq: int, refused: list[str], at: datetime) -> letters.Letter:
    """What is shown of it beside its words; ``refused``: files that could not be taken."""
    mail, shown, tie = coming.mail, coming.shown, coming.tie
    names = (*refused, *(each.name for each in mail.files[MOST_FILES:]), *mail.left_out)
    return letters.Letter(
        seq=seq,
        at=at,
        sender=shown.sender,
        sender_name=shown.sender_name,
        subject=shown.subject,
        proved=coming.proved,
        foreign=tie.foreign,
        earlier=tie.earlier if tie.earlier != conversation_id else None,
        left_out=tuple(in_one_line(each, 120) for each in names[:50]),
        folds=letters.folded_of(mail) != letters.Folded(),
        kind=letters.AUTOMATIC if mail.kind != letters.PERSON else letters.PERSON,
        reply_to=coming.asked.address,
        obeyed=coming.asked.obeyed and not tie.foreign,
    )
