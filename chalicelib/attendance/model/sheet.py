"""A month's attendance as a table for spreadsheets, in one language (B8). Pure.

What people wrote is marked as text where a spreadsheet would take it for a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chalicelib.attendance.model.sums import FIELDS, Sums

Cell = str | int
_FORMULA = re.compile(r"\s*[=+\-@|%]|[\t\r\n]")

_NAMES: dict[str, tuple[str, str]] = {
    "shifts": ("班次数", "Shifts"),
    "planned": ("计划工时（分钟）", "Planned (min)"),
    "leave": ("请假（分钟）", "Leave (min)"),
    "online": ("在线（分钟）", "Online (min)"),
    "busy": ("忙碌（分钟）", "Busy (min)"),
    "paused": ("小休（分钟）", "Breaks (min)"),
    "gone": ("班中离线（分钟）", "Offline in shifts (min)"),
    "over": ("小休超时（分钟）", "Breaks too long (min)"),
    "over_times": ("小休超时次数", "Breaks too long"),
    "late": ("迟到（分钟）", "Late (min)"),
    "late_times": ("迟到次数", "Times late"),
    "early": ("早退（分钟）", "Left early (min)"),
    "early_times": ("早退次数", "Times left early"),
    "absent": ("旷工班次", "Shifts absent"),
    "missed": ("旷工（分钟）", "Absent (min)"),
    "overtime": ("加班（分钟）", "Overtime (min)"),
    "corrected": ("更正过的班次", "Shifts corrected"),
}


def header(language: str) -> Sequence[Cell]:
    """What the columns are called."""
    place = 0 if language == "zh-CN" else 1
    first = ("月份", "工号", "姓名") if place == 0 else ("Month", "Number", "Name")
    return [*first, *(_NAMES[each][place] for each in FIELDS)]


def row(month: str, number: str, name: str, sums: Sums) -> Sequence[Cell]:
    """An agent's month."""
    return [month, plain(number), plain(name), *(getattr(sums, each) for each in FIELDS)]


def plain(text: str) -> str:
    """What was written by people, never a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
