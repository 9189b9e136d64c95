"""How long a report of a year takes the desk, with a history behind it: ``python -m infra.bench.history``.

``HISTORY`` says of how many conversations (10,000; the goal is for 100,000, which take a quarter of an hour to load
and change little: months that are over are one sum each). Loading is not measured.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

from infra.bench.goals import YEAR

NUMBER, AGENTS, TIMES = 10_000, 24, 5


def report() -> None:
    """Load a history, ask for its figures, and print."""
    os.environ["DESKBELL_STAGE"] = "bench"  # before anything that has tables is imported
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder) / "desk.db", int(os.environ.get("HISTORY", NUMBER)))


def _measure(file: Path, number: int) -> None:
    from datetime import timedelta

    from chalicelib.core import tables
    from chalicelib.everything import TABLES
    from chalicelib.people import service as people
    from chalicelib.people.model.forms import CreateAgent
    from chalicelib.people.model.rights import SUPERVISOR
    from chalicelib.reports.api import show_sums
    from chalicelib.reports.service import asking
    from chalicelib.reports.service.asking import Asked
    from infra.bench.around import Weighed
    from infra.bench.stage import Stage
    from infra.demo.history import load
    from infra.local.store import dynamodb
    from infra.local.store.engine import Store

    database = dynamodb.client(Store(file))
    tables.create_tables(database, TABLES)
    stage = Stage(database)
    stage.crew(AGENTS - 5, 5)
    boss = people.create_agent(
        stage.desk,
        CreateAgent(
            email="boss@example.com", name="Boss", number="boss", password="correct horse", role=SUPERVISOR, capacity=5
        ),
    )
    load(stage.desk, number)
    today = stage.desk.now().date()
    year, month = today - timedelta(days=364), today - timedelta(days=29)
    questions = {
        "a year by agent": Asked("agent", None, year, today),
        "a year by month": Asked("month", None, year, today),
        "a year by plan": Asked("plan", None, year, today),
        "a month by day": Asked("day", None, month, today),
        "a month by hour of the week": Asked("clock", None, month, today),
    }
    print(f"\n## Figures of {number:,} conversations, {AGENTS} agents\n")
    print("| asked | requests | p50 | most | goal |\n|---|---:|---:|---:|---:|")
    for name, asked in questions.items():
        taken, requests = list[float](), 0
        for _ in range(TIMES):
            weighed, begun = Weighed(stage.database.behind), time.perf_counter()
            with stage.database.instead(weighed):
                answer = asking.figures(stage.desk, boss, asked)
            for line in answer.lines:
                show_sums(line.sums, answer.targets)
            taken.append((time.perf_counter() - begun) * 1000)
            requests = len(weighed.answers)
        goal = f"{YEAR.most:g} ms" if name == "a year by agent" else "-"
        print(f"| {name} | {requests} | {statistics.median(taken):.0f} ms | {max(taken):.0f} ms | {goal} |")


if __name__ == "__main__":
    report()
