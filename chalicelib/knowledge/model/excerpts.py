"""The piece of an article that answers a question (E2). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chalicelib.core.words import plain
from chalicelib.knowledge.model.markdown import as_text

LONGEST = 160


def excerpt(markdown: str, terms: Iterable[str]) -> str:
    """At most 160 characters in one line: from the sentence on in which most of these terms stand, else the first."""
    text = as_text(markdown)
    words = [each for each in dict.fromkeys(terms) if each[0] not in "^~…"]
    places = [(match.start(), match[0]) for match in re.finditer(r"[^。！？.!?\n]+[。！？.!?]*", text)]
    if not places:
        return ""
    best = max(places, key=lambda each: (_having(each[1], words), -each[0]))
    piece = " ".join(text[best[0] :].split())
    return piece if len(piece) <= LONGEST else f"{piece[: LONGEST - 1].rstrip()}…"


def _having(sentence: str, words: Iterable[str]) -> int:
    lowered = plain(sentence)
    return sum(each in lowered for each in words)
