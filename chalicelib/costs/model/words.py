"""Words of costs in the languages of the desk. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core.i18n import nearest_locale
from chalicelib.core.tallies import CONSOLE_POLLS, REPORTS, WIDGET_POLLS

_SAVED = {
    "zh-CN": {
        WIDGET_POLLS: "访客窗口放慢刷新",
        CONSOLE_POLLS: "客服台放慢刷新",
        REPORTS: "统计延后汇总",
    },
    "en": {
        WIDGET_POLLS: "widgets ask for news less often",
        CONSOLE_POLLS: "consoles ask for news less often",
        REPORTS: "figures are summed hours later",
    },
}
_JOINED = {"zh-CN": "、", "en": ", "}


def saved_in(switches: Sequence[str], language: str) -> str:
    """What is done less often, in this language; empty where nothing is."""
    locale = nearest_locale(language)
    return _JOINED[locale].join(_SAVED[locale][each] for each in switches)


def amount_in(amount: float, currency: str) -> str:
    """An amount of money as letters have it: USD 12.34."""
    return f"{currency} {amount:,.2f}"
