"""The words of a text by which it is found: in Chinese pairs of characters, elsewhere words. Pure.

Letters are compared without case, width and accents; English words without their commonest endings. Of a number that is
long enough to be an order's or a telephone's, the last four digits are a word as well, and the last seven of a whole
one, however it is grouped; so is an e-mail address: with what many of them share it would be found behind thousands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

LONGEST_WORD = 40
MOST_WORDS = 600  # of one document: what comes behind them is not found by them
TAIL = 4
WHOLE = 7  # digits of a number that is one without what stands before it

# scripts without spaces: Chinese, Japanese, Korean
_UNSPACED = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
RUNS = rf"([{_UNSPACED}]+)|((?:(?![{_UNSPACED}])\w)+)"  # compiled when it is first looked for: milliseconds
ADDRESSES = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", re.ASCII)
_BETWEEN = re.compile(r"(?<=\d)[\s\-.()/]+(?=\d)")
_NUMBERS = re.compile(r"\d+")
_PLURALS = (("ies", "y"), ("s", ""))
_TENSES = ("ing", "ed")
_LEAST = 3  # letters that are left of a word

_COMMON_WORDS = (
    "the a an and or but is are was were be been am to of in on at for from by with it its this that i you we he she "
    "they me my your our us do does did have has had can could will would please thank hello hi ok okay yes no not"
)
_COMMON_PAIRS = (
    "您好 你好 好的 请问 谢谢 可以 什么 怎么 我们 你们 您的 我的 你的 的话 没有 这个 那个 不是 是的 一下 能不 "
    "不能 一个 就是 还是 知道 现在 麻烦 稍等"
)
COMMON = frozenset(f"{_COMMON_WORDS} {_COMMON_PAIRS}".split())


def plain(text: str) -> str:
    """The text as it is compared: full-width signs and capitals as the others, letters without accents."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in folded if not unicodedata.combining(each) or _is_kana_mark(each))
    return unicodedata.normalize("NFC", bare)


def _is_kana_mark(sign: str) -> bool:
    return sign in "\u3099\u309a"  # が is another letter than か


def words_in(text: str) -> Iterator[str]:
    """Every word of a text by which it may be found, some of them more than once."""
    lowered = plain(text)
    yield from ADDRESSES.findall(lowered)
    yield from (tail_word(each, WHOLE) for each in numbers_in(lowered) if len(each) >= WHOLE)
    for unspaced, word in re.findall(RUNS, lowered):
        if unspaced:
            yield from pairs_of(unspaced)
        elif len(word) <= LONGEST_WORD:
            yield stem(word)
            if len(word) >= TAIL and word[-TAIL:].isdecimal():
                yield tail_word(word)


def numbers_in(text: str) -> list[str]:
    """The numbers in a text that was made ``plain``, without what groups their digits."""
    return _NUMBERS.findall(_BETWEEN.sub("", text))


def distinct_words(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of several texts, each once, at most ``MOST_WORDS``; common ones are none."""
    seen: dict[str, None] = {}
    for text in texts:
        for word in words_in(text):
            if word not in COMMON:
                seen[word] = None
            if len(seen) == MOST_WORDS:
                return tuple(seen)
    return tuple(seen)


def pairs_of(run: str) -> Iterator[str]:
    """The pairs of neighbours in a run of characters; of a single one itself."""
    if len(run) == 1:
        yield run
    for first, second in pairwise(run):
        yield first + second


def tail_word(number: str, length: int = TAIL) -> str:
    """What stands for so many last digits of a number among words."""
    return f"…{number[-length:]}"


def stem(word: str) -> str:
    """An English word without its number, tense and last e, so that these are one: invoice, invoices, invoiced."""
    if not (word.isascii() and word.isalpha()):
        return word
    for ending, instead in _PLURALS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) > len(ending) + _LEAST:
            word = word.removesuffix(ending) + instead
            break
    for ending in _TENSES:
        if word.endswith(ending) and len(word) > len(ending) + _LEAST:
            word = _undoubled(word.removesuffix(ending))
            break
    return word.removesuffix("e") if len(word) > _LEAST else word


def _undoubled(left: str) -> str:
    return left[:-1] if len(left) > _LEAST and left[-1] == left[-2] and left[-1] not in "ls" else left
