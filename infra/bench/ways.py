"""A request from the gateway's event to the answer by each way to DynamoDB: processor time, and a cold start."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from chalicelib.core import desk as desks
from chalicelib.core import dynamo, log
from chalicelib.core.aws import BOTOCORE, LEAN, TRANSPORT
from infra.bench.imports import ROOT
from infra.bench.stage import TEXT, Stage
from infra.deploy import package
from infra.local.gateway import Gateway

WAYS = (BOTOCORE, LEAN)
TURN, UNCOUNTED = 20, 3
# in a process of its own: what the first request after the imports takes, what the next one does, and the memory
_COLD = """
import json, resource, sys, time
import app
from infra.local.gateway import Gateway
gateway, times = Gateway(app.app), []
for _ in range(2):
    began = time.process_time()
    reply = gateway.ask("GET", sys.argv[1], {"Authorization": "Bearer " + sys.argv[2]})
    times.append((time.process_time() - began) * 1000)
    assert reply.status == 200, reply
sys.stderr.write(json.dumps([*times, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


@dataclass(frozen=True)
class Cold:
    """A fresh process: processor milliseconds of its first request and of the next, megabytes at its largest."""

    first: float
    second: float
    memory: float


Ask = Callable[[], Callable[[], int]]


class Requests:
    """What pages ask all day, through the whole handler; the answers are looked at once, before anything is timed.

    Each is made first, as a browser makes it, and then asked: only that is the handler's.
    """

    def __init__(self, stage: Stage) -> None:
        import app

        self._gateway = Gateway(app.app)
        self._stage = stage
        talk, talker, idle = stage.talk, stage.talker, stage.idle
        last = stage.entries(talk, 0).last_seq
        root = f"/v1/widget/{talk.plan}"
        mine = f"{root}/conversations/{talk.conversation_id}"
        inbox = f"/v1/desk/inbox?cursor={stage.inbox(idle, None)}"
        desk_messages = f"/v1/desk/conversations/{talk.conversation_id}/messages"
        self.poll, self.visitor = f"{mine}/entries?after={last}", talk.token
        self.asks: dict[str, Ask] = {
            "poll": lambda: self._made("GET", self.poll, talk.token),  # first: nothing is new yet
            "post": lambda: self._made("POST", f"{mine}/messages", talk.token, self._message()),
            "reply": lambda: self._made("POST", desk_messages, talker.token, self._message()),
            "heartbeat": lambda: self._made("POST", "/v1/desk/heartbeat", idle.token, {}),
            "config": lambda: self._made("GET", f"{root}/config", talk.token),
            "inbox": lambda: self._made("GET", inbox, idle.token),
        }

    def _message(self) -> dict[str, str]:
        return {"text": TEXT, "client_id": self._stage.new_name()}

    def _made(self, method: str, path: str, token: str, body: object = None) -> Callable[[], int]:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        raw = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        return lambda: self._gateway.ask(method, path, headers, raw).status


def weigh(stage: Stage, times: int) -> dict[str, dict[str, float]]:
    """Processor milliseconds of each request by each way: medians.

    The ways are taken in turn, so many requests each: whoever goes one way only finds its own code in the caches. The
    first ones of each turn are not counted.
    """
    ways = {way: dynamo.of_environment({**os.environ, TRANSPORT: way}) for way in WAYS}
    taken: dict[str, dict[str, list[float]]] = {}
    ahead = timedelta()

    def hurried() -> datetime:
        """A clock by which nobody asks more often than they may."""
        return stage.desk.now() + ahead

    with _logging_to_nowhere():
        desks.use(replace(stage.desk, now=hurried))
        requests = Requests(stage)
        for name, made in requests.asks.items():
            taken[name] = {way: [] for way in ways}
            for way, number in _in_turns(ways, times):
                ahead += timedelta(seconds=1.1)
                ask = made()
                with stage.database.instead(ways[way]):
                    began = time.process_time()
                    status = ask()
                    lasted = time.process_time() - began
                if status not in (200, 201):
                    raise RuntimeError(f"{name} was answered by {status}, so nothing would be measured")
                if number >= UNCOUNTED:
                    taken[name][way].append(lasted * 1000)
    return {name: {way: statistics.median(each) for way, each in by.items()} for name, by in taken.items()}


def _in_turns(ways: Iterable[str], times: int) -> Iterator[tuple[str, int]]:
    """Each way and the number of its request in this turn, until each has ``times`` that count."""
    for _ in range(0, times, TURN):
        for way in ways:
            yield from ((way, number) for number in range(UNCOUNTED + TURN))


def cold(stage: Stage, runs: int) -> dict[str, Cold]:
    """The first poll of fresh processes on each way, with what it imports of what is shipped: medians."""
    requests = Requests(stage)
    found: dict[str, list[list[float]]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as shipped:
        package.lay_out(Path(shipped))
        for _ in range(runs):
            for way in WAYS:
                command = [sys.executable, "-c", _COLD, requests.poll, requests.visitor]
                environment = {**os.environ, TRANSPORT: way, "PYTHONPATH": str(ROOT)}  # the gateway is not shipped
                said = subprocess.run(command, cwd=shipped, env=environment, check=True, capture_output=True, text=True)
                found[way].append(json.loads(said.stderr))
    return {way: Cold(*map(statistics.median, zip(*rows, strict=True))) for way, rows in found.items()}


@contextmanager
def _logging_to_nowhere() -> Iterator[None]:
    """Lines are made as in the cloud, and written where they disturb no table."""
    import logging

    log.set_up()
    (handler,) = [each for each in logging.getLogger(log.SERVICE).handlers if isinstance(each, logging.StreamHandler)]
    with open(os.devnull, "w") as nowhere:
        kept = handler.setStream(nowhere)
        try:
            yield
        finally:
            handler.setStream(kept)
