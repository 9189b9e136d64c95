"""Articles as they are written and read: drafts that several may work on, and what readers have of them (E2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from chalicelib.core import audit, races, times
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.authors import SYSTEM as THE_DESK
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import WrongFields, existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model import articles as model
from chalicelib.knowledge.model.articles import Article, Edition, NewArticle
from chalicelib.knowledge.service import reviews
from chalicelib.knowledge.store import articles as store
from chalicelib.knowledge.store import categories
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import TAKE_PART, Thing
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
    article = model.drafted(desk.new_id("art"), author_of(by), new, desk.now())
    _refuse_unknown(desk, {"category_id": article.category_id, "plan_keys": article.plan_keys})
    tx = Transaction(desk)
    mark(tx, once, {"article_id": article.article_id})
    store.write_article(tx, None, article)
    reviews.plan_reminder(tx, None, article)
    audit.note(tx, by, "draft_article", article.article_id, after=told(article))
    try:
        tx.commit()
    except AlreadyDone as done:
        return read_article(desk, str(done.answer["article_id"])), True
    return article, False


def read_article(desk: Desk, article_id: str, reader: Agent | None = None) -> Article:
    """What is worked on; one read. Raises ``NotFound``, ``NotYours`` for what the reader's role does not reach."""
    article = existing(store.article(desk, article_id), "no such article")
    if reader is not None:
        people.allowed(desk, reader, TAKE_PART, thing(article))
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
    author = author_of(by)

    def changed(before: Article) -> Article:
        return model.changed(before, model.with_wordings(before, fields), author, desk.now())

    def save(before: Article, after: Article) -> None:
        if after != before:
            put(desk, by, "change_article", (before, after))

    return races.change(desk, article, names, changed, save)


def add_source(desk: Desk, by: By, article_id: str, source: str) -> Article:
    """The article, which answers what this came from too; twice is once. Raises ``NotFound``."""

    def add(article: Article) -> Article:
        after = model.with_source(article, source)
        if after is article:
            return article
        return put(desk, by, "add_article_source", (article, after))

    return races.follow(desk, read_article(desk, article_id), add, store.ArticleMoved)


def put(
    desk: Desk, by: By, act: str, change: tuple[Article, Article], also: Callable[[Transaction], None] | None = None
) -> Article:
    """Store what became of an article, and what is written with it. Lost: ``ArticleMoved``."""
    before, after = change
    if after.version == before.version:
        after = replace(after, version=before.version + 1)
    tx = Transaction(desk)
    store.write_article(tx, before, after)
    reviews.plan_reminder(tx, before, after)
    if also is not None:
        also(tx)
    audit.note(tx, by, act, after.article_id, before=told(before), after=told(after))
    tx.commit_and_tell()
    return after


def author_of(by: By) -> Author:
    """Whose hand it was, as articles name people."""
    return THE_DESK if by.agent_id == SYSTEM.agent_id else Author("agent", by.agent_id, by.name)


def thing(article: Article) -> Thing:
    """An article as far as reach goes: its author's, with its reviewer as a guest."""
    guests = frozenset({article.reviewer.id} if article.reviewer is not None and article.reviewer.id else ())
    return Thing(holder_id=article.author.id, guest_ids=guests)


def told(article: Article) -> dict[str, Any]:
    """What the audit log says of an article: all but its text."""
    titles = {language: wording.title for language, wording in article.wordings.items()}
    about = audit.fields_of(article, "state version category_id plan_keys last_number note")
    review_on = times.stored(article.review_on) if isinstance(article.review_on, date) else None
    return {**about, "titles": titles, "review_on": review_on}


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
