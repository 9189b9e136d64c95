"""Which column of a file is what: guessed from what it is called, in both languages, and changed by people. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from chalicelib.core.errors import WrongFields
from chalicelib.exchange.model.kinds import CONVERSATIONS, LINES, OF_MESSAGES, OWN_FIELD, Column, Kind

_NUMBERED = re.compile(r" #\d+$")  # of columns that are called alike

Mapped = Mapping[str, str]  # the file's column → ours; what is not named is left out


def columns_of(kind: Kind, own: Sequence[Column]) -> list[Column]:
    """All columns that a file of this kind may have, with those of the desk's ``own`` fields."""
    return [*kind.columns, *own]


def _plain(name: str) -> str:
    """Without what people vary: width, capitals, spaces, brackets and what stands in them, marks of what is needed."""
    text = unicodedata.normalize("NFKC", name).casefold().strip()
    text = text.partition("(")[0] or text
    return "".join(each for each in text if each.isalnum())


def guessed(kind: Kind, own: Sequence[Column], columns: Sequence[str]) -> dict[str, str]:
    """What each column most likely is: as it stands in a file of ours, by its name, then by a name that it may also
    have; each of ours once.

    Text and time of a message are what those names mean only where no column holds whole transcripts.
    """
    ours = columns_of(kind, own)
    found = _exactly(ours, columns)
    rounds = (
        lambda each: (each.name,),
        lambda each: (each.zh, each.en, each.name.removeprefix(OWN_FIELD)),
        lambda each: each.others,
    )
    for names in rounds:
        for column in columns:
            if column in found:
                continue
            said = _plain(column)
            for each in ours:
                if each.name not in found.values() and said in {_plain(name) for name in names(each)}:
                    found[column] = each.name
                    break
    if kind.name == CONVERSATIONS and "messages" in found.values():
        found = {column: name for column, name in found.items() if name not in OF_MESSAGES}
    return {column: found[column] for column in columns if column in found}


def _exactly(ours: Sequence[Column], columns: Sequence[str]) -> dict[str, str]:
    """The columns of a file in which each is called letter for letter as an export calls it: by its name, or in one of
    the languages; of several that are called alike each in its order."""
    labels: Sequence[Callable[[Column], str]] = (
        lambda each: each.name,
        lambda each: each.zh,
        lambda each: each.en,
    )
    for label in labels:
        called: dict[str, list[str]] = {}
        for each in ours:
            called.setdefault(label(each)[:100], []).append(each.name)
        found: dict[str, str] = {}
        for column in columns:
            names = called.get(column) or called.get(_NUMBERED.sub("", column)) or []
            if not names:
                break
            found[column] = names.pop(0)
        else:
            return found
    return {}


def checked_mapping(kind: Kind, own: Sequence[Column], columns: Sequence[str], mapped: Mapped) -> dict[str, str]:
    """The mapping as it is kept. Raises ``Invalid`` for columns that are none, that are named twice, or needed."""
    wrong, ours = WrongFields(), {each.name: each for each in columns_of(kind, own)}
    held: dict[str, str] = {}
    for column, name in mapped.items():
        where = f"mapping.{column[:60]}"
        if not name:
            continue
        if column not in columns:
            wrong.add(where, "the file has no such column")
        elif name not in ours:
            wrong.add(where, "there is nothing of this name")
        elif name in held.values():
            wrong.add(where, f"another column is {name} already")
        else:
            held[column] = name
    missing = [each.name for each in kind.columns if each.needed and each.name not in held.values()]
    if missing:
        wrong.add("mapping", f"needed: {', '.join(missing)}")
    if kind.name == CONVERSATIONS and not {"messages", "text"} & set(held.values()):
        wrong.add("mapping", "needed: messages, or text")
    if not held:
        wrong.add("mapping", "one column at least")
    wrong.refuse()
    return held


def is_of_lines(kind: Kind, name: str) -> bool:
    """Whether this column holds several things."""
    column = kind.find(name)
    return column is not None and column.shape == LINES
