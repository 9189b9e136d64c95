"""When leaders are reminded: in working time, ever more rarely (C2)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from msgspec.structs import replace

from chalicelib.offline.model.reminders import remind_at
from chalicelib.plans.model.hours.week import checked_hours
from chalicelib.plans.model.plan import OfflineRules, Plan

FRIDAY = datetime(2026, 11, 27, 17, 30, tzinfo=UTC)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
ALWAYS = Plan("pln_1", "demo", "Demo", FRIDAY, time_zone="UTC", offline=OfflineRules(remind_after_minutes=60))
OFFICE = replace(ALWAYS, hours=checked_hours({"weekly": {day: [["09:00", "18:00"]] for day in WEEKDAYS}}))


def with_wait(plan: Plan, minutes: int) -> Plan:
    return replace(plan, offline=replace(plan.offline, remind_after_minutes=minutes))


def reminders(plan: Plan, left: datetime, until: datetime) -> list[datetime]:
    found: list[datetime] = []
    at = remind_at(plan, left)
    while at <= until:
        found.append(at)
        at = remind_at(plan, at, len(found))
    return found


@pytest.mark.parametrize(("minutes", "most"), [(5, 11), (60, 7)])
def test_a_weekend_in_which_nobody_works_brings_a_few_reminders_and_not_one_each_window(
    minutes: int, most: int
) -> None:
    found = reminders(with_wait(ALWAYS, minutes), FRIDAY, FRIDAY + timedelta(hours=62))

    waits = [later - earlier for earlier, later in pairwise(found)]
    assert 3 < len(found) <= most
    assert waits == sorted(waits) and waits[-1] <= timedelta(days=1)


def test_with_hours_waiting_is_counted_in_working_time() -> None:
    found = reminders(OFFICE, FRIDAY, FRIDAY + timedelta(days=4))

    assert found[0] == datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
    assert all(each.weekday() < 5 and 9 <= each.hour < 18 for each in found)


def test_a_wait_of_days_is_counted_in_days_and_ends_in_working_time() -> None:
    assert remind_at(with_wait(OFFICE, 1_440), FRIDAY) == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert remind_at(with_wait(ALWAYS, 10_080), FRIDAY) == FRIDAY + timedelta(days=7)
    assert remind_at(with_wait(ALWAYS, 10_080), FRIDAY, 5) == FRIDAY + timedelta(days=7)


def test_a_plan_that_never_opens_counts_by_the_clock_and_however_many_looks_were_made_the_next_one_has_a_day() -> None:
    never = replace(ALWAYS, hours=checked_hours({"weekly": {}}))

    assert remind_at(never, FRIDAY) == FRIDAY + timedelta(hours=1)
    assert remind_at(never, FRIDAY, 10_000) == FRIDAY + timedelta(days=1)
