"""What a visitor does about it by themselves, where the plan's website, or its program, shows it (A11)."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import msgspec

from chalicelib.core import events, limits
from chalicelib.core.audit import By
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.limits import Limit
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.shown import ShownNotice
from chalicelib.notices.model.subscriptions import ACTIVE, Need, Subscription
from chalicelib.notices.model.topics import Topic, offered
from chalicelib.notices.service import contact, showing, subscribing
from chalicelib.notices.store import books
from chalicelib.notifications.model.carrying import SocialSought
from chalicelib.notifications.model.notice import EMAIL, SMS, SOCIAL, WEB
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Learned, Visitor
from chalicelib.visitors.model.wishes import BY_LINK, Proof, Wishes

CHOSEN = Limit("subscribe", most=60, within=timedelta(hours=1))
SAID = Limit("need", most=10, within=timedelta(hours=1))


class Own(msgspec.Struct, frozen=True):
    """A topic that they may subscribe to, and for what they did: all of it, or things by name."""

    topic: Topic
    abouts: tuple[str, ...]


class OwnStanding(msgspec.Struct, frozen=True):
    """What a visitor sees of it: ``topics``, ``wishes``, by which channels they could be written to (``reached_by``),
    and what is shown to them that they have not read."""

    topics: list[Own]
    wishes: Wishes
    reached_by: tuple[str, ...]
    unread: list[ShownNotice]


def read_standing(desk: Desk, caller: visitors.Caller, plan_key: str, origin: str | None) -> OwnStanding:
    """All of that. Six requests. Raises ``NotFound``, ``Unauthorized``."""
    customer = _customer(desk, caller, plan_key, origin)
    if customer.unwritten:
        return OwnStanding(_topics(desk, customer, plan_key), Wishes(), (WEB,), [])
    return OwnStanding(
        _topics(desk, customer, plan_key), customer.wishes, _reached_by(desk, customer), showing.unread(desk, customer)
    )


def _reached_by(desk: Desk, customer: Visitor) -> tuple[str, ...]:
    """By e-mail and SMS where they gave an address, by a social channel while they may be written to there."""
    known = {EMAIL: bool(customer.email), SMS: bool(customer.mobile), SOCIAL: False, WEB: True}
    known[SOCIAL] = bool(events.ask(desk, SocialSought(customer)))
    return tuple(each for each, is_there in known.items() if is_there)


def write_wishes(
    desk: Desk, caller: visitors.Caller, plan_key: str, origin: str | None, fields: dict[str, Any]
) -> None:
    """They say themselves how they wish to be written to; what is not named stays. Raises ``Invalid``,
    ``LimitReached``, ``ChangedMeanwhile``."""
    customer = _customer(desk, caller, plan_key, origin)
    checked = contact.checked(fields)
    customer = _written(desk, caller, customer, CHOSEN)
    contact.choose(desk, customer, checked, _proof(customer), _by(customer))


def note_read(
    desk: Desk, caller: visitors.Caller, plan_key: str, origin: str | None, notice_ids: frozenset[str]
) -> None:
    """They have read these notices; twice is once."""
    customer = _customer(desk, caller, plan_key, origin)
    if not customer.unwritten:
        showing.read_some(desk, customer, notice_ids)


def _topics(desk: Desk, customer: Visitor, plan_key: str) -> list[Own]:
    """The topics that are offered, with what they subscribed to; a query and a read."""
    there = [each for each in subscribing.subscriptions_of(desk, customer) if each.state == ACTIVE]
    topics = offered(books.book(desk, plan_key))
    return [Own(topic, tuple(each.about for each in there if each.topic_id == topic.topic_id)) for topic in topics]


def choose_topic(
    desk: Desk, caller: visitors.Caller, plan_key: str, origin: str | None, topic_id: str, about: str, *, active: bool
) -> Subscription:
    """They subscribe to a topic that is offered, or end that. Raises ``Invalid``, ``LimitReached``, ``NotFound``."""
    customer = _customer(desk, caller, plan_key, origin)
    topic = _offered(desk, plan_key, topic_id) if active else None
    customer = _written(desk, caller, customer, CHOSEN)
    if topic is None:
        return subscribing.unsubscribe(desk, customer, topic_id, about, _proof(customer), _by(customer))
    return subscribing.subscribe(desk, customer, topic, about, _proof(customer), _by(customer))


def say_need(
    desk: Desk,
    caller: visitors.Caller,
    plan_key: str,
    origin: str | None,
    text: str,
    topic_id: str | None,
    client_id: str,
) -> tuple[Need, bool]:
    """What they need, passed on to who sees to it; and whether it was before. Raises ``Invalid``, ``LimitReached``."""
    customer = _customer(desk, caller, plan_key, origin)
    topic = _offered(desk, plan_key, topic_id) if topic_id is not None else None
    customer = _written(desk, caller, customer, SAID)
    wanted = subscribing.SaidNeed(text, topic)
    return subscribing.record_need(desk, customer, wanted, _proof(customer), _by(customer), client_id)


def _offered(desk: Desk, plan_key: str, topic_id: str) -> Topic:
    topic = next((each for each in offered(books.book(desk, plan_key)) if each.topic_id == topic_id), None)
    if topic is None:
        raise Invalid.field("topic_id", "no such topic")
    return topic


def _customer(desk: Desk, caller: visitors.Caller, plan_key: str, origin: str | None) -> Visitor:
    visitors.same_plan(caller, plan_key)
    plans.read_plan(desk, plan_key, origin)
    return visitors.read(desk, caller)


def _written(desk: Desk, caller: visitors.Caller, customer: Visitor, limit: Limit) -> Visitor:
    """Who asks for something is somebody whom the desk knows from then on. Raises ``LimitReached``."""
    limits.spend_now(desk, limit, "visitor", caller.visitor_id)
    if not customer.unwritten:
        return customer
    tx = Transaction(desk)
    visitors.learn(tx, customer, Learned())
    with suppress(visitors.NotOpen):  # they said something else at this moment
        tx.commit()
    return visitors.read(desk, caller)


def _proof(customer: Visitor) -> Proof:
    return Proof(BY_LINK, Author("visitor", customer.visitor_id, customer.name))


def _by(customer: Visitor) -> By:
    return By(customer.visitor_id, "visitor")  # by no name: what the audit log has stays for ever
