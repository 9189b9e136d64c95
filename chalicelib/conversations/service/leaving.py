"""Visitors who are not there any more: an answered conversation does not hold its agent's place for ever."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import IDLE, OPEN, Header
from chalicelib.conversations.model.presence import idle_at
from chalicelib.conversations.model.transitions import closed
from chalicelib.conversations.service.transitions import end
from chalicelib.core import work
from chalicelib.core.authors import SYSTEM
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Lost
from chalicelib.core.transactions import Transaction


class WatchIdle(Due, frozen=True):
    """The visitor of an answered conversation may have gone; ``since``: from when on its agent has it."""

    kind = "conversations.watch_idle"

    conversation_id: str
    since: datetime


class _StillThere(Exception):
    """There is no reason, or not any more, to end it."""


def watch_idle(tx: Transaction, header: Header, at: datetime | None = None) -> None:
    """Have somebody look whether the visitor is still there, as long as the present agent has it."""
    if header.idle_minutes > 0:
        due_at = at or tx.desk.now() + timedelta(minutes=header.idle_minutes)
        work.put(tx, WatchIdle(header.conversation_id, _since(header)), at=due_at)


def look_at_idle(desk: Desk, watch: WatchIdle) -> None:
    """Due while an answered conversation is open: over, if the visitor has long shown no sign; else later again.

    Two reads; a visitor who writes, or whose page asks, at this very moment keeps it.
    """
    conversation_id = watch.conversation_id
    header = store.header(desk, conversation_id)
    if header is None or header.state != OPEN or _since(header) != watch.since:
        return
    seen_at = store.seen_at(desk, conversation_id)
    due = idle_at(header, seen_at)
    if due is not None and due <= desk.now():
        try:
            end(
                desk,
                conversation_id,
                partial(_refuse_unless_idle, desk, seen_at, watch.since),
                partial(closed, by=SYSTEM, why=IDLE),
                lambda tx, before: store.check_unseen(tx, conversation_id, seen_at),
            )
        except (_StillThere, Lost):
            due = None
        else:
            return
    tx = Transaction(desk)
    watch_idle(tx, header, due)
    tx.commit()


def _refuse_unless_idle(desk: Desk, seen_at: datetime | None, since: datetime, header: Header) -> None:
    due = idle_at(header, seen_at)
    if due is None or due > desk.now() or _since(header) != since:
        raise _StillThere


def _since(header: Header) -> datetime:
    return header.state_at or header.started_at
