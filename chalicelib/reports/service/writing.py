"""Facts are written into the log of their hours, which are summed some minutes later (F1, law 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.reports.model.facts import Fact
from chalicelib.reports.service.ground import Ground, ground
from chalicelib.reports.service.rolling import plan_hour
from chalicelib.reports.store import log as store
from chalicelib.reports.store import summing
from chalicelib.reports.store.log import LaterVersion
from chalicelib.reports.store.summing import NotPlanned


def put_versions(desk: Desk, facts: Sequence[Fact], version: int) -> None:
    """Write facts of what has versions; a version that is known already, or a later one, stays."""
    for fact in facts:
        try:
            put_facts(desk, [fact], version)
        except LaterVersion:
            continue


def put_facts(
    desk: Desk,
    facts: Sequence[Fact],
    version: int = 0,
    *,
    also: Callable[[Transaction], None] | None = None,
    there: Ground | None = None,
) -> None:
    """Write facts, and have their hours summed, in one transaction; what is so old that the log of it is gone is
    summed for good. ``there``: as it was read. Raises ``LaterVersion``, or what ``also`` loses by."""
    kept = _placed(there or ground(desk), facts) if facts else []
    unplanned: set[str] = set()

    def put() -> None:
        tx = Transaction(desk)
        if also is not None:
            also(tx)
        for hour, until, fact in kept:
            store.put_fact(tx, hour, fact, until, version)
        for hour, share in sorted({(hour, store.share_of(fact)) for hour, _, fact in kept}):
            if summing.planned_name(summing.hour_name(hour), share) in unplanned:
                plan_hour(tx, hour, share)
            else:
                summing.check_planned(tx, summing.hour_name(hour), share)
        try:
            tx.commit()
        except NotPlanned as lost:
            unplanned.add(lost.name)
            raise

    races.again(desk, put, NotPlanned, tries=len(kept) + races.TRIES)


def _placed(there: Ground, facts: Iterable[Fact]) -> list[tuple[str, datetime, Fact]]:
    """Those of the facts that are still kept, each with its hour, and until when."""
    return [(there.hour(each.at), there.settings.kept_until(each.at), each) for each in facts if there.keeps(each.at)]
