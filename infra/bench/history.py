"""How long a report of a year takes the desk, with a history behind it: ``python -m infra.bench.history``.

``HISTORY`` says of how many conversations (10,000; the goal is for 100,000, which take ten minutes to load and change
little: months that are over are one sum each). Loading is not measured; ``HISTORY_AT`` names a file in which they stay,
so that they need not be loaded again. The page of a year is what the console asks for when it opens one: figures, those
of the year before, and what they mean, as they are sent.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from infra.bench.goals import YEAR

NUMBER, AGENTS, TIMES, CHIEF = 10_000, 24, 5, "boss"


def report() -> None:
    """Load a history, ask for its figures, and print."""
    os.environ["DESKBELL_STAGE"] = "bench"  # before anything that has tables is imported
    with tempfile.TemporaryDirectory() as folder:
        file = Path(os.environ.get("HISTORY_AT") or Path(folder) / "desk.db")
        _measure(file, int(os.environ.get("HISTORY", NUMBER)))


def _measure(file: Path, number: int) -> None:
    from datetime import timedelta

    import msgspec

    from chalicelib.core import tables
    from chalicelib.everything import TABLES
    from chalicelib.reports.api import show_sums
    from chalicelib.reports.model.definitions import DEFINITIONS
    from chalicelib.reports.service import asking
    from chalicelib.reports.service.asking import Asked
    from infra.bench.around import Watchable, Weighed
    from infra.bench.stage import desk_on
    from infra.local.store import dynamodb
    from infra.local.store.engine import Store

    is_loaded, database = file.exists(), Watchable(dynamodb.client(Store(file)))
    tables.create_tables(database, TABLES)
    if not is_loaded:
        _load(database, number)
    desk = desk_on(database)
    boss = _chief(desk)
    today = desk.now().date()
    year, month = today - timedelta(days=364), today - timedelta(days=29)
    before = [year - timedelta(days=365), year - timedelta(days=1)]
    questions = {
        "the page of a year": [Asked("month", None, year, today), Asked("month", None, *before)],
        "a year by agent": [Asked("agent", None, year, today)],
        "a year by plan": [Asked("plan", None, year, today)],
        "a year by department": [Asked("department", None, year, today)],
        "a month by day": [Asked("day", None, month, today)],
        "a month by hour of the week": [Asked("clock", None, month, today)],
    }
    print(f"\n## Figures of {number:,} conversations, {AGENTS} agents\n")
    print("| asked | requests | p50 | most | goal |\n|---|---:|---:|---:|---:|")
    for name, several in questions.items():
        taken, requests = list[float](), 0
        for _ in range(TIMES):
            weighed, begun = Weighed(database.behind), time.perf_counter()
            with database.instead(weighed):
                answers = [asking.figures(desk, boss, asked) for asked in several]
            views = [show_sums(line.sums, each.targets) for each in answers for line in each.lines]
            msgspec.json.encode([views, DEFINITIONS])
            taken.append((time.perf_counter() - begun) * 1000)
            requests = len(weighed.answers)
        goal = f"{YEAR.most:g} ms" if "year" in name else "-"
        print(f"| {name} | {requests} | {statistics.median(taken):.0f} ms | {max(taken):.0f} ms | {goal} |")


def _load(database: Any, number: int) -> None:
    """A desk with agents and somebody who sees everything, and its history."""
    from chalicelib.people import service as people
    from chalicelib.people.model.forms import CreateAgent
    from chalicelib.people.model.rights import SUPERVISOR
    from infra.bench.stage import Stage
    from infra.demo.history import load

    stage = Stage(database)
    stage.crew(AGENTS - 5, 5)
    form = CreateAgent(
        email="boss@example.com", name="Boss", number=CHIEF, password="correct horse", role=SUPERVISOR, capacity=5
    )
    people.create_agent(stage.desk, form)
    load(stage.desk, number)


def _chief(desk: Any) -> Any:
    from chalicelib.people import service as people

    return next(each for each in people.directory(desk).agents.values() if each.number == CHIEF)


if __name__ == "__main__":
    report()
