"""What became of articles that were suggested, counted by article, month and side (E2). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core import times
from chalicelib.core.errors import Invalid
from chalicelib.core.text import among

AGENT, VISITOR = "agent", "visitor"
SIDES = (AGENT, VISITOR)
SHOWN, OPENED, INSERTED, HELPED = "shown", "opened", "inserted", "helped"
KINDS = (SHOWN, OPENED, INSERTED, HELPED)
MOST_AT_ONCE = 10


class Sums(msgspec.Struct, frozen=True):
    """In how many conversations an article was shown, opened, inserted (by agents), and helped."""

    shown: int = 0
    opened: int = 0
    inserted: int = 0
    helped: int = 0


class Uses(msgspec.Struct, frozen=True):
    """What became of an article, for agents and for visitors."""

    agent: Sums = Sums()
    visitor: Sums = Sums()


class Use(msgspec.Struct, frozen=True):
    """An article was of this use in a conversation, which counts once. ``about``: the conversation, or the visitor
    where there is none; ``at``: when that began, so that it counts in one month however long it goes on."""

    article_id: str
    side: Annotated[str, among(*SIDES)]
    kind: Annotated[str, among(*KINDS)]
    about: str
    at: datetime

    @property
    def month(self) -> str:
        """In which month it counts, such as 2026-11."""
        return times.month(self.at)


def added(some: Iterable[Uses]) -> Uses:
    """All of these together."""
    parts = list(some)
    return Uses(*(Sums(*(sum(number(each, side, kind) for each in parts) for kind in KINDS)) for side in SIDES))


def number(uses: Uses, side: str, kind: str) -> int:
    """How many of a kind there are on a side."""
    of_kind: int = getattr(getattr(uses, side), kind)
    return of_kind


def counted(pairs: Iterable[tuple[str, str]]) -> Uses:
    """What uses come to, each told by its side and its kind."""
    numbers = Counter(pairs)
    return Uses(*(Sums(*(numbers[side, kind] for kind in KINDS)) for side in SIDES))


def checked_kind(side: str, kind: str) -> str:
    """Visitors insert nothing. Raises ``Invalid``."""
    if kind not in KINDS or (side == VISITOR and kind == INSERTED):
        raise Invalid.field("kind", f"one of {', '.join(each for each in KINDS if each != INSERTED or side == AGENT)}")
    return kind
