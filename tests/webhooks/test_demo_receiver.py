"""The worked example of a receiver hears the desk, and nobody who only says so; served where the demo is (F10)."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from chalicelib.core import backlog
from chalicelib.core import desk as desks
from chalicelib.core.outbound import Outbound
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.webhooks.model.signing import headers_of, secret_of
from infra.local import server
from infra.local.hooks.example import Forged, Receiver
from infra.local.hooks.serving import PREFIX, DemoReceiver, connect
from tests.in_process import Asking, Held
from tests.worlds import World

HERE = {"host": "127.0.0.1:8000"}


@pytest.fixture
def served(world: World) -> Iterator[tuple[World, DemoReceiver]]:
    """The demo's desk with its receiver on a port of this machine, and a webhook that leads there."""
    world.found(agents=1)
    settings = replace(world.desk.settings, stage="local")
    world.desk = replace(
        world.desk, settings=settings, senders={**world.desk.senders, "outbound": Outbound(anywhere=True)}
    )
    receiver = DemoReceiver(world.desk)
    serving = server.serve(Held(), "127.0.0.1", 0, places={PREFIX: receiver.answer})
    server.in_background(serving)
    at = f"http://127.0.0.1:{serving.server_address[1]}"
    world.desk = replace(world.desk, settings=replace(settings, public_url=at))
    desks.use(world.desk)
    connect(world.desk, world.agent(role=ADMINISTRATOR).agent_id, new=True)
    yield world, receiver
    serving.shutdown()
    serving.server_close()


def test_what_happens_is_received_over_the_wire_and_verified(served: tuple[World, DemoReceiver]) -> None:
    world, receiver = served
    asking = Asking()
    asking.begin(asking.visit())
    for _ in range(3):
        world.clock.forward(seconds=10)
        while backlog.tick(world.desk):
            pass

    said = json.loads(receiver.answer("GET", PREFIX, HERE, b"").body)

    assert said["forged"] == 0
    assert {"conversation.created", "message.created"} <= {each["type"] for each in said["latest"]}


def test_nobody_else_is_believed(served: tuple[World, DemoReceiver]) -> None:
    world, receiver = served
    headers = headers_of([secret_of(b"x" * 32)], "evt_1", world.desk.now(), b"{}")

    forged = receiver.answer("POST", PREFIX, {**HERE, **headers}, b"{}")
    elsewhere = receiver.answer("GET", PREFIX, {"host": "evil.example.com"}, b"")

    assert (forged.status, elsewhere.status) == (400, 404)


def test_what_comes_twice_is_taken_once_and_what_is_old_not_at_all() -> None:
    from datetime import UTC, datetime

    at, secret = datetime(2026, 11, 29, tzinfo=UTC), secret_of(b"x" * 32)
    receiver, headers = Receiver([secret]), headers_of([secret], "evt_1", at, b'{"type":"x"}')

    first, second = (receiver.take(headers, b'{"type":"x"}', at.timestamp()) for _ in range(2))
    with pytest.raises(Forged):
        receiver.take(headers, b'{"type":"x"}', at.timestamp() + 301)

    assert (first, second) == ({"type": "x"}, None)
