"""A recount of results, page by page: what it looks at, and how far it has come. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.text import among

NEVER, RUNNING, FINISHED = "never", "running", "finished"
STATES = (NEVER, RUNNING, FINISHED)
INSPECTIONS, SUMS, LOADS = "inspections", "sums", "loads"
LONGEST = timedelta(hours=6)  # then one that died is none any more


class Recount(msgspec.Struct, frozen=True):
    """How far one has come: ``done`` pages; what it found otherwise than it stood, and put right: how many ``sums``,
    and how many inspectors' ``loads``."""

    run_id: str = ""
    months: tuple[str, ...] = ()
    state: Annotated[str, among(*STATES)] = NEVER
    done: int = 0
    sums: int = 0
    loads: int = 0
    started_at: datetime | None = None
    finished_at: datetime | None = None

    def goes_on(self, now: datetime) -> bool:
        """Whether it still runs."""
        return self.state == RUNNING and self.started_at is not None and now - self.started_at < LONGEST


class Page(msgspec.Struct, frozen=True):
    """What is looked at next: the ``inspections`` of a month, its ``sums`` or inspectors' ``loads``, behind ``after``
    of them."""

    part: str
    month: str = ""
    after: str = ""


def begun(run_id: str, months: Sequence[str], now: datetime) -> Recount:
    """A recount of these months that begins now."""
    return Recount(run_id, tuple(months), RUNNING, started_at=now)


def first_of(recount: Recount) -> Page:
    """Where it begins."""
    return Page(INSPECTIONS, recount.months[0])


def next_part(recount: Recount, page: Page) -> Page | None:
    """What is looked at once all of this part was: of each month its inspections, then its sums; the loads last."""
    if page.part == INSPECTIONS:
        return Page(SUMS, page.month)
    if page.part == LOADS:
        return None
    later = [each for each in recount.months if each > page.month]
    return Page(INSPECTIONS, min(later)) if later else Page(LOADS)


def went_on(recount: Recount, following: Page | None, sums: int, loads: int, now: datetime) -> Recount:
    """One page further, on which so much stood otherwise."""
    after = replace(recount, done=recount.done + 1, sums=recount.sums + sums, loads=recount.loads + loads)
    return after if following is not None else replace(after, state=FINISHED, finished_at=now)
