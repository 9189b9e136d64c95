"""Articles that answer a question, for visitors and agents (E2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.knowledge.model.articles import Edition
from chalicelib.knowledge.model.excerpts import excerpt
from chalicelib.knowledge.model.finding import Head, scopes_of, space
from chalicelib.knowledge.model.ranking import Sought, Standing, languages_for, ranked, sought_in
from chalicelib.knowledge.store import articles, index

MOST = 20  # articles that are found at once
SPARE = 3  # of those that are found but are not to be read any more
MOST_PLACES = 90  # of the hundred items of a request
KNOWN = timedelta(seconds=10)
PLACE = "knowledge.generation"


class Hit(msgspec.Struct, frozen=True):
    """An article that answers, in the language in which it does."""

    article_id: str
    number: int
    language: str
    title: str
    excerpt: str
    score: float


class _Known(msgspec.Struct, frozen=True):
    current: int
    at: datetime


def find_articles(
    desk: Desk, plan_key: str | None, locale: str, text: str, limit: int = 5, *, by_agent: bool | None = None
) -> Sequence[Hit]:
    """At most ``limit`` (20) articles that answer best, the best first: those in the question's language, or the
    reader's, before those in the other one. ``plan_key``: of what its visitors may read; None: of all. Agents (by
    default whoever asks for all plans) may write Chinese as it is spoken.

    Two requests, three where this container does not know which index is asked (for ten seconds), whatever there is;
    none where nothing is asked for.
    """
    limit = min(limit, MOST)
    sought = sought_in(text, by_agent=plan_key is None if by_agent is None else by_agent)
    if not sought or limit < 1:
        return ()
    places, spaces = _places(sought, plan_key)
    read = index.read(desk, _generation(desk), places, spaces)
    scores = _scores(sought, read, plan_key, languages_for(text, locale))
    wanted = list(scores)[: limit + SPARE]
    editions = articles.published(desk, [article_id for article_id, _ in wanted]) if wanted else {}
    terms = [each.term for each in sought]
    hits = [_hit(editions.get(about[0]), about[1], scores[about], terms, plan_key) for about in wanted]
    return [each for each in hits if each is not None][:limit]


def forget_generation(desk: Desk) -> None:
    """Another index was put in its place here."""
    desk.kept.pop(PLACE, None)


def _generation(desk: Desk) -> int:
    known: _Known | None = desk.kept.get(PLACE)
    if known is None or not known.at <= desk.now() < known.at + KNOWN:
        known = desk.kept[PLACE] = _Known(index.generations(desk).current, desk.now())
    return known.current


def _places(sought: Sequence[Sought], plan_key: str | None) -> tuple[list[tuple[str, str]], list[str]]:
    """Which heads are read, those of what is told first, and the spaces that they are in."""
    scopes = scopes_of(plan_key)
    places = [(space(scope, language), each.term) for each in sought for language in each.languages for scope in scopes]
    spaces = dict.fromkeys(where for where, _ in places)
    return places[:MOST_PLACES], list(spaces)


def _scores(
    sought: Sequence[Sought], read: index.Read, plan_key: str | None, languages: Sequence[str]
) -> Mapping[tuple[str, str], float]:
    """The scores of articles, each in the language in which it answers, in order."""
    scores: dict[str, tuple[str, float]] = {}
    for language in languages:
        spaces = [space(scope, language) for scope in scopes_of(plan_key)]
        asked = [each for each in sought if language in each.languages]
        standings = {each.term: _together([read.heads.get((where, each.term)) for where in spaces]) for each in asked}
        size = sum(read.sizes.get(where, 0) for where in spaces)
        for article_id, score in ranked(asked, standings, size):
            scores.setdefault(article_id, (language, score))
    return {(article_id, language): score for article_id, (language, score) in scores.items()}


def _together(heads: Sequence[Head | None]) -> Standing:
    """What a term weighs in the articles of several lists, none of which is in two of them."""
    there = [each for each in heads if each is not None]
    weights = {article_id: weight for each in there for weight, article_id in each.top}
    return Standing(sum(each.having for each in there), weights)


def _hit(
    edition: Edition | None, language: str, score: float, terms: Sequence[str], plan_key: str | None
) -> Hit | None:
    """None for what readers do not have, or have no more: the index follows some moments after."""
    if edition is None or language not in edition.wordings or (plan_key is not None and not edition.is_for(plan_key)):
        return None
    wording = edition.wordings[language]
    return Hit(
        edition.article_id, edition.number, language, wording.title, excerpt(wording.body, terms), round(score, 3)
    )
