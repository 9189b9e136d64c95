"""Who has read an announcement, as a table for spreadsheets in one language (E6). Pure.

What people wrote is marked as text where a spreadsheet would take it for a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chalicelib.announcements.model.reading import Reader
from chalicelib.core.times import to_the_second
from chalicelib.people.model.agents import Roster

Cell = str | int
_FORMULA = re.compile(r"\s*[=+\-@|%]|[\t\r\n]")
_NAMES = {
    "zh-CN": ("工号", "姓名", "客服组", "状态", "确认版本", "确认时间"),
    "en": ("Number", "Name", "Groups", "State", "Edition", "Confirmed at"),
}
_STATES = {
    "zh-CN": {"read": "已确认", "missing": "未确认", "earlier": "仅确认旧版", "elsewhere": "已确认（现不在范围内）"},
    "en": {
        "read": "Confirmed",
        "missing": "Not confirmed",
        "earlier": "An earlier edition only",
        "elsewhere": "Confirmed, not reached any more",
    },
}


def header(language: str) -> Sequence[Cell]:
    """What the columns are called."""
    return _NAMES[language]


def row(reader: Reader, roster: Roster, language: str) -> Sequence[Cell]:
    """Somebody, and what they confirmed."""
    agent, receipt = reader.agent, reader.receipt
    groups = sorted(each.name for each in roster.groups.values() if agent.agent_id in each.member_ids)
    state = "read" if reader.is_done else "missing" if receipt is None else "earlier"
    state = state if reader.is_reached else "elsewhere"
    at = to_the_second(receipt.at, roster.desk.time_zone) if receipt is not None else ""
    edition: Cell = receipt.edition if receipt is not None else ""
    who = plain(agent.number), plain(agent.name), plain(", ".join(groups))
    return [*who, _STATES[language][state], edition, at]


def plain(text: str) -> str:
    """What was written by people, never a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
