"""What lists show of an article, without its text. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

import msgspec

from chalicelib.core.authors import Author
from chalicelib.core.text import among
from chalicelib.knowledge.model.articles import STATES, Article


class Summary(msgspec.Struct, frozen=True):
    """``titles``: by the languages it is written in; ``number``: the edition that readers have, None: none."""

    article_id: str
    state: Annotated[str, among(*STATES)]
    titles: Mapping[str, str]
    author: Author
    changed_at: datetime
    version: int
    category_id: str | None = None
    plan_keys: tuple[str, ...] = ()
    reviewer: Author | None = None
    review_on: date | None = None
    number: int | None = None
    published_at: datetime | None = None


def summary_of(article: Article) -> Summary:
    """What lists show of it."""
    return Summary(
        article.article_id,
        article.state,
        {language: wording.title for language, wording in article.wordings.items()},
        article.author,
        article.changed_at,
        article.version,
        article.category_id,
        article.plan_keys,
        article.reviewer,
        article.review_on,
        article.number,
        article.shown.published_at if article.shown is not None else None,
    )
