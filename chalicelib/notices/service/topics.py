"""A plan's topics, and how often and when its customers are told, as administrators keep them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import asdict, replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.races import Moved
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.topics import (
    Book,
    Rules,
    Topic,
    checked_rules,
    checked_topic,
    known_topic,
    topic_in,
    with_rules,
    with_topic,
)
from chalicelib.notices.store import books as store
from chalicelib.people import service as people
from chalicelib.plans import service as plans


def read_book(desk: Desk, plan_key: str) -> Book:
    """A plan's topics. Two reads. Raises ``NotFound`` for no such plan."""
    plans.read_plan(desk, plan_key)
    return store.book(desk, plan_key)


def topic_of(desk: Desk, plan_key: str, topic_id: str) -> Topic:
    """A topic that is told of; one read. Raises ``Invalid``."""
    return known_topic(store.book(desk, plan_key), topic_id)


def add_topic(
    desk: Desk, by: By, plan_key: str, fields: Mapping[str, Any], once: Once | None = None
) -> tuple[Topic, bool]:
    """A new topic of a plan, and whether it was made before. Raises ``NotFound``, ``Invalid``, ``TooManyTopics``."""
    made = Topic(desk.new_id("top"), **checked_topic(fields))
    _refuse_no_group(desk, made.group_id)

    def add(book: Book) -> Topic:
        tx = Transaction(desk)
        mark(tx, once, {"topic_id": made.topic_id})
        store.put_book(tx, book, with_topic(book, made))
        audit.note(tx, by, "add_topic", made.topic_id, after=asdict(made))
        tx.commit()
        return made

    try:
        return races.follow(desk, read_book(desk, plan_key), _of(plan_key, add), store.BookMoved), False
    except AlreadyDone as done:
        return topic_in(store.book(desk, plan_key), str(done.answer["topic_id"])), True


class TopicMoved(Moved):
    """The topics were written to since they were read; ``record`` is this one as it stands now."""


class RulesMoved(Moved):
    """The rules were written to since they were read; ``record`` is how they stand now."""


def update_topic(
    desk: Desk, by: By, plan_key: str, topic_id: str, fields: Mapping[str, Any], version: int | None = None
) -> Topic:
    """What is said of a topic; what is not said stays; with ``version`` only if it still has it.

    Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``.
    """
    book, given = read_book(desk, plan_key), checked_topic(fields)
    _refuse_no_group(desk, given.get("group_id"))

    def changed(before: Topic) -> Topic:
        races.refuse_older(version, before)
        return replace(before, **given)

    def save(before: Topic, after: Topic) -> None:
        nonlocal book
        if after == before:
            return
        renewed = with_topic(book, replace(after, version=before.version + 1))
        try:
            _put(desk, by, "update_topic", topic_id, book, renewed, (before, after))
        except store.BookMoved as moved:
            book = moved.record
            raise TopicMoved(book.find(topic_id)) from None
        book = renewed

    races.change(desk, topic_in(book, topic_id), given, changed, save)
    return topic_in(book, topic_id)


def update_rules(desk: Desk, by: By, plan_key: str, fields: Mapping[str, Any], version: int | None = None) -> Book:
    """At which hours and how often a plan's customers are told at most. Raises ``NotFound``, ``Invalid``,
    ``ChangedMeanwhile``."""
    book, given = read_book(desk, plan_key), checked_rules(fields)

    def changed(before: Rules) -> Rules:
        races.refuse_older(version, before)
        return replace(before, **given)

    def save(before: Rules, after: Rules) -> None:
        nonlocal book
        if after == before:
            return
        renewed = with_rules(book, replace(after, version=before.version + 1))
        try:
            _put(desk, by, "update_notice_rules", plan_key, book, renewed, (before, after))
        except store.BookMoved as moved:
            book = moved.record if moved.record is not None else Book(plan_key)
            raise RulesMoved(book.rules) from None
        book = renewed

    races.change(desk, book.rules, given, changed, save)
    return book


def _put(desk: Desk, by: By, act: str, about: str, before: Book, after: Book, change: tuple[Any, Any]) -> None:
    tx = Transaction(desk)
    store.put_book(tx, before, after)
    audit.note(tx, by, act, about, before=asdict(change[0]), after=asdict(change[1]))
    tx.commit()


def _of(plan_key: str, change: Any) -> Any:
    """The same for a book of which nothing was stored."""
    return lambda book: change(book if book is not None else Book(plan_key))


def _refuse_no_group(desk: Desk, group_id: str | None) -> None:
    if group_id is not None and people.find_group(desk, group_id) is None:
        raise Invalid.field("group_id", "no such group")
