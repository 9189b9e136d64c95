"""What a reader is shown of a conversation, and how soon they should ask again. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.conversations.model.conversation import CLOSED, Entry, Header, Page
from chalicelib.core import times


def page_of(entries: Sequence[Entry], header: Header | None, after: int, limit: int) -> Page | None:
    """What may be shown of one read: nothing behind a gap, at most ``limit``. None: there is no such conversation.

    A header that was not in the read stands behind entries that were not either: then there is more.
    """
    lawful: list[Entry] = []
    for entry in entries:
        if entry.seq != after + len(lawful) + 1 or len(lawful) == limit:
            break
        lawful.append(entry)
    if header is None and not lawful:
        return None
    last_seq = lawful[-1].seq if lawful else after
    if header is not None and last_seq >= header.last_seq:
        return Page(tuple(lawful), header.last_seq, header.state, False, header, header.visitor_id)
    state = lawful[-1].state if lawful or header is None else header.state
    visitor_id = header.visitor_id if header else lawful[0].visitor_id
    return Page(tuple(lawful), last_seq, state, True, header, visitor_id)


def page_up_to(entries: Sequence[Entry], header: Header | None, limit: int) -> Page | None:
    """What may be shown of a read from the end, in the order in which it was said: nothing behind a gap, at most
    ``limit``; ``more``: others came before. None: nothing was read."""
    stored = [each for each in entries if header is None or each.seq <= header.last_seq][-limit:]
    lawful = [each for number, each in enumerate(stored) if each.seq == stored[0].seq + number]
    if not lawful:
        return None
    last, more = lawful[-1], lawful[0].seq > 1
    if header is not None and last.seq == header.last_seq:
        return Page(tuple(lawful), last.seq, header.state, more, header, header.visitor_id)
    return Page(tuple(lawful), last.seq, last.state, more, header, last.visitor_id)


AFTERWORDS = 20  # seconds in which something may still be said to a conversation that is over


def visitor_pace(state: str, last_at: datetime | None, now: datetime) -> int:
    """Milliseconds until a visitor's widget should ask again: quick in a live exchange, slow when quiet."""
    quiet = (now - last_at).total_seconds() if last_at else 0.0
    if state == CLOSED:
        return 1_500 if quiet < AFTERWORDS else 60_000
    if quiet < 60:
        return 1_500
    return 3_000 if quiet < 300 else 10_000


def closed_places(begin: datetime, end: datetime) -> tuple[str, str]:
    """Between which places in the order of lists those stand that were over from then until then."""
    return f"{CLOSED}#{times.sortable(begin)}", f"{CLOSED}#{times.sortable(end)}"
