"""What an agent's month comes to, with all that it was made of (F5). Pure.

The score is the average of the points of those indicators that are counted, by their weights: what is not counted
leaves its weight to the others. It has two digits after the point, half of one goes up. Of nothing there is no score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.text import among
from chalicelib.performance.model.computing import REASONS, Uncomputable, amount_of, exact
from chalicelib.performance.model.computing import rounded as rounded_to
from chalicelib.performance.model.indicators import (
    BASE,
    GROUP_SIZE,
    POINT_DIGITS,
    RANK,
    SCORE,
    VALUE,
    Indicator,
    points_of,
)
from chalicelib.performance.model.schemes import SchemeDefinition

COUNTED, SHOWN, NOTHING, TOO_FEW = "counted", "shown", "nothing", "too_few"
STATES = (COUNTED, SHOWN, NOTHING, TOO_FEW)


class Measure(msgspec.Struct, frozen=True):
    """What was measured: a ``value`` (None: there is nothing) of a ``sample`` of so many (None: it is no average)."""

    value: float | None = None
    sample: int | None = None
    reason: str | None = None


NOTHING_MEASURED = Measure()


class Line(msgspec.Struct, frozen=True):
    """An indicator as it was, what was measured, and what that is worth. ``state``: whether it is ``counted``, has no
    weight (``shown``), or is not counted for there is ``nothing``, or too little, to measure."""

    indicator: Indicator
    state: Annotated[str, among(*STATES)]
    value: float | None = None
    sample: int | None = None
    points: float | None = None
    reason: str | None = None


class Failure(msgspec.Struct, frozen=True):
    """Why there is no bonus though there is a formula: at which character of it (from 0), and which name."""

    code: Annotated[str, among(*REASONS)]
    position: int = 0
    about: str = ""


class Result(msgspec.Struct, frozen=True):
    """An agent's month by a version of a scheme (0: by a draft). ``place`` of ``of``: among those whom the same scheme
    gives a score; ``bonus``: in the smallest unit of the currency."""

    agent_id: str
    name: str
    scheme_id: str
    version: int
    scheme_names: Mapping[str, str]
    lines: tuple[Line, ...]
    score: float | None
    computed_at: datetime
    grade: str | None = None
    base: float = 0.0
    place: int | None = None
    of: int | None = None
    formula: str = ""
    currency: str = "CNY"
    bonus: int | None = None
    failure: Failure | None = None
    shows_place: bool = False

    @property
    def brief(self) -> Brief:
        """The same in short."""
        return Brief(
            self.agent_id,
            self.name,
            self.scheme_id,
            self.score,
            self.grade,
            self.place,
            self.of,
            self.bonus,
            self.currency,
            self.failure,
        )


class Brief(msgspec.Struct, frozen=True):
    """A result in lists."""

    agent_id: str
    name: str
    scheme_id: str
    score: float | None = None
    grade: str | None = None
    place: int | None = None
    of: int | None = None
    bonus: int | None = None
    currency: str = "CNY"
    failure: Failure | None = None


def line_of(indicator: Indicator, measure: Measure) -> Line:
    """What a measure is worth."""
    if measure.value is None:
        return Line(indicator, NOTHING, None, measure.sample)
    points = float(points_of(indicator, measure.value))
    if measure.sample is not None and measure.sample < indicator.least_sample:
        state = TOO_FEW
    else:
        state = COUNTED if indicator.weight else SHOWN
    return Line(indicator, state, measure.value, measure.sample, points, measure.reason)


def score_of(lines: Iterable[Line]) -> float | None:
    """The average of the points that are counted, by their weights."""
    counted = [each for each in lines if each.state == COUNTED and each.points is not None]
    weight = sum(each.indicator.weight for each in counted)
    if not weight:
        return None
    points = sum((exact(each.points or 0.0) * each.indicator.weight for each in counted), Fraction(0))
    return float(rounded_to(points / weight, POINT_DIGITS))


class Placed(msgspec.Struct, frozen=True):
    """A place among so many."""

    place: int
    of: int


def places(scores: Mapping[str, float]) -> dict[str, Placed]:
    """The place of each: 1 is the highest; of equal scores all have the same, and the next one as many more."""
    ordered = sorted(scores.values(), reverse=True)
    first = {score: number for number, score in reversed(list(enumerate(ordered, 1)))}
    return {name: Placed(first[score], len(ordered)) for name, score in scores.items()}


def places_by_scheme(briefs: Sequence[Brief]) -> dict[str, Placed]:
    """The place of each agent among those of the same scheme; whoever has no score has none."""
    found: dict[str, Placed] = {}
    for scheme_id in {each.scheme_id for each in briefs}:
        of_scheme = {each.agent_id: each.score for each in briefs if each.scheme_id == scheme_id}
        found |= places({agent_id: score for agent_id, score in of_scheme.items() if score is not None})
    return found


def settled(result: Result, definition: SchemeDefinition, placed: Placed | None) -> Result:
    """With its grade, its place, and the bonus that the formula gives."""
    if result.score is None or placed is None:
        return result
    grade = definition.grade_of(result.score)
    base = grade.base if grade is not None else 0.0
    after = replace(
        result, grade=grade.name if grade is not None else None, base=base, place=placed.place, of=placed.of
    )
    tree = definition.tree()
    if tree is None:
        return after
    try:
        return replace(after, bonus=amount_of(tree, values_of(after), definition.currency))
    except Uncomputable as error:
        return replace(after, failure=Failure(error.code, error.position, error.about))


def values_of(result: Result) -> dict[str, Fraction | None]:
    """What a formula's names stand for. What is not counted has no points and, with too few cases, no value."""
    values: dict[str, Fraction | None] = {
        SCORE: _exactly(result.score),
        RANK: _exactly(result.place),
        GROUP_SIZE: _exactly(result.of),
        BASE: exact(result.base),
    }
    for each in result.lines:
        held = each.state in (COUNTED, SHOWN)
        values[each.indicator.key] = _exactly(each.points) if held else None
        values[each.indicator.key + VALUE] = _exactly(each.value) if held else None
    return values


def _exactly(number: float | None) -> Fraction | None:
    return exact(number) if number is not None else None
