"""What is taken out of a recorded conversation before others learn by it (F11): numbers, addresses, names. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chalicelib.core.masks import MASK

_EMAIL = re.compile(r"[^\s@<>()，。；、：]+@[^\s@<>()，。；、：]+\.[^\s@<>()，。；、：]+")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# digits that belong together, however they are grouped: numbers of orders, telephones, cards, parcels; with letters
# before or between, as in SF1234567890
_NUMBER = re.compile(
    r"\+?[A-Za-z]{0,4}[-#]?(?:[\d０-９][\s\-.()（）/]{0,2}){4,}(?:(?<=[\d０-９])[A-Za-z]{1,4}(?![A-Za-z]))?"
)
_ADDRESS = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:路|街|道|巷|弄|小区|大厦)[\u4e00-\u9fff\d０-９\-—]{0,20}(?:号|室|栋|单元|楼|层)"
)
_CALLED = re.compile(
    r"[\u4e00-\u9fff](?=先生|女士|小姐|太太)|(?<=\bMr )[A-Z]\w+|(?<=\bMs )[A-Z]\w+|(?<=\bMrs )[A-Z]\w+"
)
_SHORTEST_NAME = 2


def masked_words(text: str, names: Iterable[str]) -> str:
    """A line without numbers of four digits and more, addresses of any kind, links, and these names."""
    for name in sorted({each.strip() for each in names}, key=len, reverse=True):
        if len(name) >= _SHORTEST_NAME:
            text = re.sub(re.escape(name), MASK, text, flags=re.IGNORECASE)
    for pattern in (_LINK, _EMAIL, _ADDRESS, _NUMBER, _CALLED):
        text = pattern.sub(_mask, text)
    return text


def _mask(match: re.Match[str]) -> str:
    """A mask, with the space behind what it stands for."""
    found = match.group()
    return MASK + found[len(found.rstrip()) :]


def names_of(name: str) -> list[str]:
    """How somebody may be called: whole, and each part of a name of several; of a Chinese one also without its first
    character."""
    parts = [each for each in re.split(r"[\s·,，]+", name) if len(each) >= _SHORTEST_NAME]
    short = [name[1:]] if re.fullmatch(r"[\u4e00-\u9fff]{3,4}", name) else []
    return [name, *parts, *short]
