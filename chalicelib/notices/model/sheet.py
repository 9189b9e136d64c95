"""What became of a mailing, and what customers need, as tables for spreadsheets, in one language (F11). Pure.

What people wrote is marked as text where a spreadsheet would take it for a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.attendance.model.sheet import plain
from chalicelib.core import times
from chalicelib.notices.model.mailings import To

_OF_MAILING = (
    ("客户编号", "Customer id"),
    ("姓名", "Name"),
    ("状态", "State"),
    ("原因", "Why"),
    ("时间", "At"),
    ("退订时间", "Unsubscribed at"),
    ("通知编号", "Letter"),
)
_STATES = {
    "written": ("等待发送", "On its way"),
    "sent": ("已发送", "Sent"),
    "failed": ("发送失败", "Failed"),
    "bounced": ("被退回", "Bounced"),
    "complained": ("被投诉", "Complained of"),
    "withheld": ("未发送", "Held back"),
}
_WHYS = {
    "no_address": ("没有联系方式", "No address"),
    "too_many_today": ("当天通知已满", "Enough notices that day"),
    "ended": ("已退订或主题已停用", "Unsubscribed, or the topic is archived"),
    "outdated": ("已不是最新情况", "Not so any more"),
    "refused_channel": ("客户拒绝这些渠道", "They refuse the channels"),
    "refused_kind": ("客户不接收此类通知", "They refuse such notices"),
    "refused_topic": ("客户已退订这个主题", "They ended the topic"),
    "outside_hours": ("不在允许的时间", "Outside the hours"),
    "too_late": ("已过期", "Too late"),
}


def header_of_mailing(language: str) -> Sequence[str]:
    """What the columns are called."""
    return [each[_place(language)] for each in _OF_MAILING]


def row_of_mailing(to: To, name: str, zone: str, language: str) -> Sequence[str]:
    """What became of one customer's letter; times on the plan's clock."""
    return [
        to.customer_id,
        plain(name),
        _in_words(_STATES, to.state, language),
        _in_words(_WHYS, to.why, language),
        _moment(to.at, zone),
        _moment(to.unsubscribed_at, zone),
        to.notice_id or "",
    ]


def _moment(at: datetime | None, zone: str) -> str:
    return times.to_the_second(at, zone) if at is not None else ""


def _in_words(words: dict[str, tuple[str, str]], code: str | None, language: str) -> str:
    if code is None:
        return ""
    return words[code][_place(language)] if code in words else plain(code)


def _place(language: str) -> int:
    return 0 if language == "zh-CN" else 1
