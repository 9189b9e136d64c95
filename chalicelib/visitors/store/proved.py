"""In the table ``visitors``: whose user a visitor is on their website, and whose past is theirs."""

from __future__ import annotations

from typing import Any

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import at_version
from chalicelib.core.tables import Row, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.store.caring import care_changed
from chalicelib.visitors.store.visitors import WISHED, VisitorMoved, VisitorRow, holding, moved, told


class UserRow(Row):
    """Beside the visitors: which of them a website's user is."""

    class Meta:
        table_name = table_name("visitors")

    visitor_id = UnicodeAttribute(hash_key=True)
    customer_id = UnicodeAttribute()


def _user_key(plan_key: str, user_id: str) -> str:
    return f"user#{plan_key}#{user_id}"


def customer_id(desk: Desk, plan_key: str, user_id: str) -> str | None:
    """Which visitor a user of the plan's website is; one strongly consistent read."""
    row = UserRow.find(desk.database, _user_key(plan_key, user_id))
    return str(row.customer_id) if row else None


def name_user(tx: Transaction, plan_key: str, user_id: str, visitor_id: str) -> None:
    """This visitor is that user from now on. Lost: ``VisitorMoved`` (another is, since this very moment)."""
    tx.put(
        UserRow(_user_key(plan_key, user_id), customer_id=visitor_id),
        condition=UserRow.visitor_id.does_not_exist(),
        losing=lambda _: VisitorMoved(None),
    )


_SAID = ("name", "level", "email", "mobile", "tags", *WISHED)
_KNOWN = (*_SAID, "vouched", "vouched_at", "joined", "merged", "first_seen_at", "agreed")
_SEEN = ("last_agent_id", "last_seen_at", "locale", "page", "referrer", "contacted_at", "surveyed_at", "followed_up_at")


def recognise(tx: Transaction, before: Visitor, after: Visitor) -> None:
    """One visit more of a customer, with what their website says of them and whose past they have now.

    Lost: ``VisitorMoved``, also when they began or ended a conversation, where one is handed over to them.
    """
    actions: list[Any] = [VisitorRow.visits.add(after.visits - before.visits)]
    for name in (*_KNOWN, *_SEEN, "open_conversation_id"):
        value = getattr(after, name)
        if value != getattr(before, name):
            actions.append(getattr(VisitorRow, name).set(value))
    if any(getattr(before, name) != getattr(after, name) for name in _KNOWN):
        actions.append(VisitorRow.version.set(before.version + 1))
    if (before.contacts, before.tags) != (after.contacts, after.tags):
        told(tx, before.visitor_id)
    if any(getattr(before, name) != getattr(after, name) for name in ("level", "contacted_at", "followed_up_at")):
        care_changed(tx, before.visitor_id)
    condition = at_version(VisitorRow.visitor_id, VisitorRow.version, before.version)
    tx.update(VisitorRow(before.visitor_id), actions, condition=condition & holding(before), losing=moved)


def join(tx: Transaction, visitor: Visitor, customer: Visitor) -> None:
    """The visitor's past is the customer's; what they had open too, if it is. Lost: ``VisitorMoved``."""
    actions: list[Any] = [VisitorRow.joined_to.set(customer.visitor_id), VisitorRow.version.set(visitor.version + 1)]
    if visitor.merged_into is not None or visitor.merged:
        actions += [VisitorRow.merged_into.remove(), VisitorRow.merged.remove()]
    if visitor.contacted_at is not None:
        actions.append(VisitorRow.contacted_at.remove())  # out of the order of those whom nobody has asked for long
    if visitor.open_conversation_id is not None and customer.open_conversation_id == visitor.open_conversation_id:
        actions.append(VisitorRow.open_conversation_id.remove())
    condition = at_version(VisitorRow.visitor_id, VisitorRow.version, visitor.version)
    free = VisitorRow.joined_to.does_not_exist() & VisitorRow.vouched.does_not_exist()
    tx.update(VisitorRow(visitor.visitor_id), actions, condition=condition & holding(visitor) & free, losing=moved)
    told(tx, visitor.visitor_id, moved=True)
