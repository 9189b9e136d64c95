"""The form of a notice's words in one language, and what its rows are called."""

from __future__ import annotations

import msgspec

ZH, EN = "zh-CN", "en"
# the word of a row → what it is called, in Chinese and English
LABELS = {
    "number": ("编号", "Number"),
    "kind": ("类型", "Kind"),
    "customer": ("客户", "Customer"),
    "name": ("姓名", "Name"),
    "email": ("邮箱", "E-mail"),
    "mobile": ("手机", "Mobile"),
    "category": ("分类", "Category"),
    "page": ("页面", "Page"),
    "at": ("时间", "Time"),
    "score": ("评分", "Score"),
    "reasons": ("原因", "Reasons"),
    "resolved": ("是否解决", "Settled"),
    "owner": ("负责人", "Owner"),
    "due": ("期限", "Due"),
    "severity": ("级别", "Severity"),
    "rule": ("触发规则", "Rule"),
    "count": ("数量", "Count"),
    "minutes": ("统计分钟数", "Within minutes"),
    "since": ("开始时间", "Since"),
    "by": ("发起人", "Declared by"),
}


class Wording(msgspec.Struct, frozen=True):
    """One notice in one language. ``rows``: (label, word); ``quotes``: (label, word) of longer texts somebody wrote.
    ``button``: (label, word) of an address of ours to open.

    A row or quote whose word is empty is left out.
    """

    subject: str
    heading: str
    lead: str
    sms: str
    rows: tuple[tuple[str, str], ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()
    closing: str = ""
    button: tuple[str, str] | None = None


def labelled(language: str, words: str, **others: str) -> tuple[tuple[str, str], ...]:
    """Rows of these words, in this order; ``others``: what some of them are called here instead."""
    return tuple((others.get(each) or LABELS[each][language != ZH], each) for each in words.split())
