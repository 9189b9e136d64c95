"""The store fails by chance, is gone for a minute amid the traffic, and is back: nothing is lost, nothing doubled."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.core import work
from chalicelib.core.database import Answer, Database, Throttled, Unavailable
from chalicelib.core.failing import TROUBLE
from chalicelib.notifications import service as notifications
from chalicelib.plans import service as plans
from chalicelib.routing import service as routing
from tests.in_process import Answered, Asking
from tests.worlds import World, in_use

MEI = {"name": "Mei", "email": "mei@shop.example.com", "language": "en"}
ROUNDS, OUTAGE = 12, timedelta(minutes=1)


@dataclass
class Weather:
    """A store that fails by chance: in ``rain`` one call of eight, half of these after it was done; gone ``until``."""

    behind: Database
    now: Any
    chance: random.Random
    rain: bool = True
    until: datetime | None = None
    failed: int = 0

    def call(self, operation: str, arguments: Mapping[str, Any]) -> Answer:
        """The answer, or trouble."""
        if self.until is not None and self.now() < self.until:
            self._fail(Unavailable("ConnectionRefusedError", "nobody there", operation))
        if not self.rain or self.chance.random() > 1 / 8:
            return self.behind.call(operation, arguments)
        if self.chance.random() < 1 / 2:
            self._fail(Throttled("ThrottlingException", "too much at once", operation))
        self.behind.call(operation, arguments)
        return self._fail(Unavailable("TimeoutError", "it was done", operation))

    def _fail(self, error: Exception) -> Answer:
        self.failed += 1
        raise error


@dataclass
class Client:
    """Somebody who asks for one thing after another, and for each again until it is answered."""

    asking: Asking
    steps: Iterator[tuple[str, str, str, Any]]
    due: tuple[str, str, str, Any] | None = None
    answers: list[Answered] = field(default_factory=list)
    done: bool = False

    def go_on(self) -> bool:
        """Asks once; whether there is anything left to ask."""
        self.due = self.due or next(self.steps, None)
        if self.due is None:
            self.done = True
            return False
        answer = self.asking.ask(*self.due[:3], self.due[3])
        if answer.status == 503:
            assert int(answer.headers["retry-after"]) > 0
            return True
        if answer.said and answer.said.get("code") in {"not_taken", "not_yours"}:
            return True  # nobody heard of the agent for a minute: it comes back to them once they are heard of
        assert answer.status in (200, 201), answer
        self.answers.append(answer)
        self.due = None
        return True


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_lost_or_doubled_while_the_store_fails_is_gone_and_comes_back(world: World, seed: int) -> None:
    (agent,), asking = world.found(agents=1), Asking()
    plans.update_plan(world.desk, "demo", {"offline": {"recipients": [MEI]}}, None)
    notifications.update_settings(world.desk, {"sender_email": "desk@shop.example.com"}, None)
    stranger = asking.visit()
    token = asking.come_online(agent)
    writers = [asking.visit() for _ in range(4)]
    begun = [asking.begin(writer, text="message 0", client_id="0") for writer in writers]
    database = in_use()
    weather = Weather(database.behind, world.clock, random.Random(seed))
    clients = [Client(asking, writing(writer, each)) for writer, each in zip(writers, begun, strict=True)]
    clients += [Client(asking, answering(token, each)) for each in begun]
    clients += [Client(asking, beating(token, clients[:])), Client(asking, leaving(stranger))]

    with database.instead(weather):
        for second in range(1000):
            weather.until = world.clock.at + OUTAGE if second == 5 else weather.until
            left = [client.go_on() for client in clients]
            world.clock.forward(seconds=2)
            tick(world)
            if not any(left):
                break
    world.clock.forward(minutes=5)
    tick(world)

    assert weather.failed > 50
    for each in begun:
        entries = conversations.entries_after(world.desk, each, 0, 200).entries
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        spoken = [entry for entry in entries if entry.kind == "message" and entry.author.kind != "system"]
        for kind, words in (("visitor", "message"), ("agent", "answer")):
            said = [entry.text for entry in spoken if entry.author.kind == kind]
            assert said == [f"{words} {number}" for number in range(0 if kind == "visitor" else 1, ROUNDS)]
    messages = asking.ask("GET", "/v1/widget/demo/offline-messages", stranger).said["items"]
    assert sorted(each["text"] for each in messages) == [f"left {number}" for number in range(ROUNDS // 2)]
    assert routing.recount(world.desk) == []
    for _ in range(24):  # a letter of which nobody knows whether it went is tried again later
        world.clock.forward(hours=1)
        tick(world)
    sent = world.desk.senders["email"].sent
    told = [n for letter in sent if letter.to == MEI["email"] for n in range(ROUNDS // 2) if f"left {n}" in letter.text]
    assert set(told) == set(range(ROUNDS // 2))  # twice only what nobody can know, as tests of the ledger say


def tick(world: World) -> None:
    """What is due is done, as far as the store lets it."""
    try:
        while work.run_due(world.desk, limit=100):
            pass
    except TROUBLE:
        pass


def writing(token: str, conversation_id: str) -> Iterator[tuple[str, str, str, Any]]:
    path = f"/v1/widget/demo/conversations/{conversation_id}"
    for number in range(1, ROUNDS):
        yield "POST", f"{path}/messages", token, {"text": f"message {number}", "client_id": str(number)}
        yield "GET", f"{path}/entries?after=0", token, None


def answering(token: str, conversation_id: str) -> Iterator[tuple[str, str, str, Any]]:
    for number in range(1, ROUNDS):
        path = f"/v1/desk/conversations/{conversation_id}/messages"
        yield "POST", path, token, {"text": f"answer {number}", "client_id": str(number)}


def beating(token: str, others: Sequence[Client]) -> Iterator[tuple[str, str, str, Any]]:
    while not all(each.done for each in others):
        yield "POST", "/v1/desk/heartbeat", token, {}


def leaving(token: str) -> Iterator[tuple[str, str, str, Any]]:
    for number in range(ROUNDS // 2):
        said = {"name": "Wang", "text": f"left {number}", "email": "wang@example.com", "client_id": str(number)}
        yield "POST", "/v1/widget/demo/offline-messages", token, said
