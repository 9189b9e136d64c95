"""What an agent has just written may be a promise: it is proposed to be written down (D10)."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.conversations.model.words import Promised, PromiseSought
from chalicelib.core.desk import Desk
from chalicelib.followups.model.promising import due_at, spoken
from chalicelib.people import service as people

KEPT, PLACE = timedelta(minutes=10), "desk-zone"  # for so long, and where, the desk keeps by which clock it works


def proposed(desk: Desk, sought: PromiseSought) -> Promised | None:
    """What these words promise; None: nothing, or nothing by a time to come. No request, but for words that name a
    time of day one read of the desk's zone, at most once in ten minutes."""
    said, now = spoken(sought.text), desk.now()
    if said is None:
        return None
    at = due_at(said, now, "UTC" if said.delay is not None else _zone(desk, now))
    return Promised(at, said.channel) if at is not None else None


def _zone(desk: Desk, now: datetime) -> str:
    known: tuple[str, datetime] | None = desk.kept.get(PLACE)
    if known is None or not known[1] <= now < known[1] + KEPT:
        known = desk.kept[PLACE] = (people.read_desk(desk).time_zone, now)
    return known[0]
