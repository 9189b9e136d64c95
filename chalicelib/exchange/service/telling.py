"""Which rows are told of, for people: a page of them, and as a file for spreadsheets."""

from __future__ import annotations

import csv
import io

from chalicelib.core.desk import Desk
from chalicelib.exchange.model.kinds import kind_of
from chalicelib.exchange.model.rows import Told
from chalicelib.exchange.model.runs import CHECKING, RUNNING, Run
from chalicelib.exchange.model.sheets import plain
from chalicelib.exchange.model.why import why_in
from chalicelib.exchange.service.asking import read
from chalicelib.exchange.store import runs as store

MARK = "\ufeff"
PARTS = 20  # items of a page, each of which names the rows of one part
_HEAD = {
    "zh-CN": ["行", "结果", "名称", "列", "原因", "说明"],
    "en": ["Row", "Outcome", "Name", "Column", "Why", "Detail"],
}
_OUTCOMES = {
    "zh-CN": {"refused": "未导入", "conflict": "需核对"},
    "en": {"refused": "Not taken", "conflict": "To check"},
}


def phase_of(run: Run) -> str:
    """Whose rows are told of: of what runs or ran those that were taken in, else of the dry run."""
    return RUNNING if run.counts.rows or RUNNING in (run.state, run.was) else CHECKING


def list_told(desk: Desk, run_id: str, after: int) -> tuple[list[Told], bool]:
    """The rows behind this one that were refused, or in which both differ; whether there are more. Two requests."""
    run = read(desk, run_id)
    return store.told(desk, run_id, phase_of(run), after, PARTS)


def told_as_csv(desk: Desk, run_id: str, language: str, after: int) -> tuple[str, int, int | None]:
    """The same as lines of a file: the text, how many lines, and behind which row the next ones stand."""
    run = read(desk, run_id)
    found, more = store.told(desk, run_id, phase_of(run), after, PARTS)
    kind = kind_of(run.kind)
    lines = [list(_HEAD[language])] if after == 0 else []
    for each in found:
        for problem in each.problems:
            column = kind.find(problem.field)
            called = (column.zh if language == "zh-CN" else column.en) if column is not None else problem.field
            outcome = _OUTCOMES[language].get(each.outcome, each.outcome)
            cells = (str(each.row), outcome, each.name, called, why_in(language, problem.why), problem.detail)
            lines.append([plain(cell) for cell in cells])
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines)
    text = (MARK if after == 0 else "") + file.getvalue()
    return text, len(lines), found[-1].row if more and found else None
