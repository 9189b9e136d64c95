"""A day's record: a shift as it was planned, what was found, and what was corrected (B8). Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.attendance.model.measuring import AS_FOUND, Figures, Plan, Said
from chalicelib.attendance.model.requests import checked_words
from chalicelib.core import times
from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.text import among

PLANNED, OVER, DROPPED = "planned", "over", "dropped"
STATES = (PLANNED, OVER, DROPPED)
MOST_CORRECTIONS = 20


class Correction(msgspec.Struct, frozen=True):
    """What somebody who leads says instead of what was found, and why."""

    said: Said
    reason: str
    by: Author
    at: datetime


class Record(msgspec.Struct, frozen=True):
    """``found``: what the facts of presence come to; ``figures``: what counts, with the last of the ``corrections``.
    ``state``: planned until it is over; dropped: it is not planned any more, and was corrected before."""

    agent_id: str
    plan: Plan
    state: Annotated[str, among(*STATES)] = PLANNED
    found: Figures | None = None
    figures: Figures | None = None
    corrections: tuple[Correction, ...] = ()
    measured_at: datetime | None = None
    version: int = 1

    @property
    def month(self) -> str:
        """In which month it counts, such as 2026-11."""
        return times.stored(self.plan.day)[:7]

    @property
    def said(self) -> Said:
        """What counts instead of what was found."""
        return self.corrections[-1].said if self.corrections else AS_FOUND

    @property
    def counted(self) -> Figures | None:
        """What its month comes to by it; None: nothing."""
        return self.figures if self.state == OVER else None


class NotOverYet(Conflict):
    """The shift is not over."""

    code = "shift_not_over"
    title = "This shift is not over yet"


def corrected(record: Record, instead: Said, reason: str, by: Author, at: datetime) -> Record:
    """With a correction more; what was found stays. Raises ``Invalid``, ``NotOverYet``."""
    if record.state != OVER:
        raise NotOverYet("only a shift that is over is corrected")
    if len(record.corrections) >= MOST_CORRECTIONS:
        raise Invalid.field("reason", f"at most {MOST_CORRECTIONS} corrections")
    came, went, plan = instead.came_at, instead.went_at, record.plan
    if came is not None and not came < plan.until:
        raise Invalid.field("came_at", "before the end of the shift")
    if went is not None and not plan.since < went <= at:
        raise Invalid.field("went_at", "after the beginning of the shift, and not in the future")
    if came is not None and went is not None and not came < went:
        raise Invalid.field("went_at", "after they came")
    words = checked_words("reason", reason, needed=True)
    return replace(record, corrections=(*record.corrections, Correction(instead, words, by, at)))
