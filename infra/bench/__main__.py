"""Measure, and print."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from infra import store as stores

TIMES = 40
IMPORT_RUNS = 9
ENTRIES, CONVERSATIONS = 10_000, 1_000
STORM, VISITORS = 60, 64


def main() -> int:
    """Run everything on a store of its own, which keeps nothing."""
    started = time.monotonic()
    store = stores.start()
    try:
        os.environ.update(stores.environment_for(store))
        os.environ["DESKBELL_STAGE"] = "bench"
        os.environ["DESKBELL_TOKEN_KEYS"] = "k1:a secret of at least thirty-two characters"
        _measure(store.endpoint)
    finally:
        store.stop()
    subprocess.run([sys.executable, "-m", "infra.bench.served"], check=True)  # its tables have other names
    print(f"\n{time.monotonic() - started:.0f} s")
    return 0


def _measure(endpoint: str) -> None:
    # imported only now: the environment above decides which tables they mean
    from chalicelib.core import tables
    from chalicelib.everything import TABLES
    from infra.bench import crowd, imports, report
    from infra.bench.meter import Scales, count
    from infra.bench.stage import Stage

    tables.connect(endpoint)
    tables.create_tables(TABLES)
    stage = Stage()
    operations = stage.operations()
    small = {operation.name: count(operation) for operation in operations}
    report.costs(small)

    scales = Scales(endpoint)
    report.weights({operation.name: scales.weigh(operation, TIMES) for operation in operations}, TIMES)

    crowd.talk_on(stage.talk.conversation_id, ENTRIES)
    long = {operation.name: count(operation) for operation in operations}
    crowd.answer_elsewhere(stage.desk, CONVERSATIONS)
    many = {operation.name: count(operation) for operation in operations}
    report.growth({"small": small, f"{ENTRIES:,} entries": long, f"{CONVERSATIONS:,} open": many})

    storm = stage.storm()
    storm.rage(STORM, VISITORS)
    report.storm(storm, STORM, VISITORS)

    report.imports(imports.medians(IMPORT_RUNS), IMPORT_RUNS)


if __name__ == "__main__":
    sys.exit(main())
