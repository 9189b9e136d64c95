"""What is asked for of the words of texts, and whether a text has it. Pure; words as ``words`` has them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.words import (
    ADDRESSES,
    COMMON,
    LONGEST_WORD,
    RUNS,
    TAIL,
    pairs_of,
    plain,
    stem,
    tail_word,
    words_in,
)

LONGEST_QUESTION = 100
MOST_TERMS = 8


class Term(msgspec.Struct, frozen=True):
    """A piece of a question: ``text`` as it must stand in what is found, ``words`` as they are stored."""

    text: str
    words: tuple[str, ...]
    spaced: bool


def terms_of(question: str) -> tuple[Term, ...]:
    """What a question asks for, all of which must be there. Raises ``Invalid`` naming ``q``."""
    asked = plain(question)
    terms = {each: Term(each, (each,), spaced=True) for each in ADDRESSES.findall(asked)}
    for unspaced, word in re.findall(RUNS, ADDRESSES.sub(" ", asked)):
        if unspaced:
            words = tuple(dict.fromkeys(each for each in pairs_of(unspaced) if each not in COMMON))
            terms[unspaced] = Term(unspaced, words, spaced=False)
        elif len(word) > LONGEST_WORD:
            raise Invalid.field("q", f"no word of more than {LONGEST_WORD} characters")
        elif word not in COMMON:
            stored = tail_word(word) if len(word) == TAIL and word.isdecimal() else stem(word)
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
