"""Into which cell something falls: rules of plan, source and category, the most specific first (E4). Pure.

Each rule fixes one or more of a cell's parts. For each part the rule that asks most decides: the one with more
conditions, then of the nearer category, then the first. What no rule gives all parts falls into no cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from chalicelib.touchpoints.model.matrix import NONE, Matrix, PlacingRule, code_of


class Came(msgspec.Struct, frozen=True):
    """What rules ask of something. ``category``: what it is filed under, the root first, by ids."""

    plan_key: str = ""
    source: str = ""
    category: tuple[str, ...] = ()


def cell_of(matrix: Matrix, came: Came) -> str:
    """The code of the cell it falls into; ``NONE`` where the rules do not say each part, or no such crossing is."""
    fitting = [(_weight(each, came), -number, each) for number, each in enumerate(matrix.rules) if _fits(each, came)]
    fitting.sort(key=lambda each: each[:2], reverse=True)
    rules = [each for _, _, each in fitting]
    parts = [_first(getattr(each, name) for each in rules) for name in ("channel", "brand", "business")]
    if not all(parts):
        return NONE
    code = code_of(*parts)
    return code if matrix.has(code) else NONE


def _first(parts: Iterable[str]) -> str:
    return next(filter(None, parts), "")


def _fits(rule: PlacingRule, came: Came) -> bool:
    return (
        rule.plan_key in ("", came.plan_key)
        and rule.source in ("", came.source)
        and (not rule.category_id or rule.category_id in came.category)
    )


def _weight(rule: PlacingRule, came: Came) -> tuple[int, int]:
    asked: Sequence[str] = (rule.plan_key, rule.source, rule.category_id)
    depth = came.category.index(rule.category_id) + 1 if rule.category_id else 0
    return sum(map(bool, asked)), depth
