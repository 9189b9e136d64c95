"""Something is new of an order: whoever subscribed is told, each state once, none that is over already (A11).

Who is told: whose order it is, if they subscribed to it or to all of theirs; and for whom an agent or a server
subscribed to it by its number. Whoever types a number on the website by themselves proves nothing by that.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from chalicelib.core import times, work
from chalicelib.core.contacts import Recipient
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.mailings import day_in
from chalicelib.notices.model.news import marked, marks_in, told_of
from chalicelib.notices.model.subscriptions import ACTIVE, SHARDS, name_of
from chalicelib.notices.model.topics import ORDER, Book, Topic
from chalicelib.notices.service.letters import Said, channels_for, matter_of
from chalicelib.notices.service.subscribing import subscribed_of
from chalicelib.notices.store import books
from chalicelib.notices.store import customers as store
from chalicelib.notifications import service as notifications
from chalicelib.orders import service as orders
from chalicelib.orders.model.answer import LONGEST_NUMBER
from chalicelib.orders.model.states import OrderChanged, OrdersFollowed, Sight
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.origins import TicketWritten
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.model.wishes import BY_LINK

AT_ONCE = 90
LONGEST_PARCEL = 80
MOST_OF_ORDER = 50  # of each part of those who subscribed to one order


class TellOrderNews(Due, frozen=True):
    """A customer may be told what is new of an order."""

    kind = "notices.tell_order"

    customer_id: str
    plan_key: str
    sight: Sight
    changed: tuple[str, ...]


def hear(desk: Desk, event: OrderChanged) -> None:
    """Each who may be told of it is, as due work. A read, a query for each part of a topic's list, and a write; twice
    is once where it matters."""
    topics = books.book(desk, event.plan_key).of_kind(ORDER)
    if not topics:
        return
    known = event.visitor_id or (visitors.by_user(desk, event.plan_key, event.user_id) if event.user_id else None)
    to = {known: None} if known is not None else {}
    for topic in topics:
        to |= dict.fromkeys(_by_number(desk, topic, event.sight.number))
    told = list(to)
    for start in range(0, len(told), AT_ONCE):
        tx = Transaction(desk)
        for each in told[start : start + AT_ONCE]:
            work.put(tx, TellOrderNews(each, event.plan_key, event.sight, event.changed), inline=True)
        tx.commit_and_tell()


def _by_number(desk: Desk, topic: Topic, number: str) -> list[str]:
    """For whom somebody else subscribed to this very order."""
    found = [
        each
        for shard in range(SHARDS)
        for each in store.subscribed(desk, topic.topic_id, number, shard, MOST_OF_ORDER, None)[0]
    ]
    return [each.customer_id for each in found if each.state == ACTIVE and each.proof.source != BY_LINK]


def tell_order(desk: Desk, due: TellOrderNews) -> None:
    """One letter, if they subscribed, it is still so, and they may get another one today; else tomorrow. Some seven
    requests; twice is once."""
    marks = marked(due.sight, due.changed)
    if not orders.is_still_so(desk, due.plan_key, due.sight.number, marks_in(marks)):
        return
    try:
        plan, customer = plans.read_plan(desk, due.plan_key), visitors.card(desk, due.customer_id)
    except NotFound:
        return
    book = books.book(desk, due.plan_key)
    topic = subscribed_of(desk, customer, book.of_kind(ORDER), due.sight.number)
    if topic is None or customer.plan_key != due.plan_key or not channels_for(customer, book):
        return
    tx = Transaction(desk)
    _write(tx, plan, book, topic, customer, due, marks)
    store.count_day(tx, customer.visitor_id, day_in(plan.time_zone, desk.now()), book.a_day)
    try:
        tx.commit_and_tell()
    except notifications.ToldBefore:
        return
    except store.TooManyToday:
        _tomorrow(desk, plan, due)


def _write(
    tx: Transaction, plan: Plan, book: Book, topic: Topic, customer: Visitor, due: TellOrderNews, marks: str
) -> None:
    language, number = customer.locale, due.sight.number
    told = Said(topic, "order_notice", told_of(due.sight, language), language, number, marks=marks)
    matter = matter_of(plan, book, customer, told, customer.visitor_id)
    to = Recipient(customer.name or "", customer.email, customer.mobile, language)
    once = f"order#{due.plan_key}#{name_of(number)}#{marks.replace(' ', '+')}#{customer.visitor_id}"
    notifications.tell(tx, [to], matter, channels=channels_for(customer, book), once=once)


def _tomorrow(desk: Desk, plan: Plan, due: TellOrderNews) -> None:
    """They had as many as they may today; what is still so tomorrow is told then."""
    day = desk.now().astimezone(ZoneInfo(plan.time_zone)).date() + timedelta(days=1)
    tx = Transaction(desk)
    at = times.day_begins(day, plan.time_zone).astimezone(UTC)
    work.put(tx, TellOrderNews(due.customer_id, due.plan_key, due.sight, due.changed), at=at)
    tx.commit()


def hear_ticket(desk: Desk, written: TicketWritten) -> None:
    """A ticket names an order and the number of a parcel: so that is how the order stands. A read, one more for such a
    ticket, and a write where it is new."""
    try:
        ticket = tickets.find(desk, written.ticket_id)
    except NotFound:
        return
    number, parcel = (str(ticket.fields.get(name) or "").strip() for name in ("order", "parcel"))
    if ticket.plan_key is None or not number or not parcel or len(number) > LONGEST_NUMBER:
        return
    sight = Sight(number=number, at=desk.now(), parcel_number=parcel[:LONGEST_PARCEL], is_news=True)
    orders.note(desk, ticket.plan_key, sight, visitor_id=ticket.visitor_id)


def is_followed(desk: Desk, asked: OrdersFollowed) -> bool:
    """Whether they subscribed to anything of their orders. A read, and a query for each whom they are made of."""
    topics = books.book(desk, asked.plan_key).of_kind(ORDER)
    if not topics:
        return False
    customer = visitors.card(desk, asked.visitor_id)
    found = [
        each
        for one in customer.all_ids
        for topic in topics
        for each in store.subscriptions(desk, one, MOST_OF_ORDER, topic.topic_id)
    ]
    return any(each.state == ACTIVE for each in found)
