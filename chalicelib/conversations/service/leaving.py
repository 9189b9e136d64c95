"""Visitors who are not there any more: their conversations hold no agent's slots for ever."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import IDLE, OPEN, Header, VisitorLeft
from chalicelib.conversations.model.edits import released
from chalicelib.conversations.model.presence import idle_at, released_from
from chalicelib.conversations.model.transitions import closed
from chalicelib.conversations.service.transitions import end
from chalicelib.core import events, work
from chalicelib.core.authors import SYSTEM
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Lost
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people

When = Callable[[Header, datetime | None], datetime | None]


class WatchIdle(Due, frozen=True):
    """The visitor of an open conversation may have gone; ``since``: from when on its agent has it."""

    kind = "conversations.watch_idle"

    conversation_id: str
    since: datetime


class _StillThere(Exception):
    """There is no reason, or not any more, to end it."""


def watch_idle(tx: Transaction, header: Header, at: datetime | None = None) -> None:
    """Have somebody look whether the visitor is still there, as long as the present agent has it."""
    longest = _longest(header)
    if longest is not None:
        work.put(tx, WatchIdle(header.conversation_id, _since(header)), at=at or tx.desk.now() + longest)


def _longest(header: Header) -> timedelta | None:
    """For how long nothing need be looked at, whatever its visitor does."""
    idle = timedelta(minutes=header.idle_minutes) if header.idle_minutes else None
    left = timedelta(seconds=header.left_seconds) if header.left_seconds is not None else None
    return min(filter(None, (idle, left)), default=None)


def look_at_idle(desk: Desk, watch: WatchIdle) -> None:
    """Due while a conversation is open: over, if the visitor has long shown no sign; it takes no slot, if they left;
    and later it is looked at again.

    One query; a visitor who writes, or whose page asks, at this very moment keeps it.
    """
    header, seen_at, _ = store.header_and_sign(desk, watch.conversation_id)
    if header is None or header.state != OPEN or _since(header) != watch.since:
        return
    if header.snooze is not None and header.snooze.back_at is None:
        return  # whatever brings it back looks after it again
    if _is_due(desk, header, seen_at, idle_at) and _end(desk, watch, seen_at):
        return
    if _is_due(desk, header, seen_at, released_from):
        header = _release(desk, header, seen_at) or header
    now = desk.now()
    ahead = [each for when in (idle_at, released_from) if (each := when(header, seen_at)) is not None and each > now]
    tx = Transaction(desk)
    watch_idle(tx, header, min(ahead, default=None))
    tx.commit()


def _is_due(desk: Desk, header: Header, seen_at: datetime | None, when: When) -> bool:
    at = when(header, seen_at)
    return at is not None and at <= desk.now()


def _end(desk: Desk, watch: WatchIdle, seen_at: datetime | None) -> bool:
    """Whether it could be ended."""
    conversation_id = watch.conversation_id
    try:
        end(
            desk,
            conversation_id,
            partial(_refuse_unless_idle, desk, seen_at, watch.since),
            partial(closed, by=SYSTEM, why=IDLE),
            lambda tx, before: store.check_unseen(tx, conversation_id, seen_at),
        )
    except (_StillThere, Lost):
        return False
    return True


def _refuse_unless_idle(desk: Desk, seen_at: datetime | None, since: datetime, header: Header) -> None:
    if not _is_due(desk, header, seen_at, idle_at) or _since(header) != since:
        raise _StillThere


def _release(desk: Desk, header: Header, seen_at: datetime | None) -> Header | None:
    """Its agent's slot is free for others, who hear of it; it stays theirs to read. None: somebody was quicker."""
    agent_id = str(header.agent_id)
    after = released(header, desk.now())
    tx = Transaction(desk)
    store.write(tx, header, after, [])
    store.check_unseen(tx, header.conversation_id, seen_at)
    events.publish(tx, VisitorLeft(header.conversation_id, agent_id))
    with suppress(Lost):
        people.park(tx, people.read_agent(desk, agent_id), header.conversation_id)
        tx.commit_and_tell()
        return after
    return None


def _since(header: Header) -> datetime:
    return header.state_at or header.started_at
