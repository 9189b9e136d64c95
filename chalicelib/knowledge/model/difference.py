"""What is new in one text beside another, line by line (E2). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Annotated

import msgspec

from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among
from chalicelib.knowledge.model.articles import Wording

SAME, ADDED, REMOVED = "same", "added", "removed"
MOST_COMPARED = 600  # lines between what two texts begin and end with alike; of more all are old, and all new


class Line(msgspec.Struct, frozen=True):
    """A line of either text. ``kind``: in both, only in the later one, or only in the earlier one."""

    kind: Annotated[str, among(SAME, ADDED, REMOVED)]
    text: str


class Compared(msgspec.Struct, frozen=True):
    """A language of an article then and later."""

    language: Annotated[str, among(*LANGUAGES)]
    title_before: str
    title_after: str
    lines: tuple[Line, ...]


def compared(before: Mapping[str, Wording], after: Mapping[str, Wording]) -> list[Compared]:
    """What became of the wordings, in every language that either has."""
    nothing = Wording()
    both = [(each, before.get(each, nothing), after.get(each, nothing)) for each in LANGUAGES]
    return [
        Compared(language, was.title, is_now.title, tuple(difference(was.body, is_now.body)))
        for language, was, is_now in both
        if was != nothing or is_now != nothing
    ]


def difference(before: str, after: str) -> Iterator[Line]:
    """The lines of both texts in the order in which one reads them."""
    old, new = _lines(before), _lines(after)
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])
    yield from (Line(SAME, each) for each in old[:first])
    yield from _between(old[first : len(old) - last], new[first : len(new) - last])
    yield from (Line(SAME, each) for each in old[len(old) - last :])


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    if max(len(old), len(new)) > MOST_COMPARED:
        yield from _replaced(old, new)
        return
    for kind, *where in SequenceMatcher(None, old, new).get_opcodes():
        a, b, c, d = where
        if kind == "equal":
            yield from (Line(SAME, each) for each in old[a:b])
        else:
            yield from _replaced(old[a:b], new[c:d])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    yield from (Line(REMOVED, each) for each in old)
    yield from (Line(ADDED, each) for each in new)


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
