"""How long things took, in a form that can be added up: a DDSketch of bins whose bounds grow by a tenth. Pure.

A percentile that is read from it is off by at most a twentieth of its value (or a second), however many were added and
in whatever order; an average of averages it never is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import msgspec

GROWTH = 1.1
_LOG = math.log(GROWTH)


class Spread(msgspec.Struct, frozen=True):
    """``number`` of times, ``seconds`` in all, the longest (``most``); ``bins``: how many were in which."""

    number: int = 0
    seconds: float = 0.0
    most: float = 0.0
    bins: Mapping[int, int] = {}

    @property
    def average(self) -> float | None:
        """Seconds; None of nothing."""
        return self.seconds / self.number if self.number else None

    def percentile(self, share: float) -> float | None:
        """So many (``share`` of 1) took at most that long, in seconds, within a twentieth; None of nothing."""
        rank = math.ceil(share * self.number)
        for number in sorted(self.bins):
            rank -= self.bins[number]
            if rank <= 0:
                return min(self.most, 2 * GROWTH**number / (GROWTH + 1))
        return None

    def within(self, seconds: float) -> float | None:
        """The share that took at most so long, by the bin in which that lies; None of nothing."""
        kept = sum(count for number, count in self.bins.items() if number <= _bin(seconds))
        return kept / self.number if self.number else None


def _bin(seconds: float) -> int:
    return max(0, math.ceil(math.log(max(seconds, 1.0)) / _LOG - 1e-9))


def spread_of(times: Iterable[float]) -> Spread:
    """The spread of these seconds."""
    number, seconds, most, bins = 0, 0.0, 0.0, dict[int, int]()
    for each in times:
        number, seconds, most = number + 1, seconds + each, max(most, each)
        bins[_bin(each)] = bins.get(_bin(each), 0) + 1
    return Spread(number, round(seconds, 3), most, bins)


def together(spreads: Iterable[Spread]) -> Spread:
    """What all of these are as one."""
    number, seconds, most, bins = 0, 0.0, 0.0, dict[int, int]()
    for each in spreads:
        number, seconds, most = number + each.number, seconds + each.seconds, max(most, each.most)
        for name, count in each.bins.items():
            bins[name] = bins.get(name, 0) + count
    return Spread(number, round(seconds, 3), most, bins)
