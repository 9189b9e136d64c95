"""Due work: anything to be done, now or later, at least once (G2).

Table ``work``: hash ``shard`` (``due-0`` … ``due-n``, or ``dead``), range ``due`` (due time and id). A piece of work is
written in the transaction that causes it. Whoever runs it first claims it by a lease; one that fails is put back with
backoff and jitter; after the last try it is moved to ``dead``, where people can see it, redrive it or drop it. Handlers
must stand being called twice. What is to be done, and by whom, is defined in ``duties``.

Work marked ``inline`` is tried at once by the request that wrote it, which holds the lease for that long; the schedule
comes to it only if that request died. Work that is due when it is written is run at once from the table's stream
(``run_now``); what is due later waits for the schedule (``run_due``), which stays for what is due in the next seconds:
so nothing that is due ``SOON`` is run later than with the next of its ticks. All of them claim it in the same way.
"""

from __future__ import annotations

import logging
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain, islice, zip_longest
from typing import Any

import msgspec
from msgspec.structs import replace
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import PynamoDBException
from pynamodb.expressions.condition import Condition

from chalicelib.core import metering, silence, times
from chalicelib.core.database import DatabaseError
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due, payload_of
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Json, RawItem, Row, table_name
from chalicelib.core.transactions import Transaction

AT_ONCE = "at once"
INLINE_LEASE = timedelta(seconds=15)
FIRST_BACKOFF = 5.0
LONGEST_BACKOFF = 3600.0
MOST_PUT_BEHIND = 500  # pieces of a slow kind that wait until the others were run: a few pages
DEAD = "dead"
SOON = timedelta(seconds=5)  # after which others hear of what people write, some of it together

log = logging.getLogger("deskbell")


class WorkRow(Row):
    class Meta:
        table_name = table_name("work")

    shard = UnicodeAttribute(hash_key=True)
    due = UnicodeAttribute(range_key=True)
    work_id = UnicodeAttribute()
    kind = UnicodeAttribute()
    payload = Json()
    due_at = UTCDateTimeAttribute()
    tries = NumberAttribute(default=0)
    leased_until = UTCDateTimeAttribute(null=True)
    last_error = UnicodeAttribute(null=True)
    request_id = UnicodeAttribute(null=True)
    runs = UnicodeAttribute(null=True)  # "at once": what the stream's function is to be woken for


class Work(msgspec.Struct, frozen=True):
    """One piece of work: ``kind`` names its handler, ``payload`` is JSON, ``tries`` counts the claims so far.

    ``request_id``: the request that it goes back to, through however much other work; None where nobody asked.
    """

    work_id: str
    kind: str
    payload: dict[str, Any]
    due_at: datetime
    shard: str
    due: str
    tries: int = 0
    leased_until: datetime | None = None
    last_error: str | None = None
    request_id: str | None = None


Doing = Callable[[Work], bool]  # does a piece in place of its handler; whether it is crossed off by then


def _row(desk: Desk, work_id: str, kind: str, payload: dict[str, Any], due_at: datetime, **more: Any) -> WorkRow:
    shard = zlib.crc32(work_id.encode()) % desk.settings.work_shards
    due = f"{times.sortable(due_at)}Z#{work_id}"
    more.setdefault("shard", f"due-{shard}")
    return WorkRow(due=due, work_id=work_id, kind=kind, payload=payload, due_at=due_at, **more)


def put(tx: Transaction, due: Due, *, at: datetime | None = None, inline: bool = False) -> str:
    """Add a piece of work to the transaction, due ``at`` (now, if not said); its id.

    ``inline``: this request tries it right after the commit.
    """
    return put_payload(tx, due.kind, payload_of(due), at=at, inline=inline)


def put_alone(desk: Desk, *dues: Due) -> None:
    """Write these pieces of work and nothing else: done soon, but not in this request."""
    tx = Transaction(desk)
    for due in dues:
        put(tx, due)
    tx.commit()


def put_payload(
    tx: Transaction,
    kind: str,
    payload: dict[str, Any],
    *,
    at: datetime | None = None,
    inline: bool = False,
    doing: Doing | None = None,
) -> str:
    """The same for what is an event, or no struct at all. ``doing``: how this request does it itself."""
    desk, now = tx.desk, tx.desk.now()
    work_id = desk.new_id("wrk")
    due_at = at or now
    if inline:
        how: dict[str, Any] = {"leased_until": now + INLINE_LEASE}
    else:
        how = {"runs": AT_ONCE} if due_at <= now else {}
    row = _row(desk, work_id, kind, payload, due_at, request_id=desk.request_id, **how)
    tx.put(row)
    if inline:
        work = row.into(Work)
        tx.after_commit(lambda: _attempt(desk, work, doing))
    return work_id


def cross_off(tx: Transaction, work: Work) -> None:
    """As part of a transaction: this piece, of which the lease is ours, is done."""
    tx.delete(WorkRow(work.shard, work.due))


def run_due(
    desk: Desk, *, limit: int = 100, within: timedelta = timedelta(minutes=1), ahead: timedelta = timedelta()
) -> int:
    """Run what is due now, oldest first in each shard and the shards in turn, and then, when its time comes, what is
    due so soon (``ahead``), at most ``limit`` pieces; how many were run.

    None is begun later than ``within`` from now; the rest stays for the next call. A kind that has taken half of that
    time already goes on when the others had theirs. One query for each shard (one more for each 50 pieces of it), then
    two writes for each piece. Safe to call from many places at once.
    """
    ran, end, soon = 0, desk.now() + within, list[Work]()
    for work in _slow_ones_last(desk, _apart(desk, _due(desk, limit, ahead), soon), within / 2):
        if ran >= limit or desk.now() > end:
            break
        ran += _run(desk, work)
    for work in sorted(soon, key=lambda each: each.due_at):
        if ran >= limit or desk.now() > end:
            break
        desk.sleep(max(0.0, (work.due_at - desk.now()).total_seconds()))
        ran += _run(desk, work)
    return ran


def _apart(desk: Desk, due: Iterator[Work], soon: list[Work]) -> Iterator[Work]:
    """The pieces whose time has come; the others are put into ``soon``."""
    for work in due:
        if work.due_at <= desk.now():
            yield work
        else:
            soon.append(work)


def _slow_ones_last(desk: Desk, due: Iterator[Work], share: timedelta) -> Iterator[Work]:
    """The pieces in their order, but a kind whose pieces have taken ``share`` behind the others, for a few pages."""
    taken: dict[str, timedelta] = defaultdict(timedelta)
    behind: list[Work] = []
    for work in due:
        if taken[work.kind] >= share:
            behind.append(work)
            if len(behind) == MOST_PUT_BEHIND:
                break
            continue
        begun = desk.now()
        yield work
        taken[work.kind] += desk.now() - begun
    yield from behind


def run_now(desk: Desk, item: RawItem) -> bool:
    """Run one piece as the table's stream shows it, just written, if it is due and nobody holds it; whether it ran.

    Two writes, nothing is read: the claim itself finds out whether the item still stands as it was shown. A handler
    that fails puts its piece back; only what keeps us from the table is raised.
    """
    if item.get("shard", {}).get("S") == DEAD:
        return False
    work, now = of_item(item), desk.now()
    held = work.leased_until is not None and work.leased_until >= now
    return not held and work.due_at <= now and _run(desk, work)


def of_item(item: RawItem) -> Work:
    """A piece of work from an item of the table, as queries and streams bring it."""
    work: Work = WorkRow.from_raw_data(item).into(Work)
    return work


def dead(desk: Desk, limit: int = 100) -> Sequence[Work]:
    """Work that has used up its tries, oldest first."""
    items, _ = WorkRow.read_page(desk.database, DEAD, limit=limit)
    return [of_item(item) for item in items]


def waiting(desk: Desk) -> Sequence[Work]:
    """All work that is not dead, due or not, in no particular order."""
    return [of_item(item) for shard in shards(desk) for item in WorkRow.all_pages(desk.database, shard)]


def shards(desk: Desk) -> Sequence[str]:
    """The partitions of all work that is not dead."""
    return [f"due-{shard}" for shard in range(desk.settings.work_shards)]


def redrive(desk: Desk, work: Work) -> None:
    """Give a dead piece of work all its tries again, due now. Raises ``Lost`` if somebody else did."""
    tx = Transaction(desk)
    revive(tx, work)
    tx.commit()


def revive(tx: Transaction, work: Work) -> Work:
    """As part of a transaction: the dead piece is due now, with all its tries. Loses as ``Lost`` if it is not there."""
    discard(tx, work)
    row = _again(tx.desk, work, tx.desk.now(), runs=AT_ONCE)
    tx.put(row)
    return row.into(Work)


def discard(tx: Transaction, work: Work) -> None:
    """As part of a transaction: this piece will never be done. Loses as ``Lost`` if it is not there."""
    tx.delete(WorkRow(work.shard, work.due), condition=WorkRow.work_id == work.work_id)


def _due(desk: Desk, limit: int, ahead: timedelta) -> Iterator[Work]:
    """What is due by then and held by nobody: a piece of each shard in turn, whose oldest is oldest first of all.

    At most ``limit`` of each shard, so that nothing is read that will not be run. A shard that cannot be read is left
    to the next call, and keeps nobody else waiting.
    """
    unread = set[str]()
    waiting = [islice(_due_in(desk, shard, desk.now(), ahead, unread), limit) for shard in shards(desk)]
    firsts = [(first, rest) for rest in waiting if (first := next(rest, None)) is not None]
    silence.note(desk, is_silent=len(unread) == len(waiting))
    turns = [chain([first], rest) for first, rest in sorted(firsts, key=lambda each: each[0].due)]
    for round_of_shards in zip_longest(*turns):
        yield from (work for work in round_of_shards if work is not None)


def _due_in(desk: Desk, shard: str, now: datetime, ahead: timedelta, unread: set[str]) -> Iterator[Work]:
    try:
        for item in WorkRow.all_pages(desk.database, shard, range_condition=due_by(now + ahead), limit=50):
            work = of_item(item)
            if work.leased_until is None or work.leased_until < now:
                yield work
    except (DatabaseError, PynamoDBException):
        unread.add(shard)
        log.exception("work_shard_not_read", extra={"shard": shard})


def gather(desk: Desk, number: int) -> int:
    """What is due lies in the first so many partitions only, where a version that knows no more of them finds it; how
    many pieces were moved. Twice is once; what is done or held anew meanwhile stays as it is."""
    moved = 0
    for shard in shards(desk)[number:]:
        for item in WorkRow.all_pages(desk.database, shard):
            moved += _move(desk, of_item(item), f"due-{zlib.crc32(of_item(item).work_id.encode()) % number}")
    return moved


def _move(desk: Desk, work: Work, shard: str) -> bool:
    lease = WorkRow.leased_until
    unheld = lease == work.leased_until if work.leased_until is not None else lease.does_not_exist()
    tx = Transaction(desk)
    tx.delete(WorkRow(work.shard, work.due), condition=(WorkRow.work_id == work.work_id) & unheld)
    kept = {"tries": work.tries, "last_error": work.last_error, "leased_until": work.leased_until}
    tx.put(_again(desk, work, work.due_at, shard=shard, **kept))
    try:
        tx.commit()
    except Lost:
        return False
    return True


def due_by(now: datetime) -> Condition:
    """The range of everything that is due up to this moment."""
    return WorkRow.due < f"{times.sortable(now)}Z$"  # "$" sorts after "#"


def _run(desk: Desk, work: Work) -> bool:
    claimed = _claim(desk, work)
    if claimed is not None:
        _attempt(desk, claimed)
    return claimed is not None


def _claim(desk: Desk, work: Work) -> Work | None:
    now = desk.now()
    until = now + timedelta(seconds=desk.settings.work_lease)
    free = WorkRow.work_id.exists() & (WorkRow.leased_until.does_not_exist() | (WorkRow.leased_until < now))
    tx = Transaction(desk)
    tx.update(
        WorkRow(work.shard, work.due),
        [WorkRow.leased_until.set(until), WorkRow.tries.set(work.tries + 1)],
        condition=free,
    )
    try:
        tx.commit()
    except Lost:
        return None
    return replace(work, tries=work.tries + 1, leased_until=until)


def _attempt(desk: Desk, work: Work, doing: Doing | None = None) -> None:
    """Run one piece that we hold the lease of; never raises what the handler raised."""
    counts = metering.begin(desk, work.kind, work.payload)
    try:
        _try(desk, work, doing)
    finally:
        metering.finish(counts)


def _try(desk: Desk, work: Work, doing: Doing | None) -> None:
    started = time.perf_counter()
    try:
        is_crossed_off = doing(work) if doing is not None else _handle(desk, work)
    except Exception as error:
        log.exception("work_failed", extra=_told(work, started))
        _put_back(desk, work, f"{type(error).__name__}: {error}"[:500])
        return
    log.info("work_done", extra=_told(work, started))
    if is_crossed_off:
        return
    done = Transaction(desk)
    cross_off(done, work)
    try:
        done.commit()
    except Exception:
        # it was done; it will be done once more when the lease ends, which handlers must stand anyway
        log.exception("work_not_crossed_off", extra={"kind": work.kind, "work_id": work.work_id})


def _handle(desk: Desk, work: Work) -> bool:
    """By whoever handles its kind, who never crosses it off."""
    handler = desk.handlers.get(work.kind)
    if handler is None:
        raise LookupError(f"nobody handles {work.kind!r}")
    handler(desk.on_behalf_of(work.request_id), work.payload)
    return False


def _told(work: Work, started: float) -> dict[str, object]:
    """What the log says of one try, so that a letter is found by the request that it goes back to."""
    return {
        "kind": work.kind,
        "work_id": work.work_id,
        "tries": work.tries,
        "milliseconds": round((time.perf_counter() - started) * 1000, 1),
        "request_id": work.request_id,
    }


def _again(desk: Desk, work: Work, due_at: datetime, **more: Any) -> WorkRow:
    """The same piece under another key; whose request it goes back to stays."""
    return _row(desk, work.work_id, work.kind, work.payload, due_at, request_id=work.request_id, **more)


def _put_back(desk: Desk, work: Work, last_error: str) -> None:
    """Later again, or dead. A lost lease means that another runner has it; then it is theirs to put back."""
    tries = max(work.tries, 1)
    mine = WorkRow.leased_until == work.leased_until
    tx = Transaction(desk)
    tx.delete(WorkRow(work.shard, work.due), condition=mine)
    if tries >= desk.settings.work_tries:
        tx.put(_again(desk, work, work.due_at, shard=DEAD, tries=tries, last_error=last_error))
    else:
        ceiling = min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (tries - 1))
        due_at = desk.now() + timedelta(seconds=ceiling * (0.5 + desk.chance() / 2))
        tx.put(_again(desk, work, due_at, tries=tries, last_error=last_error))
    try:
        tx.commit()
    except Lost:
        log.warning("work_lease_lost", extra={"kind": work.kind, "work_id": work.work_id})
