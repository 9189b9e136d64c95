"""That the other side types, and how far it has read: shown, never part of the transcript (A2). Pure.

What somebody types is never told before they send it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

TYPING_LASTS = timedelta(seconds=8)  # since it was last said
TYPING_AGAIN = timedelta(seconds=4)  # it is written down this often at most

VISITOR, AGENT = "visitor", "agent"


class Marks(msgspec.Struct, frozen=True):
    """Until when each side types, and the last entry that each has read."""

    visitor_typing: datetime | None = None
    agent_typing: datetime | None = None
    visitor_read: int = 0
    agent_read: int = 0

    def typing(self, side: str, now: datetime) -> bool:
        """Whether this side types."""
        until = self.visitor_typing if side == VISITOR else self.agent_typing
        return until is not None and now < until

    def read(self, side: str) -> int:
        """The last entry that this side has read."""
        return self.visitor_read if side == VISITOR else self.agent_read


class Told(msgspec.Struct, frozen=True):
    """What a page says of its own side with a question: that somebody types, and the last entry they have read."""

    typing: bool = False
    read: int | None = None


NOTHING = Marks()
NOTHING_TOLD = Told()


class Change(msgspec.Struct, frozen=True):
    """What is to be written down of one side; None: nothing of that."""

    typing: datetime | None = None
    read: int | None = None


def change_by(side: str, told: Told, before: Marks, last_seq: int, now: datetime) -> Change | None:
    """What is news in what a page says; None: nothing. Nobody reads further than has been said, or backwards."""
    until = before.visitor_typing if side == VISITOR else before.agent_typing
    types = told.typing and (until is None or until - now <= TYPING_LASTS - TYPING_AGAIN)
    read = min(told.read, last_seq) if told.read is not None else 0
    news = Change(now + TYPING_LASTS if types else None, read if read > before.read(side) else None)
    return None if news == Change() else news
