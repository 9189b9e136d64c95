"""Stretches of time, from a moment up to another: what is in them together, and what is left of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

Stretch = tuple[datetime, datetime]


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """In order, none over or at another."""
    made: list[Stretch] = []
    for since, until in sorted(stretches):
        if made and since <= made[-1][1]:
            made[-1] = (made[-1][0], max(until, made[-1][1]))
        elif since < until:
            made.append((since, until))
    return made


def without(stretches: Iterable[Stretch], others: Sequence[Stretch]) -> list[Stretch]:
    """What of the stretches is in none of the others, which are merged."""
    left: list[Stretch] = []
    for since, until in stretches:
        at = since
        for begins, ends in others:
            if ends <= at or begins >= until:
                continue
            if begins > at:
                left.append((at, begins))
            at = max(at, ends)
        if at < until:
            left.append((at, until))
    return left


def both(stretches: Sequence[Stretch], others: Sequence[Stretch]) -> list[Stretch]:
    """What is in both, in order."""
    return sorted((max(a, c), min(b, d)) for a, b in stretches for c, d in others if max(a, c) < min(b, d))
