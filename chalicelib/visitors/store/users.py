"""In the table ``visitors``: which of them a website's user is."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.tables import Row, table_name
from chalicelib.core.transactions import Transaction


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


def name_user(tx: Transaction, plan_key: str, user_id: str, visitor_id: str, lost: Exception) -> None:
    """This visitor is that user from now on. Lost: ``lost`` (another is, since this very moment)."""
    tx.put(
        UserRow(_user_key(plan_key, user_id), customer_id=visitor_id),
        condition=UserRow.visitor_id.does_not_exist(),
        losing=lambda _: lost,
    )
