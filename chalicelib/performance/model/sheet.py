"""A month as a table for spreadsheets, in one language (F5). Pure. What people wrote is never a formula there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from chalicelib.performance.model.computing import CURRENCIES
from chalicelib.performance.model.results import Line, Result
from chalicelib.performance.model.schemes import SchemeDefinition
from chalicelib.reports.model.sheet import Cell, as_text, words

HEADS = (
    ("编号", "Id"), ("姓名", "Name"), ("方案", "Scheme"), ("版本", "Version"), ("得分", "Score"), ("等级", "Grade"),
    ("名次", "Place"), ("人数", "Of"), ("奖金", "Bonus"), ("币种", "Currency"), ("未能计算", "Not computed"),
)  # fmt: skip
PARTS = (("数值", "value"), ("样本", "cases"), ("得分", "points"), ("权重", "weight"))
REASONS = {
    "division_by_zero": ("除数为零", "division by zero"),
    "missing": ("缺少数值", "a value is missing"),
    "too_large": ("数值过大", "too large"),
}


class Column(msgspec.Struct, frozen=True):
    """An indicator of a scheme, which has four cells."""

    scheme_id: str
    key: str
    name: str


def columns(definitions: Mapping[str, SchemeDefinition], language: str) -> list[Column]:
    """Every indicator of these schemes."""
    return [
        Column(scheme_id, each.key, f"{_named(definition.names, language)} · {_named(each.names, language)}")
        for scheme_id, definition in sorted(definitions.items())
        for each in definition.indicators
    ]


def _named(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or next(iter(names.values()), "")


def head(some: Sequence[Column], language: str) -> list[Cell]:
    """What stands above."""
    own: list[Cell] = [words(language, zh, en) for zh, en in HEADS]
    return own + [as_text(f"{each.name} · {words(language, zh, en)}") for each in some for zh, en in PARTS]


def row(result: Result, some: Sequence[Column], language: str) -> list[Cell]:
    """An agent's line."""
    lines = {(result.scheme_id, each.indicator.key): each for each in result.lines}
    own: list[Cell] = [
        result.agent_id,
        as_text(result.name),
        as_text(_named(result.scheme_names, language)),
        result.version,
        result.score,
        as_text(result.grade or ""),
        result.place,
        result.of,
        amount(result.bonus, result.currency),
        result.currency if result.bonus is not None else "",
        words(language, *REASONS[result.failure.code]) if result.failure is not None else "",
    ]
    return own + [cell for each in some for cell in _cells(lines.get((each.scheme_id, each.key)))]


def _cells(line: Line | None) -> list[Cell]:
    return [line.value, line.sample, line.points, line.indicator.weight] if line is not None else [None] * len(PARTS)


def amount(units: int | None, currency: str) -> float | None:
    """An amount in whole units of its currency."""
    return units / 10 ** CURRENCIES.get(currency, 2) if units is not None else None
