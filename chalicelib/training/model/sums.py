"""What a month of learning came to (F11), for whoever measures agents by it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

import msgspec

from chalicelib.core import times
from chalicelib.training.model.learner import Held, Learner
from chalicelib.training.model.scoring import read


class Month(msgspec.Struct, frozen=True):
    """``passed``: courses that were; ``tried``: attempts that were settled, at ``score`` on average (a fraction of
    one); ``due``: orders whose day was in it, ``in_time`` of these were passed by then; ``valid``: courses of which a
    certificate counted at its end, or counts now."""

    passed: int = 0
    tried: int = 0
    score: Fraction | None = None
    due: int = 0
    in_time: int = 0
    valid: int = 0


NOTHING = Month()


def month_of(learner: Learner, month: str, bounds: tuple[datetime, datetime], now: datetime) -> Month:
    """A learner's month between these moments, the second one not included; ``month``: its name, such as 2026-11."""
    first, end = bounds
    results = [each for each in learner.results if first <= each.at < end]
    scores = [read(each.score) for each in results]
    kept = [each for each in learner.kept if each.month == month]
    late = [each for each in learner.owed if times.stored(each.due_on)[:7] == month]
    at = min(end, now)
    return Month(
        len({each.course_id for each in results if each.passed}),
        len(scores),
        sum(scores, Fraction(0)) / len(scores) if scores else None,
        len(kept) + len(late),
        sum(each.in_time for each in kept),
        len(set(_counting(learner.held, at))),
    )


def _counting(held: Iterable[Held], at: datetime) -> Iterable[str]:
    """The courses of which a certificate counted just before this moment."""
    return (each.course_id for each in held if each.since < at and (each.until is None or each.until >= at))
