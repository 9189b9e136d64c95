"""Whatever the other side does, what happened arrives there, or somebody hears that it cannot (F10)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core import work
from chalicelib.core.times import read
from chalicelib.webhooks.model.deliveries import (
    DELIVERED,
    GIVEN_UP,
    MOST_TRIES,
    PENDING,
    Delivery,
    Try,
    read_place,
    tried,
    wanted_wait,
)
from tests.crashes import EITHER, Death, at_each_write
from tests.in_process import named_in
from tests.webhooks.stage import Stage, fails, says
from tests.worlds import World, at_once

AT = datetime(2026, 11, 29, 9, tzinfo=UTC)


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def test_one_that_was_down_for_hours_gets_everything_with_the_same_ids_and_bytes(stage: Stage) -> None:
    webhook = stage.webhook("message.created")
    stage.receiver.answers = [fails(), says(500), says(503), says(404), fails("too_slow"), says(200)]

    stage.talk()
    stage.settle()
    stage.pass_time(4)

    came = stage.receiver.came
    assert len(came) == 6
    assert len({(each.id, each.body) for each in came}) == 1
    assert len({each.headers["webhook-timestamp"] for each in came}) >= 5
    (shown,) = stage.deliveries(webhook, "2026-11-23")
    assert shown["state"] == "delivered"
    assert [each["status"] for each in shown["tries"]] == [0, 500, 503, 404, 0, 200]
    assert [each["why"] for each in shown["tries"]] == ["unreachable", "", "", "", "too_slow", ""]
    assert stage.read(webhook)["failing_since"] is None


def test_after_a_day_of_failures_it_is_given_up_and_can_be_sent_again(stage: Stage) -> None:
    webhook = stage.webhook("message.created")
    stage.receiver.answers = [says(500, b"<b>no\x00</b>")]
    stage.talk()
    stage.settle()
    stage.pass_time(26, step=0.5)
    (shown,) = stage.deliveries(webhook, "2026-11-23")
    stage.receiver.answers = [says(200)]
    path = f"/v1/admin/webhooks/{webhook['endpoint_id']}/deliveries"

    answer = stage.ask("POST", path, stage.boss, {"delivery": shown["delivery"]})
    again = stage.ask("POST", path, stage.boss, {"delivery": shown["delivery"]})
    stage.settle()

    assert (shown["state"], shown["tries"][0]["excerpt"]) == ("given_up", "<b>no\ufffd</b>")
    assert 3 <= len(shown["tries"]) <= MOST_TRIES
    assert read(shown["tries"][-1]["at"]) - read(shown["tries"][0]["at"]) > timedelta(hours=15)
    assert (answer.status, answer.said["delivery"]["state"]) == (202, "pending")
    assert (again.status, again.said["code"]) == (409, "delivery_pending")
    assert stage.deliveries(webhook, "2026-11-23")[0]["state"] == "delivered"
    assert len({(each.id, each.body) for each in stage.receiver.came}) == 1


def test_410_disables_at_once_and_those_who_can_change_it_hear_of_it_once(stage: Stage) -> None:
    webhook = stage.webhook("conversation.*", "message.*")
    stage.receiver.answers = [says(410)]

    stage.talk()
    stage.settle()
    stage.settle(minutes=10)

    shown = stage.read(webhook)
    notices = stage.ask("GET", "/v1/admin/notices", stage.boss).said["items"]
    told = [each["to"] for each in notices if each["what"] == "webhook_gone"]
    assert (shown["enabled"], shown["why_disabled"]) == (False, "gone")
    assert told == [stage.chief.email]
    assert len(stage.receiver.came) < 4
    assert {each["state"] for each in stage.deliveries(webhook)} <= {"given_up", "dropped"} | {"pending"}


def test_days_without_anything_that_arrived_disable_it_with_a_notice(stage: Stage) -> None:
    webhook = stage.webhook("agent.status_changed")
    stage.receiver.answers = [fails()]
    for day in range(4):
        stage.ask("PUT", "/v1/desk/presence", stage.come_online(stage.member), {"status": "busy"})
        stage.settle()
        stage.pass_time(24, step=2)
        if day == 1:
            assert stage.read(webhook)["enabled"]

    shown = stage.read(webhook)
    enabled = stage.ask("PUT", f"/v1/admin/webhooks/{webhook['endpoint_id']}", stage.boss, {"enabled": True})

    assert (shown["enabled"], shown["why_disabled"]) == (False, "failed")
    assert (enabled.said["enabled"], enabled.said["why_disabled"], enabled.said["failing_since"]) == (True, None, None)


def test_a_redirect_is_not_followed_and_counts_as_a_failure(stage: Stage) -> None:
    webhook = stage.webhook("message.created")
    stage.receiver.answers = [says(302), says(200)]

    stage.talk()
    stage.settle()
    stage.settle(minutes=1)

    (shown,) = stage.deliveries(webhook)
    assert [(each["status"], each["why"]) for each in shown["tries"]] == [(302, "redirected"), (200, "")]


def test_it_is_left_alone_for_as_long_as_it_asks(stage: Stage) -> None:
    stage.webhook("message.created")
    stage.receiver.answers = [says(429, retry_after="1800"), says(200)]

    stage.talk()
    stage.settle()
    stage.settle(minutes=25)
    early = len(stage.receiver.came)
    stage.settle(minutes=6)

    assert (early, len(stage.receiver.came)) == (1, 2)


def test_what_comes_in_order_waits_for_what_failed_and_other_things_do_not(stage: Stage) -> None:
    stage.webhook("message.created", ordered=True)
    first_visitor, first = stage.talk("one")
    stage.settle()
    stage.receiver.came.clear()
    stage.receiver.answers = [says(500), says(200)]
    for number in range(3):
        path = f"/v1/widget/demo/conversations/{first}/messages"
        stage.ask("POST", path, first_visitor, {"text": "on", "client_id": str(number)})
    stage.settle(seconds=6)
    _, second = stage.talk("two")
    for _ in range(4):
        stage.settle(seconds=20)

    arrived = [each.said for each in stage.receiver.came[1:]]
    numbers = [each["number"] for each in arrived if each["subject"] == first]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == 3
    assert second in {each["subject"] for each in arrived}


def test_a_line_is_gone_through_once_by_however_many(stage: Stage) -> None:
    stage.webhook("message.created", ordered=True)
    visitor, conversation_id = stage.talk()
    path = f"/v1/widget/demo/conversations/{conversation_id}/messages"
    for number in range(5):
        stage.ask("POST", path, visitor, {"text": "on", "client_id": str(number)})
    desk = stage.world.desk
    desk.handlers["webhooks.tell"](desk, {"of": "conversation", "thing_id": conversation_id})
    pieces = [each for each in work.waiting(desk) if each.kind == "webhooks.deliver"]

    at_once([lambda each=each: desk.handlers[each.kind](desk, each.payload) for each in pieces])
    stage.settle()

    numbers = [each.said["number"] for each in stage.receiver.came]
    assert len(pieces) == 6
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 6


@pytest.mark.parametrize("ordered", [False, True])
def test_dying_at_any_write_of_a_delivery_loses_nothing(stage: Stage, ordered: bool) -> None:
    stage.webhook("message.created", ordered=ordered)
    stage.receiver.answers = [says(500), says(200)]
    told = 0

    def story(death: Death) -> None:
        nonlocal told
        told += 1
        _, conversation_id = stage.talk()
        desk = stage.world.desk
        desk.handlers["webhooks.tell"](desk, {"of": "conversation", "thing_id": conversation_id})
        piece = next(
            each for each in work.waiting(desk) if each.kind == "webhooks.deliver" and each.due_at <= desk.now()
        )
        with death():
            desk.handlers[piece.kind](desk, piece.payload)
        for _ in range(4):
            stage.settle(minutes=2)

        ids = Counter(each.id for each in stage.receiver.came)
        assert len(ids) == told
        assert max(ids.values()) <= 3

    at_each_write(story, sides=EITHER, least=1)


def test_sending_again_from_a_time_on_takes_what_did_not_arrive_once_each(stage: Stage) -> None:
    webhook = stage.webhook("message.created")
    stage.talk()
    stage.settle()
    stage.receiver.answers = [says(410)]
    visitors = [stage.talk() for _ in range(3)]
    stage.settle()
    path = f"/v1/admin/webhooks/{webhook['endpoint_id']}"
    stage.receiver.answers = [says(200)]
    stage.receiver.came.clear()
    refused = stage.ask("POST", f"{path}/deliveries", stage.boss, {"since": "2026-11-23T00:00:00Z"})
    stage.ask("PUT", path, stage.boss, {"enabled": True})
    key = {"Idempotency-Key": "once"}

    for _ in range(2):
        answer = stage.ask("POST", f"{path}/deliveries", stage.boss, {"since": "2026-11-23T00:00:00Z"}, headers=key)
        assert answer.status == 202
    stage.settle(minutes=1)
    stage.settle(minutes=1)

    assert (refused.status, refused.said["code"]) == (409, "endpoint_disabled")
    assert sorted(each.said["subject"] for each in stage.receiver.came) == sorted(each for _, each in visitors)
    assert {each["state"] for each in stage.deliveries(webhook)} == {"delivered"}


def test_a_receiver_that_fails_is_left_alone_so_that_thousands_wait_for_it_without_being_tried(stage: Stage) -> None:
    stage.webhook("message.created")
    stage.receiver.answers = [fails("too_slow")]
    for _ in range(5):
        stage.talk()
        stage.settle(seconds=40)
    tried_before = len(stage.receiver.came)

    for _ in range(30):
        stage.talk()
    stage.settle(seconds=7)

    assert len(stage.receiver.came) - tried_before < 15


# --- the rules by themselves ----------------------------------------------------------------------------------------


def begun(at: datetime = AT) -> Delivery:
    return Delivery("evt_1", "message.created", "cnv_1", at, "{}", at, at)


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.one_of(st.none(), st.timedeltas(timedelta(), timedelta(days=400)))),
        min_size=30,
        max_size=30,
    )
)
def test_whatever_it_asks_for_a_delivery_ends_within_a_day_after_ten_tries_at_most(
    answers: list[tuple[float, timedelta | None]],
) -> None:
    delivery, at = begun(), AT

    for chance, wait in answers:
        before, delivery = delivery, tried(delivery, Try(at, 503, 1), wait, chance)
        if delivery.state != PENDING:
            break
        assert delivery.next_at > at
        at = delivery.next_at

    assert delivery.state == GIVEN_UP
    assert before.state == PENDING
    assert len(delivery.tries) <= MOST_TRIES
    assert at <= AT + timedelta(hours=24)


def test_tries_are_spread_over_the_day() -> None:
    delivery, at, gaps = begun(), AT, list[timedelta]()
    while delivery.state == PENDING:
        delivery = tried(delivery, Try(at, 500, 1), None, 0.5)
        gaps.append(delivery.next_at - at)
        at = delivery.next_at

    assert gaps[0] < timedelta(seconds=6)
    assert gaps[:-1] == sorted(gaps[:-1])
    assert at - AT > timedelta(hours=18)


@given(st.integers(100, 599))
def test_two_hundreds_alone_have_arrived(status: int) -> None:
    after = tried(begun(), Try(AT, status, 1), None, 0)

    assert (after.state == DELIVERED) == (200 <= status < 300)


@given(st.text(max_size=60))
def test_no_retry_after_breaks_anything(header: str) -> None:
    wait = wanted_wait(header, AT)

    assert wait is None or wait >= timedelta()


def test_a_retry_after_is_seconds_or_a_date() -> None:
    said = [wanted_wait(each, AT) for each in ("120", "Sun, 29 Nov 2026 09:10:00 GMT", "soon", "-1", None)]

    assert said == [timedelta(seconds=120), timedelta(minutes=10), None, None, None]


@given(st.text(max_size=80))
def test_a_name_of_a_delivery_is_one_or_none(name: str) -> None:
    place = read_place("whk_1", name)

    assert place is None or place.name == name


def test_sending_one_again_is_asked_twice_and_done_once(stage: Stage) -> None:
    webhook = stage.webhook("message.created")
    stage.talk()
    stage.settle()
    (before,) = stage.deliveries(webhook)
    path = f"/v1/admin/webhooks/{webhook['endpoint_id']}/deliveries"

    def again(key: str) -> int:
        headers = {"Idempotency-Key": key}
        return stage.ask("POST", path, stage.boss, {"delivery": before["delivery"]}, headers=headers).status

    first, same, other = again("one"), again("one"), again("two")
    stage.settle()

    assert (first, same, other) == (202, 202, 409)
    assert [each.id for each in stage.receiver.came] == [before["event_id"]] * 2


def test_since_when_is_a_moment_with_its_zone(stage: Stage) -> None:
    webhook = stage.webhook("message.created")
    path = f"/v1/admin/webhooks/{webhook['endpoint_id']}/deliveries"

    answer = stage.ask("POST", path, stage.boss, {"since": "2026-11-20T00:00:00"})

    assert (answer.status, named_in(answer)) == (422, ["since"])
