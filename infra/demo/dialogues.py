"""The file of dialogues: one a line, ``[{"who": "visitor"|"agent", "text": …}, …]``.

Real data is messy. What cannot be understood stops the rehearsal before it begins (``Unusable``, with the line's
number); what can be understood but not said as it is, is mended and counted.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VISITOR, AGENT = "visitor", "agent"
MOST_CHARACTERS = 4000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

EMPTY = "empty texts skipped"
UNSAYABLE = "texts with NUL or lone surrogates skipped"
SPLIT = f"texts of more than {MOST_CHARACTERS} characters split"
AGENT_FIRST = "dialogues begun by the agent: the visitor's first line was said before"
NO_VISITOR = "dialogues without any line of a visitor skipped"


class Unusable(Exception):
    """Nothing can be played with this; the message says why, in words for people."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one side says, as it is sent."""

    who: str
    text: str

    @property
    def arrives(self) -> str:
        """What the other side must read: the desk leaves control characters out, and trims."""
        return _CONTROL.sub("", self.text).strip()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What is said, in order; the visitor speaks first. ``number`` is its line in the file."""

    number: int
    lines: tuple[Line, ...]


def read(path: Path, mended: Counter[str]) -> Iterator[Dialogue]:
    """The dialogues that can be played, one by one. ``mended`` counts what was skipped, split or moved.

    Raises ``Unusable``.
    """
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                if not raw.strip():
                    continue
                lines = _with_visitor_first(_sayable(_parsed(number, raw), mended), mended)
                if lines:
                    yield Dialogue(number, tuple(lines))
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror or error}.") from None


def check(path: Path) -> tuple[int, Counter[str]]:
    """Read the whole file once: how many dialogues can be played, and what was mended. Raises ``Unusable``."""
    mended: Counter[str] = Counter()
    playable = sum(1 for _ in read(path, mended))
    if not playable:
        raise Unusable(f"{path} holds no dialogue that could be played.")
    return playable, mended


def _parsed(number: int, raw: bytes) -> list[Line]:
    try:
        said = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        raise Unusable(f"Line {number} is not UTF-8: {error.reason} at byte {error.start}.") from None
    except RecursionError:
        raise Unusable(f"Line {number} is nested too deeply to be a dialogue.") from None
    except json.JSONDecodeError as error:
        raise Unusable(f"Line {number} is not JSON: {error.msg} at column {error.colno}.") from None
    except ValueError as error:
        raise Unusable(f"Line {number} is not JSON: {error}.") from None
    if not isinstance(said, list):
        raise Unusable(f"Line {number} is not a dialogue: a list of lines is needed, not {_kind(said)}.")
    return [_line(number, place, each) for place, each in enumerate(said, 1)]


def _line(number: int, place: int, record: Any) -> Line:
    where = f"Line {number}, entry {place}"
    if not isinstance(record, dict):
        raise Unusable(f'{where} is {_kind(record)}, not an object with "who" and "text".')
    who, text = record.get("who"), record.get("text")
    if who not in (VISITOR, AGENT):
        raise Unusable(f'{where}: "who" must be "visitor" or "agent", not {json.dumps(who)[:60]}.')
    if not isinstance(text, str):
        raise Unusable(f'{where}: "text" must be a string, not {_kind(text)}.')
    return Line(who, text)


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "a boolean", type(None): "nothing"}
    return names.get(type(value), "a number")


def _sayable(lines: list[Line], mended: Counter[str]) -> list[Line]:
    """The lines that the desk takes: none empty, none with what no text may hold, none too long."""
    result: list[Line] = []
    for line in lines:
        text = line.arrives
        if not text:
            mended[EMPTY] += 1
        elif "\x00" in line.text or any("\ud800" <= character <= "\udfff" for character in text):
            mended[UNSAYABLE] += 1
        elif len(line.text) <= MOST_CHARACTERS:
            result.append(line)
        else:
            mended[SPLIT] += len(text) > MOST_CHARACTERS
            result += [Line(line.who, piece) for piece in _pieces(text)]
    return result


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), MOST_CHARACTERS):
        piece = text[start : start + MOST_CHARACTERS]
        if piece.strip():
            yield piece


def _with_visitor_first(lines: list[Line], mended: Counter[str]) -> list[Line]:
    """A visitor opens every conversation: their first line is said first, the agent's opening right after it."""
    first = next((place for place, line in enumerate(lines) if line.who == VISITOR), None)
    if first is None:
        mended[NO_VISITOR] += 1
        return []
    mended[AGENT_FIRST] += first > 0
    return [lines[first], *lines[:first], *lines[first + 1 :]]
