"""One customer is told of an order's state, or of a topic, as a server asks; if they subscribed (A11)."""

from __future__ import annotations

import msgspec

from chalicelib.core.audit import By
from chalicelib.core.contacts import Recipient
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.mailings import NO_ADDRESS, TOO_MANY, NoticeText, checked_texts, day_in
from chalicelib.notices.model.topics import ORDER, checked_about, known_topic
from chalicelib.notices.service.letters import Said, channels_for, matter_of
from chalicelib.notices.service.subscribing import subscribed_of
from chalicelib.notices.store import books
from chalicelib.notices.store import customers as store
from chalicelib.notifications import service as notifications
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor

TOLD, NOT_SUBSCRIBED, NOBODY = "told", "not_subscribed", "no_such_customer"


class Asked(msgspec.Struct, frozen=True):
    """Whom to tell of what: a customer by their id here or on the website, about one thing, in one language at least.

    ``topic_id`` empty: of any topic of orders that they subscribed to.
    """

    plan_key: str
    about: str
    texts: dict[str, NoticeText]
    topic_id: str = ""
    visitor_id: str = ""
    user_id: str = ""


class Outcome(msgspec.Struct, frozen=True):
    """``outcome``: told, or why not; ``notice_id`` names the letter in the ledger."""

    outcome: str
    notice_id: str | None = None


def tell_one(desk: Desk, asked: Asked, by: By, once: Once) -> Outcome:
    """A letter to this customer, if they subscribed and may get another one today; asked twice it is the same answer.

    Six requests, one more for a user of the website. Raises ``Invalid``, ``KeyReused``.
    """
    before = recall(desk, once, desk.now().timestamp())
    if before is not None:
        return msgspec.convert(before, Outcome)
    texts, about = checked_texts(asked.texts), checked_about(asked.about)
    plan, book = _plan(desk, asked.plan_key), books.book(desk, asked.plan_key)
    topics = [known_topic(book, asked.topic_id)] if asked.topic_id else book.of_kind(ORDER)
    customer = _customer(desk, asked)
    if customer is None:
        return Outcome(NOBODY)
    topic = subscribed_of(desk, customer, topics, about)
    if topic is None:
        return Outcome(NOT_SUBSCRIBED)
    if not channels_for(customer, book):
        return Outcome(NO_ADDRESS)
    language = customer.locale if customer.locale in texts else next(iter(texts))
    what = "order_notice" if topic.kind == ORDER else "topic_notice"
    told = Said(topic, what, texts[language], language, about)
    matter = matter_of(plan, book, customer, told, customer.visitor_id)
    to = Recipient(customer.name or "", customer.email, customer.mobile, language)
    tx = Transaction(desk)
    (notice_id,) = notifications.tell(tx, [to], matter, channels=channels_for(customer, book))
    outcome = Outcome(TOLD, notice_id)
    mark(tx, once, msgspec.to_builtins(outcome))
    store.count_day(tx, customer.visitor_id, day_in(plan.time_zone, desk.now()), book.a_day)
    try:
        tx.commit_and_tell()
    except AlreadyDone as done:
        return msgspec.convert(done.answer, Outcome)
    except store.TooManyToday:
        return Outcome(TOO_MANY)
    return outcome


def _plan(desk: Desk, plan_key: str) -> Plan:
    try:
        return plans.read_plan(desk, plan_key)
    except NotFound:
        raise Invalid.field("plan_key", "no such plan") from None


def _customer(desk: Desk, asked: Asked) -> Visitor | None:
    """Whom the desk knows; None: nobody, or of another plan."""
    if bool(asked.visitor_id) == bool(asked.user_id):
        raise Invalid.field("visitor_id", "either this or user")
    visitor_id = asked.visitor_id or visitors.by_user(desk, asked.plan_key, asked.user_id)
    try:
        customer = visitors.card(desk, visitor_id) if visitor_id else None
    except NotFound:
        return None
    return customer if customer is not None and customer.plan_key == asked.plan_key else None
