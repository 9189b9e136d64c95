"""Wishes, subscriptions, needs and notices over HTTP, and the page that ends them (A11)."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import quote

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.core import audit, work
from chalicelib.notices import service as notices
from chalicelib.notices.service import mailings
from chalicelib.notices.service.mailings import SendPage
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.visitors import service as visitors
from tests.in_process import Asking
from tests.notices.stage import BOSS, customer, drafted, open_notices, sent, subscribed, topic
from tests.tickets.stage import talked
from tests.worlds import World

ROOT = "/v1/admin/subscriptions"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def shop(world: World) -> World:
    open_notices(world)
    return world


def boss(world: World, asking: Asking) -> str:
    """An administrator's token."""
    return asking.sign_in(world.agent(role=ADMINISTRATOR))


def page(asking: Asking, method: str, letter: Any, body: bytes = b"") -> Any:
    """The page behind the link of a letter."""
    path = "/n/" + str(letter.headers["List-Unsubscribe"]).partition("/n/")[2].rstrip(">")
    return asking._gateway.ask(method, path, FORM if body else {}, body)


def test_an_agent_writes_down_what_a_customer_said_with_the_message_in_which_they_did(world: World) -> None:
    (agent,) = open_notices(world)
    asking = Asking()
    header = conversations.find(world.desk, talked(world, agent))
    token, root = asking.come_online(world.now(agent)), f"/v1/desk/subscriptions/{header.visitor_id}"
    there = topic(world, "restock")
    entries = conversations.entries_after(world.desk, header.conversation_id, 0, 50).entries
    said = next(each for each in entries if each.author.kind == "visitor" and each.words)
    proof = {"conversation_id": header.conversation_id, "seq": said.seq}

    wishes = {"refused_channels": ["sms"], "hours": {"begins": "09:00", "ends": "18:00"}, "said": proof}
    wished = asking.ask("PUT", f"{root}/wishes", token, wishes)
    wrong = asking.ask("PUT", f"{root}/wishes", token, {"refused_channels": ["sms"], "said": {**proof, "seq": 999}})
    twice = [
        asking.ask("POST", f"{root}/topics", token, {"topic_id": there.topic_id, "about": "SKU-1", "said": proof})
        for _ in range(2)
    ]
    need = {"client_id": "n1", "text": "A kettle of two litres", "said": proof}
    needs = [asking.ask("POST", f"{root}/needs", token, need) for _ in range(2)]
    work.run_due(world.desk)
    card = asking.ask("GET", root, token).said

    assert wished.said["wishes"]["refused_channels"] == ["sms"]
    assert wished.said["past"][0]["proof"] | {"by": None} == {
        "source": "words",
        "by": None,
        "conversation_id": header.conversation_id,
        "seq": said.seq,
        "quote": said.words[:300],
    }
    assert (wrong.status, wrong.said["errors"][0]["field"]) == (422, "said.seq")
    assert [each.status for each in twice] == [200, 200] and len(card["subscriptions"]) == 1
    assert [each.status for each in needs] == [201, 200] and len(card["needs"]) == 1
    assert card["needs"][0]["number"] and card["needs"][0]["group_id"] == world.group.group_id  # type: ignore[union-attr]
    acts = {each.act for each in audit.read(world.desk, "2026-11")[0]}
    assert {"wish", "subscribe", "record_need"} <= acts


def test_an_order_s_state_is_told_once_to_who_subscribed_and_to_nobody_else(shop: World) -> None:
    asking = Asking()
    token, there = boss(shop, asking), topic(shop, "order", zh="订单", en="Orders")
    mei, tom = subscribed(shop, there, customer(shop, 1), "A-1"), customer(shop, 2)
    texts = {"en": {"subject": "Order {about}", "text": "It is on its way"}}

    def tell(name: str, who: str, about: str = "A-1") -> Any:
        said = {"client_id": name, "plan_key": "demo", "about": about, "texts": texts, "visitor_id": who}
        return asking.ask("POST", f"{ROOT}/notices", token, said)

    answers = [tell(*each) for each in (("1", mei.visitor_id), ("1", mei.visitor_id), ("2", tom.visitor_id))]
    other, nobody = tell("3", mei.visitor_id, "B-2"), tell("4", "vis_none")
    more = [tell(str(number), mei.visitor_id).said["outcome"] for number in range(10, 13)]
    work.run_due(shop.desk)

    assert [each.said["outcome"] for each in answers] == ["told", "told", "not_subscribed"]
    assert answers[0].said == answers[1].said
    assert (other.said["outcome"], nobody.said["outcome"]) == ("not_subscribed", "no_such_customer")
    assert more == ["told", "told", "too_many_today"]
    assert [each.subject for each in sent(shop)] == ["Order A-1"] * 3


def test_the_link_of_a_letter_ends_its_topic_or_everything_without_signing_in_and_is_undone(shop: World) -> None:
    asking = Asking()
    token, there = boss(shop, asking), topic(shop)
    mei = subscribed(shop, there, customer(shop, 1))
    body = {"name": "M", "topic_id": there.topic_id, "texts": {"en": {"subject": "New", "text": "Tea"}}}
    made = asking.ask("POST", f"{ROOT}/demo/mailings", token, body).said["mailing_id"]
    asking.ask("POST", f"{ROOT}/mailings/{made}/start", token, {})
    for _ in range(20):
        shop.clock.forward(seconds=1)
        work.run_due(shop.desk)
    (letter,) = sent(shop)

    shown = page(asking, "GET", letter)
    untouched = visitors.whole(shop.desk, mei.visitor_id).wishes
    one_click = page(asking, "POST", letter, b"List-Unsubscribe=One-Click")
    ended = visitors.whole(shop.desk, mei.visitor_id).wishes
    all_of_it = page(asking, "POST", letter, b"scope=all")
    again = page(asking, "POST", letter, b"scope=again")
    forged = asking._gateway.ask("GET", "/n/vis_1~top_1~-.xxxxxxxxxxxxxxxx", {})
    hostile = page(asking, "POST", letter, b"scope=" + b"\xff%00" * 5_000)

    assert untouched.refused_topics == () and ended.refused_topics == (there.topic_id,)
    assert [each.status for each in (shown, one_click, all_of_it, again, hostile)] == [200] * 5
    assert "Unsubscribe from News" in shown.body.decode() and "You have unsubscribed" in one_click.body.decode()
    assert "everything" in one_click.body.decode() and "surveys of Demo" in all_of_it.body.decode()
    assert forged.status == 404
    assert asking.ask("GET", f"{ROOT}/mailings/{made}", token).said["counts"]["unsubscribed"] == 1
    listed = asking.ask("GET", f"{ROOT}/mailings/{made}/customers", token).said["items"]
    assert [(each["state"], bool(each["unsubscribed_at"])) for each in listed] == [("sent", True)]


def test_a_visitor_subscribes_and_says_what_they_need_by_themselves(shop: World) -> None:
    asking = Asking()
    there, closed = topic(shop), topic(shop, "price", open=False)
    visitor = asking.ask("POST", "/v1/widget/demo/visitors", None, {}).said["token"]
    root = "/v1/widget/demo"

    offered = asking.ask("GET", f"{root}/subscriptions", visitor)
    chosen = asking.ask("POST", f"{root}/subscriptions", visitor, {"topic_id": there.topic_id})
    refused = asking.ask("POST", f"{root}/subscriptions", visitor, {"topic_id": closed.topic_id})
    ended = asking.ask("POST", f"{root}/subscriptions", visitor, {"topic_id": there.topic_id, "active": False})
    needs = [asking.ask("POST", f"{root}/needs", visitor, {"client_id": "1", "text": "Tea"}) for _ in range(2)]
    empty = asking.ask("POST", f"{root}/needs", visitor, {"client_id": "2", "text": " "})

    assert [each["subscribed"] for each in offered.said["topics"]] == [False]
    assert [each["subscribed"] for each in chosen.said["topics"]] == [True]
    assert refused.status == 422
    assert [each["subscribed"] for each in ended.said["topics"]] == [False]
    assert [each.status for each in needs] == [201, 200] and empty.status == 422
    assert needs[0].said == needs[1].said


@pytest.mark.parametrize("text", ["T", "退订", " td。", "STOP", "Ｓｔｏｐ!", "Unsubscribe"])
def test_an_sms_that_says_stop_stops_and_one_that_says_start_starts_again(shop: World, text: str) -> None:
    mei = customer(shop, 1, mobile="+8613800138000")

    said = [notices.hear_sms(shop.desk, "+8613800138000", text, mei.visitor_id) for _ in range(2)]
    stopped = visitors.whole(shop.desk, mei.visitor_id).wishes.refused
    (past, *_) = visitors.wished_before(shop.desk, mei.visitor_id, 5)
    started = notices.hear_sms(shop.desk, "+8613800138000", "恢复", mei.visitor_id)

    assert said == ["stop", "stop"] and stopped == ("sms",)
    assert (past.proof.source, past.proof.quote) == ("stop", text)
    assert started == "start" and visitors.whole(shop.desk, mei.visitor_id).wishes.refused == ()
    assert notices.hear_sms(shop.desk, "+8613800138000", "Please stop the order T-1") is None


def test_what_became_of_a_mailing_is_a_file_in_parts_and_nothing_in_it_is_a_formula(shop: World) -> None:
    asking = Asking()
    token, there = boss(shop, asking), topic(shop)
    evil = '=HYPERLINK("http://x.example";"Tea")'
    for number in range(130):
        subscribed(
            shop,
            there,
            customer(shop, number, name=evil, **({} if number else {"email": None, "refused_channels": ("web",)})),
        )
    made = mailings.start_mailing(shop.desk, BOSS, drafted(shop, there, a_minute=6_000).mailing_id)
    for step in range(40):
        mailings.send_page(shop.desk, SendPage(made.mailing_id, step))
    path = f"{ROOT}/mailings/{made.mailing_id}/customers/csv"

    parts: list[str] = []
    cursor = ""
    while cursor is not None:
        answer = asking.ask("GET", f"{path}?language=en&cursor={quote(cursor)}", token)
        assert answer.status == 200, answer
        parts.append(answer.said["text"])
        cursor = answer.said["next"]
    forged = asking.ask("GET", f"{path}?cursor=AAAA", token)

    rows = list(csv.reader(io.StringIO("".join(parts).removeprefix("\ufeff"))))
    assert len(parts) > 1 and rows[0][2:4] == ["State", "Why"]
    assert len(rows) == 131 and len({each[0] for each in rows}) == 131
    assert {each[1] for each in rows[1:]} == {f"'{evil}"}
    assert [each[2:4] for each in rows if each[3] == "No address"] == [["Held back", "No address"]]
    assert forged.status == 422
