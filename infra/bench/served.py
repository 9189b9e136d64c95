"""The desk as ``make run`` serves it, in a process of its own: how quickly it starts, answers and asks the disk.

``python -m infra.bench.served`` alone takes half a minute; ``make bench`` ends with it.
"""

from __future__ import annotations

import http.client
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.bench.goals import POLL_RATIO
from infra.local.folder import FILE
from infra.local.ministack import free_port
from infra.local.store import dynamodb
from infra.local.store.engine import Store

ROOT = Path(__file__).resolve().parent.parent.parent
UP_WITHIN = 60.0
CROWDS = (1, 8, 32)
SECONDS = 5.0
LENGTHS = (10, 1_000, 10_000)
POLLS = 200
IDLE = 5.0


@dataclass(frozen=True)
class Served:
    """A desk that runs: its process and its port; ``started_in``: seconds from the command to the first answer."""

    pid: int
    port: int
    started_in: float

    def cpu(self) -> float:
        """Seconds of CPU time it has used so far (as Linux tells it)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """The memory it holds."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


@contextmanager
def serving(state: Path) -> Iterator[Served]:
    """A desk on this folder, until it is stopped."""
    port, began = free_port(), time.monotonic()
    environment = {**os.environ, "PORT": str(port), "STATE": str(state)}
    process = subprocess.Popen(
        [sys.executable, "-m", "infra.local"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        while not _answers(port):
            if process.poll() is not None or time.monotonic() - began > UP_WITHIN:
                raise RuntimeError("the desk did not start")
            time.sleep(0.01)
        yield Served(process.pid, port, time.monotonic() - began)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _answers(port: int) -> bool:
    try:
        return Line(port).ask("GET", "/v1/widget/demo/config")[0] == 200
    except OSError:
        return False


class Line:
    """A kept-open connection of somebody with a widget."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Content-Type": "application/json"}
        self._said = 0
        self._path = "/v1/widget/demo/conversations"

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Status and JSON."""
        self._connection.request(method, path, None if body is None else json.dumps(body), self._headers)
        answer = self._connection.getresponse()
        return answer.status, json.loads(answer.read())

    def begin(self) -> None:
        """Arrive, and say the first word."""
        _, visitor = self.ask("POST", "/v1/widget/demo/visitors", {"locale": "en"})
        self._headers["Authorization"] = f"Bearer {visitor['token']}"
        _, begun = self.ask("POST", self._path, {"text": "hello", "client_id": "first"})
        self.conversation_id = str(begun["conversation_id"])
        self._path += f"/{self.conversation_id}"

    def post(self) -> None:
        """One more message; raises where it is not acknowledged."""
        self._said += 1
        body = {"text": f"message {self._said} 茶", "client_id": f"c{self._said}"}
        status, answer = self.ask("POST", f"{self._path}/messages", body)
        if status != 201:
            raise RuntimeError(f"{status} {answer}")

    def poll(self, after: int) -> float:
        """Ask for news where there is none; milliseconds."""
        began = time.perf_counter()
        status, _ = self.ask("GET", f"{self._path}/entries?after={after}")
        if status != 200:
            raise RuntimeError(f"{status}")
        return (time.perf_counter() - began) * 1000


@dataclass(frozen=True)
class Rate:
    """Messages acknowledged a second by so many visitors who each write one after the other, and the median wait."""

    visitors: int
    a_second: float
    milliseconds: float
    cpu_milliseconds: float


def rate(served: Served, visitors: int, seconds: float = SECONDS) -> Rate:
    """Let so many write."""
    lines = [Line(served.port) for _ in range(visitors)]
    for line in lines:
        line.begin()
    used, until = served.cpu(), time.monotonic() + seconds

    def write(line: Line) -> list[float]:
        taken = []
        while (began := time.monotonic()) < until:
            line.post()
            taken.append((time.monotonic() - began) * 1000)
        return taken

    with ThreadPoolExecutor(visitors) as pool:
        waits = [each for taken in pool.map(write, lines) for each in taken]
    used = served.cpu() - used
    return Rate(visitors, len(waits) / seconds, statistics.median(waits), used / len(waits) * 1000)


def polls(served: Served, state: Path, lengths: Sequence[int] = LENGTHS) -> dict[int, float]:
    """The median milliseconds of a question for news, in a conversation of each length, asked in turn.

    They grow by another process that writes to the same file, as commands do.
    """
    from chalicelib.core.desk import Desk, Settings
    from infra.bench import crowd

    lines = {length: Line(served.port) for length in lengths}
    for line in lines.values():
        line.begin()
    store = Store(state / FILE)
    desk = Desk(Settings(), dynamodb.client(store))
    for length, line in lines.items():
        crowd.talk_on(desk, line.conversation_id, length)
    store.close()
    taken = [{length: line.poll(length) for length, line in lines.items()} for _ in range(POLLS)]
    return {length: statistics.median(each[length] for each in taken) for length in lengths}


def idle(served: Served, seconds: float = IDLE) -> float:
    """CPU milliseconds a second while nobody asks anything."""
    used = served.cpu()
    time.sleep(seconds)
    return (served.cpu() - used) / seconds * 1000


def report() -> None:
    """Measure a fresh desk, and print."""
    os.environ["DESKBELL_STAGE"] = "local"  # before anything that has tables is imported
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state"
        with serving(state) as first:
            founded = first.started_in
        with serving(state) as served:
            print(f"\n## The desk as it is served\n\nfirst start {founded:.1f} s, again {served.started_in:.1f} s")
            print(f"idle {idle(served):.1f} ms of CPU a second, {served.megabytes():.0f} MB")
            print("\n| visitors | posts a second | p50 | CPU a post |\n|---:|---:|---:|---:|")
            for visitors in CROWDS:
                each = rate(served, visitors)
                print(
                    f"| {each.visitors} | {each.a_second:.0f} | {each.milliseconds:.1f} ms "
                    f"| {each.cpu_milliseconds:.2f} ms |"
                )
            print("\n| messages | p50 of a poll |\n|---:|---:|")
            medians = polls(served, state)
            for length, median in medians.items():
                print(f"| {length:,} | {median:.2f} ms |")
            longest = medians[max(medians)] / medians[min(medians)]
            print(f"\nthe longest to the shortest: {longest:.2f}; goal: at most {POLL_RATIO:g}")
            print(f"\n{served.megabytes():.0f} MB afterwards")


if __name__ == "__main__":
    report()
