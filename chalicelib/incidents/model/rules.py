"""What a burst is, as the desk's own people say it (F9). Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.text import Id, checked, checked_line

CATEGORY, KEYWORD, SCORE = "category", "keyword", "score"
LOWEST, HIGHEST = 1, 3  # scores that may count as low
MOST_RULES, MOST_NAMED, LONGEST_NAME, LONGEST_WORD = 50, 50, 60, 40
MOST_MINUTES = 120  # of a window
NEW = "new"  # what has no id of its own yet is given one

Kind = Literal["category", "keyword", "score"]
Severity = Literal["minor", "major", "critical"]
SEVERITIES = ("minor", "major", "critical")
Names = Annotated[tuple[Id, ...], msgspec.Meta(max_length=MOST_NAMED)]
Words = Annotated[tuple[Annotated[str, msgspec.Meta(max_length=200)], ...], msgspec.Meta(max_length=MOST_NAMED)]


class BurstRule(msgspec.Struct, frozen=True):
    """More than ``more_than`` within ``minutes``, and more than ``times`` as many as usual, is a burst.

    ``kind``: what counts: conversations and tickets filed under one of ``category_ids`` or below them (none: each
    category by itself), conversations and messages left in which a visitor says one of ``words``, or answers to surveys
    that give ``at_most`` so many points. ``plan_keys``: only of these plans (none: of all). It is calm again after
    ``calm_minutes`` without being over the mark; what comes again within ``cool_down_minutes`` of that is the same
    incident. ``event_id``: which of the defined events it is then. ``since``: when it began to count.
    """

    name: str
    kind: Kind
    rule_id: Id = NEW
    active: bool = True
    severity: Severity = "major"
    more_than: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 10
    minutes: Annotated[int, msgspec.Meta(ge=1, le=MOST_MINUTES)] = 30
    times: Annotated[float, msgspec.Meta(ge=1, le=100)] = 3.0
    calm_minutes: Annotated[int, msgspec.Meta(ge=1, le=1440)] = 30
    cool_down_minutes: Annotated[int, msgspec.Meta(ge=0, le=10_080)] = 120
    category_ids: Names = ()
    words: Words = ()
    at_most: Annotated[int, msgspec.Meta(ge=LOWEST, le=HIGHEST)] = 2
    plan_keys: Names = ()
    event_id: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    since: datetime | None = None

    def is_about(self, plan_key: str | None) -> bool:
        """Whether what came by this plan counts."""
        return not self.plan_keys or plan_key in self.plan_keys

    @property
    def is_each(self) -> bool:
        """Whether it looks at each category by itself."""
        return self.kind == CATEGORY and not self.category_ids


def topic_of(rule: BurstRule, category_id: str | None = None) -> str:
    """What is counted together: the rule's, or one category's of a rule that looks at each by itself."""
    return f"{rule.rule_id}:{category_id}" if rule.is_each and category_id is not None else rule.rule_id


def parts_of(topic: str) -> tuple[str, str | None]:
    """The rule and the category of a topic."""
    rule_id, _, category_id = topic.partition(":")
    return rule_id, category_id or None


def plain(text: str) -> str:
    """Words as they are compared: without differences of width and case, with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def saying(rules: Sequence[BurstRule], plan_key: str | None, texts: Sequence[str]) -> Iterator[BurstRule]:
    """The rules by keyword of which one of these texts says a word."""
    said = [plain(each) for each in texts]
    for rule in rules:
        if rule.active and rule.kind == KEYWORD and rule.is_about(plan_key):
            words = [plain(each) for each in rule.words]
            if any(word in text for text in said for word in words):
                yield rule


def filed(rules: Sequence[BurstRule], plan_key: str | None, path: Collection[str]) -> Iterator[BurstRule]:
    """The rules by category for what is filed at the end of this ``path`` of ids, the root first."""
    for rule in rules:
        about = rule.active and rule.kind == CATEGORY and rule.is_about(plan_key)
        if about and (not rule.category_ids or not set(path).isdisjoint(rule.category_ids)):
            yield rule


def scored(rules: Sequence[BurstRule], plan_key: str | None, score: int) -> Iterator[BurstRule]:
    """The rules by score for an answer with this one."""
    for rule in rules:
        if rule.active and rule.kind == SCORE and rule.is_about(plan_key) and score <= rule.at_most:
            yield rule


def checked_rule(field: str, rule: BurstRule) -> BurstRule:
    """The rule as it is kept. Raises ``Invalid`` naming each wrong field below ``field``."""
    wrong, name, words = WrongFields(), rule.name, rule.words
    with wrong:
        name = checked(f"{field}.name", rule.name, longest=LONGEST_NAME)
    with wrong:
        pairs = enumerate(rule.words)
        words = tuple(checked_line(f"{field}.words.{number}", each, longest=LONGEST_WORD) for number, each in pairs)
    if rule.kind == KEYWORD and not rule.words:
        wrong.add(f"{field}.words", "at least one word")
    wrong.refuse()
    return replace(rule, name=name, words=tuple(dict.fromkeys(words)))


def refuse_unknown(field: str, names: Sequence[str], known: Collection[str]) -> None:
    """Raises ``Invalid`` naming the first of these that there is not."""
    for each in names:
        if each not in known:
            raise Invalid.field(field, f"there is no such one: {each[:60]}")
