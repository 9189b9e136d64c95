"""Planned against what was, minute by minute, over midnight and changes of the clock (B8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.attendance.model.measuring import Figures, Piece, Plan, Said, Surroundings, measured
from chalicelib.attendance.model.settings import Settings
from chalicelib.shifts.model.clock import Clock
from chalicelib.shifts.model.roster import OnDuty, RealPause, Shift, in_real_time
from tests.shifts.stage import SHANGHAI, at, shift

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
RULES = Settings(tolerance_minutes=5, break_tolerance_minutes=5, overtime_from=30)
DAYS = (date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 23))  # the clock is changed in Berlin, twice


def plan_of(span: OnDuty) -> Plan:
    return Plan(span.group_id, span.day, 0, span.since, span.until, span.name, span.color, span.pauses)


def minute_by_minute(plan: Plan, pieces: list[Piece], around: Surroundings, rules: Settings) -> Figures:
    """The same, found out by asking of every minute what was so then."""

    def ticks(since: datetime, until: datetime) -> Iterator[datetime]:
        while since < until:
            yield since
            since += MINUTE

    def status(at: datetime) -> str | None:
        first = next((each for each in sorted(pieces) if each.since <= at < each.until), None)
        return first.status if first is not None and first.status != "away" else None

    def excused(at: datetime) -> bool:
        return any(since <= at < until for since, until in around.leaves)

    def paused(at: datetime, *, paid: tuple[bool, ...] = (True, False)) -> bool:
        return any(each.since <= at < each.until and each.paid in paid for each in plan.pauses)

    left = max(plan.since - 4 * HOUR, around.before or plan.since - 4 * HOUR)
    right = min(plan.until + 8 * HOUR, around.after or plan.until + 8 * HOUR)
    window = {tick: status(tick) for tick in ticks(left, right)}
    shift = list(ticks(plan.since, plan.until))
    required = [tick for tick in shift if not excused(tick)]
    of = [window.get(tick) for tick in shift]
    work = [tick for tick in shift if not paused(tick, paid=(False,))]
    figures = {
        "planned": len(work),
        "leave": sum(excused(tick) for tick in work),
        "online": of.count("online"),
        "busy": of.count("busy"),
        "paused": of.count("break"),
        "allowed": sum(paused(tick) for tick in required),
    }
    overtime = sum(tick >= plan.until and each in ("online", "busy") for tick, each in window.items())
    overtime = overtime if overtime >= rules.overtime_from else 0
    if not required:
        return Figures(**_ends(window, None, None), **figures, overtime=overtime)
    begins, ends = required[0], required[-1] + MINUTE
    moments = _ends(window, begins, ends)
    first, last = moments["first_at"], moments["last_at"]
    if not any(window.get(tick) for tick in required):
        missed = sum(not paused(tick, paid=(False,)) for tick in required)
        return Figures(**moments, **figures, absent=True, missed=missed)
    assert first is not None and last is not None
    late, early = max(0, int((first - begins) / MINUTE)), max(0, int((ends - last) / MINUTE))
    breaks = sum(window.get(tick) == "break" for tick in required)
    over = breaks - figures["allowed"]
    gone = sum(first <= tick < last and not window.get(tick) and not paused(tick) for tick in required)
    return Figures(
        **moments,
        **figures,
        gone=gone,
        over=over if over > rules.break_tolerance_minutes else 0,
        late=late if late > rules.tolerance_minutes else 0,
        early=early if early > rules.tolerance_minutes else 0,
        overtime=overtime,
    )


def _ends(
    window: dict[datetime, str | None], begins: datetime | None, ends: datetime | None
) -> dict[str, datetime | None]:
    """When they came, of the stay that reaches into it, and when they went, of the last stay that begins before its
    end."""
    stays: list[list[datetime]] = []
    for tick in sorted(window):
        if window[tick] is None:
            continue
        if stays and stays[-1][1] == tick:
            stays[-1][1] = tick + MINUTE
        else:
            stays.append([tick, tick + MINUTE])
    near = [each for each in stays if begins is None or each[1] > begins]
    near = [each for each in near if ends is None or each[0] < ends]
    return {"first_at": near[0][0] if near else None, "last_at": near[-1][1] if near else None}


@st.composite
def cases(draw: st.DrawFn) -> tuple[Plan, list[Piece], Surroundings]:
    zone, day = draw(st.sampled_from(["Europe/Berlin", "Asia/Shanghai"])), draw(st.sampled_from(DAYS))
    start = draw(st.integers(0, 23)) * 60
    length = draw(st.sampled_from([60, 240, 480, 720]))
    span = in_real_time(Shift(day, start, start + length, "shk", "S", "#000000"), "agt", "grp", Clock(zone))
    whole = int((span.until - span.since) / MINUTE)

    def stretch(least: int, most: int) -> tuple[datetime, datetime]:
        first = draw(st.integers(least, most))
        return span.since + first * MINUTE, span.since + (first + draw(st.integers(1, 120))) * MINUTE

    pauses = []
    if draw(st.booleans()) and whole > 60:
        begin = draw(st.integers(5, whole - 40))
        pauses.append(RealPause(span.since + begin * MINUTE, span.since + (begin + 30) * MINUTE, draw(st.booleans())))
    statuses = ["online", "busy", "break", "away"]
    pieces = [
        Piece(*stretch(-300, whole + 500), draw(st.sampled_from(statuses))) for _ in range(draw(st.integers(0, 8)))
    ]
    leaves = tuple(stretch(-60, whole) for _ in range(draw(st.integers(0, 2))))
    before = span.since - draw(st.integers(0, 300)) * MINUTE if draw(st.booleans()) else None
    after = span.until + draw(st.integers(0, 600)) * MINUTE if draw(st.booleans()) else None
    return plan_of(replace_pauses(span, tuple(pauses))), pieces, Surroundings(before, after, leaves)


def replace_pauses(span: OnDuty, pauses: tuple[RealPause, ...]) -> OnDuty:
    return OnDuty(
        span.agent_id, span.group_id, span.day, span.since, span.until, span.kind_id, span.name, span.color, pauses
    )


@given(cases())
@settings(max_examples=150, deadline=None)
def test_figures_are_what_each_minute_says(case: tuple[Plan, list[Piece], Surroundings]) -> None:
    plan, pieces, around = case

    found = measured(plan, pieces, around, RULES)

    assert found == minute_by_minute(plan, pieces, around, RULES)


@given(cases(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_doubled_and_in_another_order_it_is_the_same(
    case: tuple[Plan, list[Piece], Surroundings], chance: object
) -> None:
    plan, pieces, around = case
    others = [*pieces, *pieces]
    chance.shuffle(others)  # type: ignore[attr-defined]

    assert measured(plan, others, around, RULES) == measured(plan, pieces, around, RULES)


DAY = date(2026, 11, 23)
EARLY = plan_of(in_real_time(shift(DAY, 9, 17), "agt", "grp", SHANGHAI))


def there(*hours: tuple[float, float, str]) -> list[Piece]:
    start = at(DAY, 0)
    return [Piece(start + since * HOUR, start + until * HOUR, status) for since, until, status in hours]


def test_a_correction_says_when_they_came_and_went() -> None:
    pieces = there((9.5, 16, "online"))

    found = measured(EARLY, pieces, Surroundings(), RULES)
    came = measured(EARLY, pieces, Surroundings(), RULES, Said(came_at=at(DAY, 9)))
    whole = measured(EARLY, pieces, Surroundings(), RULES, Said(at(DAY, 9), at(DAY, 18)))
    excused = measured(EARLY, pieces, Surroundings(), RULES, Said(excused=True))

    assert (found.late, found.early, found.overtime) == (30, 60, 0)
    assert (came.late, came.early) == (0, 60)
    assert (whole.late, whole.early, whole.overtime) == (0, 0, 60)
    assert (excused.late, excused.early, excused.online) == (0, 0, 390)


def test_who_did_not_come_is_absent_unless_it_is_said_otherwise() -> None:
    absent = measured(EARLY, [], Surroundings(), RULES)
    excused = measured(EARLY, [], Surroundings(), RULES, Said(excused=True))
    was_there = measured(EARLY, [], Surroundings(), RULES, Said(came_at=at(DAY, 9), went_at=at(DAY, 17)))
    on_leave = measured(EARLY, [], Surroundings(leaves=((at(DAY, 0), at(DAY, 24)),)), RULES)

    assert (absent.absent, absent.missed) == (True, 480)
    assert [each.absent for each in (excused, was_there, on_leave)] == [False, False, False]
    assert (on_leave.leave, on_leave.missed) == (480, 0)
