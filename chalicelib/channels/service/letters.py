"""By e-mail and SMS what is said goes out as letters of the ledger: delivered and charged as all are (A9, C3)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.channels.model.channel import EMAIL, Channel
from chalicelib.channels.model.letter import answer_subject
from chalicelib.channels.model.outbound import FAILED, LEDGER, NO_ADDRESS, Delivery, Thread
from chalicelib.channels.model.plus import plus_address, token_of
from chalicelib.channels.service.handing import link_for
from chalicelib.channels.store import mails
from chalicelib.conversations.model.conversation import MESSAGE, Entry
from chalicelib.core.contacts import Recipient
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.answering import AnswersSought
from chalicelib.notifications.model.notice import Matter
from chalicelib.people import service as people

MOST_OWN_A_DAY = 4  # letters by itself to one address: whoever answers each of them is no person


def tell(tx: Transaction, thread: Thread, channel: Channel, entry: Entry, delivery: Delivery) -> Delivery:
    """Add to the transaction: the letter that carries this entry. What is known of it then. Lost: ``LimitReached``
    (of what the desk says by itself)."""
    now = tx.desk.now()
    is_email, is_own = channel.kind == EMAIL, _is_own(entry)
    email = (thread.reply_to or thread.email or thread.to) if is_email else None
    mobile = None if is_email else thread.mobile or thread.to
    to = Recipient(thread.name, email, mobile, thread.locale)
    holder_id = entry.author.id if entry.author.kind == "agent" else None
    if is_email:
        matter = _letter(tx.desk, thread, channel, entry, holder_id)
    else:
        link = link_for(channel, thread, entry)
        words = {"text": entry.words, "by": entry.author.name or "", "file": entry.file.name if entry.file else ""}
        matter = Matter(
            what="channel_text" if link is None else "channel_text_file",
            words=words,
            links={"file_url": link} if link is not None else {},
            about=thread.conversation_id,
            plan_key=channel.plan_key,
            holder_id=holder_id,
            customer_id=thread.visitor_id,
        )
    most = MOST_OWN_A_DAY if is_email and is_own else None
    ids = notifications.tell(tx, [to], matter, channels=(channel.kind,), most_a_day=most)
    if not ids:
        return replace(delivery, state=FAILED, at=now, why=NO_ADDRESS)
    return replace(delivery, state=LEDGER, at=now, notices=tuple(ids))


def _is_own(entry: Entry) -> bool:
    """Whether the desk says it by itself."""
    return entry.author.kind == "system" or entry.kind != MESSAGE


def _letter(desk: Desk, thread: Thread, channel: Channel, entry: Entry, holder_id: str | None) -> Matter:
    """A letter of the thread: it answers what its customer wrote last, and is answered where it belongs. It ends as its
    agent has chosen (A6), or with their name; one read."""
    signature = people.read_signature(desk, holder_id).text if holder_id is not None else ""
    link = link_for(channel, thread, entry)
    return Matter(
        what="channel_own_words" if _is_own(entry) else "channel_letter",
        words={
            "answer": entry.words,
            "signature": signature,
            "by": "" if signature else entry.author.name or "",
            "subject": answer_subject(thread.subject, thread.locale),
            "file": entry.file.name if entry.file is not None and link is not None else "",
        },
        links={"file_url": link} if link is not None else {},
        about=thread.conversation_id,
        plan_key=channel.plan_key,
        holder_id=holder_id,
        customer_id=thread.visitor_id,
        reply_to=_answered_at(desk, channel, thread.conversation_id),
        answers=thread.references,
        file_ids=(entry.file.id,) if entry.file is not None and link is None else (),
    )


def _answered_at(desk: Desk, channel: Channel, about: str) -> str | None:
    """The channel's main inbox, with the token of what is answered."""
    if not channel.inboxes:
        return None
    return plus_address(channel.inboxes[0], token_of(desk.settings.token_keys[0][1], about))


def answered_at(desk: Desk, asked: AnswersSought) -> str | None:
    """Where a letter about this is answered: at the inbox of its plan. One query."""
    token = token_of(desk.settings.token_keys[0][1], asked.about)
    inbox = mails.inbox_of(desk, asked.plan_key) if token else None
    return plus_address(inbox.address, token) if inbox is not None else None
