"""Whoever keeps what was written findable hears of it soon after, some messages together (A3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import MESSAGE, Entry, Header, Page, Written
from chalicelib.core import events, work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction


def told_soon(after: Header, now: datetime) -> Header:
    """The conversation after it was written to: others hear of it in a few seconds.

    What is written until then they find as well: it asks for no telling of its own.
    """
    if after.tell is not None and after.tell > now.timestamp():
        return after
    return replace(after, tell=int((now + work.SOON).timestamp()))


def tell_soon(tx: Transaction, before: Header | None, after: Header) -> None:
    """Add to the transaction the telling that is planned with it, if one is."""
    if after.tell is not None and (before is None or before.tell != after.tell):
        events.publish_later(tx, Written(after.conversation_id), datetime.fromtimestamp(after.tell, UTC))


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
