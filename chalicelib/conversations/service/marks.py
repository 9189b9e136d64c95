"""That somebody types, and how far they have read, comes with the question that a page asks anyway (A2)."""

from __future__ import annotations

from contextlib import suppress

from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import OPEN, Header, Page
from chalicelib.conversations.model.marks import NOTHING, Told, change_by
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.transactions import Transaction


def note_marks(desk: Desk, page: Page, header: Header | None, side: str, told: Told) -> Page:
    """Write down what a page says of its ``side``, if that is news, and what it is shown of the other one (A2).

    At most one write in some seconds, and one for what was read. Nothing is kept or shown of a conversation that is
    not under way, or whose plan wants none.
    """
    if header is None or not header.marks or header.state != OPEN:
        return page if page.marks == NOTHING else replace(page, marks=NOTHING)
    change = change_by(side, told, page.marks, header.last_seq, desk.now())
    if change is not None:
        tx = Transaction(desk)
        store.put_marks(tx, header.conversation_id, side, change)
        with suppress(Lost):
            tx.commit()
    return page
