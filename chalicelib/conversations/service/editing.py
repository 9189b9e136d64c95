"""Changes of a conversation that no entry says: who its visitor is (A5, B9)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import CLOSED, WAITING, Header, PlaceChanged
from chalicelib.conversations.model.edits import known_as
from chalicelib.conversations.model.queue import received_by
from chalicelib.conversations.service.access import may_edit_visitor
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import audit, events, races
from chalicelib.core.contacts import checked_email, checked_mobile, region_of
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound, WrongFields
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import EditVisitor, Visitor

_SHOWN = ("name", "level", "email", "mobile", "tags")


def edit_visitor(
    desk: Desk,
    agent: Agent,
    visitor_id: str,
    form: EditVisitor,
    request_id: str = "",
) -> Visitor:
    """A visitor's name, level and addresses, by somebody who serves, has served or reaches them (A5, B9).

    Their open conversation has the name and level in the same moment; if it waits, it stands where the level says. A
    survey's link and later follow-ups go to the addresses; empty takes one away. The audit log has what was changed.
    One request more for a number without a country code: its plan says the country; and for another level of who waits:
    it says who receives them. Raises ``NotYours``, ``NotFound``, ``Invalid``, ``ChangedMeanwhile``.
    """
    visitor = visitors.card(desk, visitor_id)
    email, mobile = _checked(desk, visitor, form.email, form.mobile)
    form = replace(form, email=email, mobile=mobile)

    def changed(before: Visitor) -> Visitor:
        return visitors.edited(before, form)

    def save(before: Visitor, after: Visitor) -> None:
        races.again(desk, lambda: _save(desk, agent, before, after, request_id), HeaderMoved)

    return races.change(desk, visitor, races.fields_in(form), changed, save)


def _save(desk: Desk, agent: Agent, before: Visitor, after: Visitor, request_id: str) -> None:
    """Lost: ``VisitorMoved``, ``HeaderMoved``."""
    header = _open(desk, before)
    if not agent.reaches_all:
        may_edit_visitor(desk, agent, before, header)
    changes = [each for each in _SHOWN if getattr(before, each) != getattr(after, each)]
    if not changes:
        return
    tx = Transaction(desk)
    visitors.edit(tx, before, after)
    was, becomes = ({each: getattr(visitor, each) for each in changes} for visitor in (before, after))
    by = audit.By(agent.agent_id, agent.name, request_id)
    audit.note(tx, by, "edit_visitor", before.visitor_id, before=was, after=becomes)
    if header is not None:
        now = known_as(header, after.name, after.level)
        if header.state == WAITING and header.level != after.level:
            now = received_by(now, plans.read_plan(desk, header.plan_key))
            events.publish(tx, PlaceChanged(header.conversation_id, header.pools or ()))
        store.write(tx, header, now, [])
    tx.after_commit(lambda: visitors.remember_tags(desk, before, after))
    tx.commit_and_tell()


def _checked(desk: Desk, visitor: Visitor, email: str | None, mobile: str | None) -> tuple[str | None, str | None]:
    """The addresses as they can be written to, empty and unsaid ones as they are. Raises ``Invalid`` naming each."""
    wrong = WrongFields()
    if email and email.strip():
        with wrong:
            email = checked_email("email", email)
            if email != visitor.email:
                notifications.refuse_unreachable(desk, "email", email)
    if mobile and mobile.strip():
        with wrong:
            mobile = checked_mobile("mobile", mobile, _region(desk, visitor, mobile))
    wrong.refuse()
    return email.strip() if email else email, mobile.strip() if mobile else mobile


def _region(desk: Desk, visitor: Visitor, mobile: str) -> str | None:
    """The country of a number that does not name it, if the visitor's plan tells of one."""
    if mobile.strip().startswith("+"):
        return None
    try:
        return region_of(plans.read_plan(desk, visitor.plan_key).time_zone)
    except NotFound:
        return None


def _open(desk: Desk, visitor: Visitor) -> Header | None:
    """The visitor's open conversation as it is now; None also for one that ended this very moment."""
    header = store.header(desk, visitor.open_conversation_id) if visitor.open_conversation_id else None
    return header if header is not None and header.state != CLOSED else None
