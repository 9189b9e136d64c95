"""Due work as operators see it: how much there is, how late it is, and each piece by itself (G4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import chain
from typing import Any

import msgspec

from chalicelib.core import metering
from chalicelib.core.desk import Desk
from chalicelib.core.metrics import gauge
from chalicelib.core.work import DEAD, SOON, Work, WorkRow, due_by, of_item, run_due, shards

PAGE = 50
MOST = 10_000  # pieces a minute: more than one runner can do in it
RUN_FOR = timedelta(seconds=45)  # so that one tick has ended when the next one begins
AHEAD = SOON + timedelta(seconds=1)  # what is written now is run by the next tick at the latest, not by the one after

Start = tuple[int, Mapping[str, Any] | None]  # which partition, and where in it


class Backlog(msgspec.Struct, frozen=True):
    """``oldest`` is how many seconds the oldest due piece has been due (0: none is), ``dead`` counts up to ``PAGE``."""

    oldest: float
    dead: int


def tick(desk: Desk) -> int:
    """What the schedule does every minute: run what is due, wait some seconds for what is due soon, if there is any,
    then tell the alarms what is left; how many were run."""
    counts = metering.begin(desk, "tick", invoked=True)
    try:
        ran = run_due(desk, limit=MOST, within=RUN_FOR, ahead=AHEAD)
        left = measure(desk)
    finally:
        metering.finish(counts)
    gauge(desk, WorkRun=(ran, "Count"), WorkOldestDue=(left.oldest, "Seconds"), WorkDead=(left.dead, "Count"))
    return ran


def measure(desk: Desk) -> Backlog:
    """How late and how dead the work is; one query of one item for each shard, and one for the dead."""
    now = desk.now()
    first = [WorkRow.read_page(desk.database, shard, range_condition=due_by(now), limit=1)[0] for shard in shards(desk)]
    due = [of_item(item).due_at for items in first for item in items]
    buried, _ = WorkRow.read_page(desk.database, DEAD, limit=PAGE)
    return Backlog(max(((now - at).total_seconds() for at in due), default=0.0), len(buried))


def read_page(desk: Desk, partitions: Sequence[str], start: Start | None) -> tuple[Sequence[Work], Start | None]:
    """At most ``PAGE`` pieces of these partitions, oldest first in each, and where the next page starts."""
    number, key = start or (0, None)
    found: list[Work] = []
    while number < len(partitions):
        items, key = WorkRow.read_page(desk.database, partitions[number], limit=PAGE - len(found), start=key)
        found += map(of_item, items)
        if key is None:
            number += 1
        if len(found) >= PAGE:
            break
    return found, (number, key) if number < len(partitions) else None


def find(desk: Desk, work_id: str, *, dead: bool = False) -> Work | None:
    """One piece by its id, ``dead`` or any: a walk through partitions, for people, not for requests of visitors."""
    partitions = [DEAD] if dead else [DEAD, *shards(desk)]
    having = WorkRow.work_id == work_id
    pages = (WorkRow.all_pages(desk.database, each, filter_condition=having) for each in partitions)
    return next(map(of_item, chain.from_iterable(pages)), None)
