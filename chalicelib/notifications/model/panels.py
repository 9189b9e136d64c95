"""Tables of a letter, which the room whose matter it is writes when it goes out. Pure."""

from __future__ import annotations

import msgspec

GOOD, BAD, PLAIN = "good", "bad", ""


class Cell(msgspec.Struct, frozen=True):
    """``share``: 0 to 1, shown as a bar, too; ``small``: a line below it; ``tone``: good, bad, or plain."""

    text: str
    share: float | None = None
    small: str = ""
    tone: str = PLAIN


class Panel(msgspec.Struct, frozen=True):
    """A heading and a table; each row has as many cells as there are ``columns``, of which the first is what it is of.
    ``note``: a line below."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


class PanelsSought(msgspec.Struct, frozen=True):
    """Asked of the room above whose matter a letter is: its tables, in this language."""

    what: str
    about: str
    language: str
