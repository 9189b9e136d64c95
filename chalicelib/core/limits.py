"""How often something may happen: counters as conditions of the write (law 8).

    STARTS = Limit("start_conversation", most=20, within=timedelta(hours=1))

    limits.spend(tx, STARTS, "visitor", visitor_id)                   # lost: LimitReached
    limits.spend(tx, STARTS, "address", network_of(source_ip), most=500)

A counter belongs to one limit, one subject and one window of time; the windows of a subject begin at multiples of
their length since 1970, moved by a hash of the subject, so that not everybody's begin at once. Counting is one more
write in the transaction of what is counted: what is not stored is not counted, what comes twice is counted once, and
of two who ask for the last one at once only one gets it. Where there is no transaction to be part of, ``spend_now``
counts by a write of its own.

Two transactions that write one item at the same moment hinder each other; single writes never do. So what many share
at once is not counted in transactions: a source address by ``spend_now`` or ``hold``, and a whole plan in ``spread``
counters, each with its share, where an address fills only the few that are its own.

``hold`` also counts who is in at the moment. Nobody has to say that they left: only when all places are taken it is
asked who of the holders is still there, so what is held can be recounted at any time and cannot drift (law 7).

Table ``limits``: hash ``key``. DynamoDB's time to live takes windows away that are over.
"""

from __future__ import annotations

import hmac
import ipaddress
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.expressions.condition import size

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import LimitReached, Lost
from chalicelib.core.tables import RawItem, Row, table_name
from chalicelib.core.transactions import Transaction

KEPT = timedelta(hours=1)  # a window that is over, before time to live may take it
HELD = timedelta(days=7)  # a place that nobody asked about, before time to live may take it
ARRIVING = timedelta(minutes=1)  # whoever holds a place this short a time may not be stored yet
NETWORKS, SPREAD = 16, 8  # of a plan's counters, at most: by address, and for each of these by whoever asks
SMALLEST_SHARE = 8  # of a counter: of small numbers there are fewer counters, so that nobody is refused too early
LOOKS = 12


class CounterRow(Row):
    class Meta:
        table_name = table_name("limits")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    spends = NumberAttribute(default=0)
    expires_at = NumberAttribute()
    window = NumberAttribute(null=True)
    holders = UnicodeSetAttribute(null=True)


class Limit(msgspec.Struct, frozen=True):
    """At most ``most`` times in a window of this length, for each subject; ``name`` keeps limits apart."""

    name: str
    most: int
    within: timedelta


def spend(tx: Transaction, limit: Limit, kind: str, subject: str, *, most: int | None = None) -> None:
    """Count one with the transaction. ``kind`` says what the subject is: ``visitor``, ``address``, ``plan`` …

    ``most`` replaces the limit's own number, as settings may. Lost: ``LimitReached``, and nothing is written.
    """
    most, now = limit.most if most is None else most, tx.desk.now()
    key, ends_at = _window(limit, kind, subject, now)

    def losing(_: RawItem | None = None) -> Exception:
        return LimitReached(limit.name, kind, _wait(ends_at, now))

    if most < 1:
        raise losing()
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
    row = CounterRow.find(desk.database, _window(limit, kind, subject, desk.now())[0])
    return int(row.spends) if row is not None else 0


def spread(limit: Limit, subject: str, network: str, own: str, *, most: int | None = None) -> tuple[str, int]:
    """Which of the counters of a subject that many share is this caller's, and the share of ``most`` that it may count.

    One network's callers (``own`` tells them apart) share eight of 128, and fewer of fewer where ``most`` is small. All
    shares together are never more than ``most``.
    """
    most = limit.most if most is None else most
    networks = max(1, min(NETWORKS, most // (SPREAD * SMALLEST_SHARE)))
    callers = max(1, min(SPREAD, most // (networks * SMALLEST_SHARE)))
    number = zlib.crc32(network.encode()) % networks * callers + zlib.crc32(own.encode()) % callers
    return f"{subject}#{number}", most // (networks * callers)


def hold(
    desk: Desk,
    limit: Limit,
    kind: str,
    subject: str,
    holder: str,
    *,
    places: int,
    here: Callable[[list[str]], Mapping[str, bool]],
) -> None:
    """Count one, and take one of the subject's ``places``. One request; one more in a new window.

    When all places are taken, ``here`` is told who has them, and says who of them is there still; whom it does not know
    may be on their way for a minute, and then is gone. Two requests more then, besides those of ``here``.
    Raises ``LimitReached``: for the rest of the window, or for a while when all places are held.
    """
    now = desk.now()
    window, ends_at = _window(limit, kind, subject, now)
    key, _, last = window.rpartition("#")  # one counter for all windows: who holds a place holds it in the next, too
    number = int(last)
    mine = f"{int(now.timestamp())}#{holder}"
    if limit.most < 1 or places < 1:
        raise LimitReached(limit.name, kind, _wait(ends_at, now))
    expires_at = int(ends_at + HELD.total_seconds())

    def take() -> None:
        nonlocal number
        try:
            _take(desk, key, number, mine, most=limit.most, places=places, expires_at=expires_at)
        except _Taken as taken:
            number = make_room(taken)
            raise

    def make_room(taken: _Taken) -> int:
        """What to do before the next try, or that there is none: the number of the window to take the place in."""
        if taken.window is None or taken.window < number:
            _turn_over(desk, key, taken.window, number)
        elif taken.window > number:
            return taken.window  # another container's clock is ahead of this one
        elif taken.spends >= limit.most:
            raise LimitReached(limit.name, kind, _wait(ends_at, now))
        else:
            left = _gone(taken.holders, here, int((now - ARRIVING).timestamp()))
            if not left:
                raise LimitReached(f"{limit.name}_at_once", kind, int(ARRIVING.total_seconds()))
            _leave(desk, key, left)
        return number

    races.again(desk, take, _Taken, tries=LOOKS)


def _gone(holders: list[str], here: Callable[[list[str]], Mapping[str, bool]], settled: int) -> set[str]:
    """The entries of those who are there no more, or never came (``settled``: by then they would have)."""
    since = {each: each.partition("#") for each in holders}
    known = here(sorted(name for _, _, name in since.values()))
    return {each for each, (at, _, name) in since.items() if not known.get(name, int(at) > settled)}


def _take(desk: Desk, key: str, number: int, mine: str, *, most: int, places: int, expires_at: int) -> None:
    room = CounterRow.holders.does_not_exist() | (size(CounterRow.holders) < places)
    counted = CounterRow.key.does_not_exist() | ((CounterRow.window == number) & (CounterRow.spends < most))
    actions = [
        CounterRow.window.set(number),
        CounterRow.spends.add(1),
        CounterRow.holders.add({mine}),
        CounterRow.expires_at.set(expires_at),
    ]
    tx = Transaction(desk)
    tx.update(CounterRow(key), actions, condition=counted & room, losing=_Taken)
    tx.commit()


def _turn_over(desk: Desk, key: str, before: int | None, number: int) -> None:
    """A new window begins at nothing; whoever holds a place keeps it."""
    tx = Transaction(desk)
    tx.update(
        CounterRow(key),
        [CounterRow.window.set(number), CounterRow.spends.set(0)],
        condition=CounterRow.window == before if before is not None else CounterRow.window.does_not_exist(),
    )
    with suppress(Lost):  # somebody else began it
        tx.commit()


def _leave(desk: Desk, key: str, left: set[str]) -> None:
    tx = Transaction(desk)
    tx.update(CounterRow(key), [CounterRow.holders.delete(left)])
    tx.commit()


class _Taken(Lost):
    """How a counter with places stands that could not be written."""

    def __init__(self, item: RawItem | None) -> None:
        super().__init__("no place")
        item = item or {}
        self.window = int(item["window"]["N"]) if "window" in item else None
        self.spends = int(item["spends"]["N"]) if "spends" in item else 0
        self.holders: list[str] = list(item.get("holders", {}).get("SS", ()))


def _window(limit: Limit, kind: str, subject: str, now: datetime) -> tuple[str, float]:
    """The counter's key, with the window's number at its end, and when that ends (seconds since 1970)."""
    name = f"{limit.name}#{kind}#{subject}"
    length = limit.within.total_seconds()
    moved = zlib.crc32(name.encode()) % length
    number = int((now.timestamp() - moved) // length)
    return f"{name}#{number}", (number + 1) * length + moved


def _wait(ends_at: float, now: datetime) -> int:
    return max(1, int(ends_at - now.timestamp()) + 1)


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


def pseudonym(desk: Desk, network: str) -> str:
    """What stands for a network where it is kept, so that no address can be read from the table."""
    secret = desk.settings.token_keys[0][1].encode()
    return hmac.digest(secret, b"network#" + network.encode(), "sha256").hex()[:20]
