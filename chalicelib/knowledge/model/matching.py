"""Where words that must not be said stand in a text, and where they only seem to (E5). Pure.

The console looks with the same rules while somebody types (``console/unsaid/matching.ts``); one table of cases holds
the two together. Width and case make no difference, nor do unseen characters, or how many spaces there are. What is
written in letters is found as whole words; Chinese and Japanese, which leave no spaces, wherever it stands, but for the
longer words in which it may. Of those that overlap the longest counts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import msgspec

_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_APOSTROPHES = frozenset("\u2018\u2019\u02bc`")
_SPACES = frozenset("\t\n\r\u00a0\u202f\u3000")
_WHOLE = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))  # written without spaces


class Pattern(msgspec.Struct, frozen=True):
    """Words of which none is to be said, and longer ones in which they may stand."""

    words: tuple[str, ...]
    exceptions: tuple[str, ...] = ()


class Hit(msgspec.Struct, frozen=True):
    """Such a word in a text: from which character to which, and of which of the patterns it is one."""

    start: int
    end: int
    number: int


def folded(text: str) -> tuple[str, Sequence[int]]:
    """The text with everything alike that makes no difference, and where each of its characters stands in the text."""
    alike: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = _alike(character)
        if plain and not (plain == " " and alike[-1:] == [" "]):
            alike.append(plain)
            places.append(place)
    return "".join(alike), places


def find_words(text: str, patterns: Sequence[Pattern]) -> Sequence[Hit]:
    """Every word of these patterns in the text, in order; none overlaps another."""
    return Finder(patterns).find(text)


class Finder:
    """The same for many texts: what is looked for is made ready once."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._ready = [
            (number, _ready(pattern.words), _ready(pattern.exceptions)) for number, pattern in enumerate(patterns)
        ]

    def find(self, text: str) -> Sequence[Hit]:
        """Every word in the text, in order; none overlaps another."""
        if not self._ready:
            return ()
        alike, places = folded(text)
        spans = sorted(self._spans(alike), key=lambda span: (span[0] - span[1], span[0], span[2]))
        kept: list[tuple[int, int, int]] = []
        for span in spans:
            if all(span[1] <= start or end <= span[0] for start, end, _ in kept):
                kept.append(span)
        return [Hit(places[start], places[end - 1] + 1, number) for start, end, number in sorted(kept)]

    def _spans(self, alike: str) -> Iterator[tuple[int, int, int]]:
        for number, words, exceptions in self._ready:
            spans = [span for word in words for span in _whole(alike, word)]
            if not spans:
                continue
            allowed = [span for word in exceptions for span in _whole(alike, word)]
            for start, end in spans:
                if not any(first <= start and end <= last for first, last in allowed):
                    yield start, end, number


def _ready(words: Sequence[str]) -> Sequence[str]:
    return [alike for alike in (folded(word)[0].strip() for word in words) if alike]


def _whole(alike: str, word: str) -> Iterator[tuple[int, int]]:
    """Where the word stands, and is not a part of one that goes on."""
    start = alike.find(word)
    while start >= 0:
        end = start + len(word)
        if not _goes_on(alike, start, end):
            yield start, end
        start = alike.find(word, start + 1)


def _goes_on(alike: str, start: int, end: int) -> bool:
    before, after = alike[max(0, start - 2) : start], alike[end : end + 3]
    is_joined = _is_spelt(before[-1:]) or (before[-1:] == "'" and _is_spelt(before[:-1]))
    if is_joined and _is_spelt(alike[start]):
        return True
    if not _is_spelt(alike[end - 1]) or not after:
        return False
    if after[0] == "'":  # can and can't are two words; an idiot's word is the idiot's
        return _is_spelt(after[1:2]) and (after[1:2] != "s" or _is_spelt(after[2:3]))
    return _is_spelt(after[0])


def _is_spelt(character: str) -> bool:
    """Whether it is a letter or digit of a script that leaves spaces between its words."""
    if not character:
        return False
    place = ord(character)
    return unicodedata.category(character)[0] in "LNM" and not any(low <= place <= high for low, high in _WHOLE)


def _alike(character: str) -> str:
    if character in _UNSEEN:
        return ""
    if character in _SPACES:
        return " "
    if "\uff01" <= character <= "\uff5e":
        character = chr(ord(character) - 0xFEE0)
    if character in _APOSTROPHES:
        return "'"
    small = character.lower()
    return small if len(small) == 1 else character
