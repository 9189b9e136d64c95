"""A conversation says that a ticket was made from it (D4)."""

from __future__ import annotations

from contextlib import suppress

from chalicelib.conversations import store
from chalicelib.conversations.model.composing import became_ticket
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.words import MadeTicket
from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction


def say_ticket(desk: Desk, conversation_id: str, made: MadeTicket) -> None:
    """Write the entry that says so, once for each ticket; nothing in a conversation that is gone. Two requests."""
    once = Once.of("conversation-ticket", made.ticket_id, conversation_id)

    def write(header: Header | None) -> None:
        if header is None:
            return
        after, entry = became_ticket(header, made, desk.now())
        tx = Transaction(desk)
        mark(tx, once, {"seq": entry.seq})
        store.write(tx, header, after, [entry])
        with suppress(AlreadyDone):
            tx.commit()

    header = store.header(desk, conversation_id)
    races.follow(desk, header, write, store.HeaderMoved, tries=races.CROWD, longest=races.SHORT_PAUSE)
