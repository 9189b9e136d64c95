"""What agents find out about a visitor, and the conversation that shows it (A5, B9)."""

from __future__ import annotations

from chalicelib.conversations import store
from chalicelib.conversations.model import CLOSED, WAITING, Header, NotYours, PlaceChanged, known_as
from chalicelib.conversations.service.access import may_see
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import events
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.people.model import Agent
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model import Visitor

RACES = 150


def edit_visitor(desk: Desk, agent: Agent, visitor_id: str, *, name: str | None, level: str | None) -> Visitor:
    """A visitor's name and level, by somebody who may see their open conversation, or reaches all (A5, B9).

    Their open conversation has them in the same moment; if it waits, it stands where the level says. Raises
    ``NotYours``, ``NotFound``, ``Invalid``.
    """
    visitor = visitors.card(desk, visitor_id)
    header = _open(visitor)
    for attempt in range(RACES):
        if not agent.reaches_all:
            if header is None:
                raise NotYours("they have no conversation with you now")
            may_see(desk, agent, header)
        tx = Transaction(desk)
        edited = visitors.edit(tx, visitor, name=name, level=level)
        if edited == visitor:
            return visitor
        if header is not None:
            store.write(tx, header, known_as(header, edited.name, edited.level), [])
            if header.state == WAITING and header.level != edited.level:
                events.publish(tx, PlaceChanged(header.conversation_id))
        try:
            tx.commit()
            return edited
        except HeaderMoved as lost:
            header = lost.header
        except visitors.NotOpen:
            visitor = visitors.card(desk, visitor_id)
            header = _open(visitor)
        if header is not None and header.state == CLOSED:
            visitor = visitors.card(desk, visitor_id)
            header = _open(visitor)
        desk.pause(attempt, limit=0.06)
    raise Unavailable("the conversation keeps changing", retry_after=1)


def _open(visitor: Visitor) -> Header | None:
    """The visitor's open conversation as it is now; None also for one that ended this very moment."""
    header = store.header(visitor.open_conversation_id) if visitor.open_conversation_id else None
    return header if header is not None and header.state != CLOSED else None
