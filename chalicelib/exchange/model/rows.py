"""Rows as they wait to be taken in: by our names, a line of JSON each, a conversation's messages in one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from chalicelib.exchange.model.kinds import CONVERSATIONS, OF_MESSAGES, TEXT, Kind
from chalicelib.exchange.model.mapping import Mapped
from chalicelib.exchange.model.sheets import Read
from chalicelib.exchange.model.values import MOST_LINES, WrongValue, is_shortened, meant

NUMBERS = ("external_id", "mobile", "number", "customer")  # of which each digit counts
MOST_BYTES = 300_000  # of a row: what becomes of it is kept in items of DynamoDB


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is wrong with a row: in which column (empty: all of it), why in a word, and in a sentence where one says
    more."""

    field: str
    why: str
    detail: str = ""


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row of which something is told: ``outcome``: refused, or conflict; ``name``: which one it is, for people."""

    row: int
    outcome: str
    problems: tuple[Problem, ...]
    name: str = ""


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row of the file: the number of its line, its cells by our names, why it cannot be read."""

    row: int
    cells: dict[str, Any] = {}
    wrong: str | None = None

    @property
    def external_id(self) -> str:
        """Its external id; empty: it has none."""
        said = self.cells.get("external_id")
        return str(said).strip() if said is not None else ""


def mapped_rows(kind: Kind, mapped: Mapped, rows: Iterable[Read]) -> Iterator[Row]:
    """The file's rows by our names, empty cells left out; of conversations whose rows are messages one row each."""
    named = (_named(mapped, each) for each in rows)
    yield from _together(named) if kind.name == CONVERSATIONS and "text" in mapped.values() else named


def _named(mapped: Mapped, read: Read) -> Row:
    cells = {
        mapped[name]: value for name, value in read.cells.items() if name in mapped and value not in (None, "", [])
    }
    wrong = read.wrong
    if wrong is None and len(msgspec.json.encode(cells)) > MOST_BYTES:
        wrong, cells = "too_long", {}
    return Row(read.row, cells, wrong)


def _together(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows that follow each other and name one conversation are one."""
    held: Row | None = None
    size = 0
    for each in rows:
        message = {name: each.cells[name] for name in OF_MESSAGES if name in each.cells}
        rest = {name: value for name, value in each.cells.items() if name not in OF_MESSAGES}
        weight = len(msgspec.json.encode(message))
        if held is not None and each.wrong is None and each.external_id and each.external_id == held.external_id:
            lines = held.cells["messages"]
            if len(lines) < MOST_LINES and size + weight < MOST_BYTES:
                lines.append(message)
                size += weight
                held.cells.update({name: value for name, value in rest.items() if name not in held.cells})
            else:
                held = msgspec.structs.replace(held, wrong="too_long")
            continue
        if held is not None:
            yield held
        if each.wrong is not None:
            yield each
            held = None
            continue
        held, size = Row(each.row, {**rest, "messages": [message]}), weight
    if held is not None:
        yield held


def packed(rows: Iterable[Row]) -> Iterator[bytes]:
    """A line for each."""
    return (msgspec.json.encode(each) + b"\n" for each in rows)


_decoder = msgspec.json.Decoder(Row)


def unpacked(content: bytes, most: int) -> list[tuple[Row, int]]:
    """At most so many whole rows of these bytes, each with where it ends."""
    rows: list[tuple[Row, int]] = []
    at = 0
    while len(rows) < most and (end := content.find(b"\n", at)) >= 0:
        rows.append((_decoder.decode(content[at:end]), end + 1))
        at = end + 1
    return rows


def values_of(kind: Kind, row: Row, zone: str, now: datetime) -> tuple[dict[str, Any], list[Problem]]:
    """What the row says by our names, as what it means; and what is wrong with it."""
    if row.wrong is not None:
        return {}, [Problem("", row.wrong)]
    values, problems = dict[str, Any](), list[Problem]()
    for name, cell in row.cells.items():
        column = kind.find(name)
        try:
            value = meant(cell, column.shape if column is not None else TEXT, zone, now)
            if name in NUMBERS and is_shortened(value):
                raise WrongValue("shortened")
            values[name] = value
        except WrongValue as wrong:
            problems.append(Problem(name, str(wrong)))
    problems += [Problem(each.name, "needed") for each in kind.columns if each.needed and each.name not in row.cells]
    return values, problems
