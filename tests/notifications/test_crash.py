"""Dying at every write of a delivery: told once, or once more and the ledger says so; charged exactly once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.core import work
from chalicelib.notifications import service
from chalicelib.notifications.model.email import Refused, Unreachable
from chalicelib.notifications.service import delivery
from chalicelib.notifications.service.telling import Deliver
from tests.crashes import EITHER, Death, at_each_write, crash_at
from tests.notifications.shops import balance_and_lines, notice, open_shop, outcomes, post, run_for, tell, undelivered
from tests.worlds import World


@pytest.fixture
def shop(world: World) -> World:
    return opened(world)


def opened(world: World) -> World:
    open_shop(world)
    service.read_account(world.desk)
    return world


@pytest.mark.parametrize("channel", ["email", "sms"])
def test_dying_at_any_write_tells_once_and_doubles_only_what_nobody_can_know(
    new_world: Callable[[], World], channel: str
) -> None:
    def story(death: Death) -> None:
        shop = opened(new_world())
        (told,) = tell(shop, channels=(channel,))

        with death():
            work.run_due(shop.desk)
        run_for(shop, 0.2)

        accepted_but_not_recorded = death.died and death.number == 2 and not death.written
        claimed_but_not_asked = death.died and death.number == 1 and death.written
        assert notice(shop, told).state == "sent"
        assert len(post(shop, channel).sent) == (2 if accepted_but_not_recorded else 1)
        lost = accepted_but_not_recorded or claimed_but_not_asked
        assert outcomes(shop, told) == (["unknown", "sent"] if lost else ["sent"])
        debits = [("debit", -10)] if channel == "sms" else []
        assert balance_and_lines(shop)[1] == [("opening", 500), *debits]
        assert undelivered(shop) == []

    # lease of the work, claim (with the debit of an SMS), outcome, work crossed off
    assert at_each_write(story, sides=EITHER) == 4


@pytest.mark.parametrize("failure", [Refused("OptedOut"), Unreachable("down")])
def test_dying_while_it_fails_refunds_once_or_not_at_all(new_world: Callable[[], World], failure: Exception) -> None:
    def fail(_: Any) -> None:
        raise failure

    def story(death: Death) -> None:
        shop = opened(new_world())
        post(shop, "sms").fail = fail
        (told,) = tell(shop, channels=("sms",))

        with death():
            work.run_due(shop.desk)
        run_for(shop, 26, step=1800)

        assert notice(shop, told).state == "failed"
        assert notice(shop, told).tries <= 6
        assert balance_and_lines(shop) == (500, [("opening", 500), ("debit", -10), ("refund", 10)])
        assert undelivered(shop) == []

    at_each_write(story, sides=EITHER, least=4)


def test_dying_while_the_balance_is_empty_still_falls_back_once(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        shop = opened(new_world())
        service.update_settings(shop.desk, {"price_fen": 501})
        (told,) = tell(shop, channels=("sms",))

        with death():
            work.run_due(shop.desk)
        run_for(shop, 0.2)

        assert notice(shop, told).last_error == "no_credit"
        fallback = len(post(shop, "email").to("mei@shop.example"))
        warned = len(post(shop, "email").to("agent1@example.com"))
        assert (fallback, warned) in {(1, 1), (2, 1), (1, 2)}  # an e-mail itself may be doubled by this very crash
        assert fallback + warned == 2 or "unknown" in outcomes_of_all(shop)

    at_each_write(story, sides=EITHER, least=4)


def outcomes_of_all(shop: World) -> list[str]:
    found, _ = service.list_notices(shop.desk, "", None)
    return [outcome for each in found for outcome in outcomes(shop, each.notice_id)]


def test_a_sixth_try_nobody_came_back_from_is_given_up_and_refunded(shop: World) -> None:
    def down(_: Any) -> None:
        raise Unreachable("down")

    post(shop, "sms").fail = down
    (told,) = tell(shop, channels=("sms",))
    while notice(shop, told).tries < 5:
        run_for(shop, 0.5)
    due = notice(shop, told).next_try_at
    assert due is not None
    shop.clock.at = due

    with crash_at(2, written=False):
        work.run_due(shop.desk)
    run_for(shop, 0.2)

    assert (notice(shop, told).state, notice(shop, told).last_error) == ("failed", "died_while_sending")
    assert outcomes(shop, told) == ["transient"] * 5 + ["unknown"]
    assert balance_and_lines(shop)[0] == 500


def test_work_that_finds_a_notice_held_by_somebody_dead_does_not_forget_it(shop: World) -> None:
    (told,) = tell(shop, channels=("email",))
    with crash_at(1, written=False):
        delivery.deliver(shop.desk, Deliver(told))  # somebody else, who dies with the provider's yes in hand

    work.run_due(shop.desk)
    assert notice(shop, told).state == "sending"
    run_for(shop, 0.1)

    assert outcomes(shop, told) == ["unknown", "sent"]
    assert len(post(shop, "email").sent) == 2
    assert undelivered(shop) == []


def test_whoever_took_longer_than_the_lease_does_not_write_over_what_came_after(shop: World) -> None:
    (told,) = tell(shop, channels=("sms",))
    calls: list[int] = []

    def take_long(_: Any) -> None:
        calls.append(len(calls))
        if len(calls) == 1:
            shop.clock.forward(minutes=5)
            raise_after_the_other(shop, told)

    shop.desk.senders["sms"].fail = take_long
    work.run_due(shop.desk)
    run_for(shop, 0.1)

    assert outcomes(shop, told) == ["unknown", "sent"]
    assert (notice(shop, told).state, notice(shop, told).provider_id) == ("sent", "post-1")
    assert balance_and_lines(shop)[1] == [("opening", 500), ("debit", -10)]


def raise_after_the_other(shop: World, told: str) -> None:
    """Somebody else delivers it by another door; then our own asking ends without an answer."""
    slow, shop.desk.senders["sms"].lock = shop.desk.senders["sms"].lock, threading.Lock()
    delivery.deliver(shop.desk, Deliver(told))
    shop.desk.senders["sms"].lock = slow
    raise Unreachable("ReadTimeoutError")
