"""Where readers find articles in the table ``articles``: by plan and category, in the order of their ids.

The lists are copies of what editions say, written with them. ``shown#<plan>`` has a line for each article that this
plan's visitors may read, ``shown#*`` one for each that is for all plans; ``counts#<plan>`` how many there are in each
category, so that nobody reads them to know where there are any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import msgspec
from pynamodb.expressions.operand import Path

from chalicelib.core.desk import Desk
from chalicelib.core.tables import Packed, RawItem, Wanted
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.articles import UNFILED, Edition, Shown
from chalicelib.knowledge.store.article_keys import ArticleKeys

COUNTS = "counts"


class Line(msgspec.Struct, frozen=True):
    """An article in a list. ``titles``: by language."""

    article_id: str
    titles: Mapping[str, str]
    published_at: datetime
    category_id: str | None = None


class LineRow(ArticleKeys):
    line = Packed(Line)


class CountsRow(ArticleKeys):
    """A number for each category that has or had any, by its id."""


def relist(tx: Transaction, article_id: str, before: Shown | None, edition: Edition | None) -> None:
    """List what readers have now in place of what they had."""
    were, are = _places(before), _places(edition.as_shown if edition is not None else None)
    if edition is not None:
        titles = {language: wording.title for language, wording in edition.wordings.items()}
        line = Line(article_id, titles, edition.published_at, edition.category_id)
        for plan, category in are:
            tx.put(LineRow(_list(plan), f"{category}#{article_id}", line=line))
    for plan, category in were - are:
        tx.delete(LineRow(_list(plan), f"{category}#{article_id}"))
    _count(tx, Counter(are - were), Counter(were - are))


def _count(tx: Transaction, more: Counter[tuple[str, str]], less: Counter[tuple[str, str]]) -> None:
    more.subtract(less)
    changes: dict[str, dict[str, int]] = {}
    for (plan, category), number in sorted(more.items()):
        changes.setdefault(plan, {})[category] = number
    for plan, numbers in changes.items():
        actions = [Path([_counter(category)]).add(number) for category, number in numbers.items()]
        tx.update(CountsRow(_counts(plan), COUNTS), actions)


def lines(
    desk: Desk, plan: str, category: str | None, after: str | None, limit: int
) -> tuple[list[tuple[str, Line]], str | None]:
    """A page of a list (``*``: of what is for all plans) in one category or (None) all of them, behind a place: each
    with its place; and the place to go on behind, None at its end; one query."""
    items, more = _page(desk, plan, category, after, limit)
    return [(item["order"]["S"], LineRow.line.held_in(item)) for item in items], more


def place_behind(desk: Desk, plan: str, category: str, after: str | None, number: int) -> str | None:
    """The place of the last of so many, if there are more behind them; one query that brings places alone."""
    return _page(desk, plan, category, after, number, only="order")[1]


def _page(
    desk: Desk, plan: str, category: str | None, after: str | None, limit: int, only: str | None = None
) -> tuple[list[RawItem], str | None]:
    begins = f"{category}#" if category is not None else ""
    where = LineRow.order.between(after or begins, f"{begins}~") if begins or after else None
    items, more = LineRow.read_page(desk.database, _list(plan), range_condition=where, limit=limit + 1, only=only)
    read = [item for item in items if item["order"]["S"] != after]
    page = read[:limit]
    there = len(read) > limit or (more is not None and len(read) == limit)
    return page, page[-1]["order"]["S"] if there else None


class Counts(msgspec.Struct, frozen=True):
    """How many articles a list has in each category."""

    numbers: Mapping[str, int]


def wanted_counts(plan: str) -> Wanted[Counts]:
    """How many articles a list has in each category, to be read together with something else."""
    place = CountsRow.wanted(lambda row: row, _counts(plan), COUNTS)
    return Wanted(place.table, place.key, _counted)


def together(*counts: Counts | None) -> Mapping[str, int]:
    """What lists have in each category, where they have anything."""
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each.numbers if each is not None else {})
    return {category: number for category, number in total.items() if number > 0}


def _counted(item: RawItem) -> Counts:
    return Counts({name[3:]: int(held["N"]) for name, held in item.items() if name.startswith("in-")})


def _places(shown: Shown | None) -> set[tuple[str, str]]:
    return {(plan, shown.category_id or UNFILED) for plan in shown.lists} if shown is not None else set()


def _list(plan: str) -> str:
    return f"shown#{plan}"


def _counts(plan: str) -> str:
    return f"counts#{plan}"


def _counter(category: str) -> str:
    return f"in-{category}"
