"""A plan's topics: what its customers may subscribe to, at which hours they are told, and how often. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, Invalid, WrongFields, existing
from chalicelib.core.text import among, checked_line
from chalicelib.visitors.model.wishes import WishedHours, checked_hours

ORDER, PRICE, RESTOCK, NEWS, OTHER = "order", "price", "restock", "news", "other"
KINDS = (ORDER, PRICE, RESTOCK, NEWS, OTHER)
MOST_TOPICS = 50
LONGEST_NAME, LONGEST_ABOUT = 40, 80
DAYTIME = WishedHours("09:00", "21:00")


class Topic(msgspec.Struct, frozen=True):
    """``zh``, ``en``: what it is called. ``open``: customers may subscribe by themselves. ``group_id``: the group that
    sees to what customers need of it; None: the plan's. An archived one is told of no more."""

    topic_id: str
    kind: Annotated[str, among(*KINDS)]
    zh: str
    en: str
    open: bool = True
    group_id: str | None = None
    archived: bool = False
    version: int = 1

    def name_in(self, language: str) -> str:
        """What it is called in this language."""
        return self.zh if language == "zh-CN" else self.en


class Rules(msgspec.Struct, frozen=True):
    """``within``: at which hours a plan's notices go out to whom has said nothing of hours (None: at any). ``a_day``:
    so many notices a customer gets a day at most, by the plan's calendar."""

    within: WishedHours | None = DAYTIME
    a_day: int = 3
    version: int = 1


class Book(msgspec.Struct, frozen=True):
    """Everything of one plan."""

    plan_key: str
    topics: tuple[Topic, ...] = ()
    rules: Rules = Rules()
    version: int = 0

    @property
    def within(self) -> WishedHours | None:
        """The hours of its rules."""
        return self.rules.within

    @property
    def a_day(self) -> int:
        """The number a day of its rules."""
        return self.rules.a_day

    def find(self, topic_id: str) -> Topic | None:
        """The topic with this id."""
        return next((each for each in self.topics if each.topic_id == topic_id), None)

    def of_kind(self, kind: str) -> list[Topic]:
        """Those of this kind that are told of."""
        return [each for each in self.topics if each.kind == kind and not each.archived]


class TooManyTopics(Conflict):
    """A plan has so many at most, archived ones too."""

    code = "too_many_topics"
    title = "There are too many topics"


def topic_in(book: Book, topic_id: str) -> Topic:
    """The topic, archived or not. Raises ``NotFound``."""
    return existing(book.find(topic_id), "no such topic")


def known_topic(book: Book, topic_id: str, field: str = "topic_id") -> Topic:
    """A topic that is told of. Raises ``Invalid``."""
    topic = book.find(topic_id)
    if topic is None or topic.archived:
        raise Invalid.field(field, "no such topic of this plan")
    return topic


def checked_topic(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A topic's fields as they are kept. Raises ``Invalid`` naming each that does not hold."""
    wrong, kept = WrongFields(), dict(fields)
    for name in ("zh", "en"):
        if name in fields:
            with wrong:
                kept[name] = checked_line(name, fields[name], longest=LONGEST_NAME)
    wrong.refuse()
    return kept


def with_topic(book: Book, topic: Topic) -> Book:
    """The book with this topic as it is now. Raises ``TooManyTopics``."""
    others = [each for each in book.topics if each.topic_id != topic.topic_id]
    if len(others) >= MOST_TOPICS:
        raise TooManyTopics(f"at most {MOST_TOPICS}")
    topics = [topic if each.topic_id == topic.topic_id else each for each in book.topics]
    if len(others) == len(book.topics):
        topics.append(topic)
    return replace(book, topics=tuple(topics), version=book.version + 1)


def with_rules(book: Book, rules: Rules) -> Book:
    """The book with these rules."""
    return replace(book, rules=rules, version=book.version + 1)


def checked_rules(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Rules as they are kept. Raises ``Invalid``."""
    kept = dict(fields)
    if isinstance(kept.get("within"), WishedHours):
        kept["within"] = checked_hours("within", kept["within"])
    return kept


def checked_about(about: str) -> str:
    """What a subscription is about, besides its topic: an order's number, an article; empty: all of it. Raises
    ``Invalid``."""
    return checked_line("about", about, longest=LONGEST_ABOUT) if about.strip() else ""


def offered(book: Book) -> Sequence[Topic]:
    """What customers may subscribe to by themselves."""
    return [each for each in book.topics if each.open and not each.archived]
