"""When a check list is due next, apart from what people change of it."""

from __future__ import annotations

from datetime import datetime

from pynamodb.attributes import UTCDateTimeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.transactions import Transaction
from chalicelib.logbook.store.keys import Keys

NEXT = "next"


class NextRow(Keys):
    next_at = UTCDateTimeAttribute(null=True)


class NextMoved(Moved):
    """It is due at another time by now; ``record``: then."""


def next_of(desk: Desk, list_id: str) -> datetime | None:
    """When it is due next; one strongly consistent read."""
    row = NextRow.find(desk.database, list_id, NEXT)
    return row.next_at if row is not None else None


def put_next(tx: Transaction, list_id: str, before: datetime | None, after: datetime | None) -> None:
    """It is due then. Lost: ``NextMoved``, where it was not due at ``before``."""
    same = NextRow.next_at == before if before is not None else NextRow.next_at.does_not_exist()

    def losing(item: object) -> Exception:
        return NextMoved(None)

    tx.put(NextRow(list_id, NEXT, next_at=after), condition=same, losing=losing)
