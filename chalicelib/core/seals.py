"""The audit log, sealed (F7): whoever changes, takes out or adds an entry afterwards is found out, by anybody.

Every hour what was written since is put under a seal: the digest of each entry, in their order, and a *chain*, the
digest of the chain before together with these. A seal never reaches over midnight (UTC); the one that reaches to it
ends its day, and its chain, sent away, holds for everything before it: nobody can change the past and make new seals
that come to the same.

    digest of an entry   SHA-256 of its line, as ``make audit`` writes it, without the newline
    chain                SHA-256 of the former chain, ``since``, ``until`` and the digests, each a line of its own

Table ``audit``: hash ``seals``, range ``day#number``. Like the entries, a seal is only put where none is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

import msgspec
from pynamodb.attributes import UnicodeAttribute

from chalicelib.core import audit, times
from chalicelib.core.audit import Audited
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Packed, RawItem, Row, table_name
from chalicelib.core.transactions import Transaction

SEALS = "seals"
NONE_BEFORE = "0" * 64
MARGIN = timedelta(minutes=20)  # who wrote an entry has stored it by then, or never does: functions live fifteen
MOST = 2000  # entries under one seal: 130 KB of digests
MONTHS_BACK = 36  # without any entry; before them there is none

Kind = Literal["altered", "missing", "added", "chain", "gap", "unlike_letter"]


class Seal(msgspec.Struct, frozen=True):
    """Of the entries whose order is from ``since`` on and before ``until``: their ``digests``, 64 hexadecimal digits
    each, and the ``chain`` up to here. ``number`` counts from 1; ``ends`` its ``day`` (UTC, such as 2026-11-28)."""

    number: int
    day: str
    since: str
    until: str
    digests: tuple[str, ...]
    chain: str
    ends: bool


class Fault(msgspec.Struct, frozen=True):
    """The first thing that is not as it was sealed: of the seal ``number`` of ``day``, and of the entry ``audit_id``
    where there is one. ``at``: where in the order of the log."""

    kind: Kind
    day: str
    number: int
    at: str
    audit_id: str = ""


class SealedDay(msgspec.Struct, frozen=True):
    """A day that was looked at: how many ``acts`` its seals hold, its last ``chain``, and whether it has ``ended``."""

    day: str
    acts: int
    chain: str
    ended: bool
    fault: Fault | None = None


class SealRow(Row):
    class Meta:
        table_name = table_name("audit")

    month = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)
    seal = Packed(Seal)


class AlreadySealed(Lost):
    """Somebody else has just put this seal."""


def line_of(act: Audited) -> bytes:
    """An entry as it is sealed and exported: JSON with sorted names, without a newline."""
    return msgspec.json.encode(act, order="sorted")


def digest_of(act: Audited) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(line_of(act)).hexdigest()


def chained(former: str, since: str, until: str, digests: Iterable[str]) -> str:
    """The chain after these; 64 hexadecimal digits."""
    return hashlib.sha256("\n".join((former, since, until, *digests)).encode()).hexdigest()


def last(desk: Desk) -> Seal | None:
    """The newest seal; one strongly consistent query."""
    items, _ = SealRow.read_page(desk.database, SEALS, limit=1, forward=False)
    return _seal(items[0]) if items else None


def next_seal(desk: Desk, former: Seal | None) -> Seal | None:
    """The seal that follows, as far as its hour is over and nobody can still be writing; None: there is nothing to
    seal yet. A query of the log; before there is any seal, one for each month back to the first entry."""
    end = _floor(desk.now() - MARGIN)
    since = former.until if former else _first(desk, end)
    midnight = times.sortable(_moment(since).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1))
    until = min(times.sortable(end), midnight)
    if since >= until:
        return None
    acts = _between(desk, since, until, MOST + 1)
    if len(acts) > MOST:
        until = order_of(acts[MOST])
        acts = acts[:MOST]
    ends = until == midnight
    if not acts and not ends:
        return None
    digests = tuple(map(digest_of, acts))
    chain = chained(former.chain if former else NONE_BEFORE, since, until, digests)
    return Seal(former.number + 1 if former else 1, since[:10], since, until, digests, chain, ends)


def put(tx: Transaction, seal: Seal) -> None:
    """Put it where none is. Lost: ``AlreadySealed``."""
    row = SealRow(SEALS, f"{seal.day}#{seal.number:08d}", seal=seal)
    unwritten = SealRow.month.does_not_exist()
    tx.put(row, condition=unwritten, losing=lambda _: AlreadySealed("a seal is never put over another"))


def all_seals(desk: Desk, first: str = "", final: str = "9") -> Iterator[Seal]:
    """Those of these days, both included, oldest first; a query for each megabyte."""
    wanted = SealRow.order.between(f"{first}#", f"{final}#~")
    return (_seal(item) for item in SealRow.all_pages(desk.database, SEALS, range_condition=wanted))


def days(desk: Desk, before: str, limit: int) -> list[str]:
    """The days that have seals, before this one, newest first, at most ``limit``; a query for each 24 of them."""
    known: dict[str, None] = {}
    start = None
    while len(known) <= limit:
        items, start = SealRow.read_page(
            desk.database,
            SEALS,
            range_condition=SealRow.order < f"{before}#",
            forward=False,
            limit=24 * limit,
            start=start,
        )
        known |= dict.fromkeys(str(item["order"]["S"])[:10] for item in items)
        if not start:
            break
    return list(known)[:limit]


def before(desk: Desk, seal: Seal) -> Seal | None:
    """The seal before this one, as it is kept; one query."""
    wanted = SealRow.order < f"{seal.day}#{seal.number:08d}"
    items, _ = SealRow.read_page(desk.database, SEALS, range_condition=wanted, limit=1, forward=False)
    return _seal(items[0]) if items else None


def verified(
    desk: Desk, seals: Iterable[Seal], known: Mapping[str, str] | None = None, former: Seal | None = None
) -> Iterator[SealedDay]:
    """Look at seals and at what they seal, oldest first: a day each, up to the first that is not as it was sealed.

    ``known``: day → the chain that was sent away when it ended; ``former``: the seal before the first of these. A query
    for each seal and megabyte of entries.
    """
    acts, fault, began = 0, None, False
    for seal in seals:
        if began and former is not None and former.day != seal.day:
            yield SealedDay(former.day, acts, former.chain, former.ends)
            acts = 0
        fault = _fault(desk, former, seal, (known or {}).get(seal.day) if seal.ends else None)
        acts, former, began = acts + len(seal.digests), seal, True
        if fault is not None:
            break
    if began and former is not None:
        yield SealedDay(former.day, acts, former.chain, former.ends, fault)


def before_all(desk: Desk, seal: Seal) -> Fault | None:
    """What stands in the log before its first seal; one query for each of ``MONTHS_BACK`` months."""
    until = seal.since
    for _ in range(MONTHS_BACK):
        acts = _between(desk, f"{until[:7]}-01", until, 1)
        if acts:
            return Fault("added", seal.day, seal.number, order_of(acts[0]), acts[0].audit_id)
        until = times.sortable(_moment(f"{until[:7]}-01T00:00:00.000000") - timedelta(microseconds=1))
    return None


def order_of(act: Audited) -> str:
    """Where an entry stands in the log."""
    return f"{times.sortable(act.at)}#{act.audit_id}"


def _fault(desk: Desk, former: Seal | None, seal: Seal, wanted: str | None) -> Fault | None:
    if former is not None and (former.number + 1, former.until) != (seal.number, seal.since):
        return Fault("gap", seal.day, seal.number, former.until)
    if former is None and seal.number == 1 and (early := before_all(desk, seal)) is not None:
        return early
    acts = _between(desk, seal.since, seal.until, len(seal.digests) + 1)
    differs = unlike(seal, acts)
    if differs is not None:
        return differs
    chain = former.chain if former is not None else (NONE_BEFORE if seal.number == 1 else None)
    if chain is not None and chained(chain, seal.since, seal.until, seal.digests) != seal.chain:
        return Fault("chain", seal.day, seal.number, seal.until)
    if wanted is not None and wanted != seal.chain:
        return Fault("unlike_letter", seal.day, seal.number, seal.until)
    return None


def unlike(seal: Seal, acts: Sequence[Audited]) -> Fault | None:
    """The first entry that is not as it was sealed; ``acts`` are those between ``since`` and ``until``, in order."""
    there = [digest_of(each) for each in acts]
    for place in range(max(len(there), len(seal.digests))):
        was = seal.digests[place] if place < len(seal.digests) else None
        is_now = there[place] if place < len(there) else None
        if was == is_now:
            continue
        at = order_of(acts[place]) if is_now else seal.until
        audit_id = acts[place].audit_id if is_now else ""
        if is_now is None or is_now in seal.digests[place:]:
            return Fault("missing", seal.day, seal.number, at, "")
        kind: Kind = "added" if was is None or was in there[place:] else "altered"
        return Fault(kind, seal.day, seal.number, at, audit_id)
    return None


def _between(desk: Desk, since: str, until: str, most: int) -> list[Audited]:
    """The entries from ``since`` on and before ``until``, which are of one month, at most so many."""
    found: list[Audited] = []
    start = None
    while len(found) < most:
        page, start = audit.read_between(desk, since[:7], since, until, limit=most - len(found), start=start)
        found += page
        if not start:
            break
    return found


def _first(desk: Desk, end: datetime) -> str:
    """The hour of the oldest entry, or the present one where there is none."""
    first, empty, month = times.sortable(end), 0, end
    while empty < MONTHS_BACK:
        page, _ = audit.read_between(desk, times.month(month), "", "9", limit=1)
        if page:
            first, empty = times.sortable(_floor(page[0].at)), 0
        empty += not page
        month = month.replace(day=1) - timedelta(days=1)
    return first


def _floor(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _moment(order: str) -> datetime:
    return times.read_sortable(order[:26])


def _seal(item: RawItem) -> Seal:
    seal: Seal = SealRow.seal.held_in(item)
    return seal
