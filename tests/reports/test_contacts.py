"""Who came back about the same is counted for good: what comes later makes nothing of it different (F1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.reports.shops import Shop
from tests.worlds import World

A_DAY = timedelta(days=1)


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop.opened(world)


def come(shop: Shop, again_of: str | None = None) -> str:
    """Somebody comes, is answered, and goes."""
    for agent in shop.agents:
        shop.world.online(agent)
    conversation_id = shop.ask(again_of=again_of)
    shop.answer(conversation_id)
    shop.end(conversation_id)
    shop.counted()
    return conversation_id


@pytest.mark.parametrize("days", [94, 97, 104])
def test_a_return_is_one_however_long_after_it_the_same_customer_comes_again(shop: Shop, days: int) -> None:
    first = come(shop)
    shop.later(3 * A_DAY.total_seconds())
    come(shop, again_of=first)
    before = shop.total(first=shop.today().replace(day=1))

    shop.later(days * A_DAY.total_seconds())
    come(shop, again_of=first)

    after = shop.total(first=shop.today() - A_DAY * (days + 10), last=shop.today() - A_DAY * (days - 1))
    names = ("contact", "first_contact", "repeated")
    assert [before.count(name) for name in names] == [2, 1, 1]
    assert [after.count(name) for name in names] == [2, 1, 1]
