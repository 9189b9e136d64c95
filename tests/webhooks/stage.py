"""A desk with an administrator, an agent online, and another program that hears."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from chalicelib.core import backlog
from chalicelib.core import desk as desks
from chalicelib.core.outbound import Bounds, NoAnswer, Reply
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.webhooks.model.signing import ID, verified
from tests.in_process import Asking
from tests.worlds import World

URL = "https://hooks.example.com/desk"
Says = Callable[[], Reply]


def says(status: int, body: bytes = b"", retry_after: str | None = None) -> Says:
    """A receiver's answer."""
    return lambda: Reply(status, body, retry_after)


def fails(why: str = "unreachable") -> Says:
    """A receiver that does not answer."""

    def fail() -> Reply:
        raise NoAnswer(why, "nobody there")

    return fail


@dataclass
class Sent:
    """One request as it came."""

    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def id(self) -> str:
        return self.headers[ID]


@dataclass
class Receiver:
    """Stands where the internet is: what came, and what it says next (the last one goes on)."""

    answers: list[Says] = field(default_factory=lambda: [says(204)])
    came: list[Sent] = field(default_factory=list)

    def tell(self, url: str, headers: Mapping[str, str], body: bytes, bounds: Bounds) -> Reply:
        assert bounds.seconds <= 10
        self.came.append(Sent(url, dict(headers), body))
        return (self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])()

    @property
    def names(self) -> list[str]:
        return [each.said["type"] for each in self.came]


@dataclass(repr=False)
class Stage(Asking):
    """Asked over HTTP; what is sent outside comes to the ``receiver``."""

    world: World
    receiver: Receiver = field(default_factory=Receiver)

    def __post_init__(self) -> None:
        super().__init__()
        (self.member,) = self.world.found(agents=1, capacity=50)
        self.chief = self.world.agent(role=ADMINISTRATOR)
        self.world.desk = replace(self.world.desk, senders={**self.world.desk.senders, "outbound": self.receiver})
        desks.use(self.world.desk)
        self.agent = self.come_online(self.member)
        self.boss = self.sign_in(self.chief)
        self.settle()

    def webhook(self, *events: str, **more: Any) -> dict[str, Any]:
        """An endpoint for these events (all of them), with its secret."""
        body = {"url": URL, "description": "Shop", "events": list(events) or ["*"], **more}
        answer = self.ask("POST", "/v1/admin/webhooks", self.boss, body)
        assert answer.status == 201, answer
        made: dict[str, Any] = answer.said
        return made

    def settle(self, **how_far: float) -> None:
        """Everything that is due soon, or within this time, is done."""
        self.world.clock.forward(**(how_far or {"seconds": 10}))
        while backlog.tick(self.world.desk):
            pass

    def pass_time(self, hours: float, *, step: float = 0.25) -> None:
        """So many hours go by, a quarter at a time; nobody is signed in any more."""
        for _ in range(round(hours / step)):
            self.settle(hours=step)
        self.boss = self.sign_in(self.chief)

    def talk(self, text: str = "Hello?") -> tuple[str, str]:
        """A conversation with one message: its visitor's token and its id."""
        visitor = self.visit()
        return visitor, self.begin(visitor, text=text)

    def deliveries(self, webhook: Mapping[str, Any], day: str = "") -> list[dict[str, Any]]:
        """What the log shows, the newest first."""
        path = f"/v1/admin/webhooks/{webhook['endpoint_id']}/deliveries?day={day}"
        answer = self.ask("GET", path, self.boss)
        assert answer.status == 200, answer
        items: list[dict[str, Any]] = answer.said["items"]
        return items

    def read(self, webhook: Mapping[str, Any]) -> dict[str, Any]:
        answer = self.ask("GET", f"/v1/admin/webhooks/{webhook['endpoint_id']}", self.boss)
        found: dict[str, Any] = answer.said
        return found

    def is_signed(self, sent: Sent, webhook: Mapping[str, Any], number: int = 0) -> bool:
        """Whether a receiver with this secret believes it."""
        secret = webhook["secrets"][number]["secret"]
        return verified(secret, sent.headers, sent.body, self.world.desk.now())
