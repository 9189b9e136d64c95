"""Who writes by a channel while nobody is in leaves a message with it (C2, A9)."""

from __future__ import annotations

import hashlib
from contextlib import suppress

from msgspec.structs import replace

from chalicelib.channels.model.outbound import Thread
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import CLOSED, MESSAGE, Entry
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound, Unauthorized
from chalicelib.offline import service as offline
from chalicelib.offline.model.form import LONGEST_NAME, LeaveMessage
from chalicelib.offline.model.message import MOST_ANSWERS, WIDGET
from chalicelib.plans.model.plan import NobodyReceives
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import VisitorRefused

LOOKED_AT, LONGEST = 100, 4_000
BEHIND = 1_000_000


def leave_for(desk: Desk, thread: Thread, last: Entry) -> None:
    """What the customer wrote in a conversation that ended since nobody could see to it is kept as a message left, to
    be answered where they wrote; once for the conversation's end. One query, a read, and what a message left takes."""
    page = conversations.entries_after(desk, thread.conversation_id, max(0, last.seq - LOOKED_AT), LOOKED_AT)
    theirs = [each for each in page.entries if each.kind == MESSAGE and each.author.kind == "visitor"]
    text = "\n".join(each.words or (each.file.in_a_line if each.file else "") for each in theirs)[-LONGEST:].strip()
    if page.header is None or not text:
        return
    header = page.header
    form = LeaveMessage(
        name=(thread.name or header.visitor_name or thread.to)[:LONGEST_NAME],
        text=text,
        email=thread.email,
        mobile=thread.mobile,
        conversation_id=thread.conversation_id,
        client_id=f"{thread.conversation_id}#{last.seq}",
    )
    with suppress(VisitorRefused, NobodyReceives, Unauthorized, NotFound):  # nobody is there who would answer it
        customer = visitors.holder(desk, header.visitor_id)
        caller = replace(visitors.in_name_of(customer), locale=header.locale)
        offline.leave_message(desk, caller, header.plan_key, None, form, elsewhere=True)


def answers_to(desk: Desk, conversation_id: str, message_id: str) -> list[Entry]:
    """What agents answered in the widget to a message that was left, as what is said to its customer; numbered behind
    all that a conversation can have. One read."""
    message = offline.find(desk, message_id)
    first = BEHIND + int.from_bytes(hashlib.sha256(message_id.encode()).digest()[:3], "big") * MOST_ANSWERS
    return [
        Entry(first + number, MESSAGE, each.agent, each.text, each.at, CLOSED, message.visitor_id)
        for number, each in enumerate(message.answers)
        if WIDGET in each.by and message.conversation_id == conversation_id
    ]
