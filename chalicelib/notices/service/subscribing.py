"""Who subscribes to what, by whose hand; and what they need, passed on (A11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races, work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.sensitive import hidden
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.subscriptions import (
    ACTIVE,
    ENDED,
    MOST_OF_CUSTOMER,
    Need,
    Subscription,
    TooManySubscriptions,
    begun,
    checked_need,
    ended,
    name_of,
)
from chalicelib.notices.model.topics import ORDER, Topic, checked_about
from chalicelib.notices.store import customers as store
from chalicelib.orders import service as orders
from chalicelib.plans import service as plans
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.origins import Known
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.model.wishes import BY_LINK, Proof, Wishes

LOOKED_AT = 90  # subscriptions that are asked for at once
AT_ONCE = 80  # subscriptions that end in one transaction


class PassOn(Due, frozen=True):
    """A customer said what they need."""

    kind = "notices.pass_on"

    customer_id: str
    need_id: str


def subscribe(desk: Desk, customer: Visitor, topic: Topic, about: str, proof: Proof, by: By) -> Subscription:
    """From now on they hear of this topic; twice is once. What they had ended of it is not refused any more.

    Two reads and a write, a query more where it is new; their orders are looked at from then on. Raises ``Invalid``,
    ``TooManySubscriptions``."""
    about = checked_about(about)
    fresh = Subscription(customer.visitor_id, customer.plan_key, topic.topic_id, about, desk.now(), proof)

    def allowed(wishes: Wishes) -> Wishes:
        topics = tuple(each for each in wishes.refused_topics if each != topic.topic_id)
        return replace(wishes, refused_topics=topics)

    def write(before: Subscription | None) -> Subscription:
        after = begun(before, fresh)
        if after is before:
            return after
        if before is None and len(store.subscriptions(desk, customer.visitor_id, MOST_OF_CUSTOMER)) >= MOST_OF_CUSTOMER:
            raise TooManySubscriptions(f"at most {MOST_OF_CUSTOMER}")
        tx = Transaction(desk)
        store.put_subscription(tx, before, after)
        if topic.kind == ORDER:
            orders.watch(tx, customer.visitor_id)
        audit.note(
            tx, by, "subscribe", customer.visitor_id, after={"topic_id": topic.topic_id, "about": name_of(about)}
        )
        tx.commit()
        return after

    visitors.change_wishes(desk, customer.visitor_id, allowed, proof, by)
    before = store.subscription(desk, customer.visitor_id, topic.topic_id, about)
    return races.follow(desk, before, write, store.SubscriptionMoved)


def unsubscribe(desk: Desk, customer: Visitor, topic_id: str, about: str, proof: Proof, by: By) -> Subscription:
    """They hear of this no more, whichever of those whom they are made of subscribed; where it was the last of its
    topic, letters that wait are held back, too. Twice is once. A read, a write and a query for each of those, and what
    wishing takes. Raises ``NotFound``."""

    def write(before: Subscription | None) -> Subscription:
        if before is None:
            raise NotFound("no such subscription")
        after = ended(before, proof, desk.now())
        if after is not before:
            tx = Transaction(desk)
            store.put_subscription(tx, before, after)
            said = {"topic_id": topic_id, "about": name_of(about)}
            audit.note(tx, by, "unsubscribe", before.customer_id, before=said)
            tx.commit()
        return after

    asked = [store.wanted_subscription(each, topic_id, about) for each in customer.all_ids]
    there = [each for each in read_all(desk.database, asked) if each is not None]
    done = [races.follow(desk, each, write, store.SubscriptionMoved) for each in there]
    if not done:
        raise NotFound("no such subscription")
    if not any(each.state == ACTIVE for each in _of_topic(desk, customer, topic_id)):
        visitors.change_wishes(desk, customer.visitor_id, _refusing(topic_id), proof, by)
    return max(done, key=lambda each: each.ended_at or each.at)


def _of_topic(desk: Desk, customer: Visitor, topic_id: str) -> list[Subscription]:
    return [each for one in customer.all_ids for each in store.subscriptions(desk, one, MOST_OF_CUSTOMER, topic_id)]


def _refusing(topic_id: str) -> Callable[[Wishes], Wishes]:
    return lambda wishes: replace(wishes, refused_topics=tuple(dict.fromkeys((*wishes.refused_topics, topic_id))))


def end_topic(desk: Desk, customer_id: str, topic_id: str, proof: Proof, by: By) -> Visitor:
    """They hear nothing more of this topic, whatever of it they subscribed to, letters that wait included; twice is
    once. Raises ``NotFound``."""
    customer = visitors.change_wishes(desk, customer_id, _refusing(topic_id), proof, by)
    for each in customer.all_ids:
        races.again(desk, lambda whose=each: _end_rows(desk, whose, topic_id, proof), store.SubscriptionMoved)  # type: ignore[misc]
    return customer


def _end_rows(desk: Desk, customer_id: str, topic_id: str, proof: Proof) -> None:
    rows = store.subscriptions(desk, customer_id, MOST_OF_CUSTOMER, topic_id)
    there = [each for each in rows if each.state == ACTIVE]
    for start in range(0, len(there), AT_ONCE):
        tx = Transaction(desk)
        for each in there[start : start + AT_ONCE]:
            store.put_subscription(tx, each, ended(each, proof, desk.now()))
        tx.commit()


def take_up(desk: Desk, customer: Visitor, topic_id: str, proof: Proof, by: By) -> None:
    """They hear of this topic again, of whatever they ended by a link of a letter about it; twice is once. A query, and
    a write for some, for each of those whom they are made of."""
    for each in customer.all_ids:
        races.again(desk, lambda whose=each: _begin_rows(desk, whose, topic_id, proof, by), store.SubscriptionMoved)  # type: ignore[misc]


def _begin_rows(desk: Desk, customer_id: str, topic_id: str, proof: Proof, by: By) -> None:
    rows = store.subscriptions(desk, customer_id, MOST_OF_CUSTOMER, topic_id)
    over = [each for each in rows if each.state == ENDED and _is_by_letter(each.ended, topic_id)]
    for start in range(0, len(over), AT_ONCE // 2):
        tx = Transaction(desk)
        for each in over[start : start + AT_ONCE // 2]:
            fresh = Subscription(customer_id, each.plan_key, topic_id, each.about, desk.now(), proof)
            store.put_subscription(tx, each, begun(each, fresh))
            said = {"topic_id": topic_id, "about": name_of(each.about)}
            audit.note(tx, by, "subscribe", customer_id, after=said)
        tx.commit()


def _is_by_letter(proof: Proof | None, topic_id: str) -> bool:
    return proof is not None and proof.source == BY_LINK and proof.quote == topic_id


def subscriptions_of(desk: Desk, customer: Visitor) -> list[Subscription]:
    """What they subscribed to, ended ones too, the latest first; a query for each visitor whom they are made of."""
    found = [each for one in customer.all_ids for each in store.subscriptions(desk, one, MOST_OF_CUSTOMER)]
    return sorted(found, key=lambda each: each.ended_at or each.at, reverse=True)


def subscribed_of(desk: Desk, customer: Visitor, topics: Sequence[Topic], about: str) -> Topic | None:
    """The first of these topics that they subscribed to, for this thing or all of it; one request."""
    keys = [
        (topic, each, thing) for topic in topics for each in customer.all_ids for thing in dict.fromkeys((about, ""))
    ][:LOOKED_AT]
    asked = [store.wanted_subscription(each, topic.topic_id, thing) for topic, each, thing in keys]
    found = read_all(desk.database, asked) if asked else []
    for (topic, _, _), each in zip(keys, found, strict=True):
        if each is not None and each.state == ACTIVE:
            return topic
    return None


# --- needs ----------------------------------------------------------------------------------------------------------


class SaidNeed(msgspec.Struct, frozen=True):
    """What a customer said they need, of which topic, and which group is to see to it (None: the topic's)."""

    text: str
    topic: Topic | None = None
    group_id: str | None = None


def record_need(
    desk: Desk, customer: Visitor, wanted: SaidNeed, proof: Proof, by: By, client_id: str
) -> tuple[Need, bool]:
    """What they need, written down, without the numbers that the plan never keeps, and passed on as due work; and
    whether it was before. A read, and two writes at most.

    Raises ``Invalid``, ``KeyReused``.
    """
    topic, group_id = wanted.topic, wanted.group_id
    asked = [wanted.text, topic.topic_id if topic is not None else None, group_id]
    once = Once.of(f"need#{customer.visitor_id}", client_id, asked)
    need = Need(
        need_id=desk.new_id("need"),
        customer_id=customer.visitor_id,
        plan_key=customer.plan_key,
        text=hidden(checked_need(wanted.text), plans.read_plan(desk, customer.plan_key).limits.replaces),
        at=desk.now(),
        proof=proof,
        topic_id=topic.topic_id if topic is not None else None,
        group_id=group_id or (topic.group_id if topic is not None else None),
    )
    tx = Transaction(desk)
    mark(tx, once, {"need_id": need.need_id})
    store.put_need(tx, need, before=None)
    audit.note(tx, by, "record_need", customer.visitor_id, after={"need_id": need.need_id})
    work.put(tx, PassOn(customer.visitor_id, need.need_id), inline=True)
    try:
        tx.commit_and_tell()
    except AlreadyDone as done:
        return store.need(desk, customer.visitor_id, str(done.answer["need_id"])) or need, True
    return store.need(desk, customer.visitor_id, need.need_id) or need, False


def pass_on(desk: Desk, due: PassOn) -> None:
    """It becomes a ticket of the group that sees to it, once. Some fifteen requests."""
    need = store.need(desk, due.customer_id, due.need_id)
    if need is None or need.ticket_id is not None:
        return
    try:
        customer = visitors.card(desk, need.customer_id)
    except NotFound:
        return  # nobody is left to whom anything is owed
    known = Known(
        visitor_id=customer.visitor_id,
        visitor_name=customer.name,
        email=customer.email,
        mobile=customer.mobile,
        locale=customer.locale,
        level=customer.level,
        plan_key=need.plan_key,
    )
    group_id = need.group_id or next(iter(plans.read_plan(desk, need.plan_key).group_ids), None)
    ticket = tickets.make_for_need(desk, need.need_id, need.text, known, group_id, need.proof.by.id)
    tx = Transaction(desk)
    after = replace(need, ticket_id=ticket.ticket_id, number=ticket.number, group_id=group_id, version=need.version + 1)
    store.put_need(tx, after, before=need)
    try:
        tx.commit()
    except store.NeedMoved:
        return  # somebody else passed it on at the same moment
