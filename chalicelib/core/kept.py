"""What takes long to come by and is asked for by many, kept for a while for all of them: a count of very many things.

    waiting = kept.for_all(desk, "waiting#…", timedelta(seconds=15), count_them, Count)

However many ask, it is made once in that time, and by one of them: making it is claimed with a condition (law 2), for
``BUSY`` at most, so that whoever dies over it is not waited for. The others are given what was made before, or nothing
where nothing was: they make do with something smaller. It can be made anew at any time, and nobody decides by it.

Table ``limits``: hash ``key``, which begins with ``kept#``. DynamoDB's time to live takes away what nobody asks for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Row, table_name
from chalicelib.core.transactions import Transaction

BUSY = timedelta(seconds=20)  # whoever makes it has so long
LONGEST = timedelta(days=1)  # it is asked for again within, or is gone

T = TypeVar("T", bound=msgspec.Struct)


class KeptRow(Row):
    class Meta:
        table_name = table_name("limits")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    value = UnicodeAttribute(null=True)
    made_at = UTCDateTimeAttribute(null=True)
    busy_until = UTCDateTimeAttribute(null=True)
    expires_at = NumberAttribute()


def for_all(desk: Desk, name: str, fresh: timedelta, make: Callable[[], T], kind: type[T]) -> T | None:
    """What ``make`` made within ``fresh``, or makes now; what it made before while somebody else is making it.

    None: nobody has made it yet, and somebody is. One read where it is fresh; two small writes more where it is made.
    """
    now = desk.now()
    row: KeptRow | None = KeptRow.find(desk.database, _key(name))
    before = msgspec.json.decode(row.value, type=kind) if row is not None and row.value is not None else None
    if row is not None and row.made_at is not None and now - row.made_at < fresh:
        return before
    try:
        _claim(desk, name, row.made_at if row is not None else None, now)
    except Lost:
        return before
    made = make()
    tx = Transaction(desk)
    value = msgspec.json.encode(made).decode()
    tx.put(KeptRow(_key(name), value=value, made_at=now, expires_at=_expires(now)))
    tx.commit()
    return made


def _claim(desk: Desk, name: str, made_at: datetime | None, now: datetime) -> None:
    """From now on this one makes it. Raises ``Lost``: somebody else does, or has."""
    same: Condition = KeptRow.made_at == made_at if made_at is not None else KeptRow.made_at.does_not_exist()
    free: Condition = KeptRow.busy_until.does_not_exist() | (KeptRow.busy_until < now)
    actions = [KeptRow.busy_until.set(now + BUSY), KeptRow.expires_at.set(_expires(now))]
    tx = Transaction(desk)
    tx.update(KeptRow(_key(name)), actions, condition=same & free)
    tx.commit()


def _key(name: str) -> str:
    return f"kept#{name}"


def _expires(now: datetime) -> int:
    return int((now + LONGEST).timestamp())
