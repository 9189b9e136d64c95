"""The words of a text, as they are looked for: in Chinese pairs of characters, elsewhere words. Pure.

Letters are compared without case, width and accents; English words without their commonest endings. Of a number that is
long enough to be an order's or a telephone's, the last four digits are a word as well, and the last seven of a whole
one, however it is grouped; so is an e-mail address: with what many of them share it would be found behind thousands.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from chalicelib.core.errors import Invalid

LONGEST_QUESTION = 100
LONGEST_WORD = 40
MOST_TERMS = 8
MOST_WORDS = 600  # of one document: what comes behind them is not found by them
TAIL = 4
WHOLE = 7  # digits of a number that is one without what stands before it

# scripts without spaces: Chinese, Japanese, Korean
_UNSPACED = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUNS = rf"([{_UNSPACED}]+)|((?:(?![{_UNSPACED}])\w)+)"  # compiled when it is first looked for: milliseconds
_ADDRESSES = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", re.ASCII)
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


class Term(msgspec.Struct, frozen=True):
    """A piece of a question: ``text`` as it must stand in what is found, ``words`` as they are stored."""

    text: str
    words: tuple[str, ...]
    spaced: bool


def words_in(text: str) -> Iterator[str]:
    """Every word of a text by which it may be found, some of them more than once."""
    lowered = plain(text)
    yield from _ADDRESSES.findall(lowered)
    yield from (tail_word(each, WHOLE) for each in numbers_in(lowered) if len(each) >= WHOLE)
    for unspaced, word in re.findall(_RUNS, lowered):
        if unspaced:
            yield from _pairs(unspaced)
        elif len(word) <= LONGEST_WORD:
            yield _stem(word)
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


def terms_of(question: str) -> tuple[Term, ...]:
    """What a question asks for, all of which must be there. Raises ``Invalid`` naming ``q``."""
    asked = plain(question)
    terms = {each: Term(each, (each,), spaced=True) for each in _ADDRESSES.findall(asked)}
    for unspaced, word in re.findall(_RUNS, _ADDRESSES.sub(" ", asked)):
        if unspaced:
            words = tuple(dict.fromkeys(each for each in _pairs(unspaced) if each not in COMMON))
            terms[unspaced] = Term(unspaced, words, spaced=False)
        elif len(word) > LONGEST_WORD:
            raise Invalid.field("q", f"no word of more than {LONGEST_WORD} characters")
        elif word not in COMMON:
            stored = tail_word(word) if len(word) == TAIL and word.isdecimal() else _stem(word)
            terms[word] = Term(stored, (stored,), spaced=True)
    if not terms:
        raise Invalid.field("q", "a word that does not stand everywhere")
    if len(terms) > MOST_TERMS:
        raise Invalid.field("q", f"at most {MOST_TERMS} words")
    if not any(each.words for each in terms.values()):
        raise Invalid.field("q", "a word that does not stand everywhere")
    return tuple(terms.values())


def telling(terms: Iterable[Term]) -> str:
    """The word that is looked for first: the one that likely stands in the fewest texts.

    An address, then of numbers the longest, then of other words; of pairs of characters whichever comes first.
    """
    words = dict.fromkeys(word for term in terms for word in term.words)
    return max(words, key=lambda word: ("@" in word, any(map(str.isdecimal, word)), len(word)))


def contains(texts: Iterable[str], terms: Iterable[Term]) -> bool:
    """Whether everything that is asked for stands in these texts."""
    whole = "\n".join(map(plain, texts))
    words = frozenset(words_in(whole))
    return all(term.text in words if term.spaced else term.text in whole for term in terms)


def mark(words: Iterable[str]) -> int:
    """A mark of words, each of which has two of its bits: whose bits are not all in it is surely not there."""
    bits = 0
    for word in words:
        first, second = hashlib.blake2b(word.encode(), digest_size=2).digest()
        bits |= 1 << first | 1 << second
    return bits


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    for first, second in pairwise(run):
        yield first + second


def tail_word(number: str, length: int = TAIL) -> str:
    """What stands for so many last digits of a number among words."""
    return f"…{number[-length:]}"


def _stem(word: str) -> str:
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


def _undoubled(stem: str) -> str:
    return stem[:-1] if len(stem) > _LEAST and stem[-1] == stem[-2] and stem[-1] not in "ls" else stem
