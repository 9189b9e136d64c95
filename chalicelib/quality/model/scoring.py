"""What a filled-in sheet comes to (F4). Pure.

    total = 100 × Σ weight · points given ÷ points possible  ÷  Σ weight

over the criteria that apply (points given are not null), rounded to a tenth, half up. It lies within 0 and 100, and
more points for anything never make it less. A fatal error dominates: with one whose effect is ``zero`` the total is 0
whatever else was given; with any at all the sheet has not passed.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from fractions import Fraction

import msgspec

from chalicelib.core.errors import WrongFields
from chalicelib.quality.model.sheets import ZERO, Criterion, Definition

Marks = Mapping[str, int | None]  # key of a criterion → points given; None: it does not apply here


class Score(msgspec.Struct, frozen=True):
    """``total``: 0 to 100 in steps of a tenth; ``sections``: the same of each section by its key, None where nothing
    of it applies. ``fatal``: which fatal errors were made; ``passed``: the pass mark was reached, and no such error."""

    total: float
    sections: Mapping[str, float | None]
    fatal: tuple[str, ...]
    passed: bool


def scored(definition: Definition, marks: Marks, fatal: Collection[str] = ()) -> Score:
    """What a whole sheet comes to. Raises ``Invalid`` as ``refuse_unfinished`` does."""
    refuse_unfinished(definition, marks, fatal)
    made = tuple(each.key for each in definition.fatal if each.key in fatal)
    is_zero = any(each.effect == ZERO for each in definition.fatal if each.key in made)
    total = 0.0 if is_zero else _share(list(definition.criteria), marks) or 0.0
    sections = {each.key: _share(each.criteria, marks) for each in definition.sections}
    return Score(total, sections, made, not made and total >= definition.pass_mark)


def refuse_unfinished(definition: Definition, marks: Marks, fatal: Collection[str]) -> None:
    """Raises ``Invalid`` naming ``marks.<key>`` for every criterion without points, and where nothing applies."""
    refuse_unknown(definition, marks, fatal)
    wrong = WrongFields()
    for each in definition.criteria:
        if each.key not in marks:
            wrong.add(f"marks.{each.key}", f"0 to {each.points}, or null where it does not apply")
    if not wrong and all(each is None for each in marks.values()):
        wrong.add("marks", "at least one criterion applies")
    wrong.refuse()


def refuse_unknown(definition: Definition, marks: Marks, fatal: Collection[str]) -> None:
    """Raises ``Invalid`` naming what the sheet does not ask, and points that cannot be given."""
    wrong, known = WrongFields(), {each.key: each for each in definition.criteria}
    for key, given in marks.items():
        if key not in known:
            wrong.add(f"marks.{key[:40]}", "the sheet does not ask this")
        elif given is not None and not 0 <= given <= known[key].points:
            wrong.add(f"marks.{key}", f"0 to {known[key].points}")
    for key in sorted(set(fatal) - {each.key for each in definition.fatal}):
        wrong.add("fatal", f"the sheet has no such error: {key[:40]}")
    wrong.refuse()


def _share(criteria: Collection[Criterion], marks: Marks) -> float | None:
    given = [(each, points) for each in criteria if (points := marks.get(each.key)) is not None]
    weights = sum(each.weight for each, _ in given)
    if not weights:
        return None
    earned = sum((Fraction(each.weight * points, each.points) for each, points in given), Fraction())
    return math.floor(1000 * earned / weights + Fraction(1, 2)) / 10
