"""Letters about articles: to whom they wait for, and to whoever wrote them (E2)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.articles import ARCHIVED as IN_ARCHIVE
from chalicelib.knowledge.model.articles import Article, ArticleArchived, ArticlePublished
from chalicelib.knowledge.store import articles as store
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people import service as people

LANGUAGE = "zh-CN"  # in which the desk writes to its own people
TO_REVIEW, SENT_BACK, PUBLISHED, ARCHIVED, DUE = (
    "article_to_review",
    "article_sent_back",
    "article_published",
    "article_archived",
    "article_review_due",
)


def tell_of_review_due(tx: Transaction, article: Article) -> None:
    """Author and reviewer: the day has come on which it is looked at again; once a day of review. One request."""
    to = [article.author, *([article.reviewer] if article.reviewer else [])]
    _tell(tx, article, DUE, to, once=f"{DUE}#{article.article_id}#{article.review_on}", day=str(article.review_on))


def tell_of_waiting(tx: Transaction, article: Article, by: Author) -> None:
    """Its reviewer, if one is named who did not send it there. One request."""
    _tell(tx, article, TO_REVIEW, [article.reviewer] if article.reviewer else [], but_for=by)


def tell_of_return(tx: Transaction, article: Article, by: Author) -> None:
    """Its author. One request."""
    _tell(tx, article, SENT_BACK, [article.author], but_for=by, note=article.note)


def tell_of_publishing(desk: Desk, event: ArticlePublished) -> None:
    """Its author, if somebody else published it; once an edition."""
    edition = store.edition(desk, event.article_id, event.number)
    article = store.article(desk, event.article_id)
    if edition is not None and article is not None:
        once = f"{PUBLISHED}#{event.article_id}#{event.number}"
        _tell_alone(desk, article, PUBLISHED, edition.publisher, once)


def tell_of_archiving(desk: Desk, event: ArticleArchived) -> None:
    """Its author, if somebody else put it there; once, however often and late it is told of."""
    article = store.article(desk, event.article_id)
    if article is not None and article.state == IN_ARCHIVE and article.changed_by is not None:
        once = f"{ARCHIVED}#{event.article_id}#{article.version}"
        _tell_alone(desk, article, ARCHIVED, article.changed_by, once)


def _tell_alone(desk: Desk, article: Article, what: str, by: Author, once: str) -> None:
    tx = Transaction(desk)
    _tell(tx, article, what, [article.author], once=once, but_for=by)
    with suppress(notifications.ToldBefore):
        tx.commit()


def _tell(
    tx: Transaction,
    article: Article,
    what: str,
    to: Iterable[Author],
    *,
    once: str | None = None,
    but_for: Author | None = None,
    **words: str,
) -> None:
    wanted = [each.id for each in to if each.id is not None and (but_for is None or each.id != but_for.id)]
    known = people.read_agents(tx.desk, wanted) if wanted else {}
    colleagues = [each for each in known.values() if each.active]
    if colleagues:
        by = (but_for.name or "") if but_for is not None else ""
        told = {"title": title_of(article), "by": by, **words}
        matter = Matter(what=what, words=told, about=article.article_id, holder_id=colleagues[0].agent_id)
        notifications.tell_colleagues(tx, colleagues, LANGUAGE, matter, once=once)


def title_of(article: Article) -> str:
    """What it is called, in the first language in which it is called anything."""
    titles = (article.wordings[each].title for each in LANGUAGES if each in article.wordings)
    return next(filter(None, titles), article.article_id)
