"""Endpoints as administrators keep them, over HTTP (F10)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from chalicelib.core.audit import read as read_audit
from chalicelib.core.transactions import Transaction
from chalicelib.webhooks.model.deliveries import Delivery, place_of
from chalicelib.webhooks.service import replaying
from chalicelib.webhooks.store import deliveries as store
from tests.in_process import everything_stored, named_in
from tests.webhooks.stage import URL, Stage, says
from tests.worlds import World, counted

ALL = "/v1/admin/webhooks"


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def test_a_secret_is_shown_once_and_the_same_request_makes_one_endpoint(stage: Stage) -> None:
    body, key = {"url": URL, "description": "Shop", "events": ["ticket.*"]}, {"Idempotency-Key": "one"}

    made = stage.ask("POST", ALL, stage.boss, body, headers=key)
    again = stage.ask("POST", ALL, stage.boss, body, headers=key)

    listed = stage.ask("GET", ALL, stage.boss).said["items"]
    secret = made.said["secrets"][0]["secret"]
    assert (made.status, again.status, again.said["secrets"]) == (201, 200, made.said["secrets"])
    assert secret.startswith("whsec_")
    assert [each["endpoint_id"] for each in listed] == [made.said["endpoint_id"]]
    assert stage.read(made.said)["secrets"][0]["secret"] is None
    noted = read_audit(stage.world.desk, "2026-11")[0][0]
    assert (noted.act, secret in repr(noted)) == ("create_webhook", False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "http://hooks.example.com/"),
        ("url", "https://127.0.0.1/"),
        ("url", "https://10.0.0.1/hook"),
        ("url", "https://[::ffff:169.254.169.254]/latest"),
        ("url", "https://2130706433/"),
        ("url", "https://localhost/"),
        ("url", "https://db.internal/"),
        ("url", "https://user:word@hooks.example.com/"),
        ("url", "ftp://hooks.example.com/"),
        ("url", ""),
        ("url", "https://hooks.example.com/\r\nX: y"),
        ("description", " "),
        ("events", ["ticket.burned"]),
        ("events", ["webhook.test"]),
        ("events", []),
        ("plan_keys", ["nowhere"]),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_nothing_is_stored(
    stage: Stage, field: str, value: object
) -> None:
    before = everything_stored()

    answer = stage.ask("POST", ALL, stage.boss, {"url": URL, "description": "S", "events": ["*"], field: value})

    assert answer.status == 422, answer
    assert named_in(answer)[0].startswith(field)
    assert everything_stored() == before


def test_ten_endpoints_are_enough(stage: Stage) -> None:
    for _ in range(10):
        stage.webhook("ticket.*")

    answer = stage.ask("POST", ALL, stage.boss, {"url": URL, "description": "S", "events": ["*"]})

    assert (answer.status, answer.said["code"], answer.said["most"]) == (409, "too_many_endpoints", 10)


def test_while_a_secret_is_changed_both_are_valid_and_then_one(stage: Stage) -> None:
    webhook = stage.webhook("message.created")
    path = f"{ALL}/{webhook['endpoint_id']}/secrets"

    new = stage.ask("POST", path, stage.boss, {"hours": 2}).said
    stage.talk()
    stage.settle()
    stage.pass_time(3)
    stage.talk()
    stage.settle()

    first, second = stage.receiver.came
    assert first.headers["webhook-signature"].count("v1,") == 2
    assert second.headers["webhook-signature"].count("v1,") == 1
    assert stage.is_signed(second, new)
    assert not stage.is_signed(second, webhook)


def test_a_test_event_says_at_once_what_the_other_side_said_and_works_while_disabled(stage: Stage) -> None:
    webhook = stage.webhook("ticket.*", enabled=False)
    stage.receiver.answers = [says(200, b"thanks")]

    answer = stage.ask("POST", f"{ALL}/{webhook['endpoint_id']}/tests", stage.boss, {})

    assert (answer.status, answer.said["state"], answer.said["name"]) == (201, "delivered", "webhook.test")
    assert (answer.said["tries"][0]["status"], answer.said["tries"][0]["excerpt"]) == (200, "thanks")
    assert stage.is_signed(stage.receiver.came[0], webhook)


def test_a_deleted_endpoint_gets_nothing_more(stage: Stage) -> None:
    webhook = stage.webhook("message.*", ordered=True)
    stage.receiver.answers = [says(500)]
    stage.talk()
    stage.settle()
    came = len(stage.receiver.came)

    answer = stage.ask("DELETE", f"{ALL}/{webhook['endpoint_id']}", stage.boss)
    stage.talk()
    stage.settle(minutes=10)

    assert answer.status == 204
    assert len(stage.receiver.came) == came
    assert stage.ask("GET", f"{ALL}/{webhook['endpoint_id']}", stage.boss).status == 404


def test_two_who_change_it_do_not_overwrite_each_other(stage: Stage) -> None:
    webhook = stage.webhook()
    path = f"{ALL}/{webhook['endpoint_id']}"

    first = stage.ask("PUT", path, stage.boss, {"description": "A", "version": 1})
    second = stage.ask("PUT", path, stage.boss, {"personal": True, "version": 1})

    assert (first.status, second.status, second.said["code"]) == (200, 409, "changed_meanwhile")


def test_the_log_is_paged_and_costs_the_same_however_long_it_is(stage: Stage) -> None:
    webhook = stage.webhook("message.created")
    visitor, conversation_id = stage.talk()
    for number in range(55):
        path = f"/v1/widget/demo/conversations/{conversation_id}/messages"
        stage.ask("POST", path, visitor, {"text": "on", "client_id": str(number)})
        stage.world.clock.forward(seconds=2)
    stage.settle()
    stage.settle()
    path = f"{ALL}/{webhook['endpoint_id']}/deliveries?day="

    with counted() as requests:
        first = stage.ask("GET", path, stage.boss).said
    second = stage.ask("GET", f"{path}&cursor={first['next']}", stage.boss).said

    assert (len(first["items"]), len(second["items"]), second["next"]) == (50, 6, None)
    assert len({each["delivery"] for each in (*first["items"], *second["items"])}) == 56
    assert len(requests) <= 6


def test_a_delivery_takes_three_requests_beside_its_due_work(stage: Stage) -> None:
    stage.webhook("message.created")
    stage.talk()
    desk = stage.world.desk
    from chalicelib.core import work

    desk.handlers["webhooks.tell"](desk, {"of": "conversation", "thing_id": stage.talk()[1]})
    piece = next(each for each in work.waiting(desk) if each.kind == "webhooks.deliver")

    with counted() as requests:
        desk.handlers[piece.kind](desk, piece.payload)

    assert requests.names == ["GetItem", "BatchGetItem", "BatchGetItem", "PutItem"]


def test_of_deliveries_of_more_than_a_megabyte_none_is_passed_over(stage: Stage) -> None:
    webhook = stage.webhook("ticket.*")
    desk, now = stage.world.desk, stage.world.desk.now()
    stage.receiver.came = []
    for number in range(24):  # of two shares, of which one is heavy
        at, subject = now - timedelta(seconds=number), "tkt_1" if number % 2 else "tkt_2"
        place = place_of(webhook["endpoint_id"], f"evt_{number:02}", subject, at)
        body = "x" * (300_000 if number % 2 else 10)
        tx = Transaction(desk)
        ended = Delivery(f"evt_{number:02}", "ticket.created", subject, at, body, at, at, "given_up", settled_at=at)
        store.put_delivery(tx, replace(place, share=number % 2), None, ended)
        tx.commit()

    read, before, more = list[str](), None, True
    while more:
        page, more = replaying.list_deliveries(desk, webhook["endpoint_id"], "", before)
        read += [each.event_id for _, each in page]
        before = page[-1][0].order
    path = f"/v1/admin/webhooks/{webhook['endpoint_id']}/deliveries"
    since = (now - timedelta(hours=1)).isoformat()
    assert stage.ask("POST", path, stage.boss, {"since": since}).status == 202
    stage.settle()
    stage.settle()

    assert read == [f"evt_{number:02}" for number in range(24)]
    assert sorted(each.id for each in stage.receiver.came) == read
