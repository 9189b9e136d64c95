"""Visitors who begin at the same moment come to a desk on the embedded store: ``python -m infra.bench.arrivals``.

How long one takes depends on this machine, which plays everybody at once; requests and lost claims do not.
"""

from __future__ import annotations

import os
import statistics
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from infra.bench.stage import Stage

THREADS = 32
ALONE = ((1, 10), (1, 1_000))  # arrivals, agents
AT_ONCE = ((64, 10), (64, 1_000), (500, 100), (500, 1_000))


@dataclass
class Arrivals:
    """What the starts of a crowd took: requests, lost claims and seconds of each; ``totals``: of each agent."""

    requests: list[int] = field(default_factory=list)
    lost: int = 0
    seconds: list[float] = field(default_factory=list)
    waiting: int = 0
    totals: list[int] = field(default_factory=list)


def come(stage: Stage, number: int, agents: int, *, capacity: int = 60) -> Arrivals:
    """So many visitors begin at once at a plan of so many agents, all of whom are there."""
    from chalicelib.core.database import TransactionCancelled
    from infra.bench.around import Watched

    plan, crew = stage.crew(agents, capacity)
    tokens, took, own = [stage.visit(plan) for _ in range(number)], Arrivals(), threading.local()

    class Counting(Watched):
        """Counts requests by thread, and claims that were lost."""

        def call(self, operation: str, arguments: Mapping[str, Any]) -> Any:
            own.requests = getattr(own, "requests", 0) + 1
            try:
                return self.behind.call(operation, arguments)
            except TransactionCancelled:
                own.lost = getattr(own, "lost", 0) + 1
                raise

    def start(token: str) -> None:
        own.requests = own.lost = 0
        began = time.monotonic()
        begun = stage.start(plan, token)
        took.seconds.append(time.monotonic() - began)
        took.requests.append(own.requests)
        took.lost += own.lost
        took.waiting += begun.page.state == "waiting"

    with stage.database.instead(Counting(stage.database.behind)), ThreadPoolExecutor(min(THREADS, number)) as pool:
        list(pool.map(start, tokens))
    took.totals = stage.totals(crew)
    return took


def measured(wanted: Sequence[tuple[int, int]]) -> list[list[str]]:
    """A row of the table for each of these: arrivals and agents."""
    from chalicelib.core import tables
    from chalicelib.everything import TABLES
    from infra.bench.stage import Stage
    from infra.local.store import dynamodb
    from infra.local.store.engine import Store

    rows = []
    for number, agents in wanted:
        database = dynamodb.client(Store())
        tables.create_tables(database, TABLES)
        took = come(Stage(database), number, agents)
        rows.append(
            [
                f"{number}",
                f"{agents:,}",
                f"{statistics.mean(took.requests):.1f}",
                f"{max(took.requests)}",
                f"{took.lost / number:.2f}",
                f"{statistics.median(took.seconds) * 1000:.0f}",
                f"{max(took.seconds) * 1000:.0f}",
                f"{max(took.totals) - min(took.totals)}",
                f"{took.waiting}",
            ]
        )
    return rows


def main() -> int:
    """Have them come, and print."""
    os.environ.setdefault("DESKBELL_STAGE", "bench")
    os.environ.setdefault("DESKBELL_PUBLIC_URL", "http://127.0.0.1:8000")
    from infra.bench import report

    report.arrivals(measured((*ALONE, *AT_ONCE)), THREADS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
