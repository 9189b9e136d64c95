"""Who has confirmed an announcement, and whom it was said to once more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pynamodb.attributes import NumberAttribute

from chalicelib.announcements.model.announcement import Announcement
from chalicelib.announcements.model.reading import Receipt
from chalicelib.announcements.store.keys import Keys
from chalicelib.announcements.store.records import RECORD, AnnouncementRow
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, read_both
from chalicelib.core.transactions import Transaction


class ReceiptRow(Keys):
    edition = NumberAttribute()
    receipt = Packed(Receipt)


class RemindedRow(Keys):
    """``edition``: in which it was to be read."""

    edition = NumberAttribute()


class ReceiptMoved(Moved):
    """They confirmed this edition, or a later one, before."""


class RemindedBefore(Lost):
    """They were told once more before."""


def with_announcement(desk: Desk, announcement_id: str, agent_id: str) -> tuple[Announcement | None, Receipt | None]:
    """An announcement, and what somebody confirmed of it; one strongly consistent request."""
    record = AnnouncementRow.wanted(lambda row: row.announcement, announcement_id, RECORD)
    receipt = ReceiptRow.wanted(lambda row: row.receipt, f"read#{announcement_id}", agent_id)
    return read_both(desk.database, record, receipt)


def of_agents(desk: Desk, announcement_id: str, agent_ids: Iterable[str]) -> dict[str, Receipt]:
    """What these have confirmed of it, by their ids; one request for each hundred."""
    keys = [(f"read#{announcement_id}", each) for each in agent_ids]
    held = (ReceiptRow.receipt.held_in(item) for item in ReceiptRow.find_items(desk.database, keys))
    return {each.agent_id: each for each in held}


def of_agent(desk: Desk, agent_id: str, announcement_ids: Sequence[str]) -> dict[str, Receipt]:
    """What somebody has confirmed of these, by their ids; one request for each hundred."""
    keys = [(f"read#{each}", agent_id) for each in announcement_ids]
    items = ReceiptRow.find_items(desk.database, keys)
    return {item["key"]["S"].partition("#")[2]: ReceiptRow.receipt.held_in(item) for item in items}


def every(desk: Desk, announcement_id: str) -> dict[str, Receipt]:
    """All that was confirmed of it, by agent; one query (one request up to some 5,000 of them)."""
    items = ReceiptRow.all_pages(desk.database, f"read#{announcement_id}")
    held = (ReceiptRow.receipt.held_in(item) for item in items)
    return {each.agent_id: each for each in held}


def put(tx: Transaction, announcement_id: str, receipt: Receipt) -> None:
    """They confirm this edition, having confirmed none from it on. Lost: ``ReceiptMoved``."""
    row = ReceiptRow(f"read#{announcement_id}", receipt.agent_id, edition=receipt.edition, receipt=receipt)
    earlier = ReceiptRow.key.does_not_exist() | (ReceiptRow.edition < receipt.edition)
    tx.put(row, condition=earlier, losing=lambda item: ReceiptMoved(ReceiptRow.receipt.held_in(item) if item else None))


def check_unread(tx: Transaction, announcement_id: str, agent_id: str, asked: int) -> None:
    """Only commit while they have not confirmed it. Lost: ``ReceiptMoved``."""
    unread = ReceiptRow.key.does_not_exist() | (ReceiptRow.edition < asked)
    tx.check(ReceiptRow(f"read#{announcement_id}", agent_id), unread, losing=lambda _: ReceiptMoved(None))


def put_reminded(tx: Transaction, announcement_id: str, agent_id: str, asked: int) -> None:
    """They are told once more, once for each edition that is asked for. Lost: ``RemindedBefore``."""
    row = RemindedRow(f"reminded#{announcement_id}", agent_id, edition=asked)
    before = RemindedRow.key.does_not_exist() | (RemindedRow.edition < asked)
    tx.put(row, condition=before, losing=lambda _: RemindedBefore("told before"))
