"""Counters as conditions of the write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest
from msgspec.structs import replace

from chalicelib.core import limits
from chalicelib.core.desk import Desk
from chalicelib.core.errors import LimitReached
from chalicelib.core.limits import Limit, network_of
from chalicelib.core.transactions import Transaction
from tests.worlds import at_once, counted

THREE = Limit("knock", most=3, within=timedelta(minutes=10))


@pytest.mark.also_on_moto
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


# --- places ---------------------------------------------------------------------------------------------------------

DOOR = Limit("door", most=100, within=timedelta(minutes=10))


def enter(desk: Desk, holder: str, *, places: int = 3, most: int = 100, gone: Sequence[str] = ()) -> None:
    """By one address; ``gone``: who of those asked about has left."""
    limits.hold(
        desk,
        replace(DOOR, most=most),
        "address",
        "192.0.2.1",
        holder,
        places=places,
        here=lambda asked: {each: each not in gone for each in asked if each.startswith("cnv")},
    )


def test_who_finds_all_places_held_is_refused_and_no_place_is_lost_to_who_has_left(desk: Desk) -> None:
    for number in range(3):
        enter(desk, f"cnv_{number}")

    with pytest.raises(LimitReached) as refused:
        enter(desk, "cnv_3")
    enter(desk, "cnv_3", gone=["cnv_1"])

    assert refused.value.extra == {"limit": "door_at_once", "counted_by": "address"}
    assert refused.value.retry_after == 60
    with pytest.raises(LimitReached):
        enter(desk, "cnv_4")


def test_whom_nobody_knows_may_be_on_their_way_for_a_minute_and_then_never_came(desk: Desk) -> None:
    for number in range(3):
        enter(desk, f"unknown_{number}")

    with pytest.raises(LimitReached):
        enter(desk, "cnv_3")
    desk.now.forward(seconds=62)  # type: ignore[attr-defined]
    enter(desk, "cnv_3")


def test_a_new_window_counts_anew_and_the_places_stay_held(desk: Desk) -> None:
    for number in range(2):
        enter(desk, f"cnv_{number}", most=2)
    with pytest.raises(LimitReached) as refused:
        enter(desk, "cnv_2", most=2)
    desk.now.forward(minutes=11)  # type: ignore[attr-defined]

    enter(desk, "cnv_2", most=2)

    assert refused.value.extra["limit"] == "door"
    with pytest.raises(LimitReached) as full:
        enter(desk, "cnv_3", most=2)
    assert full.value.extra["limit"] == "door_at_once"


def test_taking_a_place_is_one_request(desk: Desk) -> None:
    with counted() as first:
        enter(desk, "cnv_1")
    with counted() as second:
        enter(desk, "cnv_2")

    assert (first.names, second.names) == (["UpdateItem"], ["UpdateItem"])


def test_of_thirty_two_at_once_as_many_enter_as_there_are_places(atomic_desk: Desk) -> None:
    outcomes = at_once([partial(enter, atomic_desk, f"cnv_{number}", places=5) for number in range(32)])

    assert outcomes.count(None) == 5
    assert sum(isinstance(each, LimitReached) for each in outcomes) == 27


# --- shares and networks --------------------------------------------------------------------------------------------


def test_one_network_fills_eight_of_a_plans_counters_whoever_asks_from_it() -> None:
    theirs = {limits.spread(THREE, "demo", "192.0.2.1", f"vis_{number}", most=12_800) for number in range(500)}
    others = {limits.spread(THREE, "demo", f"192.0.2.{number}", "vis_1", most=12_800) for number in range(250)}

    assert len(theirs) == 8
    assert {share for _, share in theirs | others} == {100}
    assert len({name for name, _ in others} - {name for name, _ in theirs}) == 15


@pytest.mark.parametrize("most", [1, 7, 8, 10, 63, 64, 127, 128, 1_000, 1_024, 12_800, 100_000])
def test_all_shares_together_are_what_the_plan_says_and_hardly_less(most: int) -> None:
    networks = [f"192.0.2.{number}" for number in range(250)]

    shares = {limits.spread(THREE, "demo", each, f"vis_{n}", most=most) for each in networks for n in range(40)}

    assert most * 0.85 <= sum(share for _, share in shares) <= most


def test_neighbours_in_an_ipv6_network_are_one_and_the_next_network_is_another() -> None:
    mine, neighbour = network_of("2001:db8:1:2::1"), network_of("2001:db8:1:2:ffff:ffff:ffff:ffff")

    assert mine == neighbour != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:192.0.2.7") == network_of("192.0.2.7") == "192.0.2.7"
    assert network_of("not an address") == ""


def test_what_stands_for_an_address_does_not_show_it_and_is_the_same_each_time(desk: Desk) -> None:
    first, again, other = (limits.pseudonym(desk, each) for each in ("192.0.2.1", "192.0.2.1", "192.0.2.2"))

    assert first == again != other
    assert "192.0.2.1" not in first
