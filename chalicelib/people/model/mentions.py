"""That somebody was named in a note, until they have read it: what their record keeps of it (A8). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

MOST_UNSEEN = 20  # each is read with every request of theirs


class Mention(msgspec.Struct, frozen=True, omit_defaults=True):
    """Entry ``seq`` of a conversation names somebody: who wrote it, and who the visitor is. Without its words."""

    conversation_id: str
    seq: int
    by: str
    at: datetime
    visitor: str | None = None

    @property
    def kept(self) -> str:
        """As it stands in the record of whom it names."""
        return msgspec.json.encode(self).decode()


def mentions_in(kept: Iterable[str]) -> list[Mention]:
    """What a record keeps, the newest first."""
    read = [msgspec.json.decode(each, type=Mention) for each in kept]
    return sorted(read, key=lambda each: (each.at, each.conversation_id, each.seq), reverse=True)
