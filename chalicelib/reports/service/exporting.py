"""Figures as CSV, in parts, each of which says how far it has come (F1)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import Agent
from chalicelib.reports.model.sheet import Cell, columns, meanings, row, words
from chalicelib.reports.service import asking
from chalicelib.reports.service.asking import Asked

MARK = "\ufeff"  # tells spreadsheets that it is UTF-8


class Part(msgspec.Struct, frozen=True):
    """Some lines of a file; ``done``: how many there are by now, ``number`` of how many (None: nobody knows before the
    end); ``following``: where the next part goes on."""

    text: str
    done: int
    number: int | None
    following: tuple[str, int] | None


def part_of(desk: Desk, agent: Agent, asked: Asked, language: str, after: tuple[str, int] | None = None) -> Part:
    """A page of figures as lines: before the first part's their names and the total, behind the last part's what they
    mean. Requests and refusals as of ``figures``."""
    key, done = after or (None, 0)
    report = asking.figures(desk, agent, asked, key, language)
    some = columns(language, report.targets)
    lines: list[list[Cell]] = []
    if after is None:
        lines.append([asked.by, words(language, "名称", "Name"), *(name for name, _ in some)])
    if report.total is not None:
        lines.append(row(words(language, "合计", "Total"), None, report.total, some, language))
    lines += [row(each.key, each.name, each.sums, some, language) for each in report.lines]
    done += len(report.lines)
    if report.following is None:
        lines += [[], *meanings(language)]
    text = (MARK if after is None else "") + _written(lines)
    return Part(text, done, report.number, (report.following, done) if report.following is not None else None)


def _written(lines: Iterable[list[Cell]]) -> str:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(lines)
    return file.getvalue()
