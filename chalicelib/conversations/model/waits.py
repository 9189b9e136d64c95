"""How long somebody will have to wait, from how long those lately served have waited (B5). Pure.

A pool keeps a few of its last waits: so many seconds for so many places. That tells how often a place goes on, however
few of the waits are kept: one in ``SAMPLED_EVERY`` at most, so that nothing is written more often than that however
many are served.

Whoever is served at once went past no place, and tells nothing of how long one takes. Those who give up make those
behind them nearer, and that is in the waits of these; but the waits that would have been the longest are missing. Where
one in six gives up, what is told is 4% too short, and 14% where two in five do: little beside the range. To know more
would take a write for each who goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil, sqrt

import msgspec

from chalicelib.core.text import filled

KEPT = 12
FEWEST = 3
SAMPLED_EVERY = timedelta(seconds=5)
TOO_OLD = timedelta(minutes=30)
HOUR = 60  # minutes; nobody is told of more

_SPREAD = 1.0  # standard deviations on each side; with whole minutes four of five waits are within
_UNSTEADY = 0.02  # of the variance: what was lately is not exactly what will be


class Wait(msgspec.Struct, frozen=True):
    """Somebody was served at ``at`` after so many ``seconds``, and stood at this ``place`` when that began."""

    at: datetime
    seconds: float
    place: int


class Expected(msgspec.Struct, frozen=True):
    """A range of whole minutes; ``most`` None: nobody can say how many more."""

    least: int
    most: int | None


def with_wait(waits: Sequence[Wait], wait: Wait) -> tuple[Wait, ...] | None:
    """The last waits and this one, or None if one was kept a moment ago."""
    if waits and wait.at - waits[-1].at < SAMPLED_EVERY:
        return None
    return (*waits, wait)[-KEPT:]


def expected(
    waits: Sequence[Wait], place: int, now: datetime, since: datetime, *, more: bool = False
) -> Expected | None:
    """What somebody at this place, who waits ``since`` then, has to expect; None while there is too little to go by.

    ``more``: they stand further behind than ``place``.
    """
    lately = sorted((each for each in waits if now - each.at <= TOO_OLD), key=lambda each: each.at)
    seconds, places = sum(each.seconds for each in lately), sum(each.place for each in lately)
    covered = _covered(lately)
    if len(lately) < FEWEST or not seconds or not covered:
        return None
    each_place = seconds / places
    counted = covered / each_place  # how many were served in that time
    silent = max((now - max(lately[-1].at, since)).total_seconds(), 0.0)  # so long nobody went on
    middle = place * each_place * (covered + silent) / covered
    variance = 1 / place + 1 / counted + _UNSTEADY
    least = int(middle * _quantile(variance, -_SPREAD) / 60)
    return Expected(least, None if more else ceil(middle * _quantile(variance, _SPREAD) / 60))


def _covered(waits: Sequence[Wait]) -> float:
    """For how many seconds at least one of these waited; the waits in the order of their ends."""
    total, begun = 0.0, None
    for each in reversed(waits):
        start = each.at - timedelta(seconds=each.seconds)
        end = each.at if begun is None else min(each.at, begun)
        if start < end:
            total += (end - start).total_seconds()
            begun = start
    return total


def _quantile(variance: float, deviations: float) -> float:
    """Of a gamma distribution with mean 1, by Wilson's and Hilferty's approximation."""
    return float(max(1 - variance / 9 + deviations * sqrt(variance) / 3, 0.0) ** 3)


_WORDS = {
    "zh-CN": {
        "range": "约 {least} 至 {most} 分钟",
        "around": "约 {most} 分钟",
        "within": "{most} 分钟以内",
        "minute": "不到 1 分钟",
        "beyond": "超过 {least} 分钟",
        "hour": "1 小时以上",
    },
    "en": {
        "range": "about {least} to {most} minutes",
        "around": "about {most} minutes",
        "within": "up to {most} minutes",
        "minute": "less than a minute",
        "beyond": "more than {least} minutes",
        "hour": "more than an hour",
    },
}


def in_words(range_of: Expected | None, language: str) -> str:
    """The range as visitors are told it; empty where nothing is known."""
    if range_of is None or (range_of.most is None and not range_of.least):
        return ""
    least, most = range_of.least, range_of.most
    if least >= HOUR:
        kind = "hour"
    elif most is None or most > 2 * HOUR:
        kind = "beyond" if least else "hour"
    elif least == most:
        kind = "around"
    elif least == 0:
        kind = "minute" if most == 1 else "within"
    else:
        kind = "range"
    return filled(_WORDS.get(language, _WORDS["en"])[kind], least=least, most=most)
