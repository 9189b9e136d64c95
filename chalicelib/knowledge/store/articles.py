"""The table ``articles``: articles, their editions, what readers have, and where it is listed for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, Wanted, index
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.articles import ARCHIVED, Article, Edition
from chalicelib.knowledge.model.summaries import Summary, summary_of
from chalicelib.knowledge.store import shown
from chalicelib.knowledge.store.article_keys import ArticleKeys

ARTICLE, NOW = "article", "now"


class ArticleRow(ArticleKeys):
    """``listed``: when it was changed, and its id; ``due``: ``yes`` with a day in ``review_on`` (and its id), unless it
    is in the archive. ``summary``: all that lists show."""

    state = UnicodeAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    due = UnicodeAttribute(null=True)
    review_on = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    summary = Packed(Summary, null=True)
    article = Packed(Article, null=True)
    by_state = index(["summary"], state=UnicodeAttribute, listed=UnicodeAttribute)
    by_review = index(["summary"], due=UnicodeAttribute, review_on=UnicodeAttribute)


class EditionRow(ArticleKeys):
    edition = Packed(Edition)


class ArticleMoved(Moved):
    """The article is not as it was read; ``record`` is how it stands now."""


class AlreadyPublished(Lost):
    """There is an edition of this number; what is written stays as it is."""


def article(desk: Desk, article_id: str) -> Article | None:
    """What is worked on; one strongly consistent read."""
    item = ArticleRow.find_item(desk.database, article_id, ARTICLE)
    return ArticleRow.article.held_in(item) if item else None


def write_article(tx: Transaction, before: Article | None, after: Article) -> None:
    """Store what is worked on. Lost: ``ArticleMoved``."""
    due = after.review_on is not None and after.state != ARCHIVED
    row = ArticleRow(
        after.article_id,
        ARTICLE,
        state=after.state,
        listed=place_of(after),
        due="yes" if due else None,
        review_on=f"{after.review_on}#{after.article_id}" if due else None,
        version=after.version,
        summary=summary_of(after),
        article=after,
    )
    unmoved = ArticleRow.version == before.version if before is not None else ArticleRow.key.does_not_exist()
    tx.put(row, condition=unmoved, losing=ArticleRow.article.losing(ArticleMoved))


def put_edition(tx: Transaction, before: Article, edition: Edition) -> None:
    """Keep an edition for ever, let it be what readers have, and list it. Lost: ``AlreadyPublished``."""
    tx.put(
        EditionRow(edition.article_id, _order(edition.number), edition=edition),
        condition=EditionRow.key.does_not_exist(),
        losing=lambda _: AlreadyPublished("an edition is never written over"),
    )
    tx.put(EditionRow(edition.article_id, NOW, edition=edition))
    shown.relist(tx, edition.article_id, before.shown, edition)


def hide_edition(tx: Transaction, before: Article) -> None:
    """Readers do not have it any more; nothing where they did not."""
    if before.shown is not None:
        tx.delete(EditionRow(before.article_id, NOW))
        shown.relist(tx, before.article_id, before.shown, None)


def published(desk: Desk, article_ids: Sequence[str], *, consistent: bool = True) -> Mapping[str, Edition]:
    """What readers have of these articles, by id, without those of which they have nothing; one request a hundred."""
    keys = [(each, NOW) for each in dict.fromkeys(article_ids)]
    items = EditionRow.find_items(desk.database, keys, consistent=consistent)
    return {item["key"]["S"]: EditionRow.edition.held_in(item) for item in items}


def wanted_edition(article_id: str) -> Wanted[Edition]:
    """What readers have of an article, to be read together with something else."""
    return EditionRow.wanted(lambda row: row.edition, article_id, NOW)


def edition(desk: Desk, article_id: str, number: int) -> Edition | None:
    """One edition, which never changes; one strongly consistent read."""
    item = EditionRow.find_item(desk.database, article_id, _order(number))
    return EditionRow.edition.held_in(item) if item else None


def editions(desk: Desk, article_id: str, below: int | None, limit: int) -> tuple[list[Edition], bool]:
    """Editions with numbers below this one, the newest first, and whether there are older ones; one query."""
    newest = _order(below - 1) if below is not None else _order(None)
    items, more = EditionRow.read_page(
        desk.database,
        article_id,
        range_condition=EditionRow.order.between(_order(0), newest),
        forward=False,
        limit=limit,
    )
    return [EditionRow.edition.held_in(item) for item in items], more is not None


def listed(desk: Desk, state: str, before: str | None, limit: int) -> tuple[list[Summary], bool]:
    """Articles in this state, changed last first, behind a place; and whether there are more; one query."""
    behind = ArticleRow.listed < before if before is not None else None
    return _summaries(desk, state, "by_state", behind, limit, forward=False)


def due_for_review(desk: Desk, after: str | None, limit: int) -> tuple[list[Summary], bool]:
    """Summaries of articles with a day of review, the first due first, behind a place; one query."""
    behind = ArticleRow.review_on > after if after is not None else None
    return _summaries(desk, "yes", "by_review", behind, limit, forward=True)


def _summaries(
    desk: Desk, key: str, name: str, behind: Any, limit: int, *, forward: bool
) -> tuple[list[Summary], bool]:
    items, more = ArticleRow.read_page(
        desk.database, key, index=name, range_condition=behind, limit=limit, forward=forward
    )
    return [ArticleRow.summary.held_in(item) for item in items], more is not None


def place_of(each: Article | Summary) -> str:
    """Where it stands among those that were changed."""
    return f"{times.sortable(each.changed_at)}#{each.article_id}"


def _order(number: int | None) -> str:
    return f"v#{number:08}" if number is not None else "v#~"
