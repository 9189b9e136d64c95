"""What is said of articles, and what is shown of them, over HTTP."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import asdict

from chalicelib.core.authors import AgentRef
from chalicelib.core.pages import Cursor
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id, among
from chalicelib.knowledge.model.article_settings import ArticleSettings
from chalicelib.knowledge.model.articles import LONGEST_BODY, STATES, Article, Edition, Wording
from chalicelib.knowledge.model.difference import Compared
from chalicelib.knowledge.model.difference import Line as DifferenceLine
from chalicelib.knowledge.model.summaries import Summary
from chalicelib.knowledge.service.listing import Filter

Language = Literal["zh-CN", "en"]
State = Literal["draft", "in_review", "published", "archived"]
Version = Annotated[int, msgspec.Meta(ge=1)]
MOST_BYTES = 400_000  # of a body with both languages, as JSON has them


class WordingForm(msgspec.Struct, forbid_unknown_fields=True):
    """A title and a text in Markdown; what is left out stays. With both empty the language goes."""

    title: str | None = None
    body: str | None = None


class WriteArticle(msgspec.Struct, forbid_unknown_fields=True):
    """``plan_keys``: for whose visitors; none: for those of all plans."""

    wordings: dict[Language, WordingForm] = msgspec.field(default_factory=dict)
    category_id: Id | None = None
    plan_keys: list[Id] = msgspec.field(default_factory=list)
    review_on: date | None = None


class ChangeArticle(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays; ``version``: of what was read, else 409 with what stands there now."""

    wordings: dict[Language, WordingForm] | UnsetType = UNSET
    category_id: Id | UnsetType | None = UNSET
    plan_keys: list[Id] | UnsetType = UNSET
    review_on: date | UnsetType | None = UNSET
    version: Version | None = None


class ArticleQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``q``: words of a title; ``lacks``: a language it is not written in; ``due``: whose day of review has come."""

    lenient: ClassVar[frozenset[str]] = frozenset({"q"})  # a title is looked for by what is typed so far

    state: State | None = None
    category_id: Id | None = None
    plan_key: Id | None = None
    language: Language | None = None
    lacks: Language | None = None
    q: str = ""
    due: bool = False
    cursor: Cursor = ""

    @property
    def filter(self) -> Filter:
        """As the service takes it."""
        return Filter(
            self.state, self.category_id, self.plan_key, self.language, self.lacks, self.q.strip()[:100], self.due
        )


class SendToReview(msgspec.Struct, forbid_unknown_fields=True):
    """``reviewer_id``: who is asked, somebody who may publish; left out: whoever was asked before, or nobody."""

    reviewer_id: Id | None = None


class SendBack(msgspec.Struct, forbid_unknown_fields=True):
    """``note``: what is to be changed, at most 500 characters."""

    note: str


class PublishArticle(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: of what was looked at. ``changes``: what is new, at most 500 characters."""

    version: Version
    changes: str = ""


class ComparisonQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Numbers of editions; ``newer`` left out: what is worked on."""

    older: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1
    newer: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] | None = None


class PreviewMarkdown(msgspec.Struct, forbid_unknown_fields=True):
    """``body``: Markdown."""

    body: Annotated[str, msgspec.Meta(max_length=LONGEST_BODY)]


class AddArticlePicture(msgspec.Struct, forbid_unknown_fields=True):
    """``file_id``: a picture that was uploaded for this article."""

    file_id: Id


class ChangeArticleSettings(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays."""

    second_person: bool | None = None
    review_days: int | None = None
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


class WordingView(Wording, frozen=True):
    """``body``: Markdown."""


@showing(Summary, "article_id state titles changed_at version category_id plan_keys review_on number published_at")
class ArticleSummaryView(msgspec.Struct):
    """``titles``: by the languages it is written in; ``number``: the edition that readers have."""

    author: AgentRef
    reviewer: AgentRef | None


@showing(Article, "article_id created_at changed_at version category_id plan_keys review_on last_number note")
class ArticleView(msgspec.Struct):
    """What is worked on. ``number``: the edition that readers have, null: none. ``written_by``: ids of
    those who changed it since the last edition. ``pictures``: ids of the files it may show."""

    number: int | None
    state: Annotated[str, among(*STATES)]
    wordings: dict[str, WordingView]
    author: AgentRef
    reviewer: AgentRef | None
    changed_by: AgentRef | None
    written_by: list[str]
    pictures: list[str]
    sources: list[str]
    published_at: datetime | None


@showing(Edition, "number published_at category_id plan_keys changes")
class EditionSummaryView(msgspec.Struct):
    """``titles``: by language."""

    publisher: AgentRef
    titles: dict[str, str]


@showing(Edition, "article_id number published_at category_id plan_keys changes")
class EditionView(msgspec.Struct):
    """What was published, for ever as it was."""

    publisher: AgentRef
    wordings: dict[str, WordingView]


class DifferenceLineView(DifferenceLine, frozen=True):
    """A line of either text. ``kind``: in both, only in the later one, or only in the earlier one."""


@showing(Compared, "language title_before title_after")
class ComparedWordingsView(msgspec.Struct):
    """A language then and later."""

    lines: list[DifferenceLineView]


class ComparisonView(msgspec.Struct):
    """What is new, in every language that either has."""

    languages: list[ComparedWordingsView]


class ArticlePreviewView(msgspec.Struct):
    """``html``: what readers would see: markup that is safe to show."""

    html: str


@showing(ArticleSettings)
class ArticleSettingsView(msgspec.Struct):
    """``second_person``: somebody else publishes what one wrote; ``review_days``: how soon what is published is looked
    at again (0: never by itself)."""


def wordings_in(form: WriteArticle) -> dict[str, Wording]:
    """What is said in each language."""
    return {language: Wording(each.title or "", each.body or "") for language, each in form.wordings.items()}


def values_of(form: ChangeArticle) -> dict[str, Any]:
    """The fields that are said, as the service takes them."""
    values = {name: value for name, value in asdict(form).items() if value is not UNSET and name != "version"}
    if "wordings" in values:
        values["wordings"] = {language: asdict(texts) for language, texts in values["wordings"].items()}
    return values


def show_summary(summary: Summary) -> ArticleSummaryView:
    reviewer = summary.reviewer.ref if summary.reviewer is not None else None
    return shown(ArticleSummaryView, summary, author=summary.author.ref, reviewer=reviewer)


def show_article(article: Article) -> ArticleView:
    return shown(
        ArticleView,
        article,
        wordings=_wordings(article.wordings),
        author=article.author.ref,
        reviewer=article.reviewer.ref if article.reviewer is not None else None,
        changed_by=article.changed_by.ref if article.changed_by is not None else None,
        written_by=[*article.written_by],
        pictures=[each.file_id for each in article.pictures],
        sources=[*article.sources],
        published_at=article.shown.published_at if article.shown is not None else None,
    )


def show_edition(edition: Edition) -> EditionView:
    return shown(EditionView, edition, publisher=edition.publisher.ref, wordings=_wordings(edition.wordings))


def show_edition_summary(edition: Edition) -> EditionSummaryView:
    titles = {language: wording.title for language, wording in edition.wordings.items()}
    return shown(EditionSummaryView, edition, publisher=edition.publisher.ref, titles=titles)


def show_comparison(languages: list[Compared]) -> ComparisonView:
    return ComparisonView(
        [
            shown(ComparedWordingsView, each, lines=[DifferenceLineView(line.kind, line.text) for line in each.lines])
            for each in languages
        ]
    )


def _wordings(wordings: Any) -> dict[str, WordingView]:
    return {language: WordingView(wording.title, wording.body) for language, wording in wordings.items()}
