"""Articles: what is written, reviewed and published, in every language it is said in (E2). Pure.

An ``Article`` is what is worked on. What readers have is an ``Edition``: made of it when it is published, and never
changed. Whoever goes on writing changes the article alone; readers keep their edition until the next one is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from msgspec.structs import asdict, replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Forbidden, Invalid, WrongFields, members
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among, has_half_a_character, is_visible

DRAFT, IN_REVIEW, PUBLISHED, ARCHIVED = "draft", "in_review", "published", "archived"
STATES = (DRAFT, IN_REVIEW, PUBLISHED, ARCHIVED)
LONGEST_TITLE, LONGEST_BODY, MOST_BYTES = 120, 20_000, 60_000  # bytes: of a body; an item of DynamoDB holds 400 KB
LONGEST_CHANGES, LONGEST_NOTE = 500, 500
MOST_PLANS, MOST_SOURCES = 20, 50
EVERY_PLAN = "*"  # where an article for all plans is listed

Day = Annotated[date, msgspec.Meta(description="A day of the desk's calendar.")]


class Wording(msgspec.Struct, frozen=True):
    """An article in one language: a line, and Markdown."""

    title: str = ""
    body: str = ""


class Shown(msgspec.Struct, frozen=True):
    """What readers have of an article: the number of the edition, since when, and where it is listed."""

    number: int
    published_at: datetime
    category_id: str | None = None
    plan_keys: tuple[str, ...] = ()

    @property
    def lists(self) -> tuple[str, ...]:
        """The plans in whose lists it stands; ``*`` for all of them."""
        return self.plan_keys or (EVERY_PLAN,)


class Edition(msgspec.Struct, frozen=True):
    """What was published and never changes. ``changes``: what is new in it, in its publisher's words."""

    article_id: str
    number: int
    wordings: Mapping[str, Wording]
    published_at: datetime
    publisher: Author
    category_id: str | None = None
    plan_keys: tuple[str, ...] = ()
    changes: str = ""
    author: Author | None = None
    created_at: datetime | None = None

    @property
    def as_shown(self) -> Shown:
        """Where it is listed."""
        return Shown(self.number, self.published_at, self.category_id, self.plan_keys)

    def is_for(self, plan_key: str) -> bool:
        """Whether visitors of this plan may read it."""
        return not self.plan_keys or plan_key in self.plan_keys

    def wording_in(self, locale: str) -> tuple[str, Wording]:
        """What it says in this language, or in the first that it has, and which that is."""
        language = locale if locale in self.wordings else next(each for each in LANGUAGES if each in self.wordings)
        return language, self.wordings[language]


class Article(msgspec.Struct, frozen=True):
    """What is worked on. ``wordings``: by language; ``plan_keys``: for whose visitors, none: for those of all.

    ``version``: one more with each change. ``shown``: what readers have now, None: nothing. ``last_number``: of the
    last edition there was. ``written_by``: the agents who changed the draft since then. ``note``: why it was sent back.
    ``sources``: ids of what it was made from.
    """

    article_id: str
    author: Author
    created_at: datetime
    changed_at: datetime
    version: int = 1
    state: Annotated[str, among(*STATES)] = DRAFT
    wordings: Mapping[str, Wording] = msgspec.field(default_factory=dict)
    category_id: str | None = None
    plan_keys: tuple[str, ...] = ()
    reviewer: Author | None = None
    review_on: date | None = None
    shown: Shown | None = None
    last_number: int = 0
    written_by: tuple[str, ...] = ()
    changed_by: Author | None = None
    note: str = ""
    sources: tuple[str, ...] = ()

    @property
    def number(self) -> int | None:
        """Which edition readers have; None: none."""
        return self.shown.number if self.shown is not None else None


class NewArticle(msgspec.Struct, frozen=True):
    """What an article begins with; unfinished, if need be."""

    wordings: Mapping[str, Wording]
    category_id: str | None = None
    plan_keys: tuple[str, ...] = ()
    review_on: date | None = None
    sources: tuple[str, ...] = ()


class ArticlePublished(msgspec.Struct, frozen=True):
    """An edition is what readers have from now on."""

    article_id: str
    number: int


class ArticleArchived(msgspec.Struct, frozen=True):
    """Readers do not have the article any more."""

    article_id: str


class WrongState(Conflict):
    """What is asked for is not done with an article in this state."""

    code = "wrong_state"
    title = "The article is not in a state for this"
    beside = members(state=str)


class SecondPerson(Forbidden):
    """Who wrote an article does not publish it alone, where the desk says so."""

    code = "second_person_needed"
    title = "Somebody else reviews what you wrote"


def checked_wordings(wordings: Mapping[str, Wording]) -> dict[str, Wording]:
    """What is said in each language, titles trimmed, without languages in which nothing is. Raises ``Invalid``."""
    held = checked_changes({language: asdict(wording) for language, wording in wordings.items()})
    made = {language: Wording(**texts) for language, texts in held.items()}
    return {language: wording for language, wording in made.items() if wording != Wording()}


def checked_changes(wordings: Mapping[str, Mapping[str, str | None]]) -> dict[str, dict[str, str]]:
    """Titles and bodies by language, those that are said. Raises ``Invalid``."""
    wrong, held = WrongFields(), dict[str, dict[str, str]]()
    for language, texts in wordings.items():
        if language not in LANGUAGES:
            wrong.add("wordings", f"in {', '.join(LANGUAGES)}")
            continue
        held[language] = {}
        for name, text in texts.items():
            if text is not None:
                with wrong:
                    held[language][name] = _CHECKS[name](f"wordings.{language}.{name}", text)
    wrong.refuse()
    return held


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


def checked_title(field: str, title: str) -> str:
    """One line of at most 120 characters, trimmed; a draft's may be empty. Raises ``Invalid``."""
    title = title.strip()
    if len(title) > LONGEST_TITLE:
        raise Invalid.field(field, f"at most {LONGEST_TITLE} characters")
    if not title.isprintable() or has_half_a_character(title):
        raise Invalid.field(field, "one line of printable characters")
    return title


def checked_body(field: str, body: str) -> str:
    """Markdown: at most 20,000 characters and 60,000 bytes, its lines ended alike. Raises ``Invalid``."""
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    if has_half_a_character(body) or any(ord(each) < 32 and each not in "\n\t" for each in body):
        raise Invalid.field(field, "no control characters, no lone surrogate")
    if len(body) > LONGEST_BODY or len(body.encode()) > MOST_BYTES:
        raise Invalid.field(field, f"at most {LONGEST_BODY} characters and {MOST_BYTES} bytes")
    return body if body.strip() else ""


def checked_remark(changes: str) -> str:
    """What is new, in some words; empty for nothing. Raises ``Invalid``."""
    return _checked_words("changes", changes, LONGEST_CHANGES)


def checked_note(note: str) -> str:
    """Why it is sent back. Raises ``Invalid``."""
    note = _checked_words("note", note, LONGEST_NOTE)
    if not is_visible(note):
        raise Invalid.field("note", "what is to be changed")
    return note


def _checked_words(field: str, words: str, longest: int) -> str:
    words = words.strip()
    if len(words) > longest:
        raise Invalid.field(field, f"at most {longest} characters")
    if has_half_a_character(words) or any(ord(each) < 32 and each not in "\n\t" for each in words):
        raise Invalid.field(field, "no control characters, no lone surrogate")
    return words


_CHECKS = {"title": checked_title, "body": checked_body}


def checked_plans(plan_keys: Iterable[str]) -> tuple[str, ...]:
    """Keys of plans, each once, in order. Raises ``Invalid``."""
    keys = tuple(sorted(set(plan_keys)))
    if len(keys) > MOST_PLANS:
        raise Invalid.field("plan_keys", f"at most {MOST_PLANS}, or none for all plans")
    return keys


def drafted(article_id: str, author: Author, new: NewArticle, at: datetime) -> Article:
    """A new article, which nobody has read yet. Raises ``Invalid``."""
    return Article(
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
        state = DRAFT if article.state == PUBLISHED else article.state
        after = replace(after, state=state, written_by=(*dict.fromkeys((*article.written_by, *_ids(by))),))
    return replace(after, changed_at=at, changed_by=by)


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


def _content(article: Article) -> tuple[Any, ...]:
    return article.wordings, article.category_id, article.plan_keys


def _ids(author: Author) -> tuple[str, ...]:
    return (author.id,) if author.id is not None else ()


def _wrong(article: Article, detail: str) -> WrongState:
    return WrongState(detail, extra={"state": article.state})
