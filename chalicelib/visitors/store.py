"""The table ``visitors``."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core.errors import Lost
from chalicelib.core.tables import RawItem, Row, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model import Visitor


class VisitorRow(Row):
    class Meta:
        table_name = table_name("visitors")

    visitor_id = UnicodeAttribute(hash_key=True)
    plan_key = UnicodeAttribute()
    visits = NumberAttribute(default=1)
    first_seen_at = UTCDateTimeAttribute()
    last_seen_at = UTCDateTimeAttribute()
    locale = UnicodeAttribute()
    name = UnicodeAttribute(null=True)
    page = UnicodeAttribute(null=True)
    referrer = UnicodeAttribute(null=True)
    open_conversation_id = UnicodeAttribute(null=True)
    level = UnicodeAttribute(default="normal")
    last_agent_id = UnicodeAttribute(null=True)
    waiting_seen_at = UTCDateTimeAttribute(null=True)


class VisitorBusy(Lost):
    """The visitor has an open conversation already (``conversation_id``), or is gone (None)."""

    def __init__(self, conversation_id: str | None) -> None:
        super().__init__("the visitor has an open conversation")
        self.conversation_id = conversation_id


class NotOpen(Lost):
    """This is not the visitor's open conversation, or the visitor is gone."""


def _visitor(row: VisitorRow) -> Visitor:
    return Visitor(
        visitor_id=row.visitor_id,
        plan_key=row.plan_key,
        visits=int(row.visits),
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
        locale=row.locale,
        name=row.name,
        page=row.page,
        referrer=row.referrer,
        open_conversation_id=row.open_conversation_id,
        level=row.level,
        last_agent_id=row.last_agent_id,
        waiting_seen_at=row.waiting_seen_at,
    )


def visitor(visitor_id: str) -> Visitor | None:
    """One visitor; one read."""
    row = VisitorRow.find(visitor_id)
    return _visitor(row) if row else None


def put_new(tx: Transaction, one: Visitor) -> None:
    """Store somebody new."""
    row = VisitorRow(
        one.visitor_id,
        plan_key=one.plan_key,
        visits=one.visits,
        first_seen_at=one.first_seen_at,
        last_seen_at=one.last_seen_at,
        locale=one.locale,
        page=one.page,
        referrer=one.referrer,
    )
    tx.put(row, condition=VisitorRow.visitor_id.does_not_exist())


def count_visit(tx: Transaction, seen: Visitor) -> None:
    """Count one more visit, with where it came from. Lost: ``Lost`` (the visitor is gone)."""
    actions = [
        VisitorRow.visits.add(1),
        VisitorRow.last_seen_at.set(seen.last_seen_at),
        VisitorRow.locale.set(seen.locale),
    ]
    if seen.page is not None:
        actions.append(VisitorRow.page.set(seen.page))
    if seen.referrer is not None:
        actions.append(VisitorRow.referrer.set(seen.referrer))
    tx.update(VisitorRow(seen.visitor_id), actions, condition=VisitorRow.visitor_id.exists())


def claim_open(tx: Transaction, one: Visitor, conversation_id: str) -> None:
    """Make this their one open conversation, while they are known as read. Lost: ``VisitorBusy``, ``NotOpen``."""

    def losing(item: RawItem | None) -> Exception:
        held = item.get("open_conversation_id", {}).get("S") if item else None
        return VisitorBusy(held) if held or item is None else NotOpen("they have another name or level now")

    named = VisitorRow.name == one.name if one.name is not None else VisitorRow.name.does_not_exist()
    known = VisitorRow.visitor_id.exists() & named & (VisitorRow.level == one.level)
    tx.update(
        VisitorRow(one.visitor_id),
        [VisitorRow.open_conversation_id.set(conversation_id)],
        condition=known & VisitorRow.open_conversation_id.does_not_exist(),
        losing=losing,
    )


def edit(tx: Transaction, before: Visitor, after: Visitor) -> None:
    """What an agent found out about the visitor (A5), while their open conversation is the one as read.

    Lost: ``NotOpen`` (it is another, there is one now, or the visitor is gone).
    """
    actions = []
    if after.name is not None and after.name != before.name:
        actions.append(VisitorRow.name.set(after.name))
    if after.level != before.level:
        actions.append(VisitorRow.level.set(after.level))
    held = VisitorRow.open_conversation_id
    same = held == before.open_conversation_id if before.open_conversation_id else held.does_not_exist()
    tx.update(
        VisitorRow(before.visitor_id),
        actions,
        condition=VisitorRow.visitor_id.exists() & same,
        losing=lambda _: NotOpen("their conversation is another"),
    )


def seen_waiting(tx: Transaction, visitor_id: str) -> None:
    """The visitor's page is still there while they wait. Lost: ``NotOpen``."""
    tx.update(
        VisitorRow(visitor_id),
        [VisitorRow.waiting_seen_at.set(tx.desk.now())],
        condition=VisitorRow.visitor_id.exists(),
        losing=lambda _: NotOpen("the visitor is gone"),
    )


def release_open(tx: Transaction, visitor_id: str, conversation_id: str, last_agent_id: str | None) -> None:
    """The conversation is over; the visitor may start another. Lost: ``NotOpen`` (it was not theirs to hold)."""
    tx.update(
        VisitorRow(visitor_id),
        [
            VisitorRow.open_conversation_id.remove(),
            *([VisitorRow.last_agent_id.set(last_agent_id)] if last_agent_id else []),
        ],
        condition=VisitorRow.open_conversation_id == conversation_id,
        losing=lambda _: NotOpen("not the visitor's open conversation"),
    )
