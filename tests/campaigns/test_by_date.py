"""Campaigns by a date of the customer: found by an index that follows the date, planned once, moved with it (D3)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.campaigns.model.dates import in_year, next_occasion, occasions, spots
from chalicelib.campaigns.persons import DECLARED
from chalicelib.campaigns.service import definitions, runs, standing
from chalicelib.campaigns.service.runs import PlanPiece
from chalicelib.campaigns.store import campaigns as store
from chalicelib.campaigns.store import standings
from chalicelib.campaigns.store.standings import PlaceRow, StandingRow
from chalicelib.core import work
from chalicelib.core.persons import Kept
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.followup import FollowUp
from chalicelib.followups.model.forms import RecordCall
from chalicelib.followups.service import access, calling
from chalicelib.plans import service as plans
from tests.campaigns.dated import date_field, fill_in, known_by_date, people
from tests.campaigns.stage import campaign, planned
from tests.crashes import BEFORE, Death, at_each_write
from tests.followups.stage import boss, caller, catch_up, settle
from tests.stored import every_item
from tests.worlds import World, at_once, counted

TODAY = "2026-11-23"  # Monday, 17:00 in Shanghai


def by_date(world: World, *agents: Any, field: str, **values: Any) -> Any:
    asked = {"chosen": "date", "date_field": field, "every": "day", "at": "18:00", "kind": "renewal", **values}
    return campaign(world, *agents, **asked)


def tick(world: World, made: Any) -> None:
    """The campaign's next time comes."""
    world.clock.at = definitions.find_campaign(world.desk, made.campaign_id).next_run_at + timedelta(seconds=1)
    settle(world)


def days_due(follow_ups: list[FollowUp]) -> list[str]:
    """On which day each is due, by Shanghai's clock: they end with it."""
    return sorted(f"{each.due_at + timedelta(hours=8) - timedelta(seconds=1):%Y-%m-%d}" for each in follow_ups)


def test_a_week_before_a_contract_ends_its_customer_is_called_once_with_the_date_beside(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    field = date_field(world)
    soon, later = people(world, 2)
    fill_in(world, soon, field, "2026-11-30")
    fill_in(world, later, field, "2026-12-01")
    made = by_date(world, agent, by=manager, field=field, days_after=-7)

    tick(world, made)
    runs.run_now(world.desk, caller(manager), made.campaign_id)
    first = planned(world, made.campaign_id, manager)
    tick(world, made)

    assert [(each.visitor_id, each.kind) for each in first] == [(soon, "renewal")]
    assert first[0].remarks[0].text == "Old members：2026-11-30"
    assert [each.visitor_id for each in planned(world, made.campaign_id, manager)] == [soon, later]


def test_nobody_is_found_by_a_date_once_what_is_kept_of_them_is_erased(world: World) -> None:
    fields = [date_field(world, f"Day {number}") for number in range(25)]
    gone, stays = people(world, 2, level="vip", name="Mei")
    for visitor_id, some in ((gone, fields), (stays, fields[:1])):
        for each in some:
            fill_in(world, visitor_id, each, "1990-05-17")
    settle(world)
    (kept,) = (each for each in DECLARED if isinstance(each, Kept))

    found, _ = kept.find(world.desk, gone, None)
    for each in found:
        kept.erase(world.desk, each, gone)

    names = [f"{each['key']['S']} {each['order']['S']}" for each in every_item(PlaceRow.Meta.table_name)]
    assert found and not [each for each in names if gone in each]
    assert len([each for each in names if stays in each]) == 3


def test_a_weekly_run_plans_the_days_until_the_next_each_due_on_its_own(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    field = date_field(world)
    for visitor_id, day in zip(people(world, 9), range(20, 29), strict=True):
        fill_in(world, visitor_id, field, f"1980-11-{day}")
    made = by_date(world, agent, by=manager, field=field, yearly=True, every="week", weekday=0)

    tick(world, made)

    # three days back: those are late, and due today; six ahead
    assert days_due(planned(world, made.campaign_id, manager)) == [TODAY] * 4 + [
        f"2026-11-{day}" for day in range(24, 29)
    ]


def test_who_was_born_on_29_february_is_called_on_the_28th_of_other_years_and_each_year(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    field = date_field(world)
    (visitor_id,) = people(world, 1)
    fill_in(world, visitor_id, field, "1996-02-29")
    settle(world)
    called = []
    made = by_date(world, agent, by=manager, field=field, yearly=True, active=False, kind="care")

    for at in ("2027-02-28", "2028-02-28", "2028-02-29", "2029-02-28"):
        world.clock.at = datetime.fromisoformat(f"{at}T09:00:00+00:00")
        definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"active": True}, None)
        before = len(planned(world, made.campaign_id, manager))
        runs.run_now(world.desk, caller(manager), made.campaign_id)
        settle(world)
        definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"active": False}, None)
        if len(planned(world, made.campaign_id, manager)) > before:
            called.append(at)

    assert called == ["2027-02-28", "2028-02-29", "2029-02-28"]


def test_the_day_is_the_plans_through_a_night_without_an_hour(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    plans.update_plan(world.desk, "demo", {"time_zone": "America/New_York"}, None)
    field = date_field(world)
    world.clock.at = datetime(2027, 3, 13, 20, 0, tzinfo=UTC)
    (visitor_id,) = people(world, 1)
    fill_in(world, visitor_id, field, "2027-03-14")
    made = by_date(world, agent, by=manager, field=field, at="02:30")

    settle(world)
    first = definitions.find_campaign(world.desk, made.campaign_id).next_run_at
    tick(world, made)

    assert first == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)  # half past two does not exist there
    (one,) = planned(world, made.campaign_id, manager)
    assert one.due_at == datetime(2027, 3, 15, 4, 0, tzinfo=UTC)


def test_a_date_that_changes_moves_what_was_planned_or_cancels_it_and_gives_the_customer_back(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    field = date_field(world)
    moved, gone, called = people(world, 3)
    for each in (moved, gone, called):
        fill_in(world, each, field, TODAY)
    made = by_date(world, agent, by=manager, field=field, not_again_days=300)
    tick(world, made)
    before = {each.visitor_id: each for each in planned(world, made.campaign_id, manager)}
    next_at = (world.clock() + timedelta(days=2)).isoformat()
    tried = RecordCall("not_reached", "c", "Nobody there", next_at)
    calling.record_call(world.desk, agent, before[called].followup_id, tried)

    fill_in(world, moved, field, "2026-11-26")
    fill_in(world, gone, field, "2027-11-23")
    fill_in(world, called, field, None)
    settle(world)
    world.clock.forward(days=3)
    settle(world)

    after = {name: access.find(world.desk, each.followup_id) for name, each in before.items()}
    assert days_due([after[moved]]) == ["2026-11-26"]
    assert (after[gone].state, after[gone].outcome) == ("done", "cancelled")
    assert (after[called].state, len(after[called].notes)) == ("open", 1)
    assert len(planned(world, made.campaign_id, manager)) == 2
    world.clock.at = datetime(2027, 11, 23, 9, 59, tzinfo=UTC)
    definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"at": "18:30"}, None)
    tick(world, made)
    assert gone in {each.visitor_id for each in planned(world, made.campaign_id, manager)}


def test_a_date_taken_back_and_given_again_is_called_for_again(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    field = date_field(world)
    (visitor_id,) = people(world, 1)
    fill_in(world, visitor_id, field, TODAY)
    made = by_date(world, agent, by=manager, field=field)
    tick(world, made)

    for day in (None, TODAY):
        fill_in(world, visitor_id, field, day)
        settle(world)
    tick(world, made)

    (one,) = planned(world, made.campaign_id, manager)
    assert one.visitor_id == visitor_id


def test_two_campaigns_want_the_same_customer_and_one_gets_them(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    field = date_field(world)
    (visitor_id,) = people(world, 1, level="vip", name="Mei")
    fill_in(world, visitor_id, field, TODAY)
    world.clock.forward(seconds=1)
    date = by_date(world, agent, by=manager, field=field)
    level = campaign(world, agent, by=manager, chosen="level", intervals={"vip": 1}, every="day", at="18:00")
    world.clock.forward(days=2)

    fill_in(world, visitor_id, field, "2026-11-25")
    settle(world)
    world.clock.forward(hours=6)
    settle(world)

    found = [*planned(world, date.campaign_id, manager), *planned(world, level.campaign_id, manager)]
    assert [each.visitor_id for each in found] == [visitor_id]


def test_a_thousand_on_one_day_are_planned_once_whoever_runs_it_and_however_often(world: World) -> None:
    agents, manager = world.found(agents=6), boss(world)
    field = date_field(world)
    ids = known_by_date(world, people(world, 1000), field, TODAY)
    made = by_date(world, *agents, by=manager, field=field, quota_per_agent=200)
    with counted() as requests:
        run, _ = runs.run_now(world.desk, caller(manager), made.campaign_id)
    runs.run_now(world.desk, caller(manager), made.campaign_id)
    for piece in range(42):
        for each in (piece, max(0, piece - 1)):  # and the one before once more
            runs.plan_piece(world.desk, PlanPiece(made.campaign_id, run.day, each))

    ended = store.run(world.desk, made.campaign_id, run.day)
    assert ended is not None and (ended.planned, ended.state, ended.passed) == (1000, "finished", 0)
    assert {each.visitor_id for each in planned(world, made.campaign_id, manager)} == set(ids)
    assert len(requests) < 60  # its first piece: as many customers as any piece, however many are due


def test_a_run_and_changes_of_the_date_at_once_leave_nobody_called_for_a_date_they_have_not(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    field = date_field(world)
    ids = people(world, 12)
    for each in ids:
        fill_in(world, each, field, TODAY)
    settle(world)
    made = by_date(world, agent, by=manager, field=field, quota_per_agent=100)

    def change() -> None:
        for each in ids[::2]:
            fill_in(world, each, field, "2026-12-24")
        settle(world)

    at_once([lambda: runs.run_now(world.desk, caller(manager), made.campaign_id), change])
    settle(world)

    assert sorted(each.visitor_id for each in planned(world, made.campaign_id, manager)) == ids[1::2]


def test_dying_at_any_write_of_a_change_or_a_run_leaves_every_date_called_for_once(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    field = date_field(world)

    def story(death: Death) -> None:
        stays, goes = people(world, 2, prefix=f"n{death.number}")
        for each in (stays, goes):
            fill_in(world, each, field, TODAY)
        settle(world)
        made = by_date(world, agent, by=manager, field=field)
        with death():
            runs.run_now(world.desk, caller(manager), made.campaign_id)
            settle(world)
            fill_in(world, goes, field, "2026-12-24")
            settle(world)
        catch_up(world)
        fill_in(world, goes, field, "2026-12-24")
        runs.run_now(world.desk, caller(manager), made.campaign_id)
        settle(world)

        assert [each.visitor_id for each in planned(world, made.campaign_id, manager)] == [stays]
        definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"active": False}, None)

    at_each_write(story, sides=(BEFORE,), step=4, least=12, most=200)

    assert not work.dead(world.desk)


def test_what_is_kept_is_made_anew_from_the_facts_and_the_drift_is_told(world: World) -> None:
    world.found(agents=1)
    field = date_field(world)
    ids = people(world, 30)
    for each in ids:
        fill_in(world, each, field, TODAY)
    settle(world)
    tx = Transaction(world.desk)
    for each in ids[:3]:
        kept = standings.standing(world.desk, each)
        tx.delete(StandingRow(f"customer#{each}", "standing"))
        tx.delete(PlaceRow(*kept.date_places[field]))
    tx.commit()

    standing.restand(world.desk)
    settle(world)

    found, _ = standings.dated(world.desk, "demo", field, spots(date(2026, 11, 23), yearly=False)[0], None, 100)
    assert sorted(each.visitor_id for each in found) == ids
    assert not standing.keep(world.desk, ids[0])


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(of=DAYS, today=DAYS, days_after=st.integers(-366, 366), yearly=st.booleans())
def test_the_next_occasion_is_one_of_the_days_whose_spots_hold_the_date(
    of: date, today: date, days_after: int, yearly: bool
) -> None:
    last = today + timedelta(days=6)

    found = next_occasion(of, days_after, today, last, yearly=yearly)

    held = [
        each
        for each in occasions(today, last, days_after)
        for spot in spots(each.on, yearly=yearly)
        if spot.day_of_year == f"{of:%m-%d}" and (of.year == spot.last if spot.alone else of.year <= spot.last)
    ]
    assert found == (held[0] if held else None)
    assert found is None or found.on == (in_year(of, found.on.year) if yearly else of)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_dates_at_the_ends_of_time_are_kept_and_harm_nobody(world: World, day: str) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    field = date_field(world)
    (visitor_id,) = people(world, 1)
    fill_in(world, visitor_id, field, day)
    made = by_date(world, agent, by=manager, field=field, days_after=366, yearly=True)

    tick(world, made)

    assert planned(world, made.campaign_id, manager) == []
    assert not work.dead(world.desk)
