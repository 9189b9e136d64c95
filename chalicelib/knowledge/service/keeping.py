"""How articles are stored, whoever does what with them: with the reminder of their review, and in the audit log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec.structs import replace

from chalicelib.core import audit, times
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.authors import SYSTEM as THE_DESK
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.articles import Article
from chalicelib.knowledge.service import reviews
from chalicelib.knowledge.store import articles as store
from chalicelib.people.model.reach import Thing


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
