"""What a transcript tells checks: who wrote first, who wrote last, when somebody had it (E4). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from chalicelib.conversations.model.conversation import MESSAGE, OPEN, Entry


class Told(msgspec.Struct, frozen=True):
    """As ``checks.Facts`` names them."""

    taken_at: datetime | None = None
    asked_at: datetime | None = None
    greeted_at: datetime | None = None
    answered_at: datetime | None = None
    last_word: str | None = None


def told_by(entries: Iterable[Entry]) -> Told:
    """What these entries, from the first on, tell. An agent who wrote before the visitor has greeted them; what is
    written to nobody yet is no greeting."""
    taken: datetime | None = None
    asked: datetime | None = None
    greeted: datetime | None = None
    answered: datetime | None = None
    last: str | None = None
    for entry in entries:
        if taken is None and entry.state == OPEN:
            taken = entry.at
        if entry.kind != MESSAGE:
            continue
        last = entry.author.kind
        if last == "visitor":
            asked = asked or entry.at
        elif last == "agent":
            greeted = greeted or entry.at
            if asked is not None:
                answered = answered or entry.at
    return Told(taken, asked, greeted, answered, last)
