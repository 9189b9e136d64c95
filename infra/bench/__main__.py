"""Measure, and print."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from infra.local import ministack as stores

if TYPE_CHECKING:
    from chalicelib.core.database import Database
    from infra.bench.stage import Stage

TIMES = 40
IMPORT_RUNS = 9
ENTRIES, CONVERSATIONS = 10_000, 1_000
STORM, VISITORS = 60, 64
WAYS_TIMES, COLD_RUNS = 100, 5
ONLY_WAYS = "ways"
APART = ("judging", "arrivals", "partitions", "served", "exchange", "history")


def main(arguments: Sequence[str]) -> int:
    """Run everything, or what is named, on a store of its own, which keeps nothing."""
    started = time.monotonic()
    store = stores.start()
    _apart(store.pid)
    try:
        os.environ.update(stores.environment_for(store))
        os.environ["DESKBELL_STAGE"] = "bench"
        os.environ["DESKBELL_TOKEN_KEYS"] = "k1:a secret of at least thirty-two characters"
        os.environ["DESKBELL_PUBLIC_URL"] = "http://127.0.0.1:8000"
        (_measure_ways if ONLY_WAYS in arguments else _measure)(store.endpoint)
    finally:
        store.stop()
        _anywhere()
    for measure in APART:
        subprocess.run([sys.executable, "-m", f"infra.bench.{measure}"], check=True)  # in processes of their own
    print(f"\n{time.monotonic() - started:.0f} s")
    return 0


def _apart(store: int) -> None:
    """The store, a process, takes the last processor and what is measured the first: else each empties the other's
    caches, which no function in the cloud has done to it."""
    processors = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
    if len(processors) > 1:
        os.sched_setaffinity(store, processors[-1:])
        os.sched_setaffinity(0, processors[:1])


def _anywhere() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))


def _measure_ways(endpoint: str) -> None:
    from infra.bench import imports, report
    from infra.bench.stage import Stage

    _weigh_ways(Stage(_prepared()))
    report.imports(imports.medians(IMPORT_RUNS), IMPORT_RUNS)


def _prepared() -> Database:
    # imported only now: the environment above decides which tables they mean
    from chalicelib.core import dynamo, tables
    from chalicelib.everything import TABLES

    database = dynamo.of_environment()
    tables.create_tables(database, TABLES)
    return database


def _weigh_ways(stage: Stage) -> None:
    from infra.bench import report, ways

    cold = ways.cold(stage, COLD_RUNS)
    report.ways(ways.weigh(stage, WAYS_TIMES), cold, WAYS_TIMES, COLD_RUNS)


def _measure(endpoint: str) -> None:
    from infra.bench import crowd, imports, report
    from infra.bench.meter import Scales, count
    from infra.bench.stage import Stage

    stage = Stage(_prepared())
    _weigh_ways(stage)
    operations = stage.operations()
    small = {operation.name: count(stage.database, operation) for operation in operations}
    report.costs(small)

    scales = Scales(stage.database, endpoint)
    report.weights({operation.name: scales.weigh(operation, TIMES) for operation in operations}, TIMES)

    crowd.talk_on(stage.desk, stage.talk.conversation_id, ENTRIES)
    long = {operation.name: count(stage.database, operation) for operation in operations}
    crowd.answer_elsewhere(stage.desk, CONVERSATIONS)
    many = {operation.name: count(stage.database, operation) for operation in operations}
    report.growth({"small": small, f"{ENTRIES:,} entries": long, f"{CONVERSATIONS:,} open": many})

    storm = stage.storm()
    storm.rage(STORM, VISITORS)
    report.storm(storm, STORM, VISITORS)

    report.imports(imports.medians(IMPORT_RUNS), IMPORT_RUNS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
