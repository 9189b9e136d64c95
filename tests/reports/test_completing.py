"""Whether all of some days is counted: as long as anything of them waits, it is not (F2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.core import backlog, work
from chalicelib.core.transactions import Transaction
from chalicelib.reports import service as reports
from chalicelib.reports.store import summing
from tests.reports.shops import Shop
from tests.worlds import World, counted

NEXT_DAY = timedelta(days=1).total_seconds()


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop.opened(world)


def is_counted(shop: Shop) -> bool:
    yesterday = shop.today() - timedelta(days=1)
    return reports.is_counted(shop.world.desk, yesterday, yesterday)


def run_some(shop: Shop) -> None:
    while work.run_due(shop.world.desk, limit=1_000):
        pass


def test_a_day_is_counted_once_its_facts_are_told_and_their_hours_are_summed(shop: Shop) -> None:
    shop.ask()
    shop.later(NEXT_DAY)

    untold = is_counted(shop)
    run_some(shop)
    unsummed = is_counted(shop)
    shop.counted()

    assert [untold, unsummed, is_counted(shop)] == [False, False, True]


def test_what_is_written_while_its_hour_is_summed_is_still_to_be_summed(shop: Shop) -> None:
    shop.ask()
    shop.later(6)
    run_some(shop)
    (hour,) = {name.split("#")[1] for name in summing.unsummed(shop.world.desk, "2026-11-01T00", "2026-11-30T23")}

    before = summing.unsummed(shop.world.desk, hour, hour)
    summing.put_summed(shop.world.desk, summing.hour_name(hour))  # another was overtaken: its plan is there

    assert summing.unsummed(shop.world.desk, hour, hour) == before
    shop.counted()
    assert not [name for name in summing.unsummed(shop.world.desk, hour, hour) if name.startswith("hour#")]


def test_an_hour_whose_summing_was_lost_is_summed_once_somebody_asks(shop: Shop) -> None:
    desk = shop.world.desk
    shop.ask()
    shop.later(6)
    run_some(shop)
    lost = [each for each in backlog.read_page(desk, work.shards(desk), None)[0] if each.kind == "reports.sum_hour"]
    tx = Transaction(desk)
    for each in lost:
        work.cross_off(tx, each)
    tx.commit()
    shop.later(NEXT_DAY)
    run_some(shop)

    asked = is_counted(shop)
    run_some(shop)

    assert lost
    assert (asked, is_counted(shop)) == (False, True)
    assert shop.total().count("started") == 1


def test_to_ask_takes_a_read_and_a_query_for_each_partition_of_work_and_each_month(shop: Shop) -> None:
    desk, today = shop.world.desk, shop.today()
    shop.ask()
    shop.later(NEXT_DAY)
    shop.counted()

    with counted() as requests:
        reports.is_counted(desk, today.replace(day=1), today)

    assert len(requests) == 1 + desk.settings.work_shards + 1 + 1
