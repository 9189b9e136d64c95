"""The rule that every letter to a customer obeys: what was refused, by what, and at which hours (A11)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import Invalid
from chalicelib.visitors.model.wishes import (
    AT_ONCE,
    CHANNELS,
    KINDS,
    PREFERRED,
    REFUSABLE,
    Sought,
    WishedHours,
    Wishes,
    checked_hours,
    reachable_at,
    way_of,
)

ADDRESSES = {"email": "mei@example.com", "sms": "+8613800138000"}
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kathmandu")
CLOCKS = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))
SUBSETS = st.lists(st.sampled_from(CHANNELS), unique=True).map(tuple)
DAYS = st.lists(st.integers(0, 6), unique=True).map(tuple)
MOMENTS = st.integers(0, 2 * 365 * 86_400).map(lambda each: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=each))
HOURS = st.builds(WishedHours, CLOCKS, CLOCKS, DAYS, st.sampled_from(ZONES)).filter(
    lambda each: each.begins != each.ends
)
WISHES = st.builds(
    Wishes,
    st.none() | st.sampled_from(PREFERRED),
    SUBSETS,
    st.lists(st.sampled_from(REFUSABLE), unique=True).map(tuple),
    st.none() | HOURS,
)


def within(hours: WishedHours, at: datetime) -> bool:
    """Said another way than the rule says it: by the clock on the wall, minute and day."""
    local = at.astimezone(ZoneInfo(hours.zone or "UTC"))
    begins, ends, clock = time.fromisoformat(hours.begins), time.fromisoformat(hours.ends), local.time()
    days = hours.days or range(7)
    if begins < ends:
        return begins <= clock < ends and local.weekday() in days
    today, before = local.weekday() in days, (local.weekday() - 1) % 7 in days
    return (clock >= begins and today) or (clock < ends and before)


@given(st.sampled_from(KINDS), st.sampled_from(CHANNELS), WISHES, SUBSETS, st.booleans(), MOMENTS)
def test_nothing_goes_by_what_was_refused_nor_what_was_nor_when_they_may_not_be_reached(
    kind: str, channel: str, wishes: Wishes, stopped: tuple[str, ...], fixed: bool, now: datetime
) -> None:
    way = way_of(Sought(kind, channel, ADDRESSES, "UTC", fixed=fixed, stopped=stopped), wishes, now)

    left = [each for each in CHANNELS if each not in wishes.refused and each not in stopped]
    unwanted = kind in REFUSABLE and kind in wishes.refused_kinds
    assert (way.channel is None) == (unwanted or not left)
    if way.channel is None:
        return
    assert way.channel in left and way.at >= now
    wanted = wishes.preferred if not fixed and wishes.preferred in left else channel
    assert way.channel == wanted or wanted not in left
    if wishes.hours is None or kind in AT_ONCE:
        assert way.at == now


@given(HOURS, MOMENTS)
def test_the_hours_begin_within_eight_days_and_nothing_lies_between(hours: WishedHours, now: datetime) -> None:
    at = reachable_at(hours, now, "UTC")

    assert now <= at <= now + timedelta(days=8, hours=2)
    offsets = {(now + timedelta(days=day)).astimezone(ZoneInfo(hours.zone or "")).utcoffset() for day in range(-1, 10)}
    if len(offsets) > 1:
        return  # a night without an hour, or with one twice, has examples of its own
    assert (at == now) == within(hours, now)
    assert within(hours, at)
    assert not within(hours, at - timedelta(microseconds=1)) or at == now


@pytest.mark.parametrize(
    ("zone", "begins", "now", "at"),
    [
        ("Europe/Berlin", "09:00", "2026-03-28T22:00", "2026-03-29T07:00"),  # an hour less that night
        ("Europe/Berlin", "09:00", "2026-10-24T22:00", "2026-10-25T08:00"),  # an hour more
        ("Europe/Berlin", "02:30", "2026-03-29T00:00", "2026-03-29T01:30"),  # which the clock leaves out
        ("Europe/Berlin", "02:30", "2026-10-24T22:00", "2026-10-25T00:30"),  # which comes twice: the first
        ("Asia/Shanghai", "09:00", "2026-11-23T15:00", "2026-11-24T01:00"),
    ],
)
def test_hours_begin_by_the_clock_there_also_when_it_is_changed(zone: str, begins: str, now: str, at: str) -> None:
    def utc(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    assert reachable_at(WishedHours(begins, "20:00", zone=zone), utc(now), "UTC") == utc(at)
    assert reachable_at(WishedHours(begins, "20:00"), utc(now), zone) == utc(at)


@pytest.mark.parametrize(
    ("hours", "field"),
    [
        (WishedHours("9:00", "20:00"), "hours.begins"),
        (WishedHours("09:00", "24:00"), "hours.ends"),
        (WishedHours("09:00", "09:00"), "hours.ends"),
        (WishedHours("09:00", "20:00", (7,)), "hours.days"),
        (WishedHours("09:00", "20:00", (), "../etc/passwd"), "hours.zone"),
    ],
)
def test_hours_that_make_no_sense_are_refused_by_their_field(hours: WishedHours, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_hours("hours", hours)

    assert [each.field for each in refused.value.errors] == [field]
    assert checked_hours("hours", WishedHours("21:00", "07:00", (3, 1, 3))).days == (1, 3)
