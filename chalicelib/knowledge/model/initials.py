"""The first letters of what is written in Chinese, as it is spoken: 早上好 is found by ``zsh`` (E1). Pure.

The 3,755 characters that are in daily use stand in GB 2312 in the order of their pinyin, so that where a letter begins
is all there is to know: a table of twenty-three numbers, where a dictionary would be megabytes of each cold start.
"""

from __future__ import annotations

from bisect import bisect

_LETTERS = "abcdefghjklmnopqrstwxyz"
_BEGIN = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
_END = 0xD7FA
# characters of daily use that are spoken in two ways, and how the other one begins
_ALSO = {
    "重": "c", "长": "z", "行": "h", "调": "t", "传": "z", "朝": "z", "降": "x", "校": "j", "率": "l", "便": "p",
    "卡": "q", "盛": "c", "种": "c", "藏": "z", "弹": "t", "参": "s", "曾": "z", "乐": "y", "系": "j", "单": "s",
}  # fmt: skip


def initials_of(text: str) -> str:
    """The first letters, with letters and digits as they are; a second word where another way to say it has others.

    Characters that few know to pronounce are left out.
    """
    usual = "".join(map(_letter, text))
    other = "".join(_ALSO.get(each) or _letter(each) for each in text)
    return usual if other == usual else f"{usual} {other}"


def _letter(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    number = int.from_bytes(character.encode("gb2312", "ignore"), "big")
    return _LETTERS[bisect(_BEGIN, number) - 1] if _BEGIN[0] <= number < _END else ""
