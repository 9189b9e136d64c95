"""Figures as a table for spreadsheets, in one language (F1). Pure.

What people wrote is marked as text where a spreadsheet would take it for a formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from chalicelib.reports.model.definitions import (
    COUNTS,
    DEFINITIONS,
    HOURS_OF,
    QUALITY,
    RATES,
    SCORE,
    SHARES,
    TIMES,
    Definition,
    hours_of,
    quality_of,
    rates_of,
    score_of,
    shares_of,
)
from chalicelib.reports.model.figures import NOBODY, Sums

Cell = str | int | float | None
Column = tuple[str, Callable[[Sums], Cell]]
ZH = "zh-CN"
_FORMULA = re.compile(r"\s*[=+\-@|%]|[\t\r\n]")


def words(language: str, zh: str, en: str) -> str:
    """The one in this language."""
    return zh if language == ZH else en


def called(definition: Definition, language: str) -> str:
    """What a figure is called."""
    return words(language, definition.zh, definition.en)


def columns(language: str, targets: Mapping[str, int]) -> list[Column]:
    """What each column is called, and what stands in it, in the order of the definitions; of times their average, three
    percentiles, the longest, and the share within the target where there is one."""
    some: list[Column] = [(called(each, language), _count(each.name)) for each in COUNTS]
    some += [(called(each, language), _share(each.name)) for each in SHARES]
    some.append((called(SCORE, language), score_of))
    some.append((called(QUALITY, language), quality_of))
    for each in TIMES:
        some += _of_time(each, language, targets.get(each.name))
    some += [(f"{called(each, language)} ({words(language, '小时', 'hours')})", _hours(each.name)) for each in HOURS_OF]
    return some + [(called(each, language), _rate(each.name)) for each in RATES]


def _count(name: str) -> Callable[[Sums], Cell]:
    return lambda sums: sums.count(name)


def _share(name: str) -> Callable[[Sums], Cell]:
    return lambda sums: shares_of(sums)[name]


def _hours(name: str) -> Callable[[Sums], Cell]:
    return lambda sums: hours_of(sums)[name]


def _rate(name: str) -> Callable[[Sums], Cell]:
    return lambda sums: rates_of(sums)[name]


def _of_time(definition: Definition, language: str, target: int | None) -> Iterator[Column]:
    name, seconds = called(definition, language), words(language, "秒", "s")
    yield f"{name} · {words(language, '次数', 'number')}", lambda sums: sums.spread(definition.name).number
    yield f"{name} · {words(language, '平均', 'average')} ({seconds})", _seconds(definition.name, None)
    for share in (0.5, 0.9, 0.95):
        yield f"{name} · P{round(share * 100)} ({seconds})", _seconds(definition.name, share)
    yield f"{name} · {words(language, '最长', 'longest')} ({seconds})", _longest(definition.name)
    if target is not None:
        yield f"{name} · ≤ {target} {seconds}", _within(definition.name, target)


def _seconds(name: str, share: float | None) -> Callable[[Sums], Cell]:
    def cell(sums: Sums) -> Cell:
        spread = sums.spread(name)
        seconds = spread.average if share is None else spread.percentile(share)
        return round(seconds, 1) if seconds is not None else None

    return cell


def _longest(name: str) -> Callable[[Sums], Cell]:
    return lambda sums: round(sums.spread(name).most, 1) if sums.spread(name).number else None


def _within(name: str, target: int) -> Callable[[Sums], Cell]:
    def cell(sums: Sums) -> Cell:
        share = sums.spread(name).within(target)
        return round(share, 4) if share is not None else None

    return cell


def row(key: str, name: str | None, sums: Sums, some: Sequence[Column], language: str) -> list[Cell]:
    """A line: its key and name, and what stands in each column."""
    shown = words(language, "无", "nobody") if key == NOBODY else key
    return [as_text(shown), as_text(name or ""), *(cell(sums) for _, cell in some)]


def meanings(language: str) -> Iterator[list[Cell]]:
    """A second table: what each figure means."""
    yield [words(language, "数据", "Figure"), words(language, "含义", "Meaning")]
    for each in DEFINITIONS:
        yield [called(each, language), words(language, each.zh_meaning, each.en_meaning)]


def as_text(written: str) -> str:
    """What was written by people, never a formula."""
    return f"'{written}" if _FORMULA.match(written) else written
