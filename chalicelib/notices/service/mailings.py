"""Mailings (群发): drafted, counted beforehand, started, written page by page, stopped (A11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races, work
from chalicelib.core.audit import By
from chalicelib.core.contacts import Recipient
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound, existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.mailings import (
    ENDED,
    FINISHED,
    NO_ADDRESS,
    PAGE,
    PARTS,
    RUNNING,
    TOO_MANY,
    WITHHELD,
    WRITTEN,
    Counts,
    Mailing,
    NotDraft,
    To,
    checked_mailing,
    day_in,
    goes_on_at,
    moved_on,
    pause_after,
    room_today,
    started,
    stopped,
)
from chalicelib.notices.model.subscriptions import SHARDS, Subscription
from chalicelib.notices.model.topics import Book, Topic, checked_about, known_topic
from chalicelib.notices.service.letters import Said, channels_for, matter_of
from chalicelib.notices.store import books, customers
from chalicelib.notices.store import mailings as store
from chalicelib.notifications import service as notifications
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor

LISTED = 50  # on a page
COUNTED = 500  # of each part of a topic's list, beforehand
_CHANGING = (store.MailingMoved, store.WrittenBefore, customers.TooManyToday)


class SendPage(Due, frozen=True):
    """The next page of a mailing is due."""

    kind = "notices.send_page"

    mailing_id: str
    step: int


def make_mailing(
    desk: Desk, by: By, plan_key: str, fields: Mapping[str, Any], once: Once | None = None
) -> tuple[Mailing, bool]:
    """A draft, and whether it was made before. Raises ``NotFound`` for no such plan, ``Invalid``."""
    plans.read_plan(desk, plan_key)
    checked = checked_mailing(fields)
    _topic_in(desk, plan_key, checked)
    made = Mailing(mailing_id=desk.new_id("mlg"), plan_key=plan_key, made_at=desk.now(), by_name=by.name, **checked)
    tx = Transaction(desk)
    mark(tx, once, {"mailing_id": made.mailing_id})
    store.put_mailing(tx, None, made)
    audit.note(tx, by, "make_mailing", made.mailing_id, after={"name": made.name, "topic_id": made.topic_id})
    try:
        tx.commit()
    except AlreadyDone as done:
        return find_mailing(desk, str(done.answer["mailing_id"])), True
    return made, False


def update_mailing(
    desk: Desk, by: By, mailing_id: str, fields: Mapping[str, Any], version: int | None = None
) -> Mailing:
    """A draft with what is said of it. Raises ``NotFound``, ``Invalid``, ``NotDraft``, ``ChangedMeanwhile``."""
    before = find_mailing(desk, mailing_id)

    def changed(mailing: Mailing) -> Mailing:
        races.refuse_older(version, mailing)
        checked = checked_mailing(fields)
        if mailing.state != "draft":
            raise NotDraft("what has begun is told as it stands")
        _topic_in(desk, mailing.plan_key, checked, mailing.topic_id)
        return replace(mailing, **checked)

    def save(mailing: Mailing, after: Mailing) -> None:
        if after != mailing:
            _save(desk, by, "update_mailing", mailing, after)

    return races.change(desk, before, races.fields_in(dict(fields)), changed, save)


def _topic_in(desk: Desk, plan_key: str, fields: dict[str, Any], topic_id: str = "") -> Topic:
    plans.read_plan(desk, plan_key)
    topic = known_topic(books.book(desk, plan_key), fields.get("topic_id", topic_id))
    if "about" in fields:
        fields["about"] = checked_about(fields["about"])
    return topic


def start_mailing(desk: Desk, by: By, mailing_id: str) -> Mailing:
    """It goes out from now on, or from when it says; twice is once. Raises ``NotFound``, ``NotDraft``."""

    def start() -> Mailing:
        before = find_mailing(desk, mailing_id)
        if before.state == RUNNING and before.step == 0:
            return before
        after = started(before, desk.now())
        tx = Transaction(desk)
        store.put_mailing(tx, before, after)
        audit.note(tx, by, "start_mailing", mailing_id, after={"name": after.name})
        work.put(tx, SendPage(mailing_id, after.step), at=max(desk.now(), after.starts_at or desk.now()))
        tx.commit_and_tell()
        return after

    return races.again(desk, start, store.MailingMoved)


def stop_mailing(desk: Desk, by: By, mailing_id: str) -> Mailing:
    """Nobody more is written to; what was written goes out. Twice is once. Raises ``NotFound``, ``MailingOver``."""

    def stop() -> Mailing:
        before = find_mailing(desk, mailing_id)
        after = stopped(before, desk.now())
        if after is not before:
            _save(desk, by, "stop_mailing", before, after)
        return after

    return races.again(desk, stop, store.MailingMoved)


def _save(desk: Desk, by: By, act: str, before: Mailing, after: Mailing) -> None:
    tx = Transaction(desk)
    store.put_mailing(tx, before, after)
    audit.note(tx, by, act, after.mailing_id, before={"state": before.state}, after={"state": after.state})
    tx.commit()


def find_mailing(desk: Desk, mailing_id: str) -> Mailing:
    """One of them; one read. Raises ``NotFound``."""
    return existing(store.mailing(desk, mailing_id), "no such mailing")


def read_mailing(desk: Desk, mailing_id: str) -> tuple[Mailing, Counts]:
    """One of them, and what became of its letters; one query. Raises ``NotFound``."""
    mailing, counts = store.mailing_and_counts(desk, mailing_id)
    return existing(mailing, "no such mailing"), counts


def list_mailings(desk: Desk, plan_key: str, before: str | None) -> tuple[list[tuple[str, Mailing]], bool]:
    """A page of a plan's, the last made first, behind this place; each with its place, and whether others follow. A
    read and a query. Raises ``NotFound`` for no such plan."""
    plans.read_plan(desk, plan_key)
    found, more = store.mailings(desk, plan_key, LISTED, before)
    return [(store.order_of(each), each) for each in found], more


def how_many(desk: Desk, plan_key: str, topic_id: str, about: str) -> tuple[int, bool]:
    """How many it would be written to, counted up to a limit, and whether there are more; sixteen queries, twice as
    many where it is about one thing. Raises ``NotFound``, ``Invalid``."""
    plans.read_plan(desk, plan_key)
    known_topic(books.book(desk, plan_key), topic_id)
    total, more = customers.how_many_subscribed(desk, topic_id, "", COUNTED)
    if checked_about(about):
        others, beyond = customers.how_many_subscribed(desk, topic_id, checked_about(about), COUNTED)
        total, more = total + others, more or beyond
    return total, more


# --- a page ---------------------------------------------------------------------------------------------------------


class _Page(msgspec.Struct, frozen=True):
    """A page of a mailing as it was read: its plan, topics, and whom it would be written to."""

    mailing: Mailing
    plan: Plan
    book: Book
    now: datetime

    @property
    def zone(self) -> str:
        return self.plan.time_zone

    @property
    def day(self) -> str:
        return day_in(self.zone, self.now)

    def listed(self, desk: Desk) -> tuple[list[Subscription], Mapping[str, Any] | None]:
        """Its subscriptions; one query."""
        place = self.mailing.place
        about = "" if place.part < SHARDS else self.mailing.about
        most = room_today(self.mailing, self.zone, self.now)
        return customers.subscribed(desk, self.mailing.topic_id, about, place.part % SHARDS, max(1, most), place.after)


def send_page(desk: Desk, due: SendPage) -> None:
    """Write the letters of one page, each customer's once, and plan the next one; or wait until it may. Twice is once:
    a page has its number.

    Seven requests for twenty customers; two more for each who is known as another than who subscribed.
    """
    races.again(desk, lambda: _send_page(desk, due), _CHANGING, tries=races.CROWD)


def _send_page(desk: Desk, due: SendPage) -> None:
    mailing, now = store.mailing(desk, due.mailing_id), desk.now()
    if mailing is None or mailing.state != RUNNING or mailing.step != due.step:
        return
    try:
        plan = plans.read_plan(desk, mailing.plan_key)
    except NotFound:
        return
    page = _Page(mailing, plan, books.book(desk, mailing.plan_key), now)
    at = goes_on_at(mailing, page.zone, page.book.within, now)
    if at > now:
        _wait(desk, due, at)
        return
    topic = page.book.find(mailing.topic_id)
    rows, following = page.listed(desk)
    there = _customers_of(desk, rows)
    known = _read_known(desk, page, list(there.values()))
    tx = Transaction(desk)
    tos = [
        _written(tx, page, topic, customer, known)
        for customer in _each_once(there.values())
        if known.get(customer.visitor_id, (None, 0))[0] is None
    ]
    after = moved_on(mailing, len(rows), tos, following, page.zone, now)
    store.put_mailing(tx, mailing, after)
    if after.state != FINISHED:
        pause = pause_after(mailing, sum(each.state == WRITTEN for each in tos))
        work.put(tx, SendPage(mailing.mailing_id, after.step), at=now + max(pause, timedelta(0)))
    tx.commit()


def _wait(desk: Desk, due: SendPage, at: datetime) -> None:
    tx = Transaction(desk)
    work.put(tx, SendPage(due.mailing_id, due.step), at=at)
    tx.commit()


def _each_once(there: Any) -> list[Visitor]:
    return list({each.visitor_id: each for each in there}.values())


def _customers_of(desk: Desk, rows: Sequence[Subscription]) -> dict[str, Visitor]:
    """Whom the desk knows those as who subscribed; one request, and what ``card`` reads for who is several."""
    ids = list(dict.fromkeys(each.customer_id for each in rows))
    there = read_all(desk.database, [visitors.wanted(each) for each in ids]) if ids else []
    return {key: known for key, each in zip(ids, there, strict=True) if (known := _known_as(desk, each)) is not None}


def _known_as(desk: Desk, visitor: Visitor | None) -> Visitor | None:
    if visitor is None or not (visitor.joined_to or visitor.merged_into or visitor.merged):
        return visitor
    try:
        return visitors.card(desk, visitor.visitor_id)
    except NotFound:
        return None


def _read_known(desk: Desk, page: _Page, there: Sequence[Visitor]) -> dict[str, tuple[To | None, int]]:
    """Whether each was written to before by this mailing, and how many notices they had today; one request."""
    ids = list(dict.fromkeys(each.visitor_id for each in there))
    asked = [store.wanted_to(page.mailing.mailing_id, each) for each in ids]
    days = [customers.wanted_day(each, page.day) for each in ids]
    answers: list[Any] = read_all(desk.database, [*asked, *days]) if ids else []
    had = [each.notices if each is not None else 0 for each in answers[len(ids) :]]
    return {each: (answers[n], had[n]) for n, each in enumerate(ids)}


def _written(
    tx: Transaction, page: _Page, topic: Topic | None, customer: Visitor, known: Mapping[str, tuple[To | None, int]]
) -> To:
    """Add to the transaction: their letter, or why there is none."""
    why = _why_not(page, topic, customer, known[customer.visitor_id][1])
    if why is not None or topic is None:
        to = To(customer.visitor_id, page.now, WITHHELD, why or ENDED)
    else:
        to = To(customer.visitor_id, page.now, WRITTEN, notice_id=_tell(tx, page, topic, customer))
        customers.count_day(tx, customer.visitor_id, page.day, page.book.a_day)
    store.put_to(tx, page.mailing.mailing_id, None, to)
    return to


def _why_not(page: _Page, topic: Topic | None, customer: Visitor, today: int) -> str | None:
    if topic is None or topic.archived:
        return ENDED
    if not channels_for(customer, page.book):
        return NO_ADDRESS
    return TOO_MANY if today >= page.book.a_day else None


def _tell(tx: Transaction, page: _Page, topic: Topic, customer: Visitor) -> str:
    mailing, plan = page.mailing, page.plan
    language, said = mailing.text_in(customer.locale)
    told = Said(topic, "campaign_notice", said, language, mailing.about, mailing.mailing_id)
    matter = matter_of(plan, page.book, customer, told, store.about_of(mailing.mailing_id, customer.visitor_id))
    to = Recipient(customer.name or "", customer.email, customer.mobile, language)
    (notice_id,) = notifications.tell(tx, [to], matter, channels=channels_for(customer, page.book))
    return notice_id


def list_tos(desk: Desk, mailing_id: str, after: str | None) -> tuple[list[tuple[str, To]], bool]:
    """A page of its customers, in eight parts, behind this place; each with its place, and whether others follow. A few
    queries."""
    part, _, key = (after or "0#").partition("#")
    number, last, found = int(part), key or None, list[tuple[str, To]]()
    while number < PARTS:
        tos, following = store.tos(desk, mailing_id, number, PAGE * 5, last)
        found += [(f"{number}#{each.customer_id}", each) for each in tos]
        if following is not None or len(found) >= PAGE * 5:
            return found, True
        number, last = number + 1, None
    return found, False
