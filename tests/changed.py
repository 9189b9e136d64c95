"""A PUT route that two callers use at once: what it changes, and how that is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Value = Callable[[int], Any]


def nested(name: str, value: Any) -> dict[str, Any]:
    """The body that changes this field: dotted within parts."""
    first, _, rest = name.partition(".")
    return {first: nested(rest, value) if rest else value}


@dataclass
class Line:
    """A PUT route: ``fields`` give a value for each round, ``read`` says what is stored.

    ``pairs``: which two fields come first. ``alone``: why there are no two fields that two may change.
    """

    path: str
    token: str
    fields: Mapping[str, Value]
    read: Callable[[], Mapping[str, Any]]
    pairs: tuple[tuple[str, str], ...] = ()
    alone: str = ""

    def pair(self, number: int) -> tuple[str, str]:
        """Two different fields: first those that are named, then all in turn."""
        if number < len(self.pairs):
            return self.pairs[number]
        names = list(self.fields)
        first = number % len(names)
        return names[first], names[(first + 1 + number // len(names) % (len(names) - 1)) % len(names)]
