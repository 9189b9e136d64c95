"""When campaigns run and whose turn it is, as pure functions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.campaigns.model import campaigns, schedule
from chalicelib.campaigns.model.campaigns import Campaign, Run
from chalicelib.followups.model.days import local_date
from tests.followups.test_model import NOW, agent


def test_a_week_later_is_the_same_wall_clock_time_over_both_changes_of_the_clocks() -> None:
    before_spring = datetime(2026, 3, 23, 12, 0, tzinfo=UTC)
    before_autumn = datetime(2026, 10, 20, 12, 0, tzinfo=UTC)

    runs = [schedule.next_run("week", 0, "09:00", "Europe/Berlin", each) for each in (before_spring, before_autumn)]

    assert runs == [datetime(2026, 3, 30, 7, 0, tzinfo=UTC), datetime(2026, 10, 26, 8, 0, tzinfo=UTC)]


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 6 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    st.integers(0, 6),
    st.sampled_from(["00:00", "02:30", "09:00", "23:59"]),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_runs_follow_each_other_by_one_day_or_one_week(at: datetime, weekday: int, time: str, zone: str) -> None:
    daily = schedule.next_run("day", weekday, time, zone, at)
    weekly = schedule.next_run("week", weekday, time, zone, at)

    assert at < daily <= at + timedelta(hours=26)
    assert at < weekly <= at + timedelta(days=7, hours=2)
    following = schedule.next_run("week", weekday, time, zone, weekly)
    assert local_date(following, zone) - local_date(weekly, zone) == timedelta(days=7)
    assert weekly.astimezone(ZoneInfo(zone)).weekday() == weekday


def test_customers_go_round_fairly_to_the_last_agent_first_until_everybody_has_their_quota() -> None:
    campaign = Campaign("cmp_1", "C", "demo", NOW, quota_per_agent=2)
    run = Run(campaign, "2026-11-23", NOW, NOW, ("agt_1", "agt_2", "agt_3"))
    people = {"agt_1": agent(1), "agt_2": agent(2), "agt_3": agent(3, active=False)}

    order = []
    while (chosen := campaigns.whose_turn(run, people, "agt_2")) is not None:
        order.append(chosen.agent_id)
        run = campaigns.with_one_more(run, chosen.agent_id)

    assert order == ["agt_2", "agt_1", "agt_2", "agt_1"]
    assert (run.planned, dict(run.given)) == (4, {"agt_1": 2, "agt_2": 2})
