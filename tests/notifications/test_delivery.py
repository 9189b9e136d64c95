"""A notice's way, path by path, on moto."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core import work
from chalicelib.core.audit import By
from chalicelib.core.contacts import Recipient
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service
from chalicelib.notifications.model.email import EmailLetter, Refused, SmsLetter, Unreachable
from chalicelib.notifications.model.notice import Matter
from chalicelib.notifications.service import delivery, money
from chalicelib.notifications.service.telling import Deliver
from tests.letters import Letter
from tests.notifications.shops import (
    MEI,
    WORDS,
    balance_and_lines,
    notice,
    open_shop,
    outcomes,
    post,
    run_for,
    tell,
    undelivered,
)
from tests.worlds import World, counted, gauged


@pytest.fixture
def shop(world: World) -> World:
    """A desk that has a sender, a signature, an administrator."""
    return open_shop(world)


@pytest.mark.also_on_moto
def test_each_recipient_is_told_by_each_of_their_channels_in_their_language(shop: World) -> None:
    tom = Recipient("Tom", "tom@shop.example", None, "en")

    ids = tell(shop, MEI, tom)
    work.run_due(shop.desk)

    to_mei, to_tom = sorted(post(shop, "email").sent, key=lambda letter: letter.to)
    assert isinstance(to_mei, EmailLetter) and isinstance(to_tom, EmailLetter)
    assert (to_mei.to, to_mei.subject) == ("mei@shop.example", "新留言 A1B2C3：王先生")
    assert (to_tom.to, to_tom.subject) == ("tom@shop.example", "New message A1B2C3 from 王先生")
    assert "茶还有货吗？" in to_mei.text and "茶还有货吗？" in to_mei.html
    assert [letter.to for letter in post(shop, "sms").sent] == ["+8613800138000"]
    assert [notice(shop, each).state for each in ids] == ["sent"] * 3
    assert [outcomes(shop, each) for each in ids] == [["sent"]] * 3


def test_telling_asks_nothing_of_the_database_before_the_commit(shop: World) -> None:
    tx = Transaction(shop.desk)

    with counted() as requests:
        ids = service.tell(tx, [MEI], Matter(what="offline_message", words=WORDS, about="ofm_1"), once="ofm_1")

    assert requests.names == []
    with counted() as requests:
        tx.commit()
    assert requests.names == ["TransactWriteItems"]
    assert len(ids) == 2


def test_an_address_that_stands_twice_is_told_once(shop: World) -> None:
    ids = tell(shop, MEI, Recipient("Mei again", "MEI@shop.example"))

    assert len(ids) == 2


def test_an_email_takes_two_reads_and_two_writes_and_an_sms_two_reads_more(shop: World) -> None:
    service.read_account(shop.desk)
    email, sms = tell(shop)

    with counted() as for_email:
        delivery.deliver(shop.desk, Deliver(email))
    with counted() as for_sms:
        delivery.deliver(shop.desk, Deliver(sms))

    assert for_email.names == ["GetItem", "BatchGetItem", "PutItem", "TransactWriteItems"]
    # the account, and the plan, which says how many SMS a day and to where
    assert for_sms.names == ["GetItem"] * 4 + ["TransactWriteItems"] * 2


@pytest.mark.also_on_moto
def test_what_may_be_told_once_is_told_once(shop: World) -> None:
    ids = tell(shop, once="ofm_1")

    with pytest.raises(service.ToldBefore) as told:
        tell(shop, once="ofm_1")

    assert list(told.value.notice_ids) == ids
    work.run_due(shop.desk)
    assert len(post(shop, "email").sent) == 1


def test_work_that_comes_twice_sends_once(shop: World) -> None:
    email, sms = tell(shop)

    for each in (email, sms, email, sms):
        delivery.deliver(shop.desk, Deliver(each))
    work.run_due(shop.desk)

    assert [len(post(shop, channel).sent) for channel in ("email", "sms")] == [1, 1]


def test_what_cannot_be_reached_is_tried_six_times_in_a_day_and_then_has_failed(shop: World) -> None:
    def down(_: Any) -> None:
        raise Unreachable("down")

    post(shop, "email").fail = down
    (email,) = tell(shop, Recipient("Mei", "mei@shop.example"))

    run_for(shop, 24, step=300)

    found = notice(shop, email)
    assert (found.state, found.tries, found.last_error) == ("failed", 6, "down")
    assert outcomes(shop, email) == ["transient"] * 6
    assert undelivered(shop) == []


def test_what_was_refused_is_not_tried_again_and_refunded_once(shop: World) -> None:
    def refuse(_: Any) -> None:
        raise Refused("InvalidParameter", "not a number")

    post(shop, "sms").fail = refuse
    (sms,) = tell(shop, channels=("sms",))

    run_for(shop, 1)
    delivery.deliver(shop.desk, Deliver(sms))

    found = notice(shop, sms)
    assert (found.state, found.tries, found.cost_fen) == ("failed", 1, 0)
    assert found.last_error == "InvalidParameter: not a number"
    assert balance_and_lines(shop) == (500, [("opening", 500), ("debit", -10), ("refund", 10)])


def test_an_sms_is_charged_once_however_often_it_is_tried(shop: World) -> None:
    def down(_: Any) -> None:
        raise Unreachable("down")

    post(shop, "sms").fail = down
    (sms,) = tell(shop, channels=("sms",))
    run_for(shop, 1)
    assert notice(shop, sms).tries >= 3

    post(shop, "sms").fail = None
    run_for(shop, 4)

    assert notice(shop, sms).state == "sent"
    assert balance_and_lines(shop) == (490, [("opening", 500), ("debit", -10)])


def test_without_a_signature_no_sms_goes_out_but_an_email_instead(shop: World) -> None:
    service.update_settings(shop.desk, {"sms_signature": ""})

    (sms,) = tell(shop, channels=("sms",))
    run_for(shop, 0.1)

    assert post(shop, "sms").sent == []
    assert (notice(shop, sms).state, notice(shop, sms).last_error) == ("failed", "no_signature")
    assert outcomes(shop, sms) == ["permanent"]
    assert [letter.to for letter in post(shop, "email").sent] == ["mei@shop.example"]
    assert balance_and_lines(shop) == (500, [("opening", 500)])


def test_whoever_is_told_by_email_anyway_is_not_told_twice(shop: World) -> None:
    service.update_settings(shop.desk, {"sms_signature": ""})

    tell(shop)
    run_for(shop, 0.1)

    assert [letter.to for letter in post(shop, "email").sent] == ["mei@shop.example"]


def test_an_empty_balance_falls_back_to_email_and_tells_administrators_once_a_day(shop: World) -> None:
    service.update_settings(shop.desk, {"price_fen": 300})
    for _ in range(4):
        tell(shop, channels=("sms",))

    run_for(shop, 0.1)

    assert len(post(shop, "sms").sent) == 1
    to = sorted(letter.to for letter in post(shop, "email").sent)
    assert to == ["agent1@example.com"] + ["mei@shop.example"] * 3
    shop.clock.forward(days=1)
    tell(shop, channels=("sms",))
    run_for(shop, 0.1)
    assert len(post(shop, "email").to("agent1@example.com")) == 2
    assert balance_and_lines(shop) == (200, [("opening", 500), ("debit", -300)])


def test_no_mail_goes_to_ourselves_or_to_machines(shop: World) -> None:
    ours = ["desk@shop.example", "Desk+anything@SHOP.example", "mailer-daemon@x.example", "No-Reply@x.example"]

    ids = tell(shop, *(Recipient("Loop", each) for each in ours))
    run_for(shop, 0.1)

    assert [notice(shop, each).last_error for each in ids] == ["own_address"] * 2 + ["automatic_address"] * 2
    assert post(shop, "email").sent == []


def test_mail_waits_for_a_sender_to_be_set(world: World) -> None:
    world.found()
    (email,) = tell(world, Recipient("Mei", "mei@shop.example"))
    run_for(world, 0.1)
    assert (notice(world, email).state, notice(world, email).last_error) == ("pending", "no_sender_address")

    service.update_settings(world.desk, {"sender_email": "desk@shop.example"})
    run_for(world, 1)

    assert notice(world, email).state == "sent"


def test_a_wording_that_lacks_words_is_still_sent(shop: World) -> None:
    (email,) = tell(shop, Recipient("Mei", "mei@shop.example"), words={})

    work.run_due(shop.desk)

    assert notice(shop, email).state == "sent"


def test_a_provider_that_stumbles_is_asked_again(shop: World) -> None:
    def stumble(_: Any) -> None:
        raise ZeroDivisionError

    post(shop, "email").fail = stumble
    (email,) = tell(shop, Recipient("Mei", "mei@shop.example"))
    work.run_due(shop.desk)
    assert notice(shop, email).last_error == "unexpected: ZeroDivisionError"

    post(shop, "email").fail = None
    run_for(shop, 0.1)

    assert notice(shop, email).state == "sent"


def test_an_sms_carries_its_signature_in_front(shop: World) -> None:
    tell(shop, channels=("sms",))

    work.run_due(shop.desk)

    (letter,) = post(shop, "sms").sent
    assert isinstance(letter, SmsLetter)
    assert letter.text == "【山岚茶铺】新留言A1B2C3，王先生 w***@mail.example：茶还有货吗？"


def test_a_provider_down_for_an_hour_loses_nothing_and_is_not_flooded_when_it_is_back(shop: World) -> None:
    back, arrived = shop.clock.at.timestamp() + 3600, []

    def down(_: Any) -> None:
        if shop.clock.at.timestamp() < back:
            raise Unreachable("down")
        arrived.append(int((shop.clock.at.timestamp() - back) // 60))

    post(shop, "email").fail = down
    ids = [each for n in range(40) for each in tell(shop, Recipient(f"R{n}", f"r{n}@shop.example"))]

    run_for(shop, 4, step=120)

    assert {found.state for found in service.states_of(shop.desk, ids).values()} == {"sent"}
    assert len(post(shop, "email").sent) == len({letter.to for letter in post(shop, "email").sent}) == 40
    assert max(arrived.count(minute) for minute in arrived) <= 10


def test_the_alarms_hear_of_what_reached_nobody_and_not_of_sms_that_were_not_to_go_out(shop: World) -> None:
    def refuse(letter: Letter) -> None:
        if letter.to == "nowhere@shop.example":
            raise Refused("MessageRejected")

    post(shop, "email").fail = refuse
    service.update_settings(shop.desk, {"sms_signature": ""})

    with gauged() as lines:
        tell(shop, MEI, Recipient("Tom", "nowhere@shop.example", None, "en"))
        run_for(shop, 0.1)

    failed = service.list_notices(shop.desk, "failed", None)[0]
    assert {each.to for each in failed} == {"nowhere@shop.example", "+8613800138000"}
    assert [line["NoticesUndelivered"] for line in lines if "NoticesUndelivered" in line] == [1]


def test_the_alarms_hear_of_the_credit_whenever_it_moves(shop: World) -> None:
    with gauged() as lines:
        tell(shop)
        run_for(shop, 0.1)
        by, once = By("administrator", "boss"), Once.of("top_up", "1", [300])
        money.top_up(shop.desk, 300, "", by, once)
        money.top_up(shop.desk, 300, "", by, once)

    told = [line for line in lines if "SmsCredit" in line]
    assert [line["SmsCredit"] for line in told] == [4.9, 7.9]
    assert told[0]["_aws"]["CloudWatchMetrics"][0]["Metrics"] == [{"Name": "SmsCredit", "Unit": "None"}]
