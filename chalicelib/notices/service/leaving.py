"""Ending notices without signing in: by the link of a letter, and by an SMS (A11)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from msgspec.structs import replace

from chalicelib.core import links
from chalicelib.core.audit import By
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.leaving import AGAIN, ALL, TOPIC, Leaving
from chalicelib.notices.model.stopping import STOP, said_by
from chalicelib.notices.service.letters import NOBODY, PURPOSE
from chalicelib.notices.service.subscribing import end_topic, take_up
from chalicelib.notices.store import books
from chalicelib.notices.store import mailings as store
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.model.wishes import (
    BY_LINK,
    BY_SMS,
    BY_STOP,
    CAMPAIGN,
    LONGEST_QUOTE,
    NOTICE,
    REFUSABLE,
    Proof,
    Wishes,
    checked_channels,
)


def read_leaving(desk: Desk, token: str) -> Leaving:
    """What the page says. Four reads. Raises ``NotFound`` for a link that this desk did not make."""
    customer_id, topic_id, _ = _named(desk, token)
    return _shown(desk, visitors.whole(desk, customer_id), topic_id)


def leave(desk: Desk, token: str, scope: str) -> Leaving:
    """They end this topic (``topic``), all notices, campaigns and surveys (``all``), or want them after all
    (``again``); twice is once. Some eight requests. Raises ``NotFound``."""
    customer_id, topic_id, mailing_id = _named(desk, token)
    customer = visitors.whole(desk, customer_id)
    author = Author("visitor", customer.visitor_id, customer.name)
    by, proof = By(customer.visitor_id, author.kind), Proof(BY_LINK, author, quote=topic_id)

    def changed(wishes: Wishes) -> Wishes:
        if scope == ALL:
            return replace(wishes, refused_kinds=REFUSABLE)
        topics = tuple(each for each in wishes.refused_topics if each != topic_id)
        # who has ended this topic alone takes nothing back of what they said elsewhere
        kinds = () if is_all_ended(wishes) else wishes.refused_kinds
        return replace(wishes, refused_kinds=kinds, refused_topics=topics)

    if scope == TOPIC:
        after = end_topic(desk, customer.visitor_id, topic_id, proof, by)
    else:
        after = visitors.change_wishes(desk, customer.visitor_id, changed, proof, by)
        if scope == AGAIN:
            take_up(desk, after, topic_id, proof, by)
    if scope != AGAIN and mailing_id is not None:
        _count(desk, mailing_id, customer_id)
    return _shown(desk, after, topic_id)


def _named(desk: Desk, token: str) -> tuple[str, str, str | None]:
    customer_id, topic_id, mailing_id = links.read(desk, PURPOSE, token).split("~")
    return customer_id, topic_id, None if mailing_id == NOBODY else mailing_id


def _shown(desk: Desk, customer: Visitor, topic_id: str) -> Leaving:
    plan = plans.read_plan(desk, customer.plan_key)
    topic = books.book(desk, customer.plan_key).find(topic_id)
    wishes = customer.wishes
    return Leaving(
        desk=people.read_desk(desk).name,
        plan=plan.name,
        topic=topic.name_in(customer.locale) if topic is not None else "",
        locale=customer.locale,
        is_topic_ended=topic_id in wishes.refused_topics,
        is_all_ended=is_all_ended(wishes),
    )


def is_all_ended(wishes: Wishes) -> bool:
    """Whether no notice goes to whoever wishes so."""
    return {NOTICE, CAMPAIGN} <= {*wishes.refused_kinds}


def _count(desk: Desk, mailing_id: str, customer_id: str) -> None:
    """That a mailing led to it, once for each customer."""
    before = store.to(desk, mailing_id, customer_id)
    if before is None or before.unsubscribed_at is not None:
        return
    tx = Transaction(desk)
    store.put_to(tx, mailing_id, before, replace(before, unsubscribed_at=desk.now()))
    store.count(tx, mailing_id, customer_id, "unsubscribed")
    with suppress(store.WrittenBefore):
        tx.commit()


def hear_sms(
    desk: Desk, number: str, text: str, visitor_id: str | None = None, at: datetime | None = None
) -> str | None:
    """An SMS came from this number (E.164): ``stop`` where it asks that nothing more is sent there (退订, T, STOP),
    ``start`` where it may begin again; None: it says nothing of the kind, and is a message like any other.

    ``visitor_id``: whom the desk knows by it, on whose record it is written down, too. ``at``: when it was sent, as far
    as its carrier says (None: now); what was said last counts, in whichever order it comes. Twice is once.
    """
    said = said_by(text)
    if said is None:
        return None
    (notifications.stop if said == STOP else notifications.start)(desk, number, at)
    if visitor_id is not None:
        with suppress(NotFound):
            _note(desk, visitor_id, number, text)
    return said


def _note(desk: Desk, visitor_id: str, number: str, text: str) -> None:
    """What stands of this number is on their record, too."""

    def changed(wishes: Wishes) -> Wishes:
        is_stopped = notifications.known_of(desk, [number])[number].stopped_at is not None
        others = tuple(each for each in wishes.refused if each != BY_SMS)
        return replace(wishes, refused=checked_channels((*others, BY_SMS) if is_stopped else others))

    customer = visitors.whole(desk, visitor_id)
    author = Author("visitor", customer.visitor_id, customer.name)
    proof = Proof(BY_STOP, author, quote=text[:LONGEST_QUOTE])
    visitors.change_wishes(desk, customer.visitor_id, changed, proof, By(customer.visitor_id, author.kind))
