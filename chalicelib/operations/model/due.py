"""A piece of due work as it may be shown, without anything that people wrote; and when the night's jobs are due."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.core.errors import Conflict, NotFound

NIGHT = 3  # o'clock, where the desk is: the day before is over and the next one has not begun
DUE, DEAD = "due", "dead"
STATES = (DUE, DEAD)
HIDDEN = "…"
LONGEST_ERROR = 300

_ID = r"[a-z]{2,4}_[0-9a-z]{10,40}"
_TIME = r"\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?"
_WORD = r"[a-z]+([_.-][a-z]+)*"
_LONGEST_WORD = 30
_ADDRESS = r"[^\s@'\"<>]+@[^\s@'\"<>]+"
_NUMBER = r"\+?\d[\d -]{4,}\d"
_QUOTED = r"'[^']*'|\"[^\"]*\"|`[^`]*`|“[^”]*”|‘[^’]*’"
_URL = r"https?://\S+"
_FOREIGN = r"[^\x20-\x7e…]+"


class UnknownWork(NotFound):
    """It is done, was dropped, or never was."""

    code = "unknown_work"
    title = "There is no such work"


class NotDead(Conflict):
    """It has tries left, so it may be at work."""

    code = "not_dead"
    title = "Only work that used up its tries can be dropped"


def night_of(now: datetime, time_zone: str) -> date:
    """The day whose night's jobs were due last: today from ``NIGHT`` on, where the desk is, else yesterday."""
    return (now.astimezone(ZoneInfo(time_zone)) - timedelta(hours=NIGHT)).date()


def shown_payload(value: Any) -> Any:
    """The payload with its ids, times, numbers and words of ours; every other text is hidden."""
    if isinstance(value, dict):
        return {name: shown_payload(each) for name, each in value.items()}
    if isinstance(value, list):
        return [shown_payload(each) for each in value]
    if isinstance(value, str):
        return value if _is_ours(value) else HIDDEN
    return value


def _is_ours(text: str) -> bool:
    word = len(text) <= _LONGEST_WORD and re.fullmatch(_WORD, text)
    return not text or bool(word or re.fullmatch(_ID, text) or re.fullmatch(_TIME, text))


def shown_error(error: str | None) -> str | None:
    """Why it failed, without addresses, links, numbers and quotations that might be somebody's own."""
    if error is None:
        return None
    for pattern in (_QUOTED, _URL, _ADDRESS, _NUMBER, _FOREIGN):
        error = re.sub(pattern, HIDDEN, error)
    return error[:LONGEST_ERROR]
