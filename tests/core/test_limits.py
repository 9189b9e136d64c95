"""Counters as conditions of the write."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.core import limits
from chalicelib.core.desk import Desk
from chalicelib.core.limits import Limit, LimitReached, network_of
from chalicelib.core.transactions import Transaction
from tests.worlds import at_once

THREE = Limit("knock", most=3, within=timedelta(minutes=10))


def test_what_is_beyond_the_limit_is_refused_until_the_window_ends(desk: Desk) -> None:
    for _ in range(3):
        limits.spend_now(desk, THREE, "visitor", "vis_1")

    with pytest.raises(LimitReached) as refused:
        limits.spend_now(desk, THREE, "visitor", "vis_1")

    assert refused.value.retry_after is not None and 1 <= refused.value.retry_after <= 601
    desk.now.forward(seconds=refused.value.retry_after)  # type: ignore[attr-defined]
    limits.spend_now(desk, THREE, "visitor", "vis_1")


def test_one_subject_does_not_spend_what_is_anothers(desk: Desk) -> None:
    for _ in range(3):
        limits.spend_now(desk, THREE, "visitor", "vis_1")

    limits.spend_now(desk, THREE, "visitor", "vis_2")

    assert limits.spent(desk, THREE, "visitor", "vis_1") == 3
    assert limits.spent(desk, THREE, "visitor", "vis_2") == 1


def test_what_is_not_stored_is_not_counted(desk: Desk) -> None:
    for _ in range(3):
        limits.spend_now(desk, THREE, "address", "192.0.2.1")
    tx = Transaction(desk)
    limits.spend(tx, THREE, "visitor", "vis_1")
    limits.spend(tx, THREE, "address", "192.0.2.1")

    with pytest.raises(LimitReached) as refused:
        tx.commit()

    assert refused.value.extra["counted_by"] == "address"
    assert limits.spent(desk, THREE, "visitor", "vis_1") == 0


def test_of_many_at_once_exactly_as_many_as_allowed_get_through(atomic_desk: Desk) -> None:
    calls = [lambda: limits.spend_now(atomic_desk, THREE, "visitor", "vis_1")] * 16

    outcomes = at_once(calls)

    assert outcomes.count(None) == 3
    assert sum(isinstance(each, LimitReached) for each in outcomes) == 13


def test_an_address_stands_for_its_network() -> None:
    assert network_of("192.0.2.7") == "192.0.2.7"
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert network_of("::ffff:192.0.2.7") == "192.0.2.7"
    assert network_of("no address") == ""
