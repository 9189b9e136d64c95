"""By e-mail and SMS what is said goes out as letters of the ledger: delivered and charged as all are (A9, C3)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.channels.model.channel import EMAIL, Channel
from chalicelib.channels.model.outbound import FAILED, LEDGER, NO_ADDRESS, Delivery, Thread
from chalicelib.conversations.model.conversation import Entry
from chalicelib.core.contacts import Recipient
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter


def tell(tx: Transaction, thread: Thread, channel: Channel, entry: Entry, delivery: Delivery) -> Delivery:
    """Add to the transaction: the letter that carries this entry. What is known of it then."""
    now = tx.desk.now()
    is_email = channel.kind == EMAIL
    email = (thread.email or thread.to) if is_email else None
    mobile = None if is_email else thread.mobile or thread.to
    to = Recipient(thread.name, email, mobile, thread.locale)
    matter = Matter(
        what="channel_letter" if is_email else "channel_text",
        words={"text": entry.words, "by": entry.author.name or "", "subject": thread.subject},
        about=thread.conversation_id,
        plan_key=channel.plan_key,
        holder_id=entry.author.id if entry.author.kind == "agent" else None,
        customer_id=thread.visitor_id,
    )
    ids = notifications.tell(tx, [to], matter, channels=(channel.kind,))
    if not ids:
        return replace(delivery, state=FAILED, at=now, why=NO_ADDRESS)
    return replace(delivery, state=LEDGER, at=now, notices=tuple(ids))
