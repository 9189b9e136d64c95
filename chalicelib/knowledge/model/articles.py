"""Articles: what is written, reviewed and published, in every language it is said in (E2). Pure.

An ``Article`` is what is worked on. What readers have is an ``Edition``: made of it when it is published, and never
changed. Whoever goes on writing changes the article alone; readers keep their edition until the next one is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import asdict

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Forbidden, Invalid, NotFound, WrongFields, members
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among, checked_line, has_half_a_character, is_visible

DRAFT, IN_REVIEW, PUBLISHED, ARCHIVED = "draft", "in_review", "published", "archived"
STATES = (DRAFT, IN_REVIEW, PUBLISHED, ARCHIVED)
LONGEST_TITLE, LONGEST_BODY, MOST_BYTES = 120, 20_000, 60_000  # bytes: of a body; an item of DynamoDB holds 400 KB
LONGEST_CHANGES, LONGEST_NOTE = 500, 500
MOST_PLANS, MOST_SOURCES = 20, 50
MOST_PICTURES, MOST_AT_ONCE = 100, 30
UNUSED = timedelta(days=1)  # after which a picture that is shown nowhere goes
EVERY_PLAN, UNFILED = "*", "-"  # where what is for all plans, and what is in no category, is listed

Day = Annotated[date, msgspec.Meta(description="A day of the desk's calendar.")]


class Picture(msgspec.Struct, frozen=True):
    """A file that the article has, since when."""

    file_id: str
    at: datetime


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
    ``sources``: ids of what it was made from. ``pictures``: files that it has; ``published_pictures``: the ids of those
    that an edition shows, which stay as it does.
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
    pictures: tuple[Picture, ...] = ()
    published_pictures: tuple[str, ...] = ()

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


class ArticleMissing(NotFound):
    """There is a plan, but its visitors do not have this article."""


class WrongState(Conflict):
    """What is asked for is not done with an article in this state."""

    code = "wrong_state"
    title = "The article is not in a state for this"
    beside = members(state=str)


class SecondPerson(Forbidden):
    """Who wrote an article does not publish it alone, where the desk says so."""

    code = "second_person_needed"
    title = "Somebody else reviews what you wrote"


class PicturesFull(Conflict):
    """An article is read at once."""

    code = "pictures_full"
    title = "There is no room for more pictures"
    beside = members(most=int)


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


def checked_title(field: str, title: str) -> str:
    """One line of at most 120 characters, trimmed; a draft's may be empty. Raises ``Invalid``."""
    return checked_line(field, title, longest=LONGEST_TITLE) if title.strip() else ""


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
