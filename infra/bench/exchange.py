"""An import of 100,000 customers beside what a desk does all day: how long visitors wait without it and with it.

``python -m infra.bench.exchange [ROWS]`` takes them all in, some twenty minutes for 100,000; ``make bench`` measures
ten thousand. The file is gone through in this process, as a command does it; the import itself is due work of the desk
as ``make run`` serves it. Waiting is measured in turns: while it runs, while it is paused, while it runs again, so that
whatever else the machine does is the same for both.
"""

from __future__ import annotations

import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infra.bench.served import Line, Served, serving
from infra.local.folder import FILE, FILES

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk
    from chalicelib.exchange.model.runs import Run

ROWS = 100_000
SOME = 10_000
VISITORS, SECONDS, THINKS = 4, 8.0, 0.05
TURNS, LOOKS = 3, 2.0  # seconds between two looks at how far it is
GOAL = 2.0  # times what the slowest twentieth waits without an import
_BLOCK = 1024

Waits = Mapping[str, list[float]]


def file_of(rows: int, name: str = "C") -> bytes:
    """So many customers, with what a shop knows of them."""
    lines = ["客户编号,姓名,手机号,邮箱,客户等级,标签,注册时间"]
    for number in range(rows):
        level = "VIP" if number % 20 == 0 else "普通"
        lines.append(
            f"{name}{number:06},客户{number},139{number:08},c{number}@example.com,{level},老客户;华东,2025-03-01 10:00"
        )
    return "\r\n".join(lines).encode()


def hot(served: Served, seconds: float = SECONDS) -> Waits:
    """Milliseconds that visitors wait who write and look, one thing after the other, with a moment between."""
    lines = [Line(served.port) for _ in range(VISITORS)]
    for line in lines:
        line.begin()
    until = time.monotonic() + seconds

    def talk(line: Line) -> tuple[list[float], list[float]]:
        posts, polls = list[float](), list[float]()
        while time.monotonic() < until:
            began = time.perf_counter()
            line.post()
            posts.append((time.perf_counter() - began) * 1000)
            polls.append(line.poll(10**6))
            time.sleep(THINKS)
        return posts, polls

    with ThreadPoolExecutor(VISITORS) as pool:
        taken = list(pool.map(talk, lines))
    return {
        "a message": [each for posts, _ in taken for each in posts],
        "a look": [e for _, polls in taken for e in polls],
    }


class Units:
    """Write units of what is asked of a database, by the sizes of items; twice as many in a transaction."""

    def __init__(self) -> None:
        self.units = 0

    def note(self, operation: str, arguments: Mapping[str, Any]) -> None:
        """Count one request."""
        if operation == "TransactWriteItems":
            for write in arguments["TransactItems"]:
                self.units += 2 * sum(_blocks(each.get("Item", {})) for each in write.values())
        elif operation == "BatchWriteItem":
            for writes in arguments["RequestItems"].values():
                self.units += sum(_blocks(each.get("PutRequest", {}).get("Item", {})) for each in writes)
        elif operation in ("PutItem", "UpdateItem", "DeleteItem"):
            self.units += _blocks(arguments.get("Item", {}))


def _blocks(item: Mapping[str, Any]) -> int:
    return max(1, math.ceil(len(repr(item).encode()) / _BLOCK))


def _begin(desk: Desk, rows: int, name: str = "C") -> tuple[Run, float]:
    """The import, gone through; and how many seconds that took."""
    from chalicelib.core.audit import By
    from chalicelib.exchange.model.runs import CHECKING, Choices
    from chalicelib.exchange.service import asking, ground, running
    from chalicelib.exchange.store import runs as store

    by = By(ground.OPERATOR, "bench")
    chosen = Choices(plan_key="demo")
    run = asking.begin_with(desk, ground.operator(desk, by), by, "customers", "c.csv", chosen, file_of(rows, name))
    began = time.monotonic()
    run = asking.do(desk, by, run, "check")
    while run.state == CHECKING:
        running.step(desk, run, last=False)
        run = store.run(desk, run.run_id) or run
    return run, time.monotonic() - began


def _rows_cost(desk: Desk, rows: int = 480) -> tuple[float, float]:
    """Requests and write units of a row that is new, made findable and all."""
    from msgspec.structs import replace

    from chalicelib.exchange.model.runs import RUNNING
    from chalicelib.exchange.service import asking, ground, running
    from chalicelib.exchange.store import runs as store
    from infra.bench.around import Watchable

    database, units, requests = Watchable(desk.database), Units(), list[str]()
    desk = replace(desk, database=database)
    run, _ = _begin(desk, rows, "D")

    def note(operation: str, arguments: Mapping[str, Any]) -> None:
        requests.append(operation)
        units.note(operation, arguments)

    run = asking.do(desk, ground.hand_of(run), run, "start")
    with database.watching(before=note):
        while run.state == RUNNING:
            running.step(desk, run, last=False)
            run = store.run(desk, run.run_id) or run
    return len(requests) / rows, units.units / rows


def report(rows: int = SOME) -> None:
    """Measure a fresh desk, and print."""
    os.environ["DESKBELL_STAGE"] = "local"  # before anything that has tables is imported
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state"
        with serving(state):
            pass  # it is founded
        desk = _desk(state)
        requests, units = _rows_cost(desk)
        print(f"\n## An import of {rows:,} customers\n\na new row: {requests:.1f} requests, {units:.1f} write units")
        run, seconds = _begin(desk, rows)
        print(f"gone through in {seconds:.0f} s: {run.checked.created:,} would be new", flush=True)
        with serving(state) as served:
            without, beside = _in_turns(desk, run, served)
            print("\n| | p50 without | p95 | p50 with | p95 | p95 to p95 |\n|---|---:|---:|---:|---:|---:|")
            for line in _compared(without, beside):
                print(line, flush=True)
            _to_its_end(desk, run, served)
        loads = ", ".join(f"{each:.1f}" for each in os.getloadavg())
        print(f"\ngoal: at most {GOAL:g} times; load of the machine {loads}")


def _in_turns(desk: Desk, run: Run, served: Served) -> tuple[Waits, Waits]:
    """What visitors wait while it is paused, and while it runs; some rounds of each, put together."""
    hot(served, 3.0)
    _act(desk, run, "start")
    rounds = []
    for number in range(TURNS):
        if number:
            _act(desk, run, "resume")
        beside = hot(served)
        _act(desk, run, "pause")
        time.sleep(LOOKS)  # whatever part is under way ends
        rounds.append((hot(served), beside))
    _act(desk, run, "resume")
    both = (
        {name: [e for each in waits for e in each[name]] for name in waits[0]} for waits in zip(*rounds, strict=True)
    )
    without, beside = both
    return without, beside


def _to_its_end(desk: Desk, run: Run, served: Served) -> None:
    began, before, used = time.monotonic(), _now(desk, run).counts.rows, served.cpu()
    while (now := _now(desk, run)).state == "running":
        time.sleep(LOOKS)
    seconds = time.monotonic() - began
    pace = (now.counts.rows - before) / max(seconds, 0.1)
    print(
        f"\n{now.state}: {now.counts.created:,} new, {now.counts.refused} refused; at the last {pace:.0f} rows a second"
    )
    spent = (served.cpu() - used) / max(now.counts.rows - before, 1) * 1000
    print(
        f"all of them at this pace: {run.rows or 0:,} rows in {(run.rows or 0) / max(pace, 0.1) / 60:.1f} minutes, ",
        end="",
    )
    print(f"{spent:.1f} ms of CPU each")


def _compared(before: Waits, during: Waits) -> Iterator[str]:
    for name in before:
        first, second = (statistics.quantiles(each[name], n=20) for each in (before, during))
        figures = " | ".join(f"{each:.1f} ms" for each in (first[9], first[18], second[9], second[18]))
        yield f"| {name} | {figures} | {second[18] / first[18]:.2f} |"


def _act(desk: Desk, run: Run, act: str) -> None:
    from chalicelib.exchange.service import asking, ground

    now = _now(desk, run)
    if now.state not in ("done", "failed"):
        asking.do(desk, ground.hand_of(run), now, act)


def _now(desk: Desk, run: Run) -> Run:
    from chalicelib.exchange.store import runs as store

    return store.run(desk, run.run_id) or run


def _desk(state: Path) -> Desk:
    from chalicelib import directory
    from chalicelib.core.desk import Desk, Settings, clock
    from infra.local import filing
    from infra.local.store import dynamodb
    from infra.local.store.engine import Store

    files = filing.Folder(state / FILES, "", "", clock)
    known = directory.known().subscriptions
    return Desk(
        Settings(),
        dynamodb.client(Store(state / FILE)),
        subscriptions=known,
        handlers=directory.handlers(),
        answerers=directory.answerers(),
        files=files,
    )


if __name__ == "__main__":
    report(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
