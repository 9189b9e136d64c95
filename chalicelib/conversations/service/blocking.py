"""A visitor is not let in any more, and perhaps is again (law 8, F7).

It stops whoever is known as this visitor: what they have open ends, and nothing more of theirs is taken. Who comes with
a new identity is somebody new, whom only the limits of address and plan bound.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from msgspec.structs import replace

from chalicelib.conversations.model.transitions import closed
from chalicelib.conversations.service.access import may_edit_visitor, open_of
from chalicelib.conversations.service.transitions import end
from chalicelib.core import audit, events, races
from chalicelib.core.authors import SYSTEM
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Block, BlockVisitor, Visitor, VisitorBlocked

PAGE = 50
LONGEST_REASON = 200


def block_visitor(desk: Desk, agent: Agent, visitor_id: str, form: BlockVisitor, request_id: str = "") -> Visitor:
    """From now on nothing of this visitor's is taken; what they have open ends, and is not rated. Again: as said now.

    Three requests, and what the end takes; it is audited. Raises ``Invalid``, ``NotFound``, ``NotYours``.
    """
    reason, now = checked("reason", form.reason, longest=LONGEST_REASON), desk.now()
    block = Block(now, agent.agent_id, agent.name, reason, _checked_until(form.until, now))
    return _set(desk, agent, visitor_id, block, request_id)


def unblock_visitor(desk: Desk, agent: Agent, visitor_id: str, request_id: str = "") -> Visitor:
    """They are let in again; twice is once. It is audited. Raises ``NotFound``, ``NotYours``."""
    return _set(desk, agent, visitor_id, None, request_id)


def _checked_until(until: datetime | None, now: datetime) -> datetime | None:
    if until is not None and (until.tzinfo is None or until <= now):
        raise Invalid.field("until", "a time to come")
    return until


def _set(desk: Desk, agent: Agent, visitor_id: str, block: Block | None, request_id: str) -> Visitor:
    def save(visitor: Visitor) -> Visitor:
        parts = visitors.parts_of(desk, visitor)
        may_edit_visitor(desk, agent, visitor, [] if agent.reaches_all else open_of(desk, (visitor, *parts)))
        if block is None and visitor.block is None:
            return visitors.carded(desk, visitor)
        tx = Transaction(desk)
        for each in (visitor, *parts):
            visitors.set_block(tx, each, block)
        by, act = audit.By(agent.agent_id, agent.name, request_id), "block_visitor" if block else "unblock_visitor"
        audit.note(tx, by, act, visitor_id, before=_noted(visitor.block), after=_noted(block))
        for each in (visitor, *parts) if block is not None else ():
            events.publish(tx, VisitorBlocked(each.visitor_id))
        tx.commit_and_tell()
        return visitors.carded(desk, replace(visitor, block=block))

    return races.again(desk, lambda: save(visitors.whole(desk, visitor_id)), visitors.VisitorMoved)


def _noted(block: Block | None) -> dict[str, Any] | None:
    return {"reason": audit.VEIL, "until": block.until} if block is not None else None


def end_of_blocked(desk: Desk, blocked: VisitorBlocked) -> None:
    """What a visitor has open who is not let in any more ends. Nothing new can begin, so one look is enough; twice is
    once."""
    visitor = visitors.holder(desk, blocked.visitor_id)
    if visitor.open_conversation_id is None or not visitor.is_blocked(desk.now()):
        return
    end(desk, visitor.open_conversation_id, lambda _: None, partial(closed, by=SYSTEM, why="blocked"))


def end_for_good(desk: Desk, visitor_id: str) -> None:
    """What somebody has open who is to be erased ends, and nobody asks them how it was. Twice is once."""
    try:
        open_id = visitors.holder(desk, visitor_id).open_conversation_id
    except NotFound:
        return
    if open_id is not None:
        end(desk, open_id, lambda _: None, partial(closed, by=SYSTEM, why="blocked"))


def list_blocked(desk: Desk, agent: Agent, cursor: str | None) -> tuple[list[Visitor], str | None]:
    """A page of those who are not let in; two requests."""
    name = f"blocked#{agent.agent_id}"
    page, key = visitors.blocked(desk, PAGE, unseal(desk, name, cursor) if cursor else None)
    return page, seal(desk, name, key) if key else None
