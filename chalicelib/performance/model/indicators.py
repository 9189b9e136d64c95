"""Indicators 指标: what is measured, what it is worth, and how much it weighs (F5). Pure.

What a value is worth: no points at the ``floor`` or short of it, 100 at the ``target``, in between as on a straight
line. Beyond the target it stays 100; where there is a ``best``, it grows on a second line to ``most`` points there, and
no further. ``direction`` says on which side the target is: ``higher`` is above the floor, ``lower`` below it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Annotated

import msgspec

from chalicelib.core.errors import WrongFields
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among, checked
from chalicelib.performance.model.computing import exact, rounded
from chalicelib.performance.model.formula import FUNCTIONS

HIGHER, LOWER = "higher", "lower"
DIRECTIONS = (HIGHER, LOWER)

FULL, MOST_POINTS = 100, 200
MOST_INDICATORS, MOST_SAMPLE, LARGEST_VALUE = 20, 100_000, 10**9
POINT_DIGITS = 2
LONGEST_NAME = 60
VALUE = "_value"  # behind a key: the value itself, in formulas

SCORE, RANK, GROUP_SIZE, BASE = "score", "rank", "group_size", "base"
RESERVED = frozenset({SCORE, RANK, GROUP_SIZE, BASE, *FUNCTIONS})
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

Texts = Mapping[str, str]  # by language
Key = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Indicator(msgspec.Struct, frozen=True):
    """``source``: what is measured (``sources``); ``weight``: of 100 in all, 0: only shown, and for the formula.

    ``least_sample``: of how many cases a figure must be; of fewer it is not counted.
    """

    key: Key
    names: Texts
    source: Annotated[str, msgspec.Meta(max_length=100)]
    weight: int = 0
    direction: Annotated[str, among(*DIRECTIONS)] = HIGHER
    floor: float = 0.0
    target: float = 100.0
    best: float | None = None
    most: int = FULL
    least_sample: int = 0


def points_of(indicator: Indicator, value: float) -> Fraction:
    """What a value is worth, 0 to ``most``, to two digits after the point."""
    floor, target, at = exact(indicator.floor), exact(indicator.target), exact(value)
    points = FULL * (at - floor) / (target - floor)
    if points > FULL and indicator.best is not None:
        beyond = (at - target) / (exact(indicator.best) - target)
        points = FULL + min(beyond, Fraction(1)) * (indicator.most - FULL)
    else:
        points = min(points, Fraction(FULL))
    return rounded(max(points, Fraction(0)), POINT_DIGITS)


def is_key(text: str) -> bool:
    """Whether an indicator may be called so, also in formulas."""
    return _KEY.fullmatch(text) is not None and text not in RESERVED and not text.endswith(VALUE)


def names_in_formulas(indicators: Collection[Indicator]) -> list[str]:
    """What a formula may name: the points of each indicator by its key, and its value."""
    return [SCORE, RANK, GROUP_SIZE, BASE, *(name for each in indicators for name in (each.key, each.key + VALUE))]


def check_bounds(wrong: WrongFields, where: str, each: Indicator) -> None:
    """What even a draft must keep to, so that it can be stored and shown."""
    for name in ("floor", "target", "best"):
        value = getattr(each, name)
        if value is not None and not (math.isfinite(value) and abs(value) <= LARGEST_VALUE):
            wrong.add(f"{where}.{name}", f"at most {LARGEST_VALUE:,}")
    if not 0 <= each.weight <= 100:
        wrong.add(f"{where}.weight", "0 to 100")
    if not FULL <= each.most <= MOST_POINTS:
        wrong.add(f"{where}.most", f"{FULL} to {MOST_POINTS}")
    if not 0 <= each.least_sample <= MOST_SAMPLE:
        wrong.add(f"{where}.least_sample", f"0 to {MOST_SAMPLE:,}")
    if each.direction not in DIRECTIONS:
        wrong.add(f"{where}.direction", f"one of {', '.join(DIRECTIONS)}")
    refuse_long(wrong, f"{where}.names", each.names)


def check_whole(wrong: WrongFields, where: str, each: Indicator, counted_sources: Mapping[str, bool]) -> None:
    """What an indicator that is counted by must keep to. ``counted_sources``: source → whether it has a sample."""
    if not is_key(each.key):
        wrong.add(f"{where}.key", f"small letters, digits and _, a letter first, and none of {', '.join(RESERVED)}")
    check_texts(wrong, f"{where}.names", each.names)
    if each.source not in counted_sources:
        wrong.add(f"{where}.source", "one of the sources")
    elif each.least_sample and not counted_sources[each.source]:
        wrong.add(f"{where}.least_sample", "0: this is no average and no share")
    if not _is_beyond(each.direction, each.target, each.floor):
        wrong.add(f"{where}.target", "above the floor" if each.direction == HIGHER else "below the floor")
    if each.best is None:
        if each.most != FULL:
            wrong.add(f"{where}.most", f"{FULL}, unless there is a best")
    elif not _is_beyond(each.direction, each.best, each.target):
        wrong.add(f"{where}.best", "beyond the target")


def _is_beyond(direction: str, value: float, other: float) -> bool:
    return value > other if direction == HIGHER else value < other


def refuse_long(wrong: WrongFields, where: str, texts: Texts) -> None:
    """Names in languages that there are, none too long."""
    if not set(texts) <= set(LANGUAGES) or any(len(each) > LONGEST_NAME for each in texts.values()):
        wrong.add(where, f"in {' and '.join(LANGUAGES)}, at most {LONGEST_NAME} characters")


def check_texts(wrong: WrongFields, where: str, texts: Texts) -> None:
    """A name in every language."""
    if set(texts) != set(LANGUAGES):
        wrong.add(where, f"in {' and '.join(LANGUAGES)}")
        return
    for language, text in texts.items():
        with wrong:
            checked(f"{where}.{language}", text, longest=LONGEST_NAME)
