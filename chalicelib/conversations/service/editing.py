"""Changes of a conversation that no entry says: who its visitor is (A5, B9), that its plan answers keywords (C5)."""

from __future__ import annotations

from chalicelib.conversations import store
from chalicelib.conversations.model import (
    CLOSED,
    WAITING,
    Header,
    PlaceChanged,
    answering_keywords,
    known_as,
)
from chalicelib.conversations.service.access import may_edit_visitor
from chalicelib.conversations.service.reading import open_ones
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import audit, events
from chalicelib.core.desk import Desk
from chalicelib.core.errors import FieldError, Invalid, NotFound, Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.people.model import Agent
from chalicelib.plans import service as plans
from chalicelib.plans.model import checked_email, checked_mobile, region_of
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model import Visitor

RACES = 150
_SHOWN = ("name", "level", "email", "mobile")


def edit_visitor(
    desk: Desk,
    agent: Agent,
    visitor_id: str,
    *,
    name: str | None,
    level: str | None,
    email: str | None = None,
    mobile: str | None = None,
    request_id: str = "",
) -> Visitor:
    """A visitor's name, level and addresses, by somebody who serves, has served or reaches them (A5, B9).

    Their open conversation has the name and level in the same moment; if it waits, it stands where the level says. A
    survey's link and later follow-ups go to the addresses; empty takes one away. The audit log has what was changed.
    One request more for a number without a country code: its plan says the country. Raises ``NotYours``, ``NotFound``,
    ``Invalid``.
    """
    visitor = visitors.card(desk, visitor_id)
    email, mobile = _checked(desk, visitor, email, mobile)
    header = _open(visitor)
    for attempt in range(RACES):
        if not agent.reaches_all:
            may_edit_visitor(desk, agent, visitor, header)
        tx = Transaction(desk)
        edited = visitors.edit(tx, visitor, name=name, level=level, email=email, mobile=mobile)
        if edited == visitor:
            return visitor
        changed = [each for each in _SHOWN if getattr(visitor, each) != getattr(edited, each)]
        before, after = ({each: getattr(one, each) for each in changed} for one in (visitor, edited))
        by = audit.By(agent.agent_id, agent.name, request_id)
        audit.note(tx, by, "edit_visitor", visitor_id, before=before, after=after)
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


def _checked(desk: Desk, visitor: Visitor, email: str | None, mobile: str | None) -> tuple[str | None, str | None]:
    """The addresses as they can be written to, empty and unsaid ones as they are. Raises ``Invalid`` naming each."""
    errors: list[FieldError] = []
    if email and email.strip():
        try:
            email = checked_email("email", email)
        except Invalid as wrong:
            errors += wrong.errors
    if mobile and mobile.strip():
        try:
            mobile = checked_mobile("mobile", mobile, _region(desk, visitor, mobile))
        except Invalid as wrong:
            errors += wrong.errors
    if errors:
        raise Invalid("; ".join(f"{each.field}: {each.message}" for each in errors), errors=errors)
    return email.strip() if email else email, mobile.strip() if mobile else mobile


def _region(desk: Desk, visitor: Visitor, mobile: str) -> str | None:
    """The country of a number that does not name it, if the visitor's plan tells of one."""
    if mobile.strip().startswith("+"):
        return None
    try:
        return region_of(plans.read_plan(desk, visitor.plan_key).time_zone)
    except NotFound:
        return None


def _open(visitor: Visitor) -> Header | None:
    """The visitor's open conversation as it is now; None also for one that ended this very moment."""
    header = store.header(visitor.open_conversation_id) if visitor.open_conversation_id else None
    return header if header is not None and header.state != CLOSED else None


def begin_to_answer_keywords(desk: Desk, plan_key: str) -> None:
    """The plan has rules now where it had none: the conversations that go on, unanswered, hear of it (C5).

    One read for the line, two for each hundred open conversations, one write for each concerned. Twice is once.
    """
    for header in [*store.whole_line(), *open_ones(desk)]:
        if header.plan_key == plan_key:
            _begin_to_answer(desk, header)


def _begin_to_answer(desk: Desk, header: Header | None) -> None:
    for attempt in range(RACES):
        if header is None or header.keywords or header.first_reply_at is not None or header.state == CLOSED:
            return
        tx = Transaction(desk)
        store.write(tx, header, answering_keywords(header), [])
        try:
            tx.commit()
            return
        except HeaderMoved as lost:
            header = lost.header
            desk.pause(attempt, limit=0.06)
    raise Unavailable("the conversation keeps changing", retry_after=1)
