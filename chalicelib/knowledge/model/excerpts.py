"""What an article says without its marks, and the piece of it that answers a question (E2). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chalicelib.core.words import plain

LONGEST = 160

_MARKS = (
    (r"(?m)^\s*(?:```|~~~).*$", ""),
    (r"!\[([^\]\n]*)\]\([^)\n]*\)", r"\1"),
    (r"\[([^\]\n]*)\]\([^)\n]*\)", r"\1"),
    (r"<(https?://[^>\s]+)>", r"\1"),
    (r"(?m)^\s{0,3}(?:#{1,6}|>|[-*+]|\d{1,3}[.)])\s+", ""),
    (r"(?m)^\s*\|?[\s:|-]+\|[\s:|-]*$", ""),
    (r"(?m)^\s*[-*_=]{3,}\s*$", ""),
    (r"\*\*|__|`|~~|\|", " "),
    (r"(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", ""),
)


def plain_text(markdown: str) -> str:
    """What is written, line by line, without the marks of Markdown and the addresses of links."""
    text = markdown
    for pattern, instead in _MARKS:
        text = re.sub(pattern, instead, text)
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def excerpt(markdown: str, terms: Iterable[str]) -> str:
    """At most 160 characters in one line: from the sentence on in which most of these terms stand, else the first."""
    text = plain_text(markdown)
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
