"""Digits as they may be written, and the groups in which numbers stand in a text (F8). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_ZEROS = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10, *range(0x1D7CE, 0x1D800, 10))  # of other scripts
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\u20e3]"
)
_NUMERALS = dict(zip("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789", strict=True))
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SPELT = re.compile(rf"[A-Za-z]+|[{''.join(_NUMERALS)}]")
NUMERALS, WORDS = "".join(_NUMERALS), "|".join(_WORDS)
_FOLDED = {0x3000: " ", 0xA0: " ", 0x202F: " ", 0x2009: " ", 0x09: " ", 0x30FB: "-", 0xB7: "-", 0x5F: "-"}
_FOLDED |= dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE63, 0x2E3A), "-")
_FOLDED |= {0xFF01 + each: chr(0x21 + each) for each in range(94)}
_FOLDED |= {zero + each: str(each) for zero in _ZEROS for each in range(10)}
_BETWEEN = r"[ .()\r\n-]{1,4}"
_RUN = re.compile(rf"\+?[0-9][0-9]*(?:{_BETWEEN}[0-9]+)*(?:(?: |-)?[Xx](?![0-9A-Za-z]))?")
_GROUP = re.compile(r"[0-9]+[Xx]?|[Xx]")
# letters straight before a number that only say what it is
_NAMES = re.compile(
    r"(?:^|[^0-9A-Za-z])(?:tel|phone|mobile|mob|call|wechat|weixin|wx|vx|whatsapp|card|id|no|is|at)\Z", re.I
)
_LETTERS_BEFORE = re.compile(r"(?:[0-9A-Za-z]|[A-Za-z]-)\Z")
_PART_BEFORE, _PART_AFTER = re.compile(r"[0-9][,:/]\Z"), re.compile(r"[,:/][0-9]")
_MOST_SMALL = 21  # groups of one or two digits in a row: more than any number of ours has are a list


class Plain(NamedTuple):
    """A text in plain characters: without what nobody sees, with the digits 0 to 9; ``places``: where each character
    stands in the text as it was written, from which character to which."""

    text: str
    places: list[tuple[int, int]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where these characters stand in the text as it was written."""
        return self.places[start][0], self.places[end - 1][1]


class Group(NamedTuple):
    """Digits without anything between them. ``before``: what parts them from the group before; ``plus``: a plus stands
    before them; ``is_code``: they belong to something with letters in it, or to an amount or a time."""

    start: int
    end: int
    digits: str
    before: str
    plus: bool
    is_code: bool

    @property
    def places(self) -> range:
        """Where each digit stands."""
        return range(self.start, self.end)

    def behind(self, taken: int) -> Group:
        """The same without the first digits."""
        return self._replace(start=self.start + taken, digits=self.digits[taken:], plus=False)


def plain(text: str) -> Plain:
    """The text in plain characters."""
    if text.isascii():
        return Plain(text.translate(_FOLDED), [(at, at + 1) for at in range(len(text))])
    kept = [(at, each) for at, each in enumerate(text.translate(_FOLDED)) if not _UNSEEN.match(each)]
    return Plain("".join(each for _, each in kept), [(at, at + 1) for at, _ in kept])


def spelt(text: str) -> Plain | None:
    """The same with digits for the words and numerals that say them; None where there are none."""
    written, places, at = plain(text), list[tuple[int, int]](), 0
    parts = list[str]()
    for match in _SPELT.finditer(written.text):
        word = match[0].lower()
        digit = _NUMERALS.get(word) or (str(_WORDS.index(word)) if word in _WORDS else None)
        if digit is None:
            continue
        parts += [written.text[at : match.start()], digit]
        places += [*written.places[at : match.start()], written.span(match.start(), match.end())]
        at = match.end()
    if not parts:
        return None
    return Plain("".join([*parts, written.text[at:]]), [*places, *written.places[at:]])


def runs(text: str) -> Iterator[list[Group]]:
    """Digits that stand together in a plain text, each run in its groups."""
    for match in _RUN.finditer(text):
        groups, end = list[Group](), match.start()
        for found in _GROUP.finditer(text, match.start(), match.end()):
            before = text[end : found.start()]
            plus = before.endswith("+")
            groups.append(Group(found.start(), found.end(), found[0].upper(), before.removesuffix("+"), plus, False))
            end = found.end()
        yield _with_codes([_with_code(text, group) for group in groups])


def _with_codes(groups: list[Group]) -> list[Group]:
    """What hangs on a code by a hyphen belongs to it, and long lists of small numbers are none of ours."""
    for place, (before, group) in enumerate(pairwise(groups), 1):
        if before.is_code and group.before == "-":
            groups[place] = group._replace(is_code=True)
    small = 0
    for place, group in enumerate(groups):
        small = small + 1 if len(group.digits) < 3 else 0
        if small > _MOST_SMALL:
            groups[place] = group._replace(is_code=True)
    return groups


def _with_code(text: str, group: Group) -> Group:
    """Whether it belongs to something with letters in it, an amount or a time: ``SF138…``, ``1,380``, ``13:45``."""
    before, after = text[max(0, group.start - 12) : group.start], text[group.end : group.end + 2]
    code = _LETTERS_BEFORE.search(before) is not None and _NAMES.search(before) is None
    code = code or (group.digits[-1] != "X" and after[:1].isalpha() and after[:1].isascii())
    is_part = len(group.digits) < 7 and (_PART_BEFORE.search(before) or _PART_AFTER.match(after))
    return group._replace(is_code=code or bool(is_part))
