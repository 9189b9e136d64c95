"""Texts in which some words are not shown to everybody (E5). Pure."""

from __future__ import annotations

from collections.abc import Iterable

Spans = tuple[tuple[int, int], ...]  # of a text: from which character to which
MASK = "***"  # in place of each span, so that not even its length is told


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with a mask in place of each of these spans, which are in order and do not overlap (E5)."""
    pieces, shown = list[str](), 0
    for start, end in spans:
        pieces += [text[shown:start], MASK]
        shown = end
    return "".join([*pieces, text[shown:]])
