"""Which conversations are inspected, as data (F4): rules, and whether one draws a conversation. Pure.

Whether a rule draws a conversation follows from the seed, the rule's id and the conversation's alone: it is in or out
however often, and in whatever order, it is looked at. ``at_least`` so many a week adds, for each agent, those that
would have been drawn next, which follows from the same numbers.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Annotated

import msgspec

from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.text import among, checked
from chalicelib.quality.model.sheets import STANDARD, is_key

SHARE, RANDOM, LOW_SCORE = "share", "random", "low_score"
LONG_WAIT, SLOW_ANSWER, KEYWORDS, BY_HAND = "long_wait", "slow_answer", "keywords", "by_hand"
KINDS = (SHARE, RANDOM, LOW_SCORE, LONG_WAIT, SLOW_ANSWER, KEYWORDS)
AT_ITS_END = (SHARE, RANDOM, LONG_WAIT, SLOW_ANSWER, KEYWORDS)  # the others when it is rated
READING = (LONG_WAIT, SLOW_ANSWER, KEYWORDS)  # for these the transcript must be read
ANYBODY, AGENT, VISITOR = "anybody", "agent", "visitor"
SIDES = (ANYBODY, AGENT, VISITOR)

MOST_RULES, MOST_WORDS, MOST_NAMED, MOST_AT_LEAST = 50, 50, 100, 20
LONGEST_NAME, LONGEST_WORD, LONGEST_WAIT = 60, 40, 7 * 24 * 3600
WHOLE = 1000

Short = Annotated[str, msgspec.Meta(max_length=200)]


class Rule(msgspec.Struct, frozen=True):
    """A rule of sampling; of what it means it draws ``per_mille`` thousandths (1000: all of it).

    ``share``: of each agent's conversations, ``at_least`` so many a week; ``random``: of all; ``low_score``: those
    rated ``score`` or less; ``long_wait``, ``slow_answer``: whose visitor waited for an agent, or for the first answer,
    for ``seconds`` or longer; ``keywords``: in which one of the ``words`` was said ``by`` that side.
    ``plan_keys``, ``group_ids``: only of these plans, and of agents in these groups; none: of all.
    ``inspector_group_ids``: members of these groups inspect; none: whoever may. ``sheet_id``: by which sheet.
    """

    rule_id: Short
    name: Short
    kind: Annotated[str, among(*KINDS)]
    active: bool = True
    per_mille: int = WHOLE
    at_least: int = 0
    score: int = 2
    seconds: int = 120
    words: tuple[Short, ...] = ()
    by: Annotated[str, among(*SIDES)] = ANYBODY
    plan_keys: tuple[Short, ...] = ()
    group_ids: tuple[Short, ...] = ()
    inspector_group_ids: tuple[Short, ...] = ()
    sheet_id: Short = STANDARD


class Reason(msgspec.Struct, frozen=True):
    """Why a conversation is inspected: by which rule, as it was called then; ``detail``: the word that was said, the
    seconds it took, the score."""

    kind: Annotated[str, among(*KINDS, BY_HAND)]
    rule_id: str | None = None
    name: str = ""
    detail: str = ""


class Case(msgspec.Struct, frozen=True):
    """A conversation as rules see it: ``score`` when it was rated, the rest when it is over."""

    conversation_id: str
    plan_key: str
    agent_group_ids: frozenset[str]
    waited: float | None = None
    first_answer: float | None = None
    texts: tuple[tuple[str, str], ...] = ()
    score: int | None = None


def number_of(seed: str, rule_id: str, conversation_id: str) -> int:
    """What a rule draws a conversation by: evenly spread over 64 bits; the lowest are drawn first."""
    digest = hashlib.sha256(f"{seed}\x00{rule_id}\x00{conversation_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def is_drawn(seed: str, rule: Rule, conversation_id: str) -> bool:
    """Whether it is among the thousandths of the rule."""
    return number_of(seed, rule.rule_id, conversation_id) * WHOLE < rule.per_mille << 64


def lowest(numbers: Iterable[tuple[int, str]], count: int) -> tuple[tuple[int, str], ...]:
    """The first so many of these, each once; the same whatever order they came in."""
    return tuple(sorted(set(numbers))[:count])


def concerns(rule: Rule, plan_key: str, group_ids: Collection[str]) -> bool:
    """Whether the rule is about conversations of this plan with an agent of these groups."""
    of_plan = not rule.plan_keys or plan_key in rule.plan_keys
    return rule.active and of_plan and (not rule.group_ids or not set(rule.group_ids).isdisjoint(group_ids))


def reasons_for(seed: str, rules: Iterable[Rule], case: Case) -> Iterator[tuple[Rule, Reason]]:
    """The rules that draw it, and why."""
    for rule in rules:
        detail = _meant(rule, case) if concerns(rule, case.plan_key, case.agent_group_ids) else None
        if detail is not None and is_drawn(seed, rule, case.conversation_id):
            yield rule, Reason(rule.kind, rule.rule_id, rule.name, detail)


def _meant(rule: Rule, case: Case) -> str | None:
    """What makes the rule mean this conversation; None: it does not."""
    if rule.kind in (SHARE, RANDOM):
        return "" if case.score is None else None
    if rule.kind == LOW_SCORE:
        return str(case.score) if case.score is not None and case.score <= rule.score else None
    if rule.kind == KEYWORDS:
        return _said(rule, case.texts)
    seconds = case.waited if rule.kind == LONG_WAIT else case.first_answer
    return str(int(seconds)) if seconds is not None and seconds >= rule.seconds else None


def _said(rule: Rule, texts: Sequence[tuple[str, str]]) -> str | None:
    heard = [_plain(text) for side, text in texts if rule.by in (ANYBODY, side)]
    return next((word for word in rule.words if any(_plain(word) in each for each in heard)), None)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def checked_rules(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Rules as they may be kept. Raises ``Invalid`` naming every field that does not hold."""
    if len(rules) > MOST_RULES:
        raise Invalid.field("rules", f"at most {MOST_RULES}")
    wrong = WrongFields()
    for number, each in enumerate(rules):
        _check(wrong, f"rules.{number}", each)
    if len({each.rule_id for each in rules}) < len(rules):
        wrong.add("rules", "every rule_id only once")
    wrong.refuse()
    return tuple(rules)


def _check(wrong: WrongFields, where: str, rule: Rule) -> None:
    if not is_key(rule.rule_id):
        wrong.add(f"{where}.rule_id", "small letters, digits and _, at most 40, a letter first")
    with wrong:
        checked(f"{where}.name", rule.name, longest=LONGEST_NAME)
    for name, known in (("kind", KINDS), ("by", SIDES)):
        if getattr(rule, name) not in known:
            wrong.add(f"{where}.{name}", f"one of {', '.join(known)}")
    for name, least, most in (
        ("per_mille", 0, WHOLE),
        ("at_least", 0, MOST_AT_LEAST),
        ("score", 1, 5),
        ("seconds", 1, LONGEST_WAIT),
    ):
        if not least <= getattr(rule, name) <= most:
            wrong.add(f"{where}.{name}", f"{least} to {most}")
    if rule.at_least and rule.kind != SHARE:
        wrong.add(f"{where}.at_least", "only of a share for each agent")
    if len(rule.words) > MOST_WORDS or (rule.kind == KEYWORDS) != bool(rule.words):
        wrong.add(f"{where}.words", f"1 to {MOST_WORDS} for keywords, none otherwise")
    for word in rule.words[:MOST_WORDS]:
        with wrong:
            checked(f"{where}.words", word, longest=LONGEST_WORD)
    for name in ("plan_keys", "group_ids", "inspector_group_ids"):
        if len(getattr(rule, name)) > MOST_NAMED:
            wrong.add(f"{where}.{name}", f"at most {MOST_NAMED}")
