"""What was written, for the rooms above that keep something of it (A3, F1)."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import MESSAGE, Entry, Header, Page
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.tables import read_all


def entries_after(desk: Desk, conversation_id: str, after: int, limit: int) -> Page:
    """What came after this entry, for rooms that have asked whether they may; one query. Raises ``NotFound``."""
    page = store.page(desk, conversation_id, after, limit)
    if page is None:
        raise NotFound("no such conversation")
    return page


def messages_at(desk: Desk, conversation_id: str, seqs: Sequence[int]) -> list[Entry]:
    """The messages of these numbers, for rooms that have asked whether they may; without those that are none, or were
    withdrawn. One request for at most a hundred."""
    found = read_all(desk.database, [store.wanted_entry(conversation_id, each) for each in seqs]) if seqs else []
    return [each for each in found if each is not None and each.kind == MESSAGE and not each.is_withdrawn]


def latest(desk: Desk, conversation_id: str, limit: int) -> tuple[Header, Sequence[Entry]]:
    """The header and the last entries, for rooms that ask whether they may before they show any; one query. Raises
    ``NotFound``."""
    page = store.page_before(desk, conversation_id, None, limit)
    if page is None or page.header is None:
        raise NotFound("no such conversation")
    return page.header, page.entries
