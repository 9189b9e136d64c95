"""What a transcript tells rules and inspectors (F4): how long its visitor waited, who wrote, what was said. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from chalicelib.conversations.model.conversation import MESSAGE, OPEN, WAITING, Entry


class Heard(msgspec.Struct, frozen=True):
    """``waited``: the longest time without an agent, ``first_answer``: from the visitor's first word to an agent's, in
    seconds; None where it never came to that. ``writers``: agents who wrote to the visitor, by id. ``texts``: who said
    what, as it was written."""

    waited: float | None = None
    first_answer: float | None = None
    writers: frozenset[str] = frozenset()
    texts: tuple[tuple[str, str], ...] = ()


def heard(entries: Iterable[Entry]) -> Heard:
    """What these entries, from the first on, tell."""
    waiting: datetime | None = None
    asked: datetime | None = None
    waits: list[float] = []
    first: float | None = None
    writers: set[str] = set()
    texts: list[tuple[str, str]] = []
    for entry in entries:
        if entry.state == WAITING and waiting is None:
            waiting = entry.at
        elif entry.state != WAITING and waiting is not None:
            waits += [_between(waiting, entry.at)] if entry.state == OPEN else []
            waiting = None
        elif entry.state == OPEN and entry.seq == 1:
            waits.append(0.0)
        if entry.kind != MESSAGE:
            continue
        texts.append((entry.author.kind, entry.text))
        if entry.author.kind == "visitor":
            asked = asked or entry.at
        elif entry.author.kind == "agent" and entry.author.id is not None:
            writers.add(entry.author.id)
            if first is None and asked is not None:
                first = _between(asked, entry.at)
    return Heard(max(waits, default=None), first, frozenset(writers), tuple(texts))


def _between(since: datetime, until: datetime) -> float:
    return max(0.0, (until - since).total_seconds())
