"""What all entries of the duty log have in common (B8). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, ClassVar, Literal, Protocol

import msgspec

from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.text import Id, has_half_a_character, is_visible

LONGEST_LINE, LONGEST_TEXT, LONGEST_REASON = 120, 4_000, 500
MOST_LINKS = 20
WHOLE_DESK = "-"  # in place of a group: of everybody's

Line = Annotated[str, msgspec.Meta(max_length=400)]
Text = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
Reason = Annotated[str, msgspec.Meta(max_length=LONGEST_REASON)]
Version = Annotated[int, msgspec.Meta(ge=0, le=10**9)]


class Linked(msgspec.Struct, frozen=True):
    """A thing of the desk that an entry is about."""

    kind: Literal["conversation", "ticket"]
    id: Id


Links = Annotated[tuple[Linked, ...], msgspec.Meta(max_length=MOST_LINKS)]


class Kept(Protocol):
    """An entry: ``kind`` names it for ever, ``key`` is its id, ``at`` its place in lists."""

    __struct_fields__: ClassVar[tuple[str, ...]]
    kind: ClassVar[str]

    @property
    def version(self) -> int:
        """One more with each change."""

    @property
    def key(self) -> str:
        """Its id."""

    @property
    def at(self) -> datetime:
        """When it came into the log; never changes."""

    @property
    def whose(self) -> str:
        """The group whose log it is in, or ``WHOLE_DESK``."""

    @property
    def lists(self) -> frozenset[str]:
        """The lists that it stands in as it is now."""

    @property
    def texts(self) -> Sequence[str]:
        """By which it is found."""


class DutyOver(Conflict):
    """It was settled before; nothing is changed any more."""

    code = "duty_over"
    title = "This has been settled"


class TooMuchWritten(Conflict):
    """An entry that takes nothing more."""

    code = "too_much_written"
    title = "Nothing more can be added here"


def checked_words(field: str, text: str, longest: int, *, needed: bool = False) -> str:
    """Words of several lines, trimmed; ``needed``: something must be seen of them. Raises ``Invalid``."""
    text = text.strip()
    if len(text) > longest:
        raise Invalid.field(field, f"at most {longest:,} characters")
    if "\x00" in text or has_half_a_character(text):
        raise Invalid.field(field, "no NUL character and no half of one")
    if needed and not is_visible(text):
        raise Invalid.field(field, "something that can be seen")
    return text


def checked_links(field: str, links: Iterable[Linked]) -> tuple[Linked, ...]:
    """Each once. Raises ``Invalid`` for one that was named twice."""
    links = tuple(links)
    if len(set(links)) < len(links):
        raise Invalid.field(field, "each once")
    return links
