"""Articles as they are written and read: drafts that several may work on, and what readers have of them (E2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import WrongFields, existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model import articles as model
from chalicelib.knowledge.model import drafts
from chalicelib.knowledge.model.articles import Article, Edition, NewArticle
from chalicelib.knowledge.service import keeping, reviews
from chalicelib.knowledge.service.article_pictures import tidy_later
from chalicelib.knowledge.store import articles as store
from chalicelib.knowledge.store import categories
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import TAKE_PART
from chalicelib.plans import service as plans

DEPTHS = {"wordings": 2}  # two who change a title and a text, or two languages, both hold
CHECKS: races.Checks = {"wordings": model.checked_changes, "plan_keys": model.checked_plans}


def published(desk: Desk, article_ids: Sequence[str], *, consistent: bool = True) -> Mapping[str, Edition]:
    """What readers have now of these articles, by id, without those of which they have nothing; one request a
    hundred."""
    return store.published(desk, article_ids, consistent=consistent)


def draft_article(desk: Desk, by: By, new: NewArticle, once: Once | None = None) -> tuple[Article, bool]:
    """A new article that readers do not have yet, and whether it was made before; two requests, one more with plans.

    Raises ``Invalid`` with the field.
    """
    article = drafts.drafted(desk.new_id("art"), keeping.author_of(by), new, desk.now())
    _refuse_unknown(desk, {"category_id": article.category_id, "plan_keys": article.plan_keys})
    tx = Transaction(desk)
    mark(tx, once, {"article_id": article.article_id})
    store.write_article(tx, None, article)
    reviews.plan_reminder(tx, None, article)
    audit.note(tx, by, "draft_article", article.article_id, after=keeping.told(article))
    try:
        tx.commit()
    except AlreadyDone as done:
        return store.article(desk, str(done.answer["article_id"])) or article, True
    return article, False


def read_article(desk: Desk, article_id: str, reader: Agent | None = None) -> Article:
    """What is worked on; one read. Raises ``NotFound``, ``NotYours`` for what the reader's role does not reach."""
    article = existing(store.article(desk, article_id), "no such article")
    if reader is not None:
        people.allowed(desk, reader, TAKE_PART, keeping.thing(article))
    return article


def change_article(
    desk: Desk, by: By, article: Article, values: Mapping[str, Any], version: int | None = None
) -> Article:
    """Change what is said of an article; of ``wordings``, the titles and texts that are said. Others' changes of other
    fields hold. ``version``: only if it still has it.

    Raises ``Invalid``, ``ChangedMeanwhile`` with what stands there now, ``WrongState``.
    """
    fields = races.checked_fields(values, CHECKS)
    names = [*races.names_in(fields, DEPTHS)]
    if version is not None and version != article.version:
        present = {name: races.value_of(article, name) for name in names}
        raise races.changed_meanwhile(*names, present=present, version=article.version)
    _refuse_unknown(desk, {name: value for name, value in fields.items() if value != getattr(article, name)})
    if fields.get("review_on") not in {None, article.review_on}:
        reviews.refuse_past(desk, fields["review_on"])
    author = keeping.author_of(by)

    def changed(before: Article) -> Article:
        return drafts.changed(before, drafts.with_wordings(before, fields), author, desk.now())

    def save(before: Article, after: Article) -> None:
        if after != before:
            gone = drafts.shown_pictures(before) - drafts.shown_pictures(after)
            tidied = partial(tidy_later, article_id=article.article_id) if gone else None
            keeping.put(desk, by, "change_article", (before, after), tidied)

    return races.change(desk, article, names, changed, save)


def add_source(desk: Desk, by: By, article_id: str, source: str) -> Article:
    """The article, which answers what this came from too; twice is once. Raises ``NotFound``."""

    def add(article: Article) -> Article:
        after = drafts.with_source(article, source)
        if after is article:
            return article
        return keeping.put(desk, by, "add_article_source", (article, after))

    return races.follow(desk, read_article(desk, article_id), add, store.ArticleMoved)


def _refuse_unknown(desk: Desk, fields: Mapping[str, Any]) -> None:
    """Raises ``Invalid`` for a category or a plan that there is none of; one request for each that is said."""
    wrong = WrongFields()
    category_id, plan_keys = fields.get("category_id"), fields.get("plan_keys")
    if category_id is not None:
        category = categories.tree(desk).find(category_id)
        if category is None:
            wrong.add("category_id", "there is no such category")
    if plan_keys:
        there = read_all(desk.database, [plans.wanted(each) for each in plan_keys])
        if None in there:
            wrong.add("plan_keys", f"there is no plan {plan_keys[there.index(None)]}")
    wrong.refuse()
