"""What a desk says of its figures: targets stand beside them, facts are kept as long as it says (F1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core import audit, times
from chalicelib.core.errors import Invalid
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.service.desk import update_desk
from chalicelib.reports.api import show_sums
from chalicelib.reports.model.facts import STARTED, Fact
from chalicelib.reports.service import forgetting, rebuilding, rolling, settings, writing
from chalicelib.reports.service.forgetting import Forget
from chalicelib.reports.service.rebuilding import Rebuild
from chalicelib.reports.service.settings import ChangeReportSettings
from chalicelib.reports.store.log import FactRow, SumsRow
from tests.crashes import Death, at_each_write
from tests.reports.shops import Shop
from tests.stored import every_item
from tests.worlds import World, counted

A_DAY = timedelta(days=1).total_seconds()


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop.opened(world)


def change(shop: Shop, **fields: Any) -> None:
    caller = shop.world.signed_in(shop.world.agent(role=ADMINISTRATOR))
    settings.change_settings(shop.world.desk, caller, ChangeReportSettings(**fields))


def logged() -> list[str]:
    """The keys of all facts there are."""
    return [each["key"]["S"] for each in every_item(FactRow.Meta.table_name) if each["key"]["S"].startswith("log#")]


def test_targets_stand_beside_figures_with_the_share_that_was_within(shop: Shop) -> None:
    for seconds in (5, 50):
        conversation_id = shop.ask()
        shop.later(seconds)
        shop.answer(conversation_id)
    shop.counted()

    report = shop.report()
    change(shop, targets={"greeting": 60, "answer": 20})
    changed = shop.report()

    assert report.total is not None and changed.total is not None
    greeting = show_sums(report.total, report.targets).times["greeting"]
    assert (greeting.target, greeting.within) == (30, 0.5)
    after = show_sums(changed.total, changed.targets).times
    assert (after["greeting"].target, after["greeting"].within) == (60, 1.0)
    assert (after["answer"].target, after["answer"].within) == (20, None)
    assert after["welcome"].target is None


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"targets": {"nothing": 3, "wait": 0}}, ["targets.nothing", "targets.wait"]),
        ({"contact_days": 0, "kept_days": 3}, ["contact_days", "kept_days"]),
        ({"kept_days": 10**9}, ["kept_days"]),
    ],
)
def test_settings_that_cannot_be_are_refused_by_their_fields(
    shop: Shop, fields: dict[str, Any], names: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        change(shop, **fields)

    assert [each.field for each in refused.value.errors] == names


def test_settings_are_changed_once_for_who_saw_them_and_are_in_the_audit_log(shop: Shop) -> None:
    change(shop, contact_days=14, version=0)

    with pytest.raises(ChangedMeanwhile):
        change(shop, contact_days=3, version=0)

    noted, _ = audit.read(shop.world.desk, times.month(shop.world.desk.now()), None)
    assert settings.read_settings(shop.world.desk).contact_days == 14
    assert [each.act for each in noted].count("change_report_settings") == 1


def test_facts_are_taken_away_when_the_desk_says_so_and_their_sums_stay(shop: Shop) -> None:
    day = shop.today()
    shop.answer(shop.ask())
    shop.counted()
    shop.later(90 * A_DAY)
    shop.ask()
    shop.counted()
    before, total = len(logged()), shop.total(first=day, last=day)

    change(shop, kept_days=60)
    shop.counted()

    assert before > len(logged()) > 0
    assert total.count("started") == 1
    assert shop.total(first=day, last=day) == total


def test_what_was_taken_away_does_not_come_back_as_nothing_when_facts_are_kept_longer_again(shop: Shop) -> None:
    first = shop.today()
    shop.answer(shop.ask())
    shop.counted()
    hour = logged()[0].split("#")[1]
    shop.later(90 * A_DAY)
    change(shop, kept_days=60)
    shop.counted()
    change(shop, kept_days=800)

    rolling.sum_hour(shop.world.desk, rolling.SumHour(hour))
    rebuilding.rebuild(shop.world.desk, Rebuild())
    shop.counted()

    assert shop.total(first=first, last=first).count("started") == 1


def test_each_night_only_the_last_nights_days_are_looked_at_whatever_was_said_before(shop: Shop) -> None:
    shop.answer(shop.ask())
    shop.counted()
    shop.later(5 * A_DAY)
    for days in (60, 3_660, 700):
        change(shop, kept_days=days)
        shop.counted()
    shop.later(70 * A_DAY)
    shop.ask()
    shop.counted()

    rolling.recount(shop.world.desk)
    with counted() as requests:
        shop.counted()

    assert len(requests) < 1_000
    assert not any("2026-11-23" in each for each in logged())


def test_who_dies_while_facts_are_taken_away_goes_on_with_it(new_world: Any) -> None:
    def story(death: Death) -> None:
        shop = Shop.opened(new_world())
        desk, day = shop.world.desk, shop.today()
        writing.put_facts(desk, [Fact(STARTED, f"cnv_{number}", 1, desk.now(), "demo") for number in range(30)])
        shop.counted()
        shop.later(900 * A_DAY)

        with death():
            forgetting.forget(desk, Forget(day))
        forgetting.forget(desk, Forget(day))

        assert logged() == []
        assert shop.total(first=day, last=day).count("started") == 30

    at_each_write(story)


def test_a_fact_has_one_hour_whatever_the_desks_clock_is_later(shop: Shop) -> None:
    desk, fact = shop.world.desk, Fact(STARTED, "cnv_one", 1, shop.world.desk.now(), "demo")
    writing.put_facts(desk, [fact])
    shop.counted()

    update_desk(desk, name=None, seats=None, time_zone="America/New_York")
    writing.put_facts(desk, [fact])
    shop.counted()
    writing.put_facts(desk, [Fact(STARTED, "cnv_two", 1, desk.now(), "demo")])
    shop.counted()

    hours = {
        each["order"]["S"] for each in every_item(SumsRow.Meta.table_name) if each["key"]["S"].startswith("cell#all")
    }
    assert hours == {"all#2026-11-23T17", "all#2026-11-23T04"}
    assert shop.total(first=shop.today() - timedelta(days=1)).count("started") == 2
