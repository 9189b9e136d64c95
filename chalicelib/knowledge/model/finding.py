"""What of articles is in the index, and how it gets there: a transition at a time, in steps (E2). Pure.

An article stands in lists (*scopes*): ``+`` has all, for agents; ``*`` those for all plans; each plan's its own. In a
scope and language, a *space*, every term has postings, one an article, and a *head* with how many there are and those
that weigh most. So a visitor's question is answered from the heads of two scopes, however many articles there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from chalicelib.knowledge.model.articles import EVERY_PLAN, Edition
from chalicelib.knowledge.model.markdown import as_text
from chalicelib.knowledge.model.ranking import Standing, impacts, spoken

ALL = "+"  # the scope of agents
HEAD = 200  # postings that a head has: 8 KB
STEP = 30  # terms of a step: three writes each, of the hundred of a transaction
FEW_SIZES = 6


class Content(msgspec.Struct, frozen=True):
    """What of an article is in the index. ``plan_keys``: None where it is not in it at all. ``words`` by language and
    term; ``spoken``: those that only agents ask for."""

    plan_keys: tuple[str, ...] | None = None
    words: Mapping[str, Mapping[str, int]] = msgspec.field(default_factory=dict)
    spoken: Mapping[str, Mapping[str, int]] = msgspec.field(default_factory=dict)

    @property
    def scopes(self) -> tuple[str, ...]:
        """The lists in which it stands."""
        return () if self.plan_keys is None else (ALL, *(self.plan_keys or (EVERY_PLAN,)))

    @property
    def spaces(self) -> frozenset[str]:
        """The same with their languages."""
        return frozenset(space(scope, language) for scope in self.scopes for language in self.words)

    def postings(self) -> Iterator[tuple[str, str, int]]:
        """Each with its space, its term and what that weighs."""
        for scope in self.scopes:
            for language, words in self.words.items():
                held = {**words, **self.spoken.get(language, {})} if scope == ALL else words
                yield from ((space(scope, language), term, weight) for term, weight in held.items())


class Change(msgspec.Struct, frozen=True):
    """What becomes of an article's posting; None: there is none."""

    space: str
    term: str
    before: int | None
    after: int | None


class Step(msgspec.Struct, frozen=True):
    """What is written together: postings with their heads, and how many articles more or fewer there are by space."""

    changes: tuple[Change, ...] = ()
    sizes: tuple[tuple[str, int], ...] = ()


class Head(msgspec.Struct, frozen=True):
    """``having``: how many postings a term has; ``top``: what it weighs most in and where, the heaviest first."""

    having: int = 0
    top: tuple[tuple[int, str], ...] = ()

    @property
    def standing(self) -> Standing:
        """As a question asks for it."""
        return Standing(self.having, {article_id: weight for weight, article_id in self.top})


def space(scope: str, language: str) -> str:
    """The articles of a list in one language."""
    return f"{scope}#{language}"


def scopes_of(plan_key: str | None) -> tuple[str, ...]:
    """The lists in which one looks for what this plan's visitors may read; None: for all there is."""
    return (ALL,) if plan_key is None else (EVERY_PLAN, plan_key)


def content_of(edition: Edition | None) -> Content:
    """What is in the index of what readers have."""
    if edition is None:
        return Content()
    words, said = dict[str, Mapping[str, int]](), dict[str, Mapping[str, int]]()
    for language, wording in sorted(edition.wordings.items()):
        words[language] = impacts(wording.title, as_text(wording.body), language)
        said[language] = spoken(wording.title, language)
    return Content(edition.plan_keys, words, {language: each for language, each in said.items() if each})


def changes(before: Content, after: Content) -> Sequence[Change]:
    """What is to be done so that the index has the one in place of the other, in order."""
    were = {(where, term): weight for where, term, weight in before.postings()}
    are = {(where, term): weight for where, term, weight in after.postings()}
    places = sorted({place for place in were.keys() | are.keys() if were.get(place) != are.get(place)})
    return [Change(*place, were.get(place), are.get(place)) for place in places]


def steps(before: Content, after: Content) -> Sequence[Step]:
    """The same in steps, each of which is one write; one at least, with which nothing but the numbers change."""
    each = changes(before, after)
    parts = [Step(tuple(each[start : start + STEP])) for start in range(0, len(each), STEP)] or [Step()]
    sizes = [(where, 1) for where in sorted(after.spaces - before.spaces)]
    sizes += [(where, -1) for where in sorted(before.spaces - after.spaces)]
    if len(sizes) <= FEW_SIZES:
        return [*parts[:-1], Step(parts[-1].changes, tuple(sizes))]
    return [*parts, *(Step((), tuple(sizes[start : start + STEP])) for start in range(0, len(sizes), STEP))]


def needs_refill(head: Head, article_id: str) -> bool:
    """Whether what comes behind the head is to be known where this article's posting changes."""
    return head.having > len(head.top) and any(each == article_id for _, each in head.top)


def moved(
    head: Head, change: Change, article_id: str, behind: Sequence[tuple[int, str]] = (), *, longest: int = HEAD
) -> Head:
    """The head after this article's posting has changed. ``behind``: the heaviest of all postings as they are, where
    the head ``needs_refill``."""
    others = {place for place in (*head.top, *behind) if place[1] != article_id}
    mine = {(change.after, article_id)} if change.after is not None else set()
    having = head.having + (change.after is not None) - (change.before is not None)
    return Head(having, tuple(sorted(others | mine, key=lambda each: (-each[0], each[1]))[:longest]))
