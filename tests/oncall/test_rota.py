"""Who is on call at each minute: the rules against a walk through the minutes, over changes of the clock (B8)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core.errors import Invalid
from chalicelib.oncall.model.rota import DAY_MINUTES, Override, Rota, RotaForm, Turn, chain_at, changed, rotas_for
from chalicelib.plans.model.holidays import public_days

AGENTS = ("anna", "bert", "cora", "dora")
EAST, WEST = timezone(timedelta(hours=8)), timezone(timedelta(hours=-8))
MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
# each with a week in which the clock changes, or holidays and days that are worked in their stead
WEEKS = [
    ("Europe/Berlin", "DE", date(2026, 3, 27)),
    ("Europe/Berlin", "", date(2026, 10, 23)),
    ("America/St_Johns", "CA", date(2026, 10, 30)),
    ("Australia/Lord_Howe", "", date(2026, 4, 3)),
    ("Asia/Shanghai", "CN", date(2026, 9, 30)),
    ("Asia/Shanghai", "CN", date(2026, 2, 13)),
]

CHAINS = st.lists(st.sampled_from(AGENTS), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def turns(draw: Any) -> Turn:
    start = draw(st.integers(0, DAY_MINUTES - 1))
    end = draw(st.integers(start + 1, start + DAY_MINUTES))
    on_holidays = draw(st.booleans())
    weekdays = draw(st.sets(st.integers(0, 6), min_size=0 if on_holidays else 1, max_size=7))
    return Turn(draw(CHAINS), tuple(sorted(weekdays)), on_holidays, start, end)


@st.composite
def rotas(draw: Any) -> tuple[Rota, str, date]:
    zone, country, first = draw(st.sampled_from(WEEKS))
    begin = datetime(first.year, first.month, first.day, tzinfo=UTC)
    overrides = []
    for _ in range(draw(st.integers(0, 2))):
        since = begin + draw(st.integers(0, 5 * DAY_MINUTES)) * MINUTE
        overrides.append(Override(since, since + draw(st.integers(1, DAY_MINUTES)) * MINUTE, draw(CHAINS)))
    some = tuple(draw(st.lists(turns(), max_size=5)))
    return Rota("rot", "R", turns=some, overrides=tuple(overrides), country=country), zone, first


def walked(rota: Rota, zone: str, first: date, days: int) -> dict[tuple[date, int], tuple[str, ...]]:
    """For each minute that the clock shows on these days, the chain of the turns: day by day, minute by minute."""
    shown: dict[tuple[date, int], list[str]] = {}
    has_holidays = any(each.on_holidays for each in rota.turns)
    for turn in rota.turns:  # in their order, so that chains follow each other as turns do
        for number in range(-1, days):
            day = first + number * A_DAY
            public = public_days(rota.country, day.year) if rota.country else None
            is_holiday = public is not None and day in public.names and has_holidays
            weekday = day.weekday()
            if public is not None and public.made_up.get(day) is not None:
                weekday = int(public.made_up[day] or 0)
            if turn.on_holidays if is_holiday else weekday in turn.weekdays:
                for minute in range(turn.start_minute, turn.end_minute):
                    place = day + minute // DAY_MINUTES * A_DAY, minute % DAY_MINUTES
                    shown.setdefault(place, []).extend(turn.agent_ids)
    return {place: tuple(dict.fromkeys(chain)) for place, chain in shown.items()}


@settings(max_examples=12, deadline=None)
@given(made=rotas())
def test_each_minute_of_a_week_is_as_a_walk_through_the_clock_finds_it(made: tuple[Rota, str, date]) -> None:
    rota, zone, first = made
    days = 5
    expected = walked(rota, zone, first, days)
    at = datetime(first.year, first.month, first.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)

    for _ in range((days - 1) * DAY_MINUTES):
        local = at.astimezone(ZoneInfo(zone))
        held = [each.agent_ids for each in rota.overrides if each.since <= at < each.until]
        chain = held[-1] if held else expected.get((local.date(), local.hour * 60 + local.minute), ())
        assert chain_at(rota, zone, at) == chain, local
        at += MINUTE


@pytest.mark.parametrize(("zone", "country", "first"), WEEKS[::2])
def test_turns_that_follow_each_other_leave_nobody_out_and_nothing_twice(zone: str, country: str, first: date) -> None:
    every = tuple(range(7))
    week = (
        Turn(("anna",), every, start_minute=8 * 60, end_minute=20 * 60),
        Turn(("bert",), every, start_minute=20 * 60, end_minute=32 * 60),
    )
    rota, at = Rota("rot", "R", turns=week, country=country), datetime(first.year, first.month, first.day, tzinfo=UTC)

    chains = {chain_at(rota, zone, at + number * MINUTE) for number in range(3 * DAY_MINUTES)}

    assert chains == {("anna",), ("bert",)}


def test_a_holiday_has_turns_of_its_own_and_the_night_before_goes_on_into_it() -> None:
    rota = Rota(
        "rot",
        "R",
        turns=(
            Turn(("anna",), tuple(range(7)), start_minute=18 * 60, end_minute=32 * 60),
            Turn(("cora", "dora"), on_holidays=True),
        ),
        country="CN",
    )

    def at(day: int, hour: int) -> tuple[str, ...]:
        return chain_at(rota, "Asia/Shanghai", datetime(2026, 10, day, hour, tzinfo=ZoneInfo("Asia/Shanghai")))

    assert at(1, 3) == chain_at(rota, "Asia/Shanghai", datetime(2026, 9, 30, 19, tzinfo=UTC))
    assert at(1, 3) == ("anna", "cora", "dora")  # the night before, and the holiday itself
    assert at(1, 12) == ("cora", "dora")
    assert at(9, 12) == ()
    assert at(9, 20) == ("anna",)


def test_of_rotas_those_of_its_group_come_first() -> None:
    whole, tea, cake, off = (
        Rota("1", "Desk"),
        Rota("2", "Tea", group_ids=("tea",)),
        Rota("3", "Cake", group_ids=("cake",)),
        Rota("4", "Off", group_ids=("tea",), active=False),
    )

    found = rotas_for([whole, tea, cake, off], "visitor", ["tea"])

    assert found == [tea, whole]
    assert rotas_for([whole, tea], "message", ["tea"]) == []


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (RotaForm(name=" "), {"name"}),
        (RotaForm(country="XX"), {"country"}),
        (RotaForm(group_ids=("none",)), {"group_ids"}),
        (RotaForm(turns=(Turn(("anna", "anna"), (0,)),)), {"turns.0.agent_ids"}),
        (RotaForm(turns=(Turn(("nobody",), (0,)),)), {"turns.0.agent_ids"}),
        (RotaForm(turns=(Turn(("anna",)),)), {"turns.0.weekdays"}),
        (RotaForm(turns=(Turn(("anna",), (0,), start_minute=60, end_minute=60),)), {"turns.0.end_minute"}),
        (RotaForm(turns=(Turn(("anna",), (0,), start_minute=60, end_minute=1501),)), {"turns.0.end_minute"}),
        (
            RotaForm(
                overrides=(Override(datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), ("anna",)),)
            ),
            {"overrides.0.until"},
        ),
        (
            RotaForm(overrides=(Override(datetime(2026, 1, 2), datetime(2026, 1, 3), ("anna",)),)),  # noqa: DTZ001
            {"overrides.0.since"},
        ),
        (
            RotaForm(
                overrides=(
                    Override(datetime(1, 1, 1, tzinfo=EAST), datetime(2026, 1, 3, tzinfo=UTC), ("anna",)),
                    Override(datetime(2026, 1, 2, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=WEST), ("anna",)),
                )
            ),
            {"overrides.0.since", "overrides.1.until"},
        ),
    ],
)
def test_what_is_no_rota_is_refused_by_its_field(form: RotaForm, fields: set[str]) -> None:
    with pytest.raises(Invalid) as refused:
        changed(Rota("rot", "R"), form, datetime(2026, 1, 1, tzinfo=UTC), frozenset(AGENTS), frozenset({"tea"}))

    assert {each.field for each in refused.value.errors} == fields


def test_overrides_that_are_long_over_are_kept_no_longer() -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    old, new = (Override(now - days * A_DAY, now - days * A_DAY + A_DAY, ("anna",)) for days in (30, 2))

    after = changed(Rota("rot", "R"), RotaForm(overrides=(old, new)), now, frozenset(AGENTS), frozenset())

    assert after.overrides == (new,)
