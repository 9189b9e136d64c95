"""What a conversation was about and what was done in it: its category and its record (客户咨询记录表, E3). Pure."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import CLOSED, OPEN, Entry, Header
from chalicelib.conversations.model.transitions import closed, noted_among_agents
from chalicelib.conversations.model.words import FILED
from chalicelib.conversations.model.wrapping import Record, Wrap
from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid, WrongFields
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.sensitive import hidden
from chalicelib.core.text import has_half_a_character
from chalicelib.knowledge.model.categories import Category, Tree

LONGEST_PART = 500


class Filing(msgspec.Struct, frozen=True):
    """What is said of a conversation at its end: what it was about, by a ``category`` of the tree or in ``words`` that
    the tree does not know; and its record. None: nothing is said."""

    category: Category | None = None
    words: str | None = None
    record: Record | None = None

    @property
    def says_what(self) -> bool:
        """Whether it says what it was about."""
        return self.category is not None or self.words is not None


class CategoryNeeded(Invalid):
    """Its plan wants every conversation filed when it is closed."""

    code = "category_needed"
    title = "Say first what the conversation was about"

    @classmethod
    def here(cls) -> CategoryNeeded:
        """As it is refused."""
        error = cls.field("category_id", "what the conversation was about must be said")
        return cls(error.detail, errors=error.errors)


class NotOver(Conflict):
    """Who writes the record of a conversation that goes on would write it with each message."""

    code = "not_over"
    title = "The conversation is not over yet"


def filing_under(tree: Tree, category_id: str | None, words: str | None = None) -> Filing:
    """What is said by an id of the tree, or in words, as far as the tree knows them; else the words stay.

    Raises ``Invalid`` for an id under which nothing can be filed.
    """
    if category_id is not None:
        category = tree.find(category_id)
        if category is None or not tree.is_open(category):
            raise Invalid.field("category_id", "there is no such category, or nothing is filed there any more")
        return Filing(category)
    known = tree.named(words) if words else None
    return Filing(known) if known is not None and tree.is_open(known) else Filing(words=words)


def called(category: Category, locale: str) -> str:
    """What a category is called in this language."""
    return category.zh if locale == LANGUAGES[0] else category.en


def checked_record(record: Record) -> Record | None:
    """The record, trimmed; None where nothing is said. Raises ``Invalid`` naming each part that is too long."""
    wrong, parts = WrongFields(), dict[str, str]()
    for name in ("problem", "steps", "result", "next"):
        parts[name] = getattr(record, name).strip()
        if len(parts[name]) > LONGEST_PART or "\x00" in parts[name] or has_half_a_character(parts[name]):
            wrong.add(f"record.{name}", f"at most {LONGEST_PART} characters, each of them whole")
    wrong.refuse()
    return Record(**parts, version=record.version) if any(parts.values()) else None


def refuse_unfiled(header: Header, filing: Filing) -> None:
    """Raises ``CategoryNeeded`` for one that somebody has, whose plan wants it filed, and that is not."""
    if header.state == OPEN and header.needs_category and filing.category is None:
        raise CategoryNeeded.here()


def closed_and_filed(header: Header, filing: Filing, *, by: Author, now: datetime) -> tuple[Header, Entry]:
    """The end, with what is said of it. Raises ``ConversationClosed``, ``CategoryNeeded``."""
    refuse_unfiled(header, filing)
    over, entry = closed(header, by, now)
    return _with(over, filing), entry


def filed_afterwards(header: Header, filing: Filing) -> Header:
    """One that is over, as far as nobody has said yet what is said now; no entry says so."""
    news = replace(filing, record=None) if header.wrap.record is not None else filing
    news = replace(news, category=None, words=None) if header.category is not None else news
    after = _with(header, news)
    return header if after == header else replace(after, edits=header.edits + 1)


def _with(header: Header, filing: Filing) -> Header:
    wrap = replace(header.wrap, record=_kept(header, filing.record) or header.wrap.record)
    if filing.category is not None:
        wrap = replace(wrap, category_id=filing.category.category_id)
        return replace(header, category=called(filing.category, header.locale), wrap=wrap)
    return replace(header, category=filing.words or header.category, wrap=wrap)


def refiled(header: Header, filing: Filing, by: Author, now: datetime) -> tuple[Header, Entry]:
    """One that is over, filed elsewhere; an entry for agents says from where and whither. Raises ``NotOver``."""
    refuse_going_on(header)
    after = _with(header, filing)
    note = " → ".join(filter(None, (header.category, after.category)))
    return noted_among_agents(after, FILED, by, note, now)


def _kept(header: Header, record: Record | None) -> Record | None:
    """What was done as it is stored, where some numbers are never kept (F8)."""
    if record is None or not header.replaces:
        return record
    said = ("problem", "steps", "result", "next")
    return replace(record, **{name: hidden(getattr(record, name), header.replaces) for name in said})


def recorded(header: Header, record: Record) -> Header:
    """One that is over, with this record; no entry says so. Raises ``NotOver``."""
    refuse_going_on(header)
    return replace(header, wrap=Wrap(header.wrap.category_id, _kept(header, record)), edits=header.edits + 1)


def carried_over(header: Header, tree: Tree) -> Header:
    """The same conversation, whose words of before are in the tree now; no entry says so."""
    known = tree.named(header.category) if header.category and header.wrap.category_id is None else None
    if known is None:
        return header
    return replace(header, wrap=Wrap(known.category_id, header.wrap.record), edits=header.edits + 1)


def refuse_going_on(header: Header) -> None:
    """Raises ``NotOver``."""
    if header.state != CLOSED:
        raise NotOver("close it first")
