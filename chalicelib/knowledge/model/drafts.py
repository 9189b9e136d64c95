"""What becomes of articles: drafted, changed, reviewed, published, archived (E2). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import WrongFields
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import is_visible
from chalicelib.knowledge.model.articles import (
    ARCHIVED,
    DRAFT,
    IN_REVIEW,
    MOST_AT_ONCE,
    MOST_PICTURES,
    MOST_SOURCES,
    PUBLISHED,
    UNUSED,
    Article,
    Edition,
    NewArticle,
    Picture,
    PicturesFull,
    SecondPerson,
    Wording,
    WrongState,
    checked_plans,
    checked_wordings,
)
from chalicelib.knowledge.model.markdown import pictures_in


def drafted(article_id: str, author: Author, new: NewArticle, at: datetime) -> Article:
    """A new article, which nobody has read yet. Raises ``Invalid``."""
    article = Article(
        article_id,
        author,
        at,
        at,
        wordings=checked_wordings(new.wordings),
        category_id=new.category_id,
        plan_keys=checked_plans(new.plan_keys),
        review_on=new.review_on,
        written_by=_ids(author),
        changed_by=author,
        sources=new.sources[:MOST_SOURCES],
    )
    refuse_others_pictures(article)
    return article


def changed(article: Article, fields: Mapping[str, Any], by: Author, at: datetime) -> Article:
    """The article with these fields, which have been checked. What readers would have anew is a draft again.

    Raises ``WrongState`` for one in the archive.
    """
    if article.state == ARCHIVED:
        raise _wrong(article, "it is in the archive; take it back first")
    after = replace(article, **fields)
    if after == article:
        return article
    if _content(after) != _content(article):
        refuse_others_pictures(after)
        state = DRAFT if article.state == PUBLISHED else article.state
        after = replace(after, state=state, written_by=(*dict.fromkeys((*article.written_by, *_ids(by))),))
    return replace(after, changed_at=at, changed_by=by)


def with_wordings(article: Article, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields with all wordings of the article in place of those texts that change; a language in which nothing is
    said any more goes."""
    if "wordings" not in fields:
        return fields
    held = dict(article.wordings)
    for language, texts in fields["wordings"].items():
        held[language] = replace(held.get(language, Wording()), **texts)
    said = {language: held[language] for language in LANGUAGES if held.get(language, Wording()) != Wording()}
    return {**fields, "wordings": said}


def sent_to_review(article: Article, reviewer: Author | None, by: Author, at: datetime) -> Article:
    """The draft waits for its reviewer. Raises ``WrongState``, ``Invalid`` for one that could not be published."""
    if article.state == IN_REVIEW and (reviewer is None or reviewer == article.reviewer):
        return article
    if article.state not in {DRAFT, IN_REVIEW}:
        raise _wrong(article, "only a draft is sent to review")
    refuse_unfinished(article)
    reviewer = reviewer or article.reviewer
    return replace(article, state=IN_REVIEW, reviewer=reviewer, note="", changed_at=at, changed_by=by)


def sent_back(article: Article, note: str, by: Author, at: datetime) -> Article:
    """It is a draft again, with what its reviewer says. Raises ``WrongState``."""
    if article.state != IN_REVIEW:
        raise _wrong(article, "it is not in review")
    return replace(article, state=DRAFT, note=note, reviewer=article.reviewer or by, changed_at=at, changed_by=by)


def published(
    article: Article, by: Author, changes: str, at: datetime, *, four_eyes: bool = False
) -> tuple[Article, Edition]:
    """The article whose draft readers have from now on, and the edition of it.

    Raises ``WrongState`` where there is no draft, ``Invalid`` for one that is unfinished, ``SecondPerson``.
    """
    if article.state not in {DRAFT, IN_REVIEW}:
        raise _wrong(article, "there is no draft of it")
    refuse_unfinished(article)
    if four_eyes and by.id in article.written_by:
        raise SecondPerson("who wrote it does not publish it alone")
    number = article.last_number + 1
    edition = Edition(
        article.article_id,
        number,
        article.wordings,
        at,
        by,
        article.category_id,
        article.plan_keys,
        changes,
        article.author,
        article.created_at,
    )
    after = replace(
        article,
        state=PUBLISHED,
        shown=edition.as_shown,
        last_number=number,
        written_by=(),
        note="",
        changed_at=at,
        changed_by=by,
        published_pictures=tuple(sorted({*article.published_pictures, *shown_pictures(article)})),
    )
    return after, edition


def archived(article: Article, by: Author, at: datetime) -> Article:
    """Readers do not have it any more; what was published stays in the list of editions."""
    if article.state == ARCHIVED:
        return article
    return replace(article, state=ARCHIVED, shown=None, changed_at=at, changed_by=by)


def taken_back(article: Article, by: Author, at: datetime) -> Article:
    """A draft again, as it was when it went into the archive."""
    if article.state != ARCHIVED:
        return article
    return replace(article, state=DRAFT, changed_at=at, changed_by=by)


def with_source(article: Article, source: str) -> Article:
    """The article that was made from this too; of many the newest are kept."""
    if source in article.sources:
        return article
    return replace(article, sources=(*article.sources, source)[-MOST_SOURCES:])


def refuse_unfinished(article: Article) -> None:
    """Raises ``Invalid`` naming what a reader would miss: a title, a text, any language at all."""
    wrong = WrongFields()
    if not article.wordings:
        wrong.add("wordings", "a title and a text in one language at least")
    for language, wording in article.wordings.items():
        for name in ("title", "body"):
            if not is_visible(getattr(wording, name)):
                wrong.add(f"wordings.{language}.{name}", "something that can be seen")
    wrong.refuse()


def shown_pictures(article: Article) -> set[str]:
    """The ids of the files that the draft shows."""
    return {each for wording in article.wordings.values() for each in pictures_in(wording.body)}


def refuse_others_pictures(article: Article) -> None:
    """Raises ``Invalid`` for a text that shows a picture which the article does not have: it could go any day."""
    own, wrong = {each.file_id for each in article.pictures}, WrongFields()
    for language, wording in article.wordings.items():
        others = [each for each in pictures_in(wording.body) if each not in own]
        if others:
            wrong.add(f"wordings.{language}.body", f"{others[0]} was not uploaded for this article")
    wrong.refuse()


def with_picture(article: Article, file_id: str, at: datetime) -> Article:
    """The article that has this file too. Raises ``PicturesFull``."""
    if len(article.pictures) >= MOST_PICTURES:
        raise PicturesFull(f"at most {MOST_PICTURES} pictures", extra={"most": MOST_PICTURES})
    return replace(article, pictures=(*article.pictures, Picture(file_id, at)))


def unused_pictures(article: Article, now: datetime) -> list[str]:
    """The files that no edition shows, nor the draft, and that nobody has put there within a day; a few at once."""
    used = {*article.published_pictures, *shown_pictures(article)}
    unused = [each.file_id for each in article.pictures if each.file_id not in used and each.at + UNUSED <= now]
    return unused[:MOST_AT_ONCE]


def _content(article: Article) -> tuple[Any, ...]:
    return article.wordings, article.category_id, article.plan_keys


def _ids(author: Author) -> tuple[str, ...]:
    return (author.id,) if author.id is not None else ()


def _wrong(article: Article, detail: str) -> WrongState:
    return WrongState(detail, extra={"state": article.state})
