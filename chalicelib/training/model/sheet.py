"""Attempts as a table for spreadsheets, in one language (F11). Pure.

What people wrote is marked as text where a spreadsheet would take it for a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from chalicelib.attendance.model.sheet import plain
from chalicelib.core import times
from chalicelib.training.model.attempts import FAILED, JUDGING, PASSED, RUNNING, Attempt
from chalicelib.training.model.scoring import percent

Cell = str | int | float
_NAMES = (
    ("工号", "Number"),
    ("姓名", "Name"),
    ("课程", "Course"),
    ("版本", "Version"),
    ("开始时间", "Begun"),
    ("结束时间", "Ended"),
    ("结果", "Outcome"),
    ("得分（%）", "Score (%)"),
)
_STATES = {
    RUNNING: ("进行中", "Running"),
    JUDGING: ("待评分", "To be judged"),
    PASSED: ("通过", "Passed"),
    FAILED: ("未通过", "Not passed"),
}


def header(language: str) -> Sequence[Cell]:
    """What the columns are called."""
    return [each[_place(language)] for each in _NAMES]


def row(attempt: Attempt, zone: str, language: str) -> Sequence[Cell]:
    """An attempt; times on the desk's clock."""
    score = attempt.fraction
    ended = attempt.ended_at.astimezone(ZoneInfo(zone)) if attempt.ended_at is not None else None
    return [
        plain(attempt.agent.number or ""),
        plain(attempt.agent.name or ""),
        plain(attempt.title),
        attempt.version,
        times.to_the_second(attempt.started_at, zone),
        times.to_the_second(ended, zone) if ended is not None else "",
        _STATES[attempt.state][_place(language)],
        percent(score) if score is not None else "",
    ]


def _place(language: str) -> int:
    return 0 if language == "zh-CN" else 1
