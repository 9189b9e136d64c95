"""Whether visitors of a plan have any articles to read: what widgets show is decided by it (E2)."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.core.desk import Desk
from chalicelib.core.tables import read_all
from chalicelib.knowledge.model.articles import EVERY_PLAN
from chalicelib.knowledge.store import shown
from chalicelib.plans.model.helping import HelpOffered

PLACE = "knowledge.offered"
FRESH = timedelta(minutes=1)  # as long as browsers keep what a widget is told
MOST = 1_000  # plans that a container remembers


def is_offered(desk: Desk, asked: HelpOffered) -> bool:
    """Whether there is any; one request in a minute of a container and plan."""
    known: dict[str, tuple[bool, datetime]] = desk.kept.setdefault(PLACE, {})
    there = known.get(asked.plan_key)
    if there is None or not there[1] <= desk.now() < there[1] + FRESH:
        wanted = [shown.wanted_counts(each) for each in (asked.plan_key, EVERY_PLAN)]
        counts = shown.together(*read_all(desk.database, wanted, consistent=False))
        if len(known) >= MOST:
            known.clear()
        there = known[asked.plan_key] = (bool(counts), desk.now())
    return there[0]
