"""What readers do with articles: open them, say whether they helped, ask in vain (E2). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.text import in_one_line
from chalicelib.core.words import ADDRESSES

LONGEST_WORDS, LONGEST_VAIN = 500, 80
POPULAR = 20  # that are kept of a plan and month
LONGEST_PERIOD = 92  # days that are listed at once
MASK = "***"
FORMER = 0.3  # what an opening of the month before counts for
_LONG_NUMBERS = re.compile(r"\+?\d(?:[\s\-.()/]*\d){3,}")

Top = tuple[tuple[int, str], ...]


class Help(msgspec.Struct, frozen=True):
    """Whether an edition helped a visitor, and what they said about it. ``counted_on``: the day for which it counts,
    on which they first said so."""

    article_id: str
    number: int
    visitor_id: str
    helped: bool
    words: str
    at: datetime
    counted_on: date
    language: str = ""


class Usage(msgspec.Struct, frozen=True):
    """How often an article was opened, and how often it did and did not help."""

    opened: int = 0
    helped: int = 0
    unhelped: int = 0

    @property
    def did_not_help(self) -> bool:
        """Whether at least as many were not helped as were."""
        return self.unhelped > 0 and self.unhelped >= self.helped


class Vain(msgspec.Struct, frozen=True):
    """A question that was asked so often in vain; ``nothing``: how often nothing at all was found."""

    text: str
    times: int
    nothing: int
    last_at: datetime


def checked_words(words: str) -> str:
    """What a reader says about an article, in one line; may be empty. Raises ``Invalid``."""
    if len(words) > LONGEST_WORDS:
        raise Invalid.field("words", f"at most {LONGEST_WORDS} characters")
    return in_one_line(words, LONGEST_WORDS)


def vain_text(question: str) -> str:
    """A question as it is counted: in small letters, without numbers and addresses that may be somebody's; empty where
    there is nothing in it."""
    line = in_one_line(question.casefold(), 4 * LONGEST_VAIN)
    masked = _LONG_NUMBERS.sub(MASK, ADDRESSES.sub(MASK, line))
    return masked.strip(" ?？!！.。,，~…")[:LONGEST_VAIN].strip()


def is_told_of(opened: int) -> bool:
    """Whether the list of what is read most hears of this opening of an article in a month: of the first four, then of
    every half as many more."""
    rest = opened
    while rest % 2 == 0 and rest:
        rest //= 2
    return opened <= 4 or rest in {1, 3}


def with_opened(top: Top, article_id: str, opened: int) -> Top:
    """What is read most, as it is after so many openings of this article."""
    others = [each for each in top if each[1] != article_id]
    return tuple(sorted([*others, (opened, article_id)], key=lambda each: (-each[0], each[1]))[:POPULAR])


def popular_of(present: Top, former: Top) -> Sequence[str]:
    """The ids of what is read most, by this month and the one before."""
    scores: dict[str, float] = {}
    for top, weight in ((present, 1.0), (former, FORMER)):
        for opened, article_id in top:
            scores[article_id] = scores.get(article_id, 0.0) + weight * opened
    return sorted(scores, key=lambda each: (-scores[each], each))


def checked_period(since: date, until: date) -> None:
    """Raises ``Invalid`` for a period that ends before it begins, or is longer than 92 days."""
    if until < since:
        raise Invalid.field("until", "not before since")
    if (until - since).days >= LONGEST_PERIOD:
        raise Invalid.field("until", f"at most {LONGEST_PERIOD} days after since")


def months_in(since: date, until: date) -> Sequence[str]:
    """The months that these days are in: ``2026-11`` …"""
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    return [f"{each // 12:04}-{each % 12 + 1:02}" for each in range(first, last + 1)]


def most_asked(asked: Iterable[Vain]) -> Sequence[Vain]:
    """The same question of several months as one; what was asked most first."""
    together: dict[str, Vain] = {}
    for each in asked:
        other = together.get(each.text)
        together[each.text] = each if other is None else _sum(other, each)
    return sorted((each for each in together.values() if each.times), key=lambda each: (-each.times, each.text))


def _sum(first: Vain, other: Vain) -> Vain:
    last_at = max(first.last_at, other.last_at)
    return Vain(first.text, first.times + other.times, first.nothing + other.nothing, last_at)
