"""The kinds of entries as data (F12): what a desk calls its rewards and penalties, and what each of them may carry."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

import msgspec

from chalicelib.core.errors import Invalid, WrongFields, checked_each
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among, checked

REWARD, PENALTY = "reward", "penalty"
EFFECTS = (REWARD, PENALTY)
MOST_KINDS, LONGEST_NAME = 40, 40
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

Carried = Literal["no", "may", "must"]
NO: Carried = "no"
MAY: Carried = "may"
MUST: Carried = "must"


class Kind(msgspec.Struct, frozen=True):
    """``names``: by language. ``effect``: whether it speaks for the agent or against them. ``points``, ``money``:
    whether an entry of it has none, may have some, or must. ``active``: whether anything new may be of it."""

    kind_id: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    names: Mapping[str, str]
    effect: Annotated[str, among(*EFFECTS)]
    points: Carried = NO
    money: Carried = NO
    active: bool = True


def _named(zh: str, en: str) -> Mapping[str, str]:
    return {"zh-CN": zh, "en": en}


SHIPPED: tuple[Kind, ...] = (
    Kind("praise", _named("表扬", "Praise"), REWARD, points=MAY),
    Kind("reward", _named("奖励", "Reward"), REWARD, points=MAY, money=MAY),
    Kind("warning", _named("警告", "Warning"), PENALTY),
    Kind("deduction", _named("扣分", "Points off"), PENALTY, points=MUST),
    Kind("fine", _named("罚款", "Fine"), PENALTY, points=MAY, money=MUST),
)


def checked_kinds(kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    """The kinds of a desk, at least one. Raises ``Invalid`` naming every field that does not hold."""
    if not kinds:
        raise Invalid.field("kinds", "at least one")
    return checked_each("kinds", kinds, _checked, most=MOST_KINDS, by="kind_id")


def _checked(where: str, kind: Kind) -> Kind:
    wrong, names = WrongFields(), dict[str, str]()
    if _KEY.fullmatch(kind.kind_id) is None:
        wrong.add(f"{where}.kind_id", "small letters, digits and _, at most 40, a letter first")
    if kind.effect not in EFFECTS:
        wrong.add(f"{where}.effect", f"one of {', '.join(EFFECTS)}")
    if set(kind.names) != set(LANGUAGES):
        wrong.add(f"{where}.names", f"in {' and '.join(LANGUAGES)}")
    else:
        for language in LANGUAGES:
            with wrong:
                names[language] = checked(f"{where}.names.{language}", kind.names[language], longest=LONGEST_NAME)
    wrong.refuse()
    return msgspec.structs.replace(kind, names=names)


def refuse_turned(before: Sequence[Kind], after: Sequence[Kind]) -> None:
    """A kind stays, and stays a reward or a penalty, since what was entered counts by it; it may be switched off.

    Raises ``Invalid``.
    """
    kept, wrong = {each.kind_id: (number, each) for number, each in enumerate(after)}, WrongFields()
    for each in before:
        number, now = kept.get(each.kind_id, (0, None))
        if now is None:
            wrong.add("kinds", f"{each.kind_id} stays: switch it off instead")
        elif now.effect != each.effect:
            wrong.add(f"kinds.{number}.effect", "a kind stays what it is: make another one")
    wrong.refuse()
