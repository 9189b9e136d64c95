"""What is exported, as lines of a file that can be imported again: CSV for spreadsheets, or JSON lines (F10). Pure.

Nothing in a CSV is ever a formula: what a spreadsheet would run is marked as text, and coming back it loses the mark.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import msgspec

from chalicelib.core import times
from chalicelib.exchange.model.kinds import Column
from chalicelib.exchange.model.sheets import CSV, plain

MARK = "\ufeff"  # tells spreadsheets that it is UTF-8
_PARTING = re.compile(r"[,，;；、\n|\[]")

Line = Mapping[str, Any]


def head(columns: Sequence[Column], form: str, language: str) -> bytes:
    """What stands before the first line."""
    if form != CSV:
        return b""
    names = [each.zh if language.startswith("zh") else each.en for each in columns]
    return (MARK + _written([[plain(each) for each in names]])).encode()


def body(columns: Sequence[Column], form: str, lines: Iterable[Line]) -> bytes:
    """These lines."""
    if form == CSV:
        return _written([[plain(_cell(line.get(each.name))) for each in columns] for line in lines]).encode()
    names = [each.name for each in columns]
    kept = ({name: line[name] for name in names if line.get(name) not in (None, "", [])} for line in lines)
    return b"".join(msgspec.json.encode(_public(each)) + b"\n" for each in kept)


def _written(rows: Iterable[Sequence[str]]) -> str:
    lines: list[str] = []
    file = SimpleNamespace(write=lines.append)
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return "".join(lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        if all(isinstance(each, str) and not _PARTING.search(each) for each in value):
            return ";".join(value)
        return msgspec.json.encode(_public(value)).decode()
    return str(_public(value))


def _public(value: Any) -> Any:
    """Moments as answers have them."""
    if isinstance(value, datetime):
        return times.public(value)
    if isinstance(value, date):
        return times.stored(value)
    if isinstance(value, list | tuple):
        return [_public(each) for each in value]
    if isinstance(value, dict):
        return {name: _public(each) for name, each in value.items()}
    return value
