"""Every request may come twice (law 4): a stored marker makes the second one get the first one's answer.

The marker is written in the same transaction as what it marks, so there is no moment in which one is there without
the other. It lives for 24 hours, then DynamoDB's time to live takes it away (some time later: an old one counts as
gone). Table ``once``: hash ``key``.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from datetime import timedelta
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core import audit, times
from chalicelib.core.audit import By
from chalicelib.core.conditions import prepared
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, Lost
from chalicelib.core.tables import Json, RawItem, Row, index, table_name
from chalicelib.core.transactions import Transaction

KEPT = timedelta(hours=24)
_spelt = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode  # the same wherever and whenever it is asked


class MarkerRow(Row):
    class Meta:
        table_name = table_name("once")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    fingerprint = UnicodeAttribute()
    answer = Json()
    expires_at = NumberAttribute()
    about = UnicodeAttribute(null=True)
    by_about = index(about=UnicodeAttribute, key=UnicodeAttribute)


_free = prepared(lambda now: MarkerRow.key.does_not_exist() | (MarkerRow.expires_at < now))


class Once(msgspec.Struct, frozen=True):
    """A request's own name for itself, and what it asked for."""

    key: str
    fingerprint: str

    @classmethod
    def of(cls, scope: str, key: str, asked: object) -> Once:
        """``scope`` keeps callers apart; ``asked`` is anything JSON can say."""
        return cls(f"{scope}#{key}", hashlib.sha256(_spelt(asked).encode()).hexdigest())


def checked_client_id(client_id: str) -> str:
    """The name a client gave its request. Raises ``Invalid``."""
    if not 1 <= len(client_id) <= 100 or not client_id.isprintable() or not client_id.strip():
        raise Invalid.field("client_id", "1 to 100 printable characters")
    return client_id


class AlreadyDone(Lost):
    """This request was carried out before; ``answer`` is what it was answered with."""

    def __init__(self, answer: Any) -> None:
        super().__init__("done before")
        self.answer = answer


class KeyReused(Invalid):
    """The same key came with another request."""

    code = "idempotency_key_reused"
    title = "This key was used for another request"


def mark(tx: Transaction, once: Once | None, answer: Any, about: str | None = None) -> None:
    """Add the marker to the transaction; committing raises ``AlreadyDone`` or ``KeyReused`` if there is one.

    ``about``: of what the answer has words, so that they are found where that is erased.
    """
    if once is None:
        return
    now = tx.desk.now()
    marker = MarkerRow(
        key=once.key,
        fingerprint=once.fingerprint,
        answer=answer,
        about=about,
        expires_at=int((now + KEPT).timestamp()),
    )
    free = _free(int(now.timestamp()))

    def losing(item: RawItem | None) -> Exception:
        if item is None:
            return Lost("the marker went away meanwhile")
        before = MarkerRow()
        before.deserialize({name: dict(value) for name, value in item.items()})
        return _answered(before, once)

    tx.put(marker, condition=free, losing=losing)


def recall(desk: Desk, once: Once | None, now: float) -> Any | None:
    """What this request was answered with before, or None. Raises ``KeyReused``. One read."""
    row = MarkerRow.find(desk.database, once.key) if once is not None else None
    if row is None or once is None or row.expires_at < now:
        return None
    answered = _answered(row, once)
    if isinstance(answered, AlreadyDone):
        return answered.answer
    raise answered


def _answered(row: MarkerRow, once: Once) -> Exception:
    if row.fingerprint != once.fingerprint:
        return KeyReused("the same idempotency key came with another body")
    return AlreadyDone(row.answer)


def note_once_a_day(desk: Desk, by: By, act: str, about: str, *, after: Any | None = None) -> None:
    """Write to the audit log that somebody looked at this, the first time each day (UTC); one conditional write.

    What only reads has no transaction to be noted in, and is asked again and again: one entry says that they did.
    """
    tx = Transaction(desk)
    mark(tx, Once.of(f"noted#{act}#{by.agent_id}#{about}", times.stored(desk.now().date()), None), {})
    audit.note(tx, by, act, about, after=after)
    with suppress(AlreadyDone):
        tx.commit()
