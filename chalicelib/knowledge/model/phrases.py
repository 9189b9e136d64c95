"""Phrases on their shelves: what one may say, and what must hold among those that stand together (E1). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, Invalid, WrongFields, members
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among, checked, has_half_a_character, is_visible
from chalicelib.knowledge.model.initials import initials_of
from chalicelib.knowledge.model.placeholders import checked_placeholders

OWN, GROUP, COMPANY = "own", "group", "company"
OCCASIONS = ("opening", "holiday", "apology", "waiting", "closing", "other")
MOST_PHRASES, MOST_BYTES = 300, 320_000  # of a shelf; an item of DynamoDB holds 400 KB
LONGEST_TITLE, LONGEST_TEXT, LONGEST_SHORTCUT = 80, 1000, 20
_SHORTCUT = r"[^\s/\\{}\x00-\x1f\x7f]*"


class Phrase(msgspec.Struct, frozen=True):
    """Something that is said again and again. ``shortcut``: what is typed after the slash; empty for none.

    ``occasion``: opening, holiday, apology, waiting, closing or other. ``initials``: of the title, as it is spoken.
    ``version`` is one more with each change.
    """

    phrase_id: str
    title: str
    text: str
    shortcut: str = ""
    language: Annotated[str, among(*LANGUAGES)] = LANGUAGES[0]
    occasion: Annotated[str, among(*OCCASIONS)] = "other"
    initials: str = ""
    version: int = 1

    @property
    def named(self) -> tuple[str, str]:
        """What tells it from the others of its shelf when it comes from elsewhere."""
        return self.title.casefold(), self.language


class Owner(msgspec.Struct, frozen=True):
    """Whose a shelf is: one's ``own`` (of the agent with this id), a ``group``'s, or the ``company``'s (without id)."""

    reach: Annotated[str, among(OWN, GROUP, COMPANY)]
    owner_id: str = ""

    @property
    def shelf(self) -> str:
        """What the shelf is called by who asks for it."""
        return self.owner_id if self.reach == GROUP else self.reach


class Shelf(msgspec.Struct, frozen=True):
    """All phrases of one owner, in the order in which they were put there. ``revision``: one more with each change."""

    owner: Owner
    phrases: tuple[Phrase, ...] = ()
    revision: int = 0

    def find(self, phrase_id: str) -> Phrase | None:
        """The phrase with this id."""
        return next((each for each in self.phrases if each.phrase_id == phrase_id), None)


class ShortcutTaken(Conflict):
    """On each shelf a shortcut stands for one phrase."""

    code = "shortcut_taken"
    title = "Another phrase has this shortcut"
    beside = members(field=str, phrase_id=str)


class ShelfFull(Conflict):
    """What is read with every opening of the picker stays small."""

    code = "shelf_full"
    title = "There is no room for more phrases here"
    beside = members(most=int, most_bytes=int)


def checked_phrase(text: str) -> str:
    """What is said: trimmed, 1 to 1,000 characters, with no placeholder that nobody fills. Raises ``Invalid``."""
    text = text.strip()
    if not 1 <= len(text) <= LONGEST_TEXT:
        raise Invalid.field("text", f"1 to {LONGEST_TEXT} characters")
    if not is_visible(text):
        raise Invalid.field("text", "something that can be seen")
    if "\x00" in text or has_half_a_character(text):
        raise Invalid.field("text", "no NUL character, no lone surrogate")
    return checked_placeholders("text", text)


def checked_shortcut(shortcut: str) -> str:
    """What is typed after the slash, without one; empty for none. Raises ``Invalid``."""
    shortcut = shortcut.strip().removeprefix("/").casefold()
    if len(shortcut) > LONGEST_SHORTCUT or not re.fullmatch(_SHORTCUT, shortcut):
        raise Invalid.field("shortcut", f"at most {LONGEST_SHORTCUT} characters, no spaces, slashes or braces")
    if has_half_a_character(shortcut) or (shortcut and not is_visible(shortcut)):
        raise Invalid.field("shortcut", "something that can be seen")
    return shortcut


CHECKS: Mapping[str, Any] = {
    "title": lambda value: checked("title", value, longest=LONGEST_TITLE),
    "text": checked_phrase,
    "shortcut": checked_shortcut,
}


def checked_phrase_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of a phrase, as it is kept. Raises ``Invalid`` naming every field that does not hold."""
    wrong, held = WrongFields(), dict[str, Any]()
    for name, value in values.items():
        with wrong:
            held[name] = CHECKS[name](value) if name in CHECKS else value
    wrong.refuse()
    return held


def said_anew(phrase: Phrase, values: Mapping[str, Any]) -> Phrase:
    """The phrase with these fields, which have been checked."""
    after = replace(phrase, **values)
    return replace(after, initials=initials_of(after.title))


def with_phrases(shelf: Shelf, phrases: Iterable[Phrase]) -> Shelf:
    """The shelf with these, each in the place of the one with its id, or behind all others.

    Raises ``ShortcutTaken``, ``ShelfFull``.
    """
    there = {each.phrase_id: each for each in shelf.phrases}
    there |= {each.phrase_id: each for each in phrases}
    after = replace(shelf, phrases=tuple(there.values()), revision=shelf.revision + 1)
    _refuse_twice(after)
    _refuse_more(shelf, after)
    return after


def without(shelf: Shelf, phrase_id: str) -> Shelf:
    """The shelf without this phrase."""
    left = tuple(each for each in shelf.phrases if each.phrase_id != phrase_id)
    return replace(shelf, phrases=left, revision=shelf.revision + 1)


def _refuse_twice(shelf: Shelf) -> None:
    holders: dict[str, Phrase] = {}
    for each in shelf.phrases:
        if each.shortcut and each.shortcut in holders:
            extra = {"field": "shortcut", "phrase_id": holders[each.shortcut].phrase_id}
            raise ShortcutTaken(f"/{each.shortcut} is taken", extra=extra)
        holders[each.shortcut] = each


def _refuse_more(before: Shelf, after: Shelf) -> None:
    more = len(after.phrases) > MOST_PHRASES or len(msgspec.json.encode(after)) > MOST_BYTES
    if more and len(msgspec.json.encode(after)) > len(msgspec.json.encode(before)):
        extra = {"most": MOST_PHRASES, "most_bytes": MOST_BYTES}
        raise ShelfFull(f"at most {MOST_PHRASES} phrases, and {MOST_BYTES} bytes", extra=extra)
