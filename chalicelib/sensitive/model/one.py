"""One number of many that are shown in part: which one is meant (F8). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec

from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.sensitive import hidden, pieces
from chalicelib.core.text import Id

LONGEST_REASON = 200


class ShowNumber(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where it is shown: by which ``operation`` (one that reads), of which things (``names``, as in its path) and with
    which ``query``; ``shown``: the number as it stands there, such as 138****5678, or the whole text around it,
    and then ``number``: which one of those in it, from 0; ``reason``: why it is needed."""

    operation: Id
    shown: Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_REASON)]
    number: Annotated[int, msgspec.Meta(ge=0, le=999)] = 0
    names: dict[Id, Id] = {}
    query: dict[Id, Annotated[str, msgspec.Meta(max_length=1000)]] = {}


class Found(msgspec.Struct, frozen=True):
    """The number, what it is, and where it stands: names and places from the outside in, such as items/3/text."""

    value: str
    kind: str
    place: str


class SeveralAlike(Conflict):
    """Other numbers there look the same in part."""

    code = "several_alike"
    title = "Several numbers there look the same: open the one that is meant by itself"


def the_one(body: Any, shown: str, number: int = 0) -> Found:
    """The number that is shown like this somewhere in an answer, or (of a whole text) this one of those in it.

    Raises ``NotFound``, ``SeveralAlike``."""
    found = list(_like(body, shown.strip(), number, ""))
    if not found:
        raise NotFound("no such number is shown there")
    if len({each.value for each in found}) > 1:
        raise SeveralAlike("more than one looks like this")
    return found[0]


def _like(value: Any, shown: str, number: int, place: str) -> Iterator[Found]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _like(each, shown, number, f"{place}/{name}")
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _like(each, shown, number, f"{place}/{at}")
    elif isinstance(value, str):
        masked = hidden(value)
        for at, piece in enumerate(pieces(value) if masked != value else ()):
            if masked[piece.start : piece.end] == shown or (masked.strip() == shown and at == number):
                yield Found(value[piece.start : piece.end], piece.kind, place.lstrip("/"))
