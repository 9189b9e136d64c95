"""What agents' months of learning came to, for the rooms above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.training.model.sums import Month, month_of
from chalicelib.training.store import learners


def months_of(desk: Desk, agent_ids: Sequence[str], month: str, zone: str) -> Mapping[str, Month]:
    """By agent, in the month (such as 2026-11) of this time zone; one request for each hundred."""
    year, number = int(month[:4]), int(month[5:7])
    first = times.day_begins(date(year, number, 1), zone)
    end = times.day_begins(date(year + number // 12, number % 12 + 1, 1), zone)
    known, now = learners.learners(desk, agent_ids), desk.now()
    return {each: month_of(known[each], month, (first, end), now) for each in agent_ids}
