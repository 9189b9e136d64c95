"""What tests need, by their fixtures; the order of their files, and which of them need not even be read.

Workers take whole files (``--dist loadfile``), in this order. A long one that began last would be waited for by all.
"""

from __future__ import annotations

import importlib
import re
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

# fixture → the mark of whoever needs it
NEEDS = {"served_desk": "served", "chromium": "browser", "ministack_at": "ministack"}

# mark → seconds that a test with it takes, about; of several the largest. Others take a tenth of one.
SECONDS = {"deployed": 20.0, "browser": 3.0, "ministack": 0.5, "served": 1.0, "long": 2.0, "moto": 0.5}
SHORT = 0.1

# A browser on a busy machine now and then does something late. Its tests get a second try, from the start, on a desk to
# which nobody has said anything; that one was needed is told at the end of the run, with what the pages showed at the
# first, and is a fault to be found.
SECOND_TRY = pytest.mark.flaky(reruns=1)


def mark(items: Sequence[pytest.Item]) -> None:
    """Whoever uses a browser, a served desk or an embedded AWS is marked so."""
    for item in items:
        for fixture in NEEDS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(NEEDS[fixture])
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(SECOND_TRY)


def is_tried_again(item: pytest.Item) -> bool:
    """Whether this is a test's second try: what its first one left behind must be gone."""
    return int(getattr(item, "execution_count", 1)) > 1


def longest_first(items: list[pytest.Item]) -> None:
    """Sort files by what their tests take together; within a file nothing changes its place."""
    weights: defaultdict[str, float] = defaultdict(float)
    for item in items:
        weights[_file(item)] += _seconds(item)
    items.sort(key=lambda item: (-weights[_file(item)], _file(item)))


def leaves_out(expression: str, file: Path) -> bool:
    """Whether a run of ``not (these or those)`` runs nothing of this file, by the marks that all its tests have.

    To read a file takes far longer than to look at one of its lines.
    """
    unwanted = re.fullmatch(r"not \(([\w ]+)\)", expression)
    if unwanted is None or file.suffix != ".py":
        return False
    line = re.search(r"^pytestmark = (.+)$", file.read_text(), re.MULTILINE)
    marks = re.findall(r"pytest\.mark\.(\w+)", line[1]) if line else []
    return not set(marks).isdisjoint(unwanted[1].split(" or "))


def read_in_turns(files: Sequence[Path], root: Path, worker: int, workers: int) -> None:
    """Import the files of tests, each worker from another one on: what one has compiled, the others only load.

    All of them need all files, and to compile these takes longer than to run many of them. What cannot be imported is
    told by the collection.
    """
    first = len(files) * worker // workers
    for file in [*files[first:], *files[:first]]:
        with suppress(Exception):
            importlib.import_module(".".join(file.relative_to(root).with_suffix("").parts))


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _seconds(item: pytest.Item) -> float:
    return max((SECONDS.get(mark.name, SHORT) for mark in item.iter_markers()), default=SHORT)
