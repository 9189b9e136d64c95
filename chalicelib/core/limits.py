"""How often something may happen: counters as conditions of the write (law 8).

    STARTS = Limit("start_conversation", most=20, within=timedelta(hours=1))

    limits.spend(tx, STARTS, "visitor", visitor_id)                   # lost: LimitReached
    limits.spend(tx, STARTS, "address", network_of(source_ip), most=500)

A counter belongs to one limit, one subject and one window of time; the windows of a subject begin at multiples of
their length since 1970, moved by a hash of the subject, so that not everybody's begin at once. Counting is one more
write in the transaction of what is counted: what is not stored is not counted, what comes twice is counted once, and
of two who ask for the last one at once only one gets it. Where there is no transaction to be part of, ``spend_now``
counts by a write of its own.

Table ``limits``: hash ``key``. DynamoDB's time to live takes windows away that are over.
"""

from __future__ import annotations

import ipaddress
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.errors import TooManyRequests
from chalicelib.core.tables import RawItem, Row, table_name
from chalicelib.core.transactions import Transaction

KEPT = timedelta(hours=1)  # a window that is over, before time to live may take it


class CounterRow(Row):
    class Meta:
        table_name = table_name("limits")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    spends = NumberAttribute(default=0)
    expires_at = NumberAttribute()


@dataclass(frozen=True)
class Limit:
    """At most ``most`` times in a window of this length, for each subject; ``name`` keeps limits apart."""

    name: str
    most: int
    within: timedelta


class LimitReached(TooManyRequests):
    """That was often enough for now; ``retry_after`` seconds, ``extra`` names the limit and whose it is."""

    code = "limit_reached"
    title = "That was too often; please wait"

    def __init__(self, limit: str, kind: str, retry_after: int) -> None:
        super().__init__(retry_after=retry_after, extra={"limit": limit, "counted_by": kind})


def spend(tx: Transaction, limit: Limit, kind: str, subject: str, *, most: int | None = None) -> None:
    """Count one with the transaction. ``kind`` says what the subject is: ``visitor``, ``address``, ``plan`` …

    ``most`` replaces the limit's own number, as settings may. Lost: ``LimitReached``, and nothing is written.
    """
    most = limit.most if most is None else most
    key, ends_at = _window(limit, kind, subject, tx.desk.now())
    retry_after = max(1, int(ends_at - tx.desk.now().timestamp()) + 1)

    def losing(_: RawItem | None) -> Exception:
        return LimitReached(limit.name, kind, retry_after)

    if most < 1:
        raise LimitReached(limit.name, kind, retry_after)
    tx.update(
        CounterRow(key),
        [CounterRow.spends.add(1), CounterRow.expires_at.set(int(ends_at + KEPT.total_seconds()))],
        condition=CounterRow.spends.does_not_exist() | (CounterRow.spends < most),
        losing=losing,
    )


def spend_now(desk: Desk, limit: Limit, kind: str, subject: str, *, most: int | None = None) -> None:
    """Count one by a write of its own, one request. Raises ``LimitReached``."""
    tx = Transaction(desk)
    spend(tx, limit, kind, subject, most=most)
    tx.commit()


def give_back(tx: Transaction, limit: Limit, kind: str, subject: str) -> None:
    """Count one less with the transaction: what was counted beforehand turned out not to be what is limited.

    In a window that began meanwhile one more is allowed.
    """
    key, ends_at = _window(limit, kind, subject, tx.desk.now())
    expires_at = int(ends_at + KEPT.total_seconds())
    tx.update(CounterRow(key), [CounterRow.spends.add(-1), CounterRow.expires_at.set(expires_at)])


def forget(tx: Transaction, limit: Limit, kind: str, subject: str, *, seen: int) -> None:
    """Begin the present window anew. Lost: there are not ``seen`` in it any more."""
    key, _ = _window(limit, kind, subject, tx.desk.now())
    tx.delete(CounterRow(key), condition=CounterRow.spends == seen)


def full_until(desk: Desk, limit: Limit, kind: str, subject: str, *, most: int | None = None) -> datetime | None:
    """When the present window ends, if nothing more is allowed in it; one read."""
    if spent(desk, limit, kind, subject) < (limit.most if most is None else most):
        return None
    return datetime.fromtimestamp(_window(limit, kind, subject, desk.now())[1], UTC)


def spent(desk: Desk, limit: Limit, kind: str, subject: str) -> int:
    """How many were counted in the present window; one read."""
    row = CounterRow.find(_window(limit, kind, subject, desk.now())[0])
    return int(row.spends) if row is not None else 0


def _window(limit: Limit, kind: str, subject: str, now: datetime) -> tuple[str, float]:
    """The counter's key, and when its window ends (seconds since 1970)."""
    name = f"{limit.name}#{kind}#{subject}"
    length = limit.within.total_seconds()
    moved = zlib.crc32(name.encode()) % length
    number = int((now.timestamp() - moved) // length)
    return f"{name}#{number}", (number + 1) * length + moved


def network_of(address: str) -> str:
    """Whom a source address stands for: an IPv4 address itself, the /64 of an IPv6 address; "" if it is none."""
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
