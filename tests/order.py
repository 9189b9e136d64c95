"""What tests need, by their fixtures; and the order of their files.

Workers take whole files (``--dist loadfile``), in this order. A long one that began last would be waited for by all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pytest

# fixture → the mark of whoever needs it
NEEDS = {"served_desk": "served", "chromium": "browser", "ministack_at": "ministack"}

# mark → seconds that a test with it takes, about; of several the largest. Others take a tenth of one.
SECONDS = {"deployed": 20.0, "browser": 3.0, "ministack": 0.5, "served": 1.0, "long": 2.0, "moto": 0.5}
SHORT = 0.1


def mark(items: Sequence[pytest.Item]) -> None:
    """Whoever uses a browser, a served desk or an embedded AWS is marked so."""
    for item in items:
        for fixture in NEEDS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(NEEDS[fixture])


def longest_first(items: list[pytest.Item]) -> None:
    """Sort files by what their tests take together; within a file nothing changes its place."""
    weights: defaultdict[str, float] = defaultdict(float)
    for item in items:
        weights[_file(item)] += _seconds(item)
    items.sort(key=lambda item: (-weights[_file(item)], _file(item)))


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _seconds(item: pytest.Item) -> float:
    return max((SECONDS.get(mark.name, SHORT) for mark in item.iter_markers()), default=SHORT)
