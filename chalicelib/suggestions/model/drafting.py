"""The one place where a drafting assistant may come in (E2). Pure.

Whoever answers is offered what articles say to the visitor's question. An assistant is another ``Drafter``: it is given
the question as ``Asked`` and what was found, and may order, leave out and say in other words; what it may cost and ask
is its own. There is one, ``as_found``, which needs no model: the articles as they are, the best first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

MOST_SUGGESTED = 3


class Asked(msgspec.Struct, frozen=True):
    """What a visitor wrote last, as it is searched for, and in which language."""

    plan_key: str
    locale: str
    text: str


class Suggestion(msgspec.Struct, frozen=True):
    """An article that may answer. ``number``: of its edition; ``language``: in which it does; ``draft``: what might be
    written, empty: what the article says is all there is."""

    article_id: str
    number: int
    language: str
    title: str
    excerpt: str
    draft: str = ""


class Drafter(Protocol):
    """Makes suggestions of what was found."""

    def __call__(self, asked: Asked, articles: Sequence[Suggestion], /) -> Sequence[Suggestion]: ...


def as_found(_: Asked, articles: Sequence[Suggestion], /) -> Sequence[Suggestion]:
    """The best articles as they are."""
    return articles[:MOST_SUGGESTED]
