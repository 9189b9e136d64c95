"""The worked example of a shop: it answers the desk, and nobody who only says so; served where the demo is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.outbound import Outbound, signed
from chalicelib.orders.model.answer import Asker, question, said_in
from chalicelib.orders.service import orders
from chalicelib.people import service as people
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import Identity, RegisterVisitor
from chalicelib.visitors.service import identifying
from infra.local import seed, server
from infra.local.shop import example
from infra.local.shop.serving import ORDERS, PREFIX, SIGN_IN, DemoShop
from tests.in_process import Held
from tests.worlds import World

ADMIN = ("admin@example.com", "deskbell-demo")
NOW = 1_700_000_000
BODY = question("demo", Asker("u-1001"), None, "en")
HERE = {"host": "127.0.0.1:8000"}


def ask(secret: str, body: bytes = BODY, *, at: int = NOW, sent: bytes | None = None) -> tuple[int, dict[str, Any]]:
    headers = {"x-deskbell-signature": signed([secret], at, body)}
    return example.answer(["ours", "older"], headers, body if sent is None else sent, NOW)


def test_it_tells_the_desk_a_customers_orders_as_agreed() -> None:
    status, body = ask("ours")

    told = said_in(json.dumps(body).encode())
    assert status == 200
    assert [each.number for each in told.orders] == ["SL20261120-0318", "SL20261102-0057"]
    assert told.orders[0].logistics and told.orders[0].logistics.carrier == "SF Express"
    assert told.orders[1].refund and told.orders[1].refund.amount == "¥118.00"
    assert told.facts["name"] == "王小明"


def test_it_knows_an_order_by_its_number_and_no_other() -> None:
    by_number = ask("ours", question("demo", None, "SL20261125-0044", "zh-CN"))[1]
    unknown = ask("ours", question("demo", Asker("u-1001"), "SL-1", "zh-CN"))[1]

    assert [each["state"] for each in by_number["orders"]] == ["待发货"]
    assert by_number["facts"]["name"] == "Ann Lee"
    assert unknown == {"orders": []}


@pytest.mark.parametrize("secret", ["ours", "older"])
def test_it_takes_a_question_that_any_of_the_keys_it_knows_has_signed(secret: str) -> None:
    assert ask(secret)[0] == 200


@pytest.mark.parametrize(
    "forged",
    [
        {"secret": "another"},
        {"secret": "ours", "sent": question("demo", Asker("u-1002"), None, "en")},
        {"secret": "ours", "at": NOW - 301},
        {"secret": "ours", "at": NOW + 301},
    ],
)
def test_it_tells_nothing_to_whoever_only_says_that_they_are_the_desk(forged: dict[str, Any]) -> None:
    status, body = ask(**forged)

    assert (status, set(body)) == (401, {"error"})


@pytest.mark.parametrize(
    "signature", ["", "t=", f"t={NOW}", "t=１７,v1=a", f"t={NOW},v1=", f"t={NOW},v1=é", "v1=a", "t=x,v1=a,,="]
)
def test_a_signature_that_is_none_is_refused(signature: str) -> None:
    status, _ = example.answer(["ours"], {"x-deskbell-signature": signature}, BODY, NOW)

    assert status == 401


@pytest.fixture
def here(world: World) -> Iterator[World]:
    """The desk of one machine with its demo, served."""
    desk = replace(world.desk, settings=replace(world.desk.settings, stage="local"))
    desk = replace(desk, senders={**desk.senders, "outbound": Outbound(anywhere=True)})
    serving = server.serve(Held(), "127.0.0.1", 0, {}, {PREFIX: DemoShop(desk).answer})
    server.in_background(serving)
    try:
        base = f"http://127.0.0.1:{serving.server_address[1]}"
        world.desk = replace(desk, settings=replace(desk.settings, public_url=base))
        seed.first_start(world.desk, *ADMIN)
        yield world
    finally:
        serving.shutdown()
        serving.server_close()


def test_from_the_shops_sign_in_to_the_agents_card(here: World) -> None:
    desk = here.desk
    token = json.loads(DemoShop(desk).answer("POST", SIGN_IN, HERE, b"u-1001").body)["token"]
    _, given, _ = identifying.identify(desk, None, "demo", None, RegisterVisitor(identity=Identity(token=token)))
    first = StartConversation(text="Where is my tea?", client_id="a")
    started = conversations.start_conversation(desk, visitors.recognised(desk, given), "demo", first)
    administrator = people.signed_in(desk, people.sign_in(desk, *ADMIN)[0])

    heard = orders.read_orders(desk, administrator, started.conversation_id, "", "req")

    assert [each.state for each in heard.said.orders] == ["已发货", "已签收"]
    assert heard.said.account[0].value == "金卡"


def test_its_pages_are_for_this_machine_alone(here: World) -> None:
    shop = DemoShop(here.desk)

    asked = [
        shop.answer("POST", SIGN_IN, {"host": "shop.example.com"}, b"u-1001"),
        shop.answer("GET", SIGN_IN, HERE, b""),
        shop.answer("POST", SIGN_IN, HERE, b"u-9"),
        shop.answer("POST", f"{PREFIX}other", HERE, b""),
        shop.answer("POST", ORDERS, HERE, BODY),
    ]

    assert [each.status for each in asked] == [404, 404, 404, 404, 401]
