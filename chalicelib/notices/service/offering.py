"""Whether visitors of a plan may subscribe to anything: the widget looks for what is told to them only then (A11)."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.core.desk import Desk
from chalicelib.notices.model.topics import offered
from chalicelib.notices.store import books
from chalicelib.plans.model.helping import NoticesOffered

PLACE = "notices.offered"
FRESH = timedelta(minutes=1)  # as long as browsers keep what a widget is told
MOST = 1_000  # plans that a container remembers


def is_offered(desk: Desk, asked: NoticesOffered) -> bool:
    """Whether there is anything; one read in a minute of a container and plan."""
    known: dict[str, tuple[bool, datetime]] = desk.kept.setdefault(PLACE, {})
    there = known.get(asked.plan_key)
    if there is None or not there[1] <= desk.now() < there[1] + FRESH:
        if len(known) >= MOST:
            known.clear()
        there = known[asked.plan_key] = (bool(offered(books.book(desk, asked.plan_key))), desk.now())
    return there[0]
