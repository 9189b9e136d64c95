"""A month as CSV, in parts (F5): those in reach, by their ids."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import msgspec

from chalicelib.core import once
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.performance import store
from chalicelib.performance.model.sheet import columns, head, row
from chalicelib.performance.service.access import members_in_reach
from chalicelib.performance.service.reading import run_of
from chalicelib.reports.model.sheet import Cell

PAGE = 50
MARK = "\ufeff"  # tells spreadsheets that it is UTF-8


class Wanted(msgspec.Struct, frozen=True):
    """Which month, of whom, and in which language."""

    month: str
    group_id: str = ""
    revision: int | None = None
    language: str = "zh-CN"


class Part(msgspec.Struct, frozen=True):
    """Some lines of a file; ``done``: how many agents were looked at by now, of ``number``; ``following``: where the
    next part begins, if there is one: the run, and the last of these agents."""

    text: str
    done: int
    number: int
    following: str | None


def part_of(desk: Desk, agent: Agent, by: By, wanted: Wanted, after: str | None) -> Part:
    """The next fifty in reach; their names and what each column is before the first. Six requests, one more for a
    group's scope; that one takes it away is in the audit log, once a day. A file is of one run: raises ``NotFound`` for
    one that was followed by another meanwhile, and as ``ranking`` does."""
    begun, last = _place_of(after)
    roster = people.directory(desk)
    members = members_in_reach(desk, agent, roster, wanted.group_id)
    of, shown, _ = run_of(desk, agent, wanted.month, wanted.revision)
    run_id = begun if begun is not None and of.confirms(begun) else shown
    if begun is not None and run_id != begun:
        raise NotFound("the month was computed anew meanwhile: begin the file again")
    run = store.run(desk, run_id) if run_id is not None else None
    everybody = sorted(each for each in roster.agents if members is None or each in members)
    page = [each for each in everybody if last is None or each > last][:PAGE]
    lines: list[list[Cell]] = []
    if run is not None:
        versions = store.versions(desk, [*run.schemes.items()])
        some = columns({name: each.definition for name, each in versions.items()}, wanted.language)
        results = store.results_of(desk, run.run_id, page)
        lines = [row(results[each], some, wanted.language) for each in page if each in results]
        lines = [head(some, wanted.language), *lines] if after is None else lines
    if after is None:
        once.note_once_a_day(desk, by, "export_performance", wanted.month)
    done = sum(each <= page[-1] for each in everybody) if page else len(everybody)
    text = (MARK if after is None else "") + _written(lines)
    following = f"{run_id or ''} {page[-1]}" if page and page[-1] != everybody[-1] else None
    return Part(text, done, len(everybody), following)


def _place_of(after: str | None) -> tuple[str | None, str | None]:
    """The run of the part before (None: there was none, or it was not said), and its last agent."""
    run_id, _, last = (after or "").rpartition(" ")
    return run_id or None, last or None


def _written(lines: Iterable[list[Cell]]) -> str:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(lines)
    return file.getvalue()
