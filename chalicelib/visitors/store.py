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


def claim_open(tx: Transaction, visitor_id: str, conversation_id: str) -> None:
    """Make this the visitor's one open conversation. Lost: ``VisitorBusy``."""

    def losing(item: RawItem | None) -> Exception:
        return VisitorBusy(item.get("open_conversation_id", {}).get("S") if item else None)

    tx.update(
        VisitorRow(visitor_id),
        [VisitorRow.open_conversation_id.set(conversation_id)],
        condition=VisitorRow.visitor_id.exists() & VisitorRow.open_conversation_id.does_not_exist(),
        losing=losing,
    )


def edit(tx: Transaction, visitor_id: str, *, name: str | None, level: str | None) -> None:
    """What an agent found out about the visitor (A5). Lost: ``NotOpen`` (the visitor is gone)."""
    actions = []
    if name is not None:
        actions.append(VisitorRow.name.set(name))
    if level is not None:
        actions.append(VisitorRow.level.set(level))
    known = VisitorRow.visitor_id.exists()
    tx.update(VisitorRow(visitor_id), actions, condition=known, losing=lambda _: NotOpen("the visitor is gone"))


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
