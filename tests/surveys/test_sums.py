"""Sums, shares and local days: without a database (F1)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.people.model.agents import Group
from chalicelib.surveys.model.figures import Counted, checked_period, counted_by, figures_of, local_bounds, utc_days

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # in Shanghai


def counted(number: int, **more: Any) -> Counted:
    said: dict[str, Any] = {"asked_at": NOON, "plan_key": "demo", "agent_id": "agt_1", **more}
    return Counted(f"srv_{number}", **said)


def test_figures_are_sums_over_those_asked_and_shares_of_those_who_said() -> None:
    surveys = [
        counted(1, score=5, resolved=True),
        counted(2, score=2, low=True, resolved=False, callback_id="flw_2", callback_in_time=True),
        counted(3, score=1, low=True, callback_id="flw_3", callback_in_time=False),
        counted(4, score=5, resolved=True),
        counted(5),
    ]

    figures = figures_of("k", "n", surveys)

    assert (figures.asked, figures.answered, figures.answer_rate) == (5, 4, 0.8)
    assert (figures.average, figures.distribution) == (3.25, (1, 1, 0, 0, 2))
    assert (figures.low, figures.low_share, figures.resolved_share) == (2, 0.5, 0.6667)
    assert (figures.callbacks, figures.callbacks_in_time) == (2, 1)


def test_where_nobody_said_anything_there_is_no_average_rather_than_a_nought() -> None:
    nobody, silent = figures_of("k", "n", []), figures_of("k", "n", [counted(1)])

    assert (nobody.answer_rate, nobody.average, nobody.low_share, nobody.resolved_share) == (None,) * 4
    assert (silent.answer_rate, silent.average, silent.low_share, silent.resolved_share) == (0.0, None, None, None)


def test_a_survey_counts_on_the_local_day_it_was_asked() -> None:
    late = counted(1, asked_at=datetime(2026, 11, 23, 16, 30, tzinfo=UTC))
    days = checked_period(date(2026, 11, 23), date(2026, 11, 25), TODAY)

    there = counted_by("day", [late], zone="Asia/Shanghai", days=days)
    here = counted_by("day", [late], zone="Europe/London", days=days)

    assert {day: len(found) for day, found in there.items()} == {"2026-11-23": 0, "2026-11-24": 1, "2026-11-25": 0}
    assert len(here["2026-11-23"]) == 1


def test_a_survey_counts_for_the_groups_of_its_plan_that_its_agent_is_in() -> None:
    groups = [Group(name, name, "agt_1", members, NOON) for name, members in GROUPS.items()]
    for_one, for_any = counted(1, group_ids=("sales", "night")), counted(2)
    nobodys = counted(3, agent_id="agt_9", group_ids=("sales",))

    found = counted_by("group", [for_one, for_any, nobodys], zone="UTC", groups=groups)

    assert {key: [each.survey_id for each in some] for key, some in found.items()} == {
        "sales": ["srv_1", "srv_2"],
        "after": ["srv_2"],
        "": ["srv_3"],
    }


TODAY = date(2026, 11, 23)

GROUPS = {"sales": ("agt_1", "agt_2"), "after": ("agt_1",), "night": ("agt_2",)}


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Asia/Shanghai", date(2026, 11, 23), 24),
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("America/New_York", date(2026, 11, 1), 25),
        ("Pacific/Kiritimati", date(2026, 11, 23), 24),
    ],
)
def test_a_local_day_is_as_long_as_its_clock_says_and_touches_two_utc_days(zone: str, day: date, hours: int) -> None:
    since, until = local_bounds(day, day, zone)

    touched = utc_days(since, until)

    assert until - since == timedelta(hours=hours)
    assert len(touched) == 2


def test_a_period_has_an_order_and_an_end() -> None:
    longest = checked_period(date(2026, 9, 1), date(2026, 12, 1), TODAY)

    assert len(longest) == 92
    for first, last in ((date(2026, 9, 1), date(2026, 12, 2)), (date(2026, 9, 2), date(2026, 9, 1))):
        with pytest.raises(Invalid):
            checked_period(first, last, TODAY)
    with pytest.raises(Invalid):
        checked_period(date(1, 1, 1), date(1, 1, 2), TODAY)


@pytest.mark.parametrize("edge", [date.min, date.max, date(1999, 12, 31), date(2200, 1, 1)])
def test_a_day_too_far_away_is_refused_alone_or_with_another_and_the_field_is_named(edge: date) -> None:
    for first, last, field in ((edge, None, "from"), (None, edge, "to"), (edge, edge, "from"), (TODAY, edge, "to")):
        with pytest.raises(Invalid) as refused:
            checked_period(first, last, TODAY)

        assert [each.field for each in refused.value.errors] == [field]


def test_without_a_period_it_is_the_thirty_days_until_today_and_the_first_days_of_all_have_days_before() -> None:
    usual = checked_period(None, None, TODAY)

    earliest = checked_period(None, date(2000, 1, 1), TODAY)

    assert (usual[0], usual[-1], len(usual)) == (date(2026, 10, 25), TODAY, 30)
    assert (earliest[-1], len(earliest)) == (date(2000, 1, 1), 30)
