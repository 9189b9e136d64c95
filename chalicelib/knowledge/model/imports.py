"""Phrases in a file for spreadsheets: each line, and what becomes of it (E1). Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

import msgspec

from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among
from chalicelib.knowledge.model.phrases import CHECKS, MOST_PHRASES, OCCASIONS, Phrase, Shelf, said_anew

ADDED, CHANGED, UNCHANGED, REFUSED = "added", "changed", "unchanged", "refused"
OUTCOMES = (ADDED, CHANGED, UNCHANGED, REFUSED)
MOST_LETTERS = 400_000

_COLUMNS = {
    "title": "title", "标题": "title",
    "text": "text", "内容": "text",
    "shortcut": "shortcut", "快捷": "shortcut", "快捷码": "shortcut",
    "language": "language", "语言": "language",
    "occasion": "occasion", "场合": "occasion",
}  # fmt: skip
_LANGUAGES = {"": LANGUAGES[0], "zh": "zh-CN", "zh-cn": "zh-CN", "中文": "zh-CN", "en": "en", "english": "en"}
_OCCASIONS = {
    "": "other", "开场": "opening", "节日": "holiday", "致歉": "apology", "等候": "waiting", "结束": "closing",
    "其他": "other",
}  # fmt: skip


class Line(msgspec.Struct, frozen=True):
    """A line of the file, from 1: what becomes of it, and if it is refused, which field is wrong and why."""

    line: int
    title: str
    outcome: Annotated[str, among(*OUTCOMES)]
    field: str | None = None
    message: str | None = None


class Imported(msgspec.Struct, frozen=True):
    """What becomes of each line, and the ``phrases`` that are new or changed by it."""

    lines: tuple[Line, ...]
    phrases: tuple[Phrase, ...]


Rows = Sequence[tuple[int, Mapping[str, str]]]


def read_rows(text: str) -> Rows:
    """The file's lines by the names of its columns, in Chinese or English. Raises ``Invalid`` naming ``csv``."""
    import csv

    if len(text) > MOST_LETTERS:
        raise Invalid.field("csv", f"at most {MOST_LETTERS} characters")
    reader = csv.reader(text.removeprefix("\ufeff").replace("\x00", "").splitlines(keepends=True), strict=True)
    try:
        names = [_COLUMNS.get(each.strip().casefold(), "") for each in next(reader, [])]
        if not {"title", "text"}.issubset(names):
            raise Invalid.field("csv", "a first line with the names of its columns: title, text, shortcut, …")
        rows = []
        for cells in reader:
            if any(each.strip() for each in cells):
                rows.append((reader.line_num, dict(zip(names, map(_unmarked, cells), strict=False))))
            if len(rows) > MOST_PHRASES:
                raise Invalid.field("csv", f"at most {MOST_PHRASES} lines")
    except csv.Error as error:
        raise Invalid.field("csv", f"line {reader.line_num}: {error}") from None
    return rows


def _unmarked(cell: str) -> str:
    """What a spreadsheet would take for a formula is exported as text, with a mark before it."""
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip()[:1] in tuple("=+-@|%") else cell


def imported(shelf: Shelf, rows: Rows, new_id: Callable[[str], str]) -> Imported:
    """What the lines do to a shelf: a phrase of the same title and language is changed, any other is new."""
    lines: list[Line] = []
    phrases: dict[str, Phrase] = {}
    there = {each.named: each for each in shelf.phrases}
    shortcuts = {each.shortcut: each.phrase_id for each in shelf.phrases if each.shortcut}
    seen: dict[tuple[str, str], int] = {}
    for number, cells in rows:
        title = cells.get("title", "").strip()
        try:
            fields = _fields(cells)
            before = there.get((fields["title"].casefold(), fields["language"]))
            after = said_anew(before or Phrase(new_id("phr"), "", ""), fields)
            _refuse_twice(after, seen, shortcuts)
        except Invalid as wrong:
            lines.append(Line(number, title[:80], REFUSED, wrong.errors[0].field, wrong.errors[0].message))
            continue
        seen[after.named] = number
        if after.shortcut:
            shortcuts[after.shortcut] = after.phrase_id
        outcome = ADDED if before is None else UNCHANGED if after == before else CHANGED
        lines.append(Line(number, after.title, outcome))
        if outcome != UNCHANGED:
            version = after.version + 1 if before else 1
            phrases[after.phrase_id] = msgspec.structs.replace(after, version=version)
    return Imported(tuple(lines), tuple(phrases.values()))


def _fields(cells: Mapping[str, str]) -> dict[str, Any]:
    wrong, fields = WrongFields(), dict[str, Any]()
    for name, check in {**CHECKS, "language": _language, "occasion": _occasion}.items():
        with wrong:
            fields[name] = check(cells.get(name, ""))
    wrong.refuse()
    return fields


def _language(words: str) -> str:
    language = _LANGUAGES.get(words.strip().casefold())
    if language is None:
        raise Invalid.field("language", f"one of {', '.join(LANGUAGES)}")
    return language


def _occasion(words: str) -> str:
    words = words.strip().casefold()
    occasion = words if words in OCCASIONS else _OCCASIONS.get(words)
    if occasion is None:
        raise Invalid.field("occasion", f"one of {', '.join(OCCASIONS)}")
    return occasion


def _refuse_twice(phrase: Phrase, seen: Mapping[tuple[str, str], int], shortcuts: Mapping[str, str]) -> None:
    if phrase.named in seen:
        raise Invalid.field("title", f"the same title as in line {seen[phrase.named]}")
    if phrase.shortcut and shortcuts.get(phrase.shortcut, phrase.phrase_id) != phrase.phrase_id:
        raise Invalid.field("shortcut", "another phrase has this shortcut")
