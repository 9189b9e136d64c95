"""Articles that rooms above make of what they have: a draft, or a part of one, in their own transaction (E2)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core import audit
from chalicelib.core.audit import By
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model import articles as model
from chalicelib.knowledge.model import drafts
from chalicelib.knowledge.model.articles import Article, NewArticle, Wording
from chalicelib.knowledge.model.markdown import pictures_in
from chalicelib.knowledge.service import reviews
from chalicelib.knowledge.service.articles import read_article
from chalicelib.knowledge.service.keeping import author_of, told
from chalicelib.knowledge.store import articles as store
from chalicelib.knowledge.store import categories
from chalicelib.people.model.agents import Agent


def begin_article(tx: Transaction, by: By, new: NewArticle) -> Article:
    """Add to the transaction: a new draft. A category that is there no more is left out; one read where there is one.

    Raises ``Invalid`` with the field.
    """
    if new.category_id is not None and categories.tree(tx.desk).find(new.category_id) is None:
        new = replace(new, category_id=None)
    new = replace(new, wordings={language: _without_pictures(each) for language, each in new.wordings.items()})
    article = drafts.drafted(tx.desk.new_id("art"), author_of(by), new, tx.desk.now())
    store.write_article(tx, None, article)
    reviews.plan_reminder(tx, None, article)
    audit.note(tx, by, "draft_article", article.article_id, after=told(article))
    return article


def join_article(tx: Transaction, by: By, editor: Agent, article_id: str, told_of: NewArticle) -> Article:
    """Add to the transaction: the article's draft ends with what is said there in each language, and names the source.
    Readers have what they had. One read. Lost: ``ArticleMoved``.

    Raises ``Invalid`` where there is no such article or no room in it, ``NotYours``, ``WrongState`` for one in the
    archive.
    """
    try:
        before = read_article(tx.desk, article_id, editor)
    except NotFound:
        raise Invalid.field("article_id", "no such article") from None
    wordings = {**before.wordings}
    for language, wording in told_of.wordings.items():
        wordings[language] = _with(wordings.get(language, Wording()), _without_pictures(wording))
    try:
        wordings = model.checked_wordings(wordings)
    except Invalid:
        raise Invalid.field("article_id", "there is no room for this in the article's text") from None
    after = drafts.changed(before, {"wordings": wordings}, author_of(by), tx.desk.now())
    for source in told_of.sources:
        after = drafts.with_source(after, source)
    after = replace(after, version=before.version + 1)
    store.write_article(tx, before, after)
    reviews.plan_reminder(tx, before, after)
    audit.note(tx, by, "join_article", article_id, before=told(before), after=told(after))
    return after


def _without_pictures(wording: Wording) -> Wording:
    """What is not the article's own is no picture in it, only words."""
    return replace(wording, body=wording.body.replace("![", "!\\[")) if pictures_in(wording.body) else wording


def _with(wording: Wording, more: Wording) -> Wording:
    if not wording.title and not wording.body:
        return more
    return Wording(wording.title or more.title, f"{wording.body.rstrip()}\n\n## {more.title}\n\n{more.body}".lstrip())
