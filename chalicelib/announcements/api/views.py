"""What the routes show of announcements."""

from __future__ import annotations

from datetime import datetime

import msgspec

from chalicelib.announcements.model.announcement import AgreedAnswer, Announcement, Audience, Edition
from chalicelib.announcements.model.reading import Counts, Reader
from chalicelib.announcements.service.reading import Mine
from chalicelib.core.authors import AgentRef, Author
from chalicelib.core.shapes import showing, shown
from chalicelib.knowledge.model.articles import Edition as ArticleEdition
from chalicelib.knowledge.model.markdown import as_html, excerpt

LONGEST_EXCERPT, LOOKED_AT = 160, 1_000


@showing(Audience)
class AudienceView(msgspec.Struct):
    """Whom it is for."""


@showing(AgreedAnswer, "article_id phrase_ids shelf shortcut")
class AgreedAnswerView(msgspec.Struct):
    """What everybody answers alike, by language."""

    texts: dict[str, str]


class _InList(msgspec.Struct):
    """``since``: from when on it is in effect, or will be; null: of a draft, once it is published. ``has_answer``:
    something is agreed to be answered alike."""

    announcement_id: str
    title: str
    excerpt: str
    priority: str
    state: str
    audience: AudienceView
    since: datetime | None
    expires_at: datetime | None
    edition: int
    asked: int
    has_answer: bool
    by: AgentRef


class AnnouncementInList(_InList):
    """An announcement as somebody reads it; ``confirmed_at``: when they confirmed it last, ``unread``: they are to."""

    unread: bool
    confirmed_at: datetime | None


class KeptAnnouncementInList(_InList):
    """An announcement among those that are kept; ``may_change``: one keeps it, and does not only look."""

    created_at: datetime
    may_change: bool


class LinkedArticle(msgspec.Struct):
    """An article that readers have: its titles by language, and of which plans' visitors (none: of all)."""

    article_id: str
    titles: dict[str, str]
    plan_keys: list[str]


class AnnouncementView(AnnouncementInList):
    """``html``: its words, of which nothing runs. ``reason``: why it holds no more. ``confirmed_edition``: the last one
    that they confirmed. ``article``: where more is said of the answer, while readers have it."""

    html: str
    answer: AgreedAnswerView | None
    article: LinkedArticle | None
    reason: str
    confirmed_edition: int | None


class KeptAnnouncementView(KeptAnnouncementInList):
    """``body``: Markdown, ``html``: how it is shown. ``version``: one more with each change. ``source``: the id of what
    it was made from."""

    body: str
    html: str
    answer: AgreedAnswerView | None
    effective_at: datetime | None
    remind_hours: int
    remind_by_email: bool
    published_at: datetime | None
    published_by: AgentRef | None
    ended_at: datetime | None
    ended_by: AgentRef | None
    reason: str
    source: str | None
    version: int


@showing(Edition, "number at changes read_again")
class AnnouncementEditionView(msgspec.Struct):
    """What was published, which never changes."""

    title: str
    body: str
    answer: AgreedAnswerView | None
    by: AgentRef


class ReaderView(msgspec.Struct):
    """``edition``, ``at``: what they confirmed last, and when; null: nothing. ``done``: in the edition that is asked
    for. ``reached``: it is for them as they are now."""

    agent: AgentRef
    edition: int | None
    at: datetime | None
    done: bool
    reached: bool


@showing(Counts)
class ReadCountsView(msgspec.Struct):
    """Of those whom it reaches now, in one's reach."""


def _ref(author: Author | None) -> AgentRef | None:
    return author.ref if author is not None else None


def show_answer(answer: AgreedAnswer | None) -> AgreedAnswerView | None:
    return shown(AgreedAnswerView, answer, texts=dict(answer.texts)) if answer is not None else None


def _of_all(announcement: Announcement, now: datetime) -> dict[str, object]:
    content = announcement.content
    by = announcement.published_by or announcement.written_by
    return {
        "announcement_id": announcement.announcement_id,
        "title": content.title,
        "excerpt": excerpt(content.body[:LOOKED_AT], LONGEST_EXCERPT),
        "priority": announcement.priority,
        "state": announcement.standing(now),
        "audience": shown(AudienceView, announcement.audience),
        "since": announcement.began_at or announcement.effective_at,
        "expires_at": announcement.expires_at,
        "edition": announcement.edition,
        "asked": announcement.asked,
        "has_answer": content.answer is not None,
        "by": by.ref,
    }


def _of_mine(mine: Mine, now: datetime) -> dict[str, object]:
    at = mine.receipt.at if mine.receipt is not None else None
    return {**_of_all(mine.announcement, now), "unread": mine.unread, "confirmed_at": at}


def show_in_list(mine: Mine, now: datetime) -> AnnouncementInList:
    return AnnouncementInList(**_of_mine(mine, now))  # type: ignore[arg-type]


def show_article(edition: ArticleEdition | None) -> LinkedArticle | None:
    if edition is None:
        return None
    titles = {language: each.title for language, each in edition.wordings.items()}
    return LinkedArticle(edition.article_id, titles, list(edition.plan_keys))


def show_mine(mine: Mine, now: datetime) -> AnnouncementView:
    announcement = mine.announcement
    return AnnouncementView(
        **_of_mine(mine, now),  # type: ignore[arg-type]
        html=as_html(announcement.content.body),
        answer=show_answer(announcement.content.answer),
        article=show_article(mine.article),
        reason=announcement.reason,
        confirmed_edition=mine.receipt.edition if mine.receipt is not None else None,
    )


def show_kept_in_list(announcement: Announcement, now: datetime, *, may_change: bool) -> KeptAnnouncementInList:
    own = {"created_at": announcement.created_at, "may_change": may_change}
    return KeptAnnouncementInList(**_of_all(announcement, now), **own)  # type: ignore[arg-type]


def show_kept(announcement: Announcement, now: datetime, *, may_change: bool) -> KeptAnnouncementView:
    return shown(
        KeptAnnouncementView,
        announcement,
        **_of_all(announcement, now),
        may_change=may_change,
        body=announcement.content.body,
        html=as_html(announcement.content.body),
        answer=show_answer(announcement.content.answer),
        remind_hours=announcement.remind_hours or 0,
        published_by=_ref(announcement.published_by),
        ended_by=_ref(announcement.ended_by),
    )


def show_edition(edition: Edition) -> AnnouncementEditionView:
    content = edition.content
    return shown(
        AnnouncementEditionView,
        edition,
        title=content.title,
        body=content.body,
        answer=show_answer(content.answer),
        by=edition.by.ref,
    )


def show_reader(reader: Reader) -> ReaderView:
    agent, receipt = reader.agent, reader.receipt
    return ReaderView(
        AgentRef(agent.agent_id, agent.name, agent.number, agent.picture),
        receipt.edition if receipt is not None else None,
        receipt.at if receipt is not None else None,
        reader.is_done,
        reader.is_reached,
    )
