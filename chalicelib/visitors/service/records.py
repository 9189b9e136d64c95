"""Visitors as other rooms read and change them."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, existing
from chalicelib.core.text import is_visible
from chalicelib.people.model.agents import LEVELS
from chalicelib.visitors.model.merging import seen_together
from chalicelib.visitors.model.visitor import USUAL_LEVEL, EditVisitor, Visitor, checked_tags
from chalicelib.visitors.model.wishes import refused_besides
from chalicelib.visitors.service import merging
from chalicelib.visitors.service.registering import Caller, read
from chalicelib.visitors.store import users
from chalicelib.visitors.store import visitors as store


def is_past_of(desk: Desk, caller: Caller, visitor_id: str) -> bool:
    """Whether this visitor proved to be the customer who calls now; one read, and none for who has proved nothing."""
    if caller.proven_until is None or visitor_id == caller.visitor_id:
        return visitor_id == caller.visitor_id
    visitor = store.visitor(desk, visitor_id)
    return visitor is not None and visitor.joined_to == caller.visitor_id


def own_ids(desk: Desk, caller: Caller) -> tuple[str, ...]:
    """Under what whatever is the caller's is kept; one read. Raises ``Unauthorized``."""
    return read(desk, caller).own_ids


def edited(visitor: Visitor, form: EditVisitor) -> Visitor:
    """The visitor with what an agent found out: a name, a level, checked addresses (A5, B9). Raises ``Invalid``.

    What is None stays; an empty address is taken away.
    """
    if form.level is not None and form.level not in LEVELS:
        raise Invalid.field("level", f"one of {', '.join(LEVELS)}")
    if form.name is not None and not (1 <= len(form.name.strip()) <= 80 and is_visible(form.name)):
        raise Invalid.field("name", "1 to 80 characters, one of them visible")
    preferred, refused = form.preferred_channel, form.refused_channels
    return replace(
        visitor,
        name=form.name.strip() if form.name else visitor.name,
        level=form.level or visitor.level,
        email=visitor.email if form.email is None else form.email or None,
        mobile=visitor.mobile if form.mobile is None else form.mobile or None,
        tags=visitor.tags if form.tags is None else checked_tags(form.tags),
        preferred_channel=visitor.preferred_channel if preferred is None else preferred or None,
        refused_channels=visitor.refused_channels
        if refused is None
        else refused_besides(visitor.refused_channels, refused),
    )


def by_user(desk: Desk, plan_key: str, user_id: str) -> str | None:
    """The visitor who is this user of the plan's website, if one has proved to be them; one read."""
    return users.customer_id(desk, plan_key, user_id)


def holder(desk: Desk, visitor_id: str) -> Visitor:
    """Who a visitor is: the one who proved to be a customer, that customer. Raises ``NotFound``.

    One read, two for such a one.
    """
    visitor = store.visitor(desk, visitor_id)
    if visitor is not None and visitor.joined_to is not None:
        visitor = store.visitor(desk, visitor.joined_to)
    return existing(visitor, "no such visitor")


def has_open(desk: Desk, visitor_id: str) -> bool:
    """Whether somebody has an open conversation: who has said nothing yet has none. What ``holder`` reads."""
    try:
        return holder(desk, visitor_id).open_conversation_id is not None
    except NotFound:
        return False


def whole(desk: Desk, visitor_id: str) -> Visitor:
    """Whom the desk knows a visitor as: who proved to be a customer, or is part of one, as that customer. As stored.

    A read more than ``holder`` for who is part of one. Raises ``NotFound``.
    """
    visitor = holder(desk, visitor_id)
    if visitor.merged_into is not None:
        visitor = existing(store.visitor(desk, visitor.merged_into), "no such visitor")
    return visitor


def level_of(desk: Desk, visitor_id: str) -> str:
    """The level of the customer whom the desk knows a visitor as; the usual one of somebody who is gone.

    What ``whole`` reads.
    """
    try:
        return whole(desk, visitor_id).level
    except NotFound:
        return USUAL_LEVEL


def card(desk: Desk, visitor_id: str) -> Visitor:
    """What an agent sees of a visitor: whom the desk knows them as, with all whom that is. Raises ``NotFound``.

    What ``whole`` reads, and one read more where that is several.
    """
    return carded(desk, whole(desk, visitor_id))


def carded(desk: Desk, customer: Visitor) -> Visitor:
    """What an agent sees of this customer; a read where they are several."""
    return seen_together(customer, merging.parts_of(desk, customer)) if customer.merged else customer
