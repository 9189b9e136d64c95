"""What stands in a cell, as what it means: moments, days, numbers, yes and no, lists, lines. Pure.

A moment without a zone is on the desk's clock. A number that a spreadsheet has shortened (``1.38E+10``) is no text any
more: it is refused, since digits are gone.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.core import times
from chalicelib.exchange.model.kinds import DAY, LINES, LIST, NUMBER, TIME, YES_NO

_EXCEL_DAY = datetime(1899, 12, 30, tzinfo=UTC)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{1,3}")
_MOMENT = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+(\d{1,2})[:时点](\d{1,2})分?(?::?(\d{1,2})秒?(?:[.,]\d+)?)?)?"
)
_YES = {"yes", "y", "true", "1", "是", "有", "启用", "开", "√", "on", "active", "enabled"}
_NO = {"no", "n", "false", "0", "否", "无", "停用", "禁用", "关", "×", "off", "inactive", "disabled"}
MOST_IN_LIST, MOST_LINES = 200, 2_000
OLDEST, AHEAD = datetime(1970, 1, 1, tzinfo=UTC), timedelta(days=1)


class WrongValue(ValueError):
    """What stands there is none of what was meant; the word says what is wrong."""


def meant(value: Any, shape: str, zone: str, now: datetime) -> Any:
    """The value of a cell that is not empty. Raises ``WrongValue``."""
    if shape == LIST:
        return as_list(value)
    if shape == LINES:
        return as_lines(value)
    if shape == YES_NO and isinstance(value, bool):
        return value
    text = as_text(value)
    if shape == TIME:
        return as_moment(text, zone, now)
    if shape == DAY:
        return as_moment(text, zone, now, future=True).astimezone(ZoneInfo(zone)).date()
    if shape == NUMBER:
        return as_number(text)
    return as_yes_no(text) if shape == YES_NO else text


def as_text(value: Any) -> str:
    """One text. Raises ``WrongValue`` for what holds several."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if value is None or isinstance(value, list | dict):
        raise WrongValue("not_text")
    return str(value).strip()


def is_shortened(text: str) -> bool:
    """Whether a spreadsheet has put a long number so that its digits are gone."""
    return _SHORTENED.fullmatch(text) is not None


def as_list(value: Any) -> list[str]:
    """Several texts: of JSON a list, else what stands between commas, semicolons or lines."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        value = _decoded(value)
    parts = value if isinstance(value, list) else re.split(r"[,，;；、\n|]+", as_text(value))
    held = list(dict.fromkeys(text for each in parts if (text := as_text(each))))
    if len(held) > MOST_IN_LIST:
        raise WrongValue("too_many")
    return held


def _decoded(text: str) -> Any:
    """What a text says as JSON; where it is none, itself."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError):
        return text


def as_lines(value: Any) -> list[dict[str, Any]]:
    """Several things, each a JSON object."""
    value = _decoded(value) if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise WrongValue("not_json")
    if len(value) > MOST_LINES:
        raise WrongValue("too_many")
    return value


def as_number(text: str) -> int | float:
    """A number, with or without commas between thousands."""
    plain = text.replace(",", "").replace("，", "")
    try:
        number = float(plain)
    except ValueError:
        raise WrongValue("not_a_number") from None
    if not abs(number) <= 1e15:  # nor what is no number at all
        raise WrongValue("not_a_number")
    return int(number) if number.is_integer() else number


def as_yes_no(text: str) -> bool:
    """Yes or no, in both languages."""
    said = text.casefold()
    if said not in _YES | _NO:
        raise WrongValue("not_yes_or_no")
    return said in _YES


def as_moment(text: str, zone: str, now: datetime, *, future: bool = False) -> datetime:
    """A moment as RFC 3339, as people and spreadsheets write it, or as a spreadsheet counts days.

    ``future``: it may lie ahead.
    """
    moment = _read_moment(text, zone)
    if moment < OLDEST or (not future and moment > now + AHEAD):
        raise WrongValue("not_a_time_here")
    return moment.astimezone(UTC)


def _read_moment(text: str, zone: str) -> datetime:
    try:
        if (found := _MOMENT.fullmatch(text)) is not None:
            year, month, day, hour, minute, second = (int(each or 0) for each in found.groups())
            return datetime(year, month, day, hour, minute, second, tzinfo=ZoneInfo(zone))
        if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
            counted = _EXCEL_DAY + timedelta(seconds=round(float(text) * 86_400))
            return counted.replace(tzinfo=ZoneInfo(zone))
        if re.fullmatch(r"\d{10}(?:\d{3})?", text):
            return datetime.fromtimestamp(int(text[:10]), UTC)
        read = times.read(text)
    except (ValueError, OverflowError):
        raise WrongValue("not_a_time") from None
    return read if read.tzinfo is not None else read.replace(tzinfo=ZoneInfo(zone))
