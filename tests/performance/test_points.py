"""What values are worth, and what a score is made of (F5)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.attendance.model.sums import Sums as Shifts
from chalicelib.performance.model.computing import exact
from chalicelib.performance.model.indicators import HIGHER, LOWER, Indicator, points_of
from chalicelib.performance.model.results import Line, Measure, line_of, places, score_of
from chalicelib.performance.model.sources import attended
from tests.performance.stage import named


def of(direction: str = HIGHER, weight: int = 10, **fields: float | int | None) -> Indicator:
    return Indicator("it", named("It"), "manual", weight, direction, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "points"),
    [(0, 0), (50, 0), (75, 50), (100, 100), (105, 110), (110, 120), (500, 120), (-5, 0), (50.1, 0.2)],
)
def test_points_grow_to_the_target_and_on_to_the_best(value: float, points: float) -> None:
    indicator = of(floor=50, target=100, best=110, most=120)

    assert float(points_of(indicator, value)) == points


@pytest.mark.parametrize(("value", "points"), [(60, 0), (40, 50), (20, 100), (15, 125), (10, 150), (0, 150)])
def test_lower_is_better_the_other_way_round(value: float, points: float) -> None:
    indicator = of(LOWER, floor=60, target=20, best=10, most=150)

    assert float(points_of(indicator, value)) == points


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.sampled_from([HIGHER, LOWER]))
def test_points_never_fall_where_a_value_is_better(value: float, other: float, direction: str) -> None:
    floor, target, best = (0, 100, 150) if direction == HIGHER else (150, 100, 0)
    indicator = of(direction, floor=floor, target=target, best=best, most=130)
    better, worse = sorted((value, other), reverse=direction == HIGHER)

    assert Fraction(0) <= points_of(indicator, worse) <= points_of(indicator, better) <= 130


lines_of = st.lists(st.tuples(st.integers(0, 100), st.one_of(st.none(), st.floats(0, 100))), max_size=8)


@given(lines_of)
def test_a_score_is_the_average_of_what_counts_and_within_it(pairs: Sequence[tuple[int, float | None]]) -> None:
    lines = [line_of(of(weight=weight, floor=0, target=100), Measure(value)) for weight, value in pairs]

    score = score_of(lines)

    counted = [(each.points, each.indicator.weight) for each in lines if each.state == "counted"]
    weight = sum(each for _, each in counted)
    if not weight:
        assert score is None
        return
    whole = sum((exact(points or 0) * share for points, share in counted), Fraction(0))
    assert score is not None
    assert abs(exact(score) - whole / weight) <= Fraction(5, 1000)
    assert min(points or 0 for points, _ in counted) - 0.01 <= score <= max(points or 0 for points, _ in counted) + 0.01


def test_what_is_not_counted_leaves_its_weight_to_the_others() -> None:
    half = line_of(of(weight=50, floor=0, target=100), Measure(80))
    lines: list[Line] = [half, line_of(of(weight=50, floor=0, target=100), Measure())]

    assert score_of(lines) == 80.0


@given(st.dictionaries(st.text(max_size=3), st.sampled_from([50.0, 60.0, 70.5, 90.0])))
def test_equal_scores_share_a_place_and_the_next_is_as_many_more(scores: dict[str, float]) -> None:
    placed = places(scores)

    for name, score in scores.items():
        assert placed[name].place == 1 + sum(other > score for other in scores.values())
        assert placed[name].of == len(scores)


def test_shifts_are_measured_by_what_was_not_excused() -> None:
    sums = Shifts(shifts=20, planned=9_600, leave=480, missed=456, late_times=2, absent=1, overtime=90)

    measured = {name: attended(sums, f"attendance:{name}") for name in ("rate", "late_times", "absent", "overtime")}

    assert measured == {
        "rate": Measure(0.95, 20),
        "late_times": Measure(2.0),
        "absent": Measure(1.0),
        "overtime": Measure(1.5),
    }
    assert attended(Shifts(), "attendance:late_times") == Measure()
    assert attended(Shifts(shifts=1, planned=480, leave=480), "attendance:rate") == Measure(None, 1)
