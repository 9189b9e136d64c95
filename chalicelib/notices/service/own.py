"""What a visitor does about it by themselves, where the plan's website, or its program, shows it (A11)."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import msgspec

from chalicelib.core import limits
from chalicelib.core.audit import By
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.limits import Limit
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.subscriptions import ACTIVE, Need, Subscription
from chalicelib.notices.model.topics import Topic, offered
from chalicelib.notices.service import subscribing
from chalicelib.notices.store import books
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Learned, Visitor
from chalicelib.visitors.model.wishes import BY_LINK, Proof

CHOSEN = Limit("subscribe", most=60, within=timedelta(hours=1))
SAID = Limit("need", most=10, within=timedelta(hours=1))


class Own(msgspec.Struct, frozen=True):
    """A topic that they may subscribe to, and for what they did: all of it, or things by name."""

    topic: Topic
    abouts: tuple[str, ...]


def read_own(desk: Desk, caller: visitors.Caller, plan_key: str, origin: str | None) -> list[Own]:
    """The topics that are offered, with what they subscribed to. Four requests. Raises ``NotFound``,
    ``Unauthorized``."""
    customer = _customer(desk, caller, plan_key, origin)
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
