"""Many at once, on an engine that is atomic; and a hundred letters through a bad day."""

from __future__ import annotations

import random
import threading
from collections import Counter
from datetime import UTC, datetime

import pytest

from chalicelib.core import work
from chalicelib.core.audit import SYSTEM
from chalicelib.core.contacts import Recipient
from chalicelib.core.desk import Desk
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service
from chalicelib.notifications.model.email import Unreachable
from chalicelib.notifications.model.notice import Matter
from chalicelib.notifications.service import delivery, ledger, money
from chalicelib.notifications.service.telling import Deliver
from tests.letters import Letter
from tests.notifications.shops import WORDS, balance_and_lines, notice, open_shop, outcomes, post, tell
from tests.worlds import Clock, World, at_once, desk_with, patient

pytestmark = pytest.mark.race

LETTERS = 100


@pytest.fixture
def shop(atomic_world: World) -> World:
    return open_shop(atomic_world)


def test_work_that_is_done_by_many_at_once_sends_once(shop: World) -> None:
    told = [
        each for n in range(4) for each in tell(shop, Recipient(f"R{n}", f"r{n}@x.example", f"+86138001380{n:02d}"))
    ]

    at_once([lambda each=each: delivery.deliver(shop.desk, Deliver(each)) for each in told for _ in range(4)])

    assert [len(post(shop, channel).sent) for channel in ("email", "sms")] == [4, 4]
    assert [outcomes(shop, each) for each in told] == [["sent"]] * 8
    assert balance_and_lines(shop) == (460, [("opening", 500)] + [("debit", -10)] * 4)


def test_thirty_sms_at_once_with_credit_for_ten_are_ten_debits(shop: World) -> None:
    service.update_settings(shop.desk, {"price_fen": 50})
    told = [
        each
        for n in range(30)
        for each in tell(shop, Recipient(f"R{n}", f"r{n}@x.example", f"+86138001381{n:02d}"), channels=("sms",))
    ]

    problems = at_once([lambda each=each: delivery.deliver(shop.desk, Deliver(each)) for each in told])
    work.run_due(shop.desk)

    assert [each for each in problems if each is not None] == []
    assert balance_and_lines(shop) == (0, [("opening", 500)] + [("debit", -50)] * 10)
    assert Counter(notice(shop, each).state for each in told) == {"sent": 10, "failed": 20}
    assert len(post(shop, "sms").sent) == 10
    by_email = Counter(letter.to for letter in post(shop, "email").sent)
    assert by_email.pop("agent1@example.com") == 1
    assert len(by_email) == by_email.total() == 20


def test_a_top_up_that_comes_many_times_at_once_counts_once(shop: World) -> None:
    once = Once.of("top_up", "c1", {"amount_fen": 1000})

    added = at_once([lambda: money.top_up(shop.desk, 1000, "bank", SYSTEM, once)[1] for _ in range(8)])

    assert sorted(added) == [False] * 7 + [True]
    assert balance_and_lines(shop) == (1500, [("opening", 500), ("top_up", 1000)])


def test_a_resending_that_comes_many_times_at_once_sends_once(shop: World) -> None:
    (told,) = tell(shop, Recipient("R", "r@x.example"))
    delivery.deliver(shop.desk, Deliver(told))
    once = Once.of("resend", "k1", {})

    at_once([lambda: ledger.resend_notice(shop.desk, told, SYSTEM, once) for _ in range(6)])
    work.run_due(shop.desk)
    work.run_due(shop.desk)

    assert len(post(shop, "email").sent) == 2
    assert outcomes(shop, told) == ["sent", "sent"]


def test_a_hundred_letters_through_a_provider_that_fails_often_are_each_sent_once(atomic_desk: Desk) -> None:
    clock = Clock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    shop = open_shop(World(desk_with(clock, atomic_desk.database, sleep=patient), clock))
    dice, lock = random.Random(7), threading.Lock()

    def fail(_: Letter) -> None:
        with lock:
            if dice.random() < 0.3:
                raise Unreachable("down")

    post(shop, "email").fail = fail
    told: list[str] = []
    for start in range(0, LETTERS, 20):
        tx = Transaction(shop.desk)
        to = [Recipient(f"R{n}", f"r{n}@x.example") for n in range(start, start + 20)]
        told += service.tell(tx, to, Matter(what="offline_message", words=WORDS, about="ofm_1"))
        tx.commit()

    while work.waiting(shop.desk):
        at_once([lambda: work.run_due(shop.desk, limit=2000)] * 2)
        clock.forward(minutes=20)

    states = Counter(each.state for each in service.states_of(shop.desk, told).values())
    sent = Counter(letter.to for letter in post(shop, "email").sent)
    assert set(states) <= {"sent", "failed"} and states.total() == LETTERS
    assert len(sent) == sent.total() == states["sent"] >= LETTERS * 0.99
