"""Changes of a conversation that no entry says: who its visitor is (A5, B9)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import WAITING, PlaceChanged
from chalicelib.conversations.model.edits import known_as
from chalicelib.conversations.model.queue import received_by
from chalicelib.conversations.service.access import may_edit_visitor, open_of
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import audit, events, races
from chalicelib.core.contacts import checked_email, checked_mobile, region_of
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost, NotFound, WrongFields
from chalicelib.core.sensitive import restored
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.rights import SEE_NUMBERS
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.fields import FieldValues
from chalicelib.visitors.model.merging import as_shown
from chalicelib.visitors.model.visitor import EditVisitor, Value, Visitor
from chalicelib.visitors.model.wishes import BY_HAND, Proof


class _Elsewhere(Lost):
    """What is known of them is written down of another customer now."""


def _restored(form: EditVisitor, visitor: Visitor) -> EditVisitor:
    """What somebody says who was shown it in part."""
    given = {name: getattr(form, name) for name in ("name", "email", "mobile")}
    return replace(form, **{name: restored(each, getattr(visitor, name)) for name, each in given.items() if each})


_SHOWN = ("name", "level", "email", "mobile", "tags", "preferred_channel", "refused_channels")
_NOTED = ("level", "preferred_channel", "refused_channels")  # what the audit log says as it is


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

    def edit() -> Visitor:
        visitor = visitors.whole(desk, visitor_id)
        said = form if SEE_NUMBERS in agent.rights.permissions else _restored(form, visitor)
        email, mobile = _checked(desk, visitor, said.email, said.mobile)
        checked = replace(said, email=email, mobile=mobile)

        def changed(before: Visitor) -> Visitor:
            return visitors.edited(before, checked)

        def save(before: Visitor, after: Visitor) -> None:
            if before.erased_at is not None:
                raise NotFound("no such visitor")
            if before.merged_into is not None or before.joined_to is not None:
                raise _Elsewhere("they are part of another customer since this moment")

            def attempt() -> None:
                _save(desk, agent, before, after, checked, request_id)

            races.again(desk, attempt, (HeaderMoved, visitors.PartMoved))

        return races.change(desk, visitor, races.fields_in(checked), changed, save)

    return visitors.carded(desk, races.again(desk, edit, _Elsewhere))


def _save(desk: Desk, agent: Agent, before: Visitor, after: Visitor, form: EditVisitor, request_id: str) -> None:
    """An address that was shown is another one, or none, of all who had it. Lost: ``VisitorMoved``, ``HeaderMoved``."""
    parts = visitors.parts_of(desk, before)
    headers = open_of(desk, (before, *parts))
    may_edit_visitor(desk, agent, before, headers)
    seen = as_shown(before, parts)
    wished = replace(
        after,
        email=after.email if form.email is not None else seen.email,
        mobile=after.mobile if form.mobile is not None else seen.mobile,
    )
    changes = [each for each in _SHOWN if getattr(seen, each) != getattr(wished, each)]
    if not changes and before == after:
        return
    tx = Transaction(desk)
    visitors.edit(tx, before, after)
    visitors.spread(tx, after, parts, (seen, wished))
    proof = Proof(BY_HAND, by_agent(agent))
    visitors.note_wishes(tx, before.visitor_id, before.wishes, after.wishes, proof)
    was, becomes = ({each: getattr(visitor, each) for each in changes} for visitor in (seen, wished))
    by = audit.By(agent.agent_id, agent.name, request_id)
    if changes:
        told = (audit.veiled(each, _NOTED) for each in (was, becomes))
        audit.note(tx, by, "edit_visitor", before.visitor_id, **dict(zip(("before", "after"), told, strict=True)))
    for header in (each for each in headers if each.conversation_id == before.open_conversation_id):
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


def fill_in(
    desk: Desk,
    agent: Agent,
    visitor_id: str,
    values: Mapping[str, Value | None],
    version: int | None = None,
    request_id: str = "",
) -> FieldValues:
    """What is known of a customer in the desk's own fields, by whoever may edit them (F6). None empties a field.

    Raises ``NotFound``, ``NotYours``, ``Invalid``, ``ChangedMeanwhile``.
    """
    by = audit.By(agent.agent_id, agent.name, request_id)

    def fill() -> FieldValues:
        customer = visitors.whole(desk, visitor_id)
        if not agent.reaches_all:
            may_edit_visitor(desk, agent, customer, open_of(desk, (customer, *visitors.parts_of(desk, customer))))
        hides = SEE_NUMBERS not in agent.rights.permissions
        return visitors.fill_in(desk, by, customer, values, version, hides=hides)

    return races.again(desk, fill, visitors.NotWhole)
