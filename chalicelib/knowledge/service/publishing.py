"""What becomes of an article's draft: review, publishing, the archive and back (E2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from chalicelib.core import audit, events, races
from chalicelib.core.audit import By
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model import articles as model
from chalicelib.knowledge.model import drafts
from chalicelib.knowledge.model.article_settings import CHECKS, ArticleSettings
from chalicelib.knowledge.model.articles import Article, ArticleArchived, ArticlePublished, Edition
from chalicelib.knowledge.service import reviews, telling
from chalicelib.knowledge.service.articles import read_article
from chalicelib.knowledge.service.keeping import author_of, put
from chalicelib.knowledge.store import article_settings as settings
from chalicelib.knowledge.store import articles as store
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans

PUBLISH = "articles.publish"


class Publishing(msgspec.Struct, frozen=True):
    """``changes``: what is new, in some words. ``version``: of what was looked at, and of nothing else."""

    changes: str = ""
    version: int | None = None
    once: Once | None = None


AS_IT_IS = Publishing()


def send_to_review(desk: Desk, by: By, article: Article, reviewer_id: str | None = None) -> Article:
    """The draft waits for its reviewer, who is told. Raises ``WrongState``, ``Invalid`` naming what is missing."""
    reviewer = _reviewer(desk, reviewer_id) if reviewer_id is not None else None
    author = author_of(by)

    def act(before: Article) -> Article:
        after = drafts.sent_to_review(before, reviewer, author, desk.now())
        return _put(desk, by, "send_article_to_review", (before, after), lambda tx: _waits(tx, after, author))

    return races.follow(desk, article, act, store.ArticleMoved)


def send_back(desk: Desk, by: By, article: Article, note: str) -> Article:
    """It is a draft again; its author is told why. Raises ``WrongState``, ``Invalid``."""
    note, author = model.checked_note(note), author_of(by)

    def act(before: Article) -> Article:
        after = drafts.sent_back(before, note, author, desk.now())
        return _put(
            desk, by, "send_article_back", (before, after), lambda tx: telling.tell_of_return(tx, after, author)
        )

    return races.follow(desk, article, act, store.ArticleMoved)


def publish_article(
    desk: Desk, by: By, article: Article, how: Publishing = AS_IT_IS, giver: Agent | None = None
) -> Article:
    """Readers have the draft from now on, all of it or, where this dies, what they had. Twice is once.

    Raises ``WrongState``, ``Invalid`` naming what is missing, ``SecondPerson``, ``ChangedMeanwhile``,
    ``BeyondYourRights``.
    """
    changes, author = model.checked_remark(how.changes), author_of(by)
    if recall(desk, how.once, desk.now().timestamp()) is not None:
        return article
    races.refuse_older(how.version, article)
    _refuse_beyond(desk, giver, article)
    rules = settings.settings(desk)
    after, edition = drafts.published(article, author, changes, desk.now(), four_eyes=rules.second_person)
    after = reviews.with_next_day(desk, rules, after)

    def also(tx: Transaction) -> None:
        mark(tx, how.once, {"number": edition.number})
        store.put_edition(tx, article, edition)
        events.publish(tx, ArticlePublished(edition.article_id, edition.number))

    try:
        return put(desk, by, "publish_article", (article, after), also)
    except AlreadyDone:
        return read_article(desk, article.article_id)
    except store.ArticleMoved as moved:
        raise races.changed_meanwhile(version=moved.record.version) from None


def archive_article(desk: Desk, by: By, article: Article, giver: Agent | None = None) -> Article:
    """Readers do not have it any more; twice is once. Raises ``BeyondYourRights``."""

    def act(before: Article) -> Article:
        _refuse_beyond(desk, giver, before)
        after = drafts.archived(before, author_of(by), desk.now())
        return _put(desk, by, "archive_article", (before, after), lambda tx: _hide(tx, before))

    return races.follow(desk, article, act, store.ArticleMoved)


def take_back(desk: Desk, by: By, article: Article) -> Article:
    """A draft again, out of the archive; twice is once."""

    def act(before: Article) -> Article:
        return _put(desk, by, "take_article_back", (before, drafts.taken_back(before, author_of(by), desk.now())))

    return races.follow(desk, article, act, store.ArticleMoved)


def read_edition(desk: Desk, article_id: str, number: int) -> Edition:
    """What was published by this number; one read. Raises ``NotFound``."""
    return existing(store.edition(desk, article_id, number), "no such edition")


def list_editions(desk: Desk, article_id: str, below: int | None, limit: int) -> tuple[Sequence[Edition], bool]:
    """Editions with lower numbers than this, the newest first, and whether there are more; one query."""
    return store.editions(desk, article_id, below, limit)


def _refuse_beyond(desk: Desk, giver: Agent | None, article: Article) -> None:
    """What visitors of others read is not for this person to decide. Raises ``BeyondYourRights``."""
    shown = article.shown.plan_keys if article.shown is not None else article.plan_keys
    if giver is None or giver.reaches_all:
        return
    if not article.plan_keys or not shown:
        people.refuse_unless_all(giver, "it is for the visitors of all plans")
    plans.refuse_beyond(desk, giver, {*article.plan_keys, *shown})


def _put(
    desk: Desk,
    by: By,
    act: str,
    change: tuple[Article, Article],
    also: Callable[[Transaction], None] | None = None,
) -> Article:
    before, after = change
    return before if after is before else put(desk, by, act, change, also)


def _waits(tx: Transaction, article: Article, by: Author) -> None:
    telling.tell_of_waiting(tx, article, by)


def _hide(tx: Transaction, article: Article) -> None:
    store.hide_edition(tx, article)
    if article.shown is not None:
        events.publish(tx, ArticleArchived(article.article_id))


def _reviewer(desk: Desk, agent_id: str) -> Author:
    agent = people.read_agents(desk, [agent_id]).get(agent_id)
    if agent is None or not agent.active or PUBLISH not in agent.rights.permissions:
        raise Invalid.field("reviewer_id", "somebody who may publish articles")
    return Author("agent", agent.agent_id, agent.name, agent.number)


def read_settings(desk: Desk) -> ArticleSettings:
    """What the desk says of its articles; one read."""
    return settings.settings(desk)


def change_settings(desk: Desk, by: By, values: Mapping[str, Any], version: int | None = None) -> ArticleSettings:
    """Change what is said; what is published stays so. Raises ``Invalid``, ``ChangedMeanwhile``."""
    fields, rules = races.fields_in(values, CHECKS), settings.settings(desk)
    races.refuse_older(version, rules)

    def save(before: ArticleSettings, after: ArticleSettings) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        settings.write_settings(tx, before, after)
        audit.note(tx, by, "change_article_settings", "articles", before=asdict(before), after=asdict(after))
        tx.commit()

    return races.change(desk, rules, fields, lambda held: replace(held, **fields), save)
