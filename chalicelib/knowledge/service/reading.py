"""Articles as readers have them: on a plan's help pages, and wherever else what was published is shown (E2)."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.tables import Wanted, read_all
from chalicelib.core.text import LONGEST_NAME
from chalicelib.knowledge.model import markdown
from chalicelib.knowledge.model.articles import EVERY_PLAN, UNFILED, ArticleMissing, Edition
from chalicelib.knowledge.model.categories import Category, Tree, in_order
from chalicelib.knowledge.model.markdown import Places
from chalicelib.knowledge.store import articles as store
from chalicelib.knowledge.store import categories, shown
from chalicelib.knowledge.store.shown import Line
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan, UnknownPlan

ON_A_PAGE, RELATED = 30, 5
IN_A_PIECE = 1000  # of a sitemap


class Shelf(msgspec.Struct, frozen=True):
    """A category in which readers find something: how deep it stands, and how many articles are in it itself."""

    category: Category
    depth: int
    number: int


class Contents(msgspec.Struct, frozen=True):
    """What the readers of a plan find where. ``unfiled``: how many articles are in no category."""

    plan: Plan
    tree: Tree
    shelves: Sequence[Shelf]
    unfiled: int

    def shelf(self, category_id: str) -> Shelf:
        """The category of this id. Raises ``NotFound`` where readers find nothing in it."""
        return existing(
            next((each for each in self.shelves if each.category.category_id == category_id), None), "no such category"
        )


class Page(msgspec.Struct, frozen=True):
    """Articles in a list, and where it goes on; None: nowhere."""

    lines: Sequence[Line]
    following: str | None


class Piece(msgspec.Struct, frozen=True):
    """A part of a sitemap: of which list (``*``: what is for all plans), in which category, from which part on."""

    plan: str
    category: str
    number: int


def read_contents(desk: Desk, plan_key: str) -> Contents:
    """In which categories a plan's readers find articles, in the order of the tree; one request. Raises
    ``NotFound``."""
    plan, tree, (own, common) = _read(desk, plan_key, *_counts(plan_key))
    counts = shown.together(own, common)
    return Contents(plan, tree, _shelves(tree, counts), counts.get(UNFILED, 0))


def read_shown(desk: Desk, plan_key: str, article_id: str) -> tuple[Plan, Tree, Edition]:
    """What this plan's visitors have of an article, with plan and tree; one request. Raises ``NotFound``, also for what
    is for the visitors of others."""
    known = 0 < len(article_id) <= LONGEST_NAME  # whatever is longer no key can be
    plan, tree, editions = _read(desk, plan_key, *([store.wanted_edition(article_id)] if known else []))
    edition = editions[0] if editions else None
    if edition is None or not edition.is_for(plan_key):
        raise ArticleMissing("no such article")
    return plan, tree, edition


def list_shown(desk: Desk, plan_key: str, category_id: str | None, start: str | None, limit: int = ON_A_PAGE) -> Page:
    """Articles of a category (``-``: of none; None: of all), in an order that stays; two queries."""
    parts = [shown.lines(desk, each, category_id, start, limit) for each in (plan_key, EVERY_PLAN)]
    merged = list(heapq.merge(*(lines for lines, _ in parts), key=lambda each: each[0]))
    more = len(merged) > limit or any(following for _, following in parts)
    page = merged[:limit]
    return Page([line for _, line in page], page[-1][0] if more and page else None)


def related(desk: Desk, plan_key: str, edition: Edition) -> Sequence[Line]:
    """Some others of the same category; two queries, none for one that is filed nowhere."""
    if edition.category_id is None:
        return ()
    page = list_shown(desk, plan_key, edition.category_id, None, RELATED + 1)
    return [each for each in page.lines if each.article_id != edition.article_id][:RELATED]


def pieces(desk: Desk, plan_key: str) -> Sequence[Piece]:
    """The parts of a plan's sitemap, a thousand articles each; one request. Raises ``NotFound``."""
    _, _, (own, common) = _read(desk, plan_key, *_counts(plan_key))
    return [
        Piece(plan, category, number)
        for plan, counts in ((plan_key, own), (EVERY_PLAN, common))
        for category, total in sorted(shown.together(counts).items())
        for number in range(-(-total // IN_A_PIECE))
    ]


def read_piece(desk: Desk, piece: Piece) -> Sequence[Line]:
    """The articles of a part; a query for each part up to it."""
    start: str | None = None
    for _ in range(piece.number):
        start = shown.place_behind(desk, piece.plan, piece.category, start, IN_A_PIECE)
        if start is None:
            return ()
    return [line for _, line in shown.lines(desk, piece.plan, piece.category, start, IN_A_PIECE)[0]]


def preview(body: str) -> str:
    """The HTML of a text that is worked on; other articles are led to by their ids alone."""
    return markdown.as_html(body, Places(lambda each: f"#{each}", lambda each: f"pictures/{each}"))


def html_of(body: str, article: Callable[[str], str | None], picture: Callable[[str], str | None]) -> str:
    """The HTML of a text as readers see it, with the addresses of other articles and of pictures as seen from there."""
    return markdown.as_html(body, Places(article, picture))


def excerpt_of(body: str) -> str:
    """How a text begins, in one line of at most 200 characters without marks."""
    return markdown.excerpt(body)


def _counts(plan_key: str) -> list[Wanted[shown.Counts]]:
    return [shown.wanted_counts(each) for each in (plan_key, EVERY_PLAN)]


def _read(desk: Desk, plan_key: str, *wanted: Wanted[Any]) -> tuple[Plan, Tree, list[Any]]:
    if not 0 < len(plan_key) <= 40 or plan_key == EVERY_PLAN:
        raise UnknownPlan("no such plan")
    plan, tree, *others = read_all(
        desk.database, (plans.wanted(plan_key), categories.wanted_tree(), *wanted), consistent=False
    )
    if plan is None or plan.archived:
        raise UnknownPlan("no such plan")
    return plans.as_read(desk, plan, None), tree or Tree(), others


def _shelves(tree: Tree, counts: Mapping[str, int]) -> Sequence[Shelf]:
    """Categories with articles, and those they stand under."""
    needed = {above.category_id for each in counts if (held := tree.find(each)) for above in tree.path(held)}
    return [
        Shelf(each, len(tree.path(each)) - 1, counts.get(each.category_id, 0))
        for each in in_order(tree)
        if each.category_id in needed
    ]
