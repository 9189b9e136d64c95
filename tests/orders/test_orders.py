"""The orders of whom an agent serves, asked of the website's own shop (A5)."""

from __future__ import annotations

import hmac
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.core import audit
from chalicelib.core.errors import Forbidden, LimitReached
from chalicelib.core.outbound import NoAnswer
from chalicelib.orders.model.answer import Unreadable, said_in
from chalicelib.orders.model.refusals import CustomerUnproved, NoShop, ShopUnavailable
from chalicelib.orders.service import orders
from chalicelib.orders.service.asking import Heard
from chalicelib.people import service as people
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.plans import service as plans
from chalicelib.plans.service import identity
from tests.in_process import Asking, everything_stored
from tests.orders.shops import BOOKS, URL, Books, Scene, scene
from tests.visitors.test_joining import caller_of, stranger, talk
from tests.worlds import World, counted


@pytest.fixture
def shop(world: World) -> Scene:
    return scene(world)


def look(shop: Scene, number: str = "", caller: people.Caller | None = None, conversation_id: str = "") -> Heard:
    who, where = caller or shop.agent, conversation_id or shop.conversation_id
    return orders.read_orders(shop.world.desk, who, where, number, "req")


def reason(shop: Scene) -> Any:
    with pytest.raises(ShopUnavailable) as refused:
        look(shop)
    return refused.value.extra["reason"]


def test_a_shop_is_told_whom_the_website_proved_and_nothing_that_anybody_typed(shop: Scene) -> None:
    heard = look(shop)

    assert shop.books.asked == [
        {
            "plan": "demo",
            "customer": {"id": "u-17", "mobile": "+8613800138001"},
            "order_number": None,
            "language": "zh-CN",
        }
    ]
    assert (shop.books.url, shop.books.bounds and shop.books.bounds.seconds) == (URL, 3)
    order = heard.said.orders[0]
    assert (order.number, order.state, order.total, order.items[0].quantity) == ("T-1001", "Shipped", "¥168.00", 2)
    assert order.logistics and order.refund and (order.logistics.number, order.refund.state) == ("SF123", "None")
    assert heard.said.account[0].value == "320"


def test_the_question_is_signed_with_every_key_that_holds_so_that_one_can_follow_another(shop: Scene) -> None:
    ring = identity.read_keys(shop.world.desk, "demo", purpose="shop")
    second = plans.add_shop_key(shop.world.desk, "demo")

    look(shop)
    identity.retire_key(shop.world.desk, "demo", ring.keys[0].key_id, purpose="shop")
    look(shop)

    first_time, second_time = (each.split(",") for each in shop.books.signatures)
    assert (len(first_time), len(second_time)) == (3, 2)
    body = json.dumps(shop.books.asked[1], separators=(",", ":")).encode()
    at = second_time[0].removeprefix("t=")
    assert second_time[1] == "v1=" + hmac.new(second.material.encode(), f"{at}.".encode() + body, "sha256").hexdigest()
    assert int(at) == int(shop.world.clock.at.timestamp())


def test_a_shop_key_vouches_for_nobody_and_an_identity_key_signs_nothing_that_a_shop_is_asked(shop: Scene) -> None:
    shops = identity.read_keys(shop.world.desk, "demo", purpose="shop")
    websites = identity.read_keys(shop.world.desk, "demo")

    assert len(shops.keys) == 1
    assert len(websites.keys) == 2
    assert not {each.material for each in shops.keys} & {each.material for each in websites.keys}


def test_what_was_heard_is_good_for_some_seconds_and_is_stored_nowhere(shop: Scene) -> None:
    before = everything_stored()
    look(shop)
    shop.world.clock.forward(seconds=9)
    look(shop)
    shop.world.clock.forward(seconds=2)
    look(shop)

    assert len(shop.books.asked) == 2
    assert everything_stored() == before


def test_what_was_heard_is_never_taken_for_somebody_elses(shop: Scene) -> None:
    _, token = shop.site.sign_in("u-18")
    other = talk(shop.site, caller_of(shop.site, token), "Hello", "b")

    look(shop)
    look(shop, conversation_id=other)

    assert [each["customer"]["id"] for each in shop.books.asked] == ["u-17", "u-18"]


def test_a_changed_address_counts_at_once(shop: Scene) -> None:
    look(shop)

    shop.change(url="https://other.example.com/")
    look(shop)

    assert shop.books.url == "https://other.example.com/"


def test_a_plan_may_have_nothing_kept_at_all(shop: Scene) -> None:
    shop.change(kept_seconds=0)

    look(shop)
    look(shop)

    assert len(shop.books.asked) == 2


@pytest.mark.parametrize("why", ["unreachable", "too_slow"])
def test_a_silent_shop_is_left_alone_for_a_moment_and_then_asked_again(shop: Scene, why: str) -> None:
    shop.books.says = NoAnswer(why, "…")

    reasons = [reason(shop), reason(shop)]
    asked_meanwhile = len(shop.books.asked)
    shop.world.clock.forward(seconds=6)
    shop.books.says = BOOKS

    assert (reasons, asked_meanwhile) == ([why, why], 1)
    assert look(shop).said.orders


@pytest.mark.parametrize(
    ("says", "why"), [(NoAnswer("refused", "401"), "refused"), (b"<html>", "unreadable"), (b'"\xff"', "unreadable")]
)
def test_a_shop_that_answers_otherwise_than_agreed_is_asked_again_at_once(shop: Scene, says: Any, why: str) -> None:
    shop.books.says = says

    reasons = [reason(shop), reason(shop)]

    assert (reasons, len(shop.books.asked)) == ([why, why], 2)


def test_without_a_key_nothing_is_asked(shop: Scene) -> None:
    ring = identity.read_keys(shop.world.desk, "demo", purpose="shop")
    identity.retire_key(shop.world.desk, "demo", ring.keys[0].key_id, purpose="shop")

    assert reason(shop) == "no_key"
    assert shop.books.asked == []


def test_a_plan_without_a_shop_says_so(shop: Scene) -> None:
    shop.change(url="")

    with pytest.raises(NoShop):
        look(shop)


def test_of_whom_nothing_is_proved_nothing_is_asked_whatever_they_call_themselves(shop: Scene) -> None:
    _, caller = stranger(shop.site)
    unproved = talk(shop.site, caller, "I am u-17", "b")

    with pytest.raises(CustomerUnproved):
        look(shop, conversation_id=unproved)
    assert shop.books.asked == []


def test_whoever_may_look_orders_up_asks_by_number_which_is_in_the_audit_log(shop: Scene) -> None:
    _, caller = stranger(shop.site)
    unproved = talk(shop.site, caller, "My order is T-1001", "b")

    look(shop, "T-1001", shop.supervisor(), unproved)

    assert shop.books.asked[0] == {"plan": "demo", "customer": None, "order_number": "T-1001", "language": "en"}
    acts, _ = audit.read(shop.world.desk, "2026-11", act="look_up_order")
    assert [(each.about, each.after) for each in acts] == [(unproved, {"order_number": "T-1001"})]


def test_whoever_may_not_look_orders_up_does_not(shop: Scene) -> None:
    with pytest.raises(PermissionNeeded):
        look(shop, "T-1001")

    assert shop.books.asked == []


def test_nobody_looks_up_one_order_after_another(shop: Scene) -> None:
    supervisor = shop.supervisor()
    for number in range(120):
        look(shop, f"T-{number}", supervisor)

    with pytest.raises(LimitReached):
        look(shop, "T-120", supervisor)


def test_orders_are_seen_by_whoever_sees_the_conversation_and_nobody_else(shop: Scene) -> None:
    outsider = shop.world.signed_in(shop.world.agent())

    with pytest.raises(Forbidden):
        look(shop, caller=outsider)
    assert shop.books.asked == []


def test_a_look_costs_four_reads_whatever_the_shop_says(shop: Scene) -> None:
    with counted() as requests:
        look(shop)

    assert len(requests) == 4


def test_while_a_shop_keeps_somebody_waiting_everything_else_goes_on(shop: Scene) -> None:
    asked, over = threading.Event(), threading.Event()

    class Slow(Books):
        def post(self, *question: Any) -> bytes:
            asked.set()
            over.wait(20)
            raise NoAnswer("too_slow", "…")

    desk = replace(shop.world.desk, senders={"outbound": Slow()})

    def wait_for_it() -> str:
        with pytest.raises(ShopUnavailable) as refused:
            orders.read_orders(desk, shop.agent, shop.conversation_id, "", "req")
        return str(refused.value.extra["reason"])

    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(wait_for_it)
        asked.wait(20)
        conversations.reply(desk, shop.agent.agent, shop.conversation_id, "One moment", "r")
        inbox = conversations.read_inbox(desk, shop.world.now(shop.agent.agent), None)
        still = not waiting.done()
        over.set()

    assert [each.header.last_text for each in inbox.items] == ["One moment"]
    assert (still, waiting.result()) == (True, "too_slow")


HOSTILE: dict[str, Any] = {
    "nothing": b"",
    "a page": b"<!doctype html>",
    "a list": [],
    "null": None,
    "half of it": b'{"orders": [',
    "no words": b'{"orders": "\xff\xfe"}',
    "half a character": b'{"orders": [{"number": "\\ud800", "state": ""}]}',
    "a number that is none": b'{"orders": [{"number": "1", "state": "", "items": [{"name": "", "quantity": 1e999}]}]}',
    "no number": {"orders": [{"state": "Shipped"}]},
    "an empty number": {"orders": [{"number": "", "state": "Shipped"}]},
    "a number that is one": {"orders": [{"number": 1001, "state": "Shipped"}]},
    "a state that is none": {"orders": [{"number": "1", "state": {"$ne": ""}}]},
    "a time without a zone": {"orders": [{"number": "1", "state": "", "placed_at": "2026-11-20T08:00:00"}]},
    "a day that is none": {"orders": [{"number": "1", "state": "", "placed_at": "2026-02-30T08:00:00Z"}]},
    "fewer than nothing": {"orders": [{"number": "1", "state": "", "items": [{"name": "", "quantity": -1}]}]},
    "long words": {"orders": [{"number": "1", "state": "a" * 201}]},
    "too many orders": {"orders": [{"number": str(each), "state": ""} for each in range(21)]},
    "too many items": {"orders": [{"number": "1", "state": "", "items": [{"name": ""}] * 51}]},
    "too many facts": {"facts": {str(each): "" for each in range(21)}},
    "a fact that is a list": {"facts": {"name": ["a", "b"]}},
    "depth": b'{"more": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    "depth where words should be": b'{"orders": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_answer_that_is_not_as_agreed_is_none(name: str) -> None:
    said = HOSTILE[name]

    with pytest.raises(Unreadable):
        said_in(said if isinstance(said, bytes) else json.dumps(said).encode())


def test_what_a_shop_says_besides_is_left_out() -> None:
    order = {"number": "1", "state": "Paid", "card": "4111111111111111", "url": "javascript:alert(1)"}
    said = said_in(json.dumps({"orders": [order], "html": "<script>", "next": {"a": [1]}}).encode())

    assert "4111" not in repr(said)
    assert "javascript" not in repr(said)
    assert said.orders[0].state == "Paid"


def test_words_of_a_shop_are_words_and_nothing_in_them_is_hidden() -> None:
    state = "\u202egnihtemos\u200b <b>Paid</b>\x00\x1b[31m\nnow\u2028then"
    said = said_in(json.dumps({"orders": [{"number": "1", "state": state}]}).encode())

    assert said.orders[0].state == "gnihtemos <b>Paid</b>[31m now then"


def test_over_http_the_facts_are_shown_to_nobody(shop: Scene) -> None:
    asking = Asking()
    token = asking.sign_in(shop.agent.agent)

    answer = asking.ask("GET", f"/v1/desk/conversations/{shop.conversation_id}/orders", token)

    assert answer.status == 200
    assert set(answer.said) == {"at", "orders", "account"}
    assert "王" not in json.dumps(answer.said, ensure_ascii=False)
    assert answer.headers["cache-control"] == "no-store"
