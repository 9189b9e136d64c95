"""What a channel will not bring goes by e-mail instead, where an address of the customer's is known (A9)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.channels.model.channel import EMAIL
from chalicelib.channels.model.handed import handed
from chalicelib.channels.model.letter import answer_subject
from chalicelib.channels.model.outbound import LEDGER, MOST_BY_LETTER, Delivery, Thread
from chalicelib.channels.service.handing import PATH, PURPOSE
from chalicelib.channels.service.letters import answered_at
from chalicelib.channels.store import channels as store
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Entry, Header
from chalicelib.core import times
from chalicelib.core.contacts import Recipient
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.answering import AnswersSought
from chalicelib.notifications.model.notice import Link, Matter
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.visitors import service as visitors


class NoOtherWay(Conflict):
    """No other address of the customer's is known."""

    code = "no_other_way"
    title = "No e-mail address of this customer is known"


def email_of(desk: Desk, header: Header, thread: Thread | None, kind: str) -> str | None:
    """The customer's address, besides the one that letters of this channel go to; None: none is known. One read."""
    try:
        visitor = visitors.holder(desk, header.visitor_id)
    except NotFound:
        return None
    if visitor.erased_at is not None:
        return None
    tried = {thread.reply_to or thread.email or thread.to} if kind == EMAIL and thread is not None else set[str]()
    known = (visitor.email, thread.email if thread is not None else None)
    return next((each for each in known if each and each not in tried), None)


def send_by_mail(desk: Desk, agent: Agent, header: Header, delivery: Delivery) -> None:
    """An entry that its channel has not brought is a letter of the ledger now; twice is once. Some five reads and a
    write. Raises ``NoOtherWay``."""
    thread, channel = store.thread_and_channel(
        desk, header.conversation_id, header.via.channel_id if header.via else ""
    )
    email = email_of(desk, header, thread, channel.kind if channel is not None else "")
    entries = conversations.messages_at(desk, header.conversation_id, [delivery.seq])
    if email is None or not entries:
        raise NoOtherWay("ask them for an address first")
    to = Recipient(header.visitor_name or "", email, None, header.locale)
    tx = Transaction(desk)
    once = f"otherwise#{header.conversation_id}#{delivery.seq}#{times.sortable(delivery.at)}"
    ids = notifications.tell(tx, [to], _letter(desk, header, entries[0]), channels=(EMAIL,), once=once)
    told = replace(delivery, state=LEDGER, at=desk.now(), why=None, detail="", notices=tuple(ids), by_mail=True)
    store.put_delivery(tx, header.conversation_id, told)
    try:
        tx.commit()
    except notifications.ToldBefore:  # somebody pressed twice
        return


def _letter(desk: Desk, header: Header, entry: Entry) -> Matter:
    holder_id = entry.author.id if entry.author.kind == "agent" else None
    signature = people.read_signature(desk, holder_id).text if holder_id is not None else ""
    file = entry.file
    is_large = file is not None and file.size > MOST_BY_LETTER * 1_000_000
    linked = (
        Link(PATH, PURPOSE, handed(file.id, desk.now(), header.locale).name) if file is not None and is_large else None
    )
    return Matter(
        what="channel_letter",
        words={
            "answer": entry.words,
            "signature": signature,
            "by": "" if signature else entry.author.name or "",
            "subject": answer_subject("", header.locale),
            "file": file.name if file is not None and linked is not None else "",
        },
        links={"file_url": linked} if linked is not None else {},
        about=header.conversation_id,
        plan_key=header.plan_key,
        holder_id=holder_id,
        customer_id=header.visitor_id,
        reply_to=answered_at(desk, AnswersSought(header.conversation_id, header.plan_key)),
        file_ids=(file.id,) if file is not None and linked is None else (),
    )
