"""A scheme 方案: indicators, grades and a bonus; its versions, and which of them counts in a month (F5). Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.errors import Conflict, Invalid, WrongFields
from chalicelib.performance.model.computing import CURRENCIES
from chalicelib.performance.model.formula import LONGEST, FormulaWrong, Node, parsed
from chalicelib.performance.model.indicators import (
    FULL,
    LARGEST_VALUE,
    MOST_INDICATORS,
    MOST_POINTS,
    Indicator,
    Texts,
    check_bounds,
    check_texts,
    check_whole,
    names_in_formulas,
    refuse_long,
)
from chalicelib.performance.model.months import months_from
from chalicelib.quality.model.calendar import is_month

DESK = "desk"  # the scheme of everybody whose groups have none of their own
MOST_GRADES, MOST_VERSIONS, MONTHS_AHEAD = 10, 100, 12
LONGEST_GRADE = 20
DRAFT = "draft"


class Grade(msgspec.Struct, frozen=True):
    """A grade 等级: from which score on it is reached, and its ``base`` amount, which formulas know."""

    name: Annotated[str, msgspec.Meta(max_length=LONGEST_GRADE)]
    least: float
    base: float = 0.0


class SchemeDefinition(msgspec.Struct, frozen=True):
    """What a scheme says. ``formula``: the bonus in the ``currency``, empty: there is none; ``shows_place``: whether
    agents are told their place among those whom the scheme counts."""

    names: Texts
    indicators: tuple[Indicator, ...] = ()
    grades: tuple[Grade, ...] = ()
    formula: Annotated[str, msgspec.Meta(max_length=LONGEST)] = ""
    currency: Annotated[str, msgspec.Meta(max_length=3)] = "CNY"
    shows_place: bool = False

    def grade_of(self, score: float) -> Grade | None:
        """The highest that this score reaches."""
        reached = [each for each in self.grades if score >= each.least]
        return max(reached, key=lambda each: each.least) if reached else None

    def tree(self) -> Node | None:
        """The formula; None: there is no bonus. Raises ``FormulaWrong``."""
        return parsed(self.formula, names_in_formulas(self.indicators)) if self.formula.strip() else None


class Version(msgspec.Struct, frozen=True):
    """A version of a scheme, which never changes; it counts from ``first_month`` on."""

    scheme_id: str
    version: int
    first_month: str
    definition: SchemeDefinition
    published_at: datetime
    published_by: str


class Published(msgspec.Struct, frozen=True):
    """The same in short."""

    version: int
    first_month: str
    published_at: datetime
    published_by: str


class SchemeRecord(msgspec.Struct, frozen=True):
    """A scheme as administrators keep it, of the desk or of a group (whose id is its own). ``version``: one more with
    each change of the record."""

    scheme_id: str
    draft: SchemeDefinition | None = None
    published: tuple[Published, ...] = ()
    version: int = 0

    def version_in(self, month: str) -> int | None:
        """Which version counts in a month: of those from then or before the newest."""
        held = [each.version for each in self.published if each.first_month <= month]
        return max(held, default=None)


class NoDraft(Conflict):
    """The scheme has no draft."""

    code = "no_scheme_draft"
    title = "There is no draft of this scheme"


class NoScheme(Conflict):
    """No version of any scheme counts in that month."""

    code = "no_scheme"
    title = "No scheme counts in that month"


def scheme_for(group_ids: Sequence[str], schemes: Mapping[str, object]) -> str | None:
    """By which scheme somebody of these groups is counted: of the group that was made first of those that have one,
    else the desk's; None: by none."""
    own = [each for each in sorted(group_ids) if each in schemes]
    return own[0] if own else DESK if DESK in schemes else None


def check_draft(definition: SchemeDefinition) -> None:
    """A draft may be unfinished, but not endless. Raises ``Invalid``."""
    wrong = WrongFields()
    if len(definition.indicators) > MOST_INDICATORS:
        wrong.add(f"{DRAFT}.indicators", f"at most {MOST_INDICATORS}")
    if len(definition.grades) > MOST_GRADES:
        wrong.add(f"{DRAFT}.grades", f"at most {MOST_GRADES}")
    for number, each in enumerate(definition.indicators):
        check_bounds(wrong, f"{DRAFT}.indicators.{number}", each)
    for number, grade in enumerate(definition.grades):
        if not 0 <= grade.least <= MOST_POINTS:
            wrong.add(f"{DRAFT}.grades.{number}.least", f"0 to {MOST_POINTS}")
        if not (math.isfinite(grade.base) and 0 <= grade.base <= LARGEST_VALUE):
            wrong.add(f"{DRAFT}.grades.{number}.base", f"0 to {LARGEST_VALUE:,}")
    refuse_long(wrong, f"{DRAFT}.names", definition.names)
    wrong.refuse()


def checked_scheme(definition: SchemeDefinition, sources: Mapping[str, bool]) -> SchemeDefinition:
    """A scheme that may be counted by. ``sources``: which there are → whether they have a sample.

    Raises ``Invalid`` naming every field that stands in the way.
    """
    wrong = WrongFields()
    with wrong:
        check_draft(definition)
    check_texts(wrong, f"{DRAFT}.names", definition.names)
    for number, each in enumerate(definition.indicators):
        check_whole(wrong, f"{DRAFT}.indicators.{number}", each, sources)
    keys = [each.key for each in definition.indicators]
    if len(set(keys)) < len(keys):
        wrong.add(f"{DRAFT}.indicators", "every key only once")
    total = sum(each.weight for each in definition.indicators)
    if total != FULL:
        wrong.add(f"{DRAFT}.indicators", f"the weights are {total} together, not {FULL}")
    _check_grades(wrong, definition.grades)
    if definition.currency not in CURRENCIES:
        wrong.add(f"{DRAFT}.currency", f"one of {', '.join(CURRENCIES)}")
    flaw = flaw_of(definition)
    if flaw is not None:
        wrong.add(f"{DRAFT}.formula", str(flaw))
    wrong.refuse()
    return definition


def _check_grades(wrong: WrongFields, grades: Sequence[Grade]) -> None:
    for number, each in enumerate(grades):
        if not each.name.strip():
            wrong.add(f"{DRAFT}.grades.{number}.name", "not empty")
    for name in ("name", "least"):
        if len({getattr(each, name) for each in grades}) < len(grades):
            wrong.add(f"{DRAFT}.grades", f"every {name} only once")


def flaw_of(definition: SchemeDefinition) -> FormulaWrong | None:
    """What is wrong with its formula, if anything is."""
    try:
        definition.tree()
    except FormulaWrong as wrong:
        return wrong
    return None


def checked_first_month(month: str, now: str) -> str:
    """From which month on a version may count: the one before this, or a later one. Raises ``Invalid``."""
    earliest, *_, latest = months_from(now, -1, MONTHS_AHEAD)
    if not is_month(month) or not earliest <= month <= latest:
        raise Invalid.field("first_month", f"a month from {earliest} to {latest}")
    return month
