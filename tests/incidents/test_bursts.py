"""When so much comes that something must be wrong: the rule equals a naive count, and the mark does not flap (F9)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.incidents.model.bursts import (
    AGAIN,
    ENDED,
    OPEN,
    RAISE,
    STILL,
    Burst,
    Mark,
    advanced,
    calm_at,
    ended,
    followed,
    hours_of,
    incident_id_of,
    is_over,
    marks,
    minute_of,
    moment_of,
    usual,
    weeks_before,
)
from chalicelib.incidents.model.rules import BurstRule

ZONE = "Asia/Shanghai"
NOW = minute_of(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
RULE = BurstRule(
    "Refunds", "keyword", "rul_1", words=("refund",), more_than=2, minutes=5, calm_minutes=10, cool_down_minutes=30
)

arrivals = st.lists(st.integers(0, 200), max_size=60).map(lambda minutes: sorted(NOW + each for each in minutes))
rules = st.builds(
    lambda more, minutes, calm, cool: replace(
        RULE, more_than=more, minutes=minutes, calm_minutes=calm, cool_down_minutes=cool
    ),
    st.integers(1, 4),
    st.integers(1, 20),
    st.integers(1, 30),
    st.integers(0, 60),
)


def naive(times: list[int], rule: BurstRule) -> list[int]:
    """The minutes in which more than n came within the m minutes up to them, counted one by one."""
    return sorted({at for at in times if sum(at - rule.minutes < each <= at for each in times) > rule.more_than})


@given(arrivals, rules)
def test_what_is_over_the_mark_is_what_one_would_count_by_hand(times: list[int], rule: BurstRule) -> None:
    counts = Counter(times)

    found = marks(rule, counts, 0, ZONE, {})

    assert [each.minute for each in found] == naive(times, rule)
    assert all(each.count == sum(each.minute - rule.minutes < at <= each.minute for at in times) for each in found)


def lived(times: list[int], rule: BurstRule) -> list[tuple[str, int, str | None]]:
    """Minute by minute, as the desk does it: each beginning, return and end, with the incident it is of."""
    burst, story, counts = Burst("rul_1"), list[tuple[str, int, str | None]](), Counter(times)
    for minute in range(NOW, NOW + 400):
        now = [each for each in marks(rule, counts, minute, ZONE, {}) if each.minute == minute]
        burst, steps = followed(burst, rule, now)
        story += [(step, minute, burst.incident_id) for step, _ in steps if step != STILL]
        if burst.state == OPEN and minute >= calm_at(burst, rule):
            burst = ended(burst, minute, by_hand=False)
            story.append((ENDED, minute, burst.incident_id))
    return story


def naively_lived(over: list[int], rule: BurstRule) -> list[tuple[str, int]]:
    """The same from the minutes over the mark alone: a pause longer than calm ends it, one longer than calm and
    cool-down together makes the next a new one."""
    story = list[tuple[str, int]]()
    for before, minute in pairwise([None, *over, None]):
        calm = before + rule.calm_minutes + 1 if before is not None else None
        if calm is not None and (minute is None or minute > calm):
            story.append((ENDED, calm))
        if minute is not None and (calm is None or minute > calm):
            is_new = calm is None or minute >= calm + rule.cool_down_minutes
            story.append((RAISE if is_new else AGAIN, minute))
    return story


@settings(max_examples=80)
@given(arrivals, rules)
def test_a_burst_has_one_incident_that_ends_when_it_is_calm_and_goes_on_when_it_comes_again(
    times: list[int], rule: BurstRule
) -> None:
    over = naive(times, rule)

    story = lived(times, rule)

    assert [(kind, minute) for kind, minute, _ in story] == naively_lived(over, rule)
    raised = [incident_id for kind, _, incident_id in story if kind == RAISE]
    assert len(set(raised)) == len(raised)


@given(st.permutations([NOW, NOW + 1, NOW + 2, NOW + 3]))
def test_minutes_that_are_known_late_or_in_another_order_raise_the_same_one(order: list[int]) -> None:
    burst, steps = Burst("rul_1"), list[str]()

    for minute in order:
        burst, step = advanced(burst, RULE, Mark(minute, 3, None))
        steps += [step] if step is not None else []

    assert (burst.incident_id, burst.over, burst.number) == (incident_id_of("rul_1", 1), NOW + 3, 1)
    assert steps.count(RAISE) == 1


def test_what_somebody_ended_stays_over_while_it_still_comes() -> None:
    burst, _ = advanced(Burst("rul_1"), RULE, Mark(NOW, 3, None))
    burst = ended(burst, NOW + 1, by_hand=True)

    for minute in range(NOW + 2, NOW + 200):
        burst, step = advanced(burst, RULE, Mark(minute, 9, None))
        assert step == STILL
    _, later = advanced(burst, RULE, Mark(NOW + 199 + RULE.cool_down_minutes, 9, None))

    assert (burst.state, later) == (ENDED, RAISE)


def test_what_is_usual_is_the_average_of_the_same_hours_in_the_weeks_that_counted() -> None:
    rule = replace(RULE, minutes=60, since=moment_of(NOW) - timedelta(days=15))
    hour = "2026-11-23T17"  # nine o'clock in UTC
    known = {weeks_before(hour, 1): 60, weeks_before(hour, 2): 20, weeks_before(hour, 3): 900}

    ordinary = usual(rule, NOW + 59, ZONE, known)

    assert hours_of(NOW + 59, 60, ZONE) == {hour: 60}
    assert ordinary == 40  # the third week was before the rule
    assert (is_over(rule, 120, ordinary), is_over(rule, 121, ordinary)) == (False, True)
    assert usual(replace(rule, since=moment_of(NOW)), NOW + 59, ZONE, known) is None


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 29), 23), ((2026, 10, 25), 25)])
def test_a_day_on_which_the_clock_changes_has_its_hours(day: tuple[int, int, int], hours: int) -> None:
    begins = minute_of(datetime(*day, tzinfo=UTC) - timedelta(hours=2))

    minutes = [hours_of(begins + each, 1, "Europe/Berlin") for each in range(26 * 60)]

    of_day = [name for each in minutes for name in each if name.startswith("-".join(f"{part:02d}" for part in day))]
    assert len(of_day) == hours * 60
