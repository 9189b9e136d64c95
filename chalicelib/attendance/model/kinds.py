"""The kinds of leave as data (B8): what a desk calls them, whether they are paid, how much there is of each a year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

import msgspec

from chalicelib.core.errors import Invalid, WrongFields, checked_each
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import checked

MOST_KINDS, LONGEST_NAME = 30, 40
A_DAY = 480  # minutes that a day of leave counts as
MOST_A_YEAR = 366 * A_DAY
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_COLOR = re.compile(r"#[0-9a-f]{6}")

Unit = Literal["days", "hours"]
DAYS: Unit = "days"
HOURS: Unit = "hours"


class LeaveKind(msgspec.Struct, frozen=True):
    """``names``: by language. ``minutes_a_year``: how much of it everybody has, a day counts as 480 (None: as much as
    is approved). ``unit``: what it is counted in for people. ``every_day``: all days from the first to the last count,
    not only those on which they would work. ``active``: whether it may be asked for."""

    kind_id: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    names: Mapping[str, str]
    paid: bool = True
    minutes_a_year: Annotated[int, msgspec.Meta(ge=0, le=10**9)] | None = None
    unit: Unit = DAYS
    every_day: bool = False
    color: Annotated[str, msgspec.Meta(max_length=20)] = "#2f6fde"
    active: bool = True


def _named(zh: str, en: str) -> Mapping[str, str]:
    return {"zh-CN": zh, "en": en}


SHIPPED: tuple[LeaveKind, ...] = (
    LeaveKind("annual", _named("年假", "Annual leave"), minutes_a_year=5 * A_DAY, color="#2e7d32"),
    LeaveKind("sick", _named("病假", "Sick leave"), color="#c62828"),
    LeaveKind("personal", _named("事假", "Personal leave"), paid=False, color="#6d4c41"),
    LeaveKind("time_off", _named("调休", "Time off in lieu"), minutes_a_year=0, unit=HOURS, color="#00838f"),
    LeaveKind("marriage", _named("婚假", "Marriage leave"), minutes_a_year=3 * A_DAY, every_day=True, color="#ad1457"),
    LeaveKind("maternity", _named("产假", "Maternity leave"), every_day=True, color="#6a1b9a"),
    LeaveKind("bereavement", _named("丧假", "Bereavement leave"), minutes_a_year=3 * A_DAY, color="#455a64"),
)


def checked_kinds(kinds: Sequence[LeaveKind]) -> tuple[LeaveKind, ...]:
    """The kinds of a desk, at least one. Raises ``Invalid`` naming every field that does not hold."""
    if not kinds:
        raise Invalid.field("kinds", "at least one")
    return checked_each("kinds", kinds, _checked, most=MOST_KINDS, by="kind_id")


def _checked(where: str, kind: LeaveKind) -> LeaveKind:
    wrong, names = WrongFields(), dict[str, str]()
    if _KEY.fullmatch(kind.kind_id) is None:
        wrong.add(f"{where}.kind_id", "small letters, digits and _, at most 40, a letter first")
    color = kind.color.strip().lower()
    if _COLOR.fullmatch(color) is None:
        wrong.add(f"{where}.color", "a colour such as #2f6fde")
    if kind.minutes_a_year is not None and not 0 <= kind.minutes_a_year <= MOST_A_YEAR:
        wrong.add(f"{where}.minutes_a_year", f"0 to {MOST_A_YEAR}")
    if set(kind.names) != set(LANGUAGES):
        wrong.add(f"{where}.names", f"in {' and '.join(LANGUAGES)}")
    else:
        for language in LANGUAGES:
            with wrong:
                names[language] = checked(f"{where}.names.{language}", kind.names[language], longest=LONGEST_NAME)
    wrong.refuse()
    return msgspec.structs.replace(kind, names=names, color=color)


def refuse_missing(before: Sequence[LeaveKind], after: Sequence[LeaveKind]) -> None:
    """A kind stays, since leave was taken of it; it may be switched off. Raises ``Invalid``."""
    kept, wrong = {each.kind_id for each in after}, WrongFields()
    for each in before:
        if each.kind_id not in kept:
            wrong.add("kinds", f"{each.kind_id} stays: switch it off instead")
    wrong.refuse()
