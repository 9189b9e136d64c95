"""Who writes by a channel while nobody is in leaves a message with it (C2, A9)."""

from __future__ import annotations

from chalicelib.channels.model.outbound import Thread
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import MESSAGE, Entry
from chalicelib.core.desk import Desk
from chalicelib.offline import service as offline
from chalicelib.offline.model.form import LONGEST_NAME, LeaveMessage
from chalicelib.visitors import service as visitors

LOOKED_AT, LONGEST = 100, 4_000


def leave_for(desk: Desk, thread: Thread, last: Entry) -> None:
    """What the customer wrote in a conversation that ended since nobody could see to it is kept as a message left, to
    be answered where they wrote; once for the conversation's end. One query, and what a message left takes."""
    page = conversations.entries_after(desk, thread.conversation_id, max(0, last.seq - LOOKED_AT), LOOKED_AT)
    theirs = [each for each in page.entries if each.kind == MESSAGE and each.author.kind == "visitor"]
    text = "\n".join(each.words or (each.file.in_a_line if each.file else "") for each in theirs)[-LONGEST:].strip()
    if page.header is None or not text:
        return
    header = page.header
    caller = visitors.Caller(header.visitor_id, header.plan_key, header.locale)
    form = LeaveMessage(
        name=(thread.name or header.visitor_name or thread.to)[:LONGEST_NAME],
        text=text,
        email=thread.email,
        mobile=thread.mobile,
        conversation_id=thread.conversation_id,
        client_id=f"{thread.conversation_id}#{last.seq}",
    )
    offline.leave_message(desk, caller, header.plan_key, None, form, elsewhere=True)
