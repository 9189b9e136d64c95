"""Customers as others knew them: stored and changed without telling anybody, and gone through one by one (F10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.races import at_version
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.store.visitors import LISTS, VisitorRow, holding, moved

_SAID = ("name", "level", "email", "mobile", "tags", "locale", "preferred_channel", "refused_channels")
_TIMES = ("first_seen_at", "contacted_at")


def put_known(tx: Transaction, visitor: Visitor) -> None:
    """Store somebody whom the desk did not know. Lost: ``VisitorMoved`` (they are there)."""
    some = {name: getattr(visitor, name) or None for name in LISTS}
    tx.put(VisitorRow.of(visitor, **some), condition=VisitorRow.visitor_id.does_not_exist(), losing=moved)


def change_known(tx: Transaction, before: Visitor, after: Visitor) -> None:
    """What a file says of somebody who is nobody's part, while what they have open is as read.

    Lost: ``VisitorMoved``.
    """
    actions: list[Any] = [VisitorRow.version.set(before.version + 1)]
    for name in (*_SAID, *_TIMES):
        old, new = getattr(before, name), getattr(after, name)
        if new != old:
            actions.append(getattr(VisitorRow, name).set(new) if new else getattr(VisitorRow, name).remove())
    alone = VisitorRow.joined_to.does_not_exist() & VisitorRow.merged_into.does_not_exist()
    alone &= holding(before)
    same = at_version(VisitorRow.visitor_id, VisitorRow.version, before.version)
    tx.update(VisitorRow(before.visitor_id), actions, condition=same & alone, losing=moved)


def every(desk: Desk, limit: int, start: Mapping[str, Any] | None) -> tuple[list[Visitor], Mapping[str, Any] | None]:
    """Some of all visitors, in no order, and where the next ones begin; one request, which looks at ``limit`` items."""
    items, following = VisitorRow.some_of_all(desk.database, limit, start)
    there = [each for each in items if "plan_key" in each and "first_seen_at" in each]
    return [VisitorRow.from_raw_data(each).into(Visitor) for each in there], following
