"""Visitors' tokens that were taken back (F6): what they would open knows of it, so that whoever comes with one is
refused by what is read anyway."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import CLOSED, Header
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Revoked, Revoking, TokensRevoked

PAGE = 20


class KnowRevoked(Due, frozen=True):
    """The next of a visitor's conversations, behind ``before`` in their list, which are to know of it."""

    kind = "conversations.know_revoked"

    visitor_id: str
    owner_id: str
    before: str | None = None


def _knowing(header: Header, visitor_id: str, revoked: Revoked) -> Header:
    known = header.revoked or {}
    if known.get(visitor_id) == revoked:
        return header
    return replace(header, revoked={**known, visitor_id: revoked}, edits=header.edits + 1)


def know_at_once(desk: Desk, revoking: Revoking) -> Callable[[Transaction], None] | None:
    """What has the open conversation of the visitor know of it in the same transaction; None where nothing is open. One
    read. Adding it may lose: ``HeaderMoved``."""
    visitor = revoking.visitor
    before = store.header(desk, visitor.open_conversation_id) if visitor.open_conversation_id else None
    if before is None or before.state == CLOSED:
        return None
    after = _knowing(before, visitor.visitor_id, revoking.revoked)
    return lambda tx: store.write(tx, before, after, []) if after != before else None


def begin_to_know(desk: Desk, happened: TokensRevoked) -> None:
    """All that the visitor had before is to know of it, a page at a time; of whoever proved to be them, too. Twice is
    once."""
    try:
        owners = visitors.holder(desk, happened.visitor_id).own_ids
    except NotFound:
        return
    tx = Transaction(desk)
    for owner_id in {happened.visitor_id, *owners}:
        work.put(tx, KnowRevoked(happened.visitor_id, owner_id), inline=True)
    tx.commit_and_tell()


def know_revoked(desk: Desk, due: KnowRevoked, *, page: int = PAGE) -> None:
    """A page of their conversations, the newest first; a query, and a read and a write for each."""
    listed = store.newest(desk, "by_visitor", due.owner_id, page, due.before)
    if len(listed) == page:
        tx = Transaction(desk)
        work.put(tx, KnowRevoked(due.visitor_id, due.owner_id, listed[-1][0]))
        tx.commit()
    revoked = visitors.revoked_of(desk, due.visitor_id)
    for _, conversation_id in listed:
        races.again(desk, partial(_know, desk, conversation_id, due.visitor_id, revoked), HeaderMoved)


def _know(desk: Desk, conversation_id: str, visitor_id: str, revoked: Revoked) -> None:
    before = store.header(desk, conversation_id)
    after = _knowing(before, visitor_id, revoked) if before is not None else None
    if before is not None and after is not None and after != before:
        tx = Transaction(desk)
        store.write(tx, before, after, [])
        tx.commit()
