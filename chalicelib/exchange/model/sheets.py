"""Files as they come: which encoding, which separator, which rows; Excel's habits taken for what was meant. Pure.

A row is a mapping of the file's own column names; nothing is changed in it but what a program marked: a formula that
says a text (``="007"``), a text's own mark (``'+86…``).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.text import among

CSV, JSON = "csv", "jsonl"
FORMATS = (CSV, JSON)
UTF8, UTF8_BOM, UTF16, GB = "utf-8", "utf-8-sig", "utf-16", "gb18030"
ENCODINGS = (UTF8, UTF8_BOM, UTF16, GB)
SEPARATORS = ",;\t|"
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 200_000, 200, 1_000_000
LOOKED_AT = 64 * 1024  # characters by which separators are told
_FORMULA = re.compile(r"'*(?:\s*[=+\-@|%]| *[\t\r\n])")  # what a spreadsheet would run, or what is marked already
csv.field_size_limit(LONGEST_CELL + 1)  # a whole transcript may stand in a cell
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')


class Form(msgspec.Struct, frozen=True):
    """How a file is written: ``columns`` by their names, of JSON lines those of the first ones."""

    format: Annotated[str, among(*FORMATS)]
    encoding: Annotated[str, among(*ENCODINGS)]
    separator: str = ","
    columns: tuple[str, ...] = ()


class Read(msgspec.Struct, frozen=True):
    """A row by the number of its (first) line, from 1. ``wrong``: why it cannot be read, in a word."""

    row: int
    cells: dict[str, Any]
    wrong: str | None = None


def plain(text: str) -> str:
    """What people wrote, never a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unmarked(cell: str) -> str:
    """A cell without what a program put there to say that it is a text."""
    if (quoted := _AS_TEXT.fullmatch(cell)) is not None:
        return quoted[1].replace('""', '"')
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and by which encoding it is one. Raises ``Invalid`` for what is none that we know."""
    if not content.strip():
        raise Invalid.field("file", "the file is empty")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = [UTF16]
    elif content.startswith(b"\xef\xbb\xbf"):
        tries = [UTF8_BOM]
    elif _looks_wide(content):
        tries = ["utf-16-le" if content[1:2] == b"\0" else "utf-16-be"]
    else:
        tries = [UTF8, GB]
    for each in tries:
        try:
            text = content.decode(each)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, UTF16 if each.startswith(UTF16) else each
    raise Invalid.field("file", "a text in UTF-8, UTF-16 or GB18030")


def _looks_wide(content: bytes) -> bool:
    """Whether each other byte of the beginning is nothing, as in UTF-16 without its mark."""
    first = content[:200]
    return len(first) > 3 and (first[1::2].count(0) > len(first) // 5 or first[::2].count(0) > len(first) // 5)


def looked_at(content: bytes, name: str) -> tuple[Form, str]:
    """How this file is written, and its text. Raises ``Invalid``."""
    text, encoding = decoded(content)
    body = text.lstrip("\ufeff \t\r\n")
    if name.lower().endswith((".jsonl", ".ndjson", ".json")) or body.startswith("{"):
        names: dict[str, None] = {}
        for each in _first(read_rows(Form(JSON, encoding), text), 50):
            names.update(dict.fromkeys(each.cells))
        form = Form(JSON, encoding, columns=tuple(names))
    else:
        separator = separator_of(text)
        reader = csv.reader(_lines(text), delimiter=separator, strict=False)
        head = next((row for row in reader if any(each.strip() for each in row)), [])
        form = Form(CSV, encoding, separator, tuple(_named(head)))
    if not form.columns:
        raise Invalid.field("file", "a first line with the names of its columns, or a JSON object on each line")
    if len(form.columns) > MOST_COLUMNS:
        raise Invalid.field("file", f"at most {MOST_COLUMNS} columns")
    return form, text


def separator_of(text: str) -> str:
    """What stands between the cells of the first line; Excel may say it itself (``sep=;``)."""
    first = text[:LOOKED_AT].lstrip("\ufeff")
    if (said := re.match(r"sep=(.)\r?\n", first)) is not None:
        return said[1]
    head = next((each for each in first.splitlines() if each.strip()), "")
    bare = re.sub(r'"(?:[^"]|"")*"', "", head)
    return max(SEPARATORS, key=bare.count) if any(each in bare for each in SEPARATORS) else ","


def _named(head: Sequence[str]) -> Iterator[str]:
    """Each column's name, of two that are called alike the second with a number; empty ones at the end are none."""
    cells = [unmarked(each).strip().strip("\ufeff")[:100] for each in head]
    while cells and not cells[-1]:
        cells.pop()
    seen: set[str] = set()
    for number, each in enumerate(cells, 1):
        name = each or f"#{number}"
        name = name if name not in seen else f"{name[:90]} #{number}"
        seen.add(name)
        yield name


def read_rows(form: Form, text: str) -> Iterator[Read]:
    """The rows of the file, empty ones left out."""
    return _read_json(text) if form.format == JSON else _read_csv(form, text)


def _read_csv(form: Form, text: str) -> Iterator[Read]:
    reader = csv.reader(_lines(text), delimiter=form.separator, strict=True)
    columns, before, head = form.columns, 0, False
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            yield Read(before + 1, {}, "broken")
            before = reader.line_num
            continue
        if cells is None:
            return
        row, before = before + 1, reader.line_num
        if not any(each.strip() for each in cells):
            continue
        if not head:
            head = True
            continue
        if len(cells) > len(columns) and any(each.strip() for each in cells[len(columns) :]):
            yield Read(row, {}, "too_many_cells")
        elif any(len(each) > LONGEST_CELL for each in cells):
            yield Read(row, {}, "too_long")
        else:
            yield Read(row, {name: unmarked(each).strip() for name, each in zip(columns, cells, strict=False)})


def _read_json(text: str) -> Iterator[Read]:
    for number, line in enumerate(_lines(text), 1):
        if not line.strip():
            continue
        try:
            cells = msgspec.json.decode(line.strip().encode(errors="replace"), type=dict[str, Any])
        except (msgspec.MsgspecError, RecursionError):
            yield Read(number, {}, "broken")
            continue
        if len(cells) > MOST_COLUMNS:
            yield Read(number, {}, "too_many_cells")
        else:
            yield Read(number, {name[:100]: each for name, each in cells.items()})


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, without Excel's first one that says what separates cells."""
    at, begun = 1 if text[:1] == "\ufeff" else 0, False
    for found in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|$)", text):
        line = found[0][at:] if not begun else found[0]
        if not line:
            continue
        if not begun and re.fullmatch(r"sep=.\r?\n?", line):
            begun = True
            continue
        begun = True
        yield line


def _first(rows: Iterable[Read], most: int) -> Iterator[Read]:
    for number, each in enumerate(rows):
        if number == most:
            return
        yield each
