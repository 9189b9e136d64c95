"""Keyword answers: what is said by itself when a visitor's message matches (C5)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import msgspec

from chalicelib.core.errors import Invalid, checked_each
from chalicelib.core.i18n import LANGUAGES
from chalicelib.plans.model.texts import IN_REPLIES, checked_words

EXACT, CONTAINS, REGEX = "exact", "contains", "regex"
MATCHES = (EXACT, CONTAINS, REGEX)
MOST_REPLIES, MOST_WORDS, LONGEST_WORD, MOST_EXPRESSIONS = 50, 30, 200, 20
MOST_CHARACTERS = 60_000
SECONDS_TO_MATCH = 0.1  # for all expressions of a plan and one message; what is not found by then does not match
MOST_WORK = 100_000  # characters of an expression times its counts: compiling that takes some 0.1 s

# {3}, {2,5}; in braces also the errors that a fuzzy match may have
_COUNTS = r"(\)?)\{([^{}]*[0-9][^{}]*)\}"
_VERBOSE = r"(?<!\\)(?:\\\\)*\(\?[a-zA-Z0-9]*x"
_ENDS = " .,!?;:。，！？；：、~～"
_ID = r"[a-z0-9-]{1,40}"


class AutoReply(msgspec.Struct, frozen=True):
    """Said once in a conversation, as long as no agent has answered. ``texts``: language → what is said."""

    reply_id: str
    match: str
    words: tuple[str, ...]
    texts: Mapping[str, str] = msgspec.field(default_factory=dict)
    active: bool = True


def checked_replies(items: Sequence[Mapping[str, Any]]) -> tuple[AutoReply, ...]:
    """The rules of a plan, in the order in which they are tried. Raises ``Invalid`` naming the rule and its field."""
    replies = checked_each("auto_replies", items, _checked, most=MOST_REPLIES, by="reply_id")
    expressions = sum(len(each.words) for each in replies if each.match == REGEX)
    if expressions > MOST_EXPRESSIONS:
        raise Invalid.field("auto_replies", f"at most {MOST_EXPRESSIONS} expressions in all rules, not {expressions}")
    characters = sum(len(text) for each in replies for text in (*each.words, *each.texts.values()))
    if characters > MOST_CHARACTERS:  # a plan is one item, of 400 kB at most
        raise Invalid.field("auto_replies", f"at most {MOST_CHARACTERS} characters in all rules, not {characters}")
    return replies


def _checked(where: str, values: Mapping[str, Any]) -> AutoReply:
    if not re.fullmatch(_ID, values["reply_id"]):
        raise Invalid.field(f"{where}.reply_id", "1 to 40 of a-z, 0-9 and -")
    if values["match"] not in MATCHES:
        raise Invalid.field(f"{where}.match", f"one of {', '.join(MATCHES)}")
    words = tuple(word.strip() for word in values["words"])
    if not 1 <= len(words) <= MOST_WORDS or any(not 1 <= len(word) <= LONGEST_WORD for word in words):
        raise Invalid.field(f"{where}.words", f"1 to {MOST_WORDS} words of 1 to {LONGEST_WORD} characters")
    if values["match"] == REGEX:
        for word in words:
            _refuse_bad(f"{where}.words", word)
    texts = {}
    for language, text in values["texts"].items():
        if language not in LANGUAGES:
            raise Invalid.field(f"{where}.texts", f"one or more of {', '.join(LANGUAGES)}")
        texts[language] = checked_words(f"{where}.texts.{language}", text, IN_REPLIES)
    if not any(texts.values()):
        raise Invalid.field(f"{where}.texts", "say something in one language at least")
    return AutoReply(values["reply_id"], values["match"], words, texts, bool(values.get("active", True)))


def _refuse_bad(field_name: str, expression: str) -> None:
    if _is_large(expression):
        raise Invalid.field(field_name, "its counts, such as {2,5}, are too large, or too many within each other")
    if re.search(_VERBOSE, expression):
        raise Invalid.field(field_name, "no flag x: write the expression without spaces and comments")
    try:
        _compiled(expression)
    except _BadExpression as error:
        raise Invalid.field(field_name, f"not an expression: {error}"[:200]) from None


class Answering:
    """Which rules answer one message, in the first of ``languages`` in which they say anything.

    However often it is asked, each rule is tried once, and all expressions together have ``SECONDS_TO_MATCH``.
    """

    def __init__(
        self,
        replies: Sequence[AutoReply],
        text: str,
        languages: Sequence[str],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._replies = [each for each in replies if each.active and said_in(each, languages)]
        self._text, self._plain, self._clock = text, _plain(text), clock
        self._left = SECONDS_TO_MATCH
        self._fits: dict[str, bool] = {}

    def first(self, said_before: Collection[str] = ()) -> AutoReply | None:
        """The first rule that answers the message and was not used before."""
        return next((each for each in self._replies if each.reply_id not in said_before and self._fit(each)), None)

    def _fit(self, reply: AutoReply) -> bool:
        if reply.reply_id not in self._fits:
            test = {EXACT: self._is, CONTAINS: self._has}.get(reply.match, self._found)
            self._fits[reply.reply_id] = any(test(word) for word in reply.words)
        return self._fits[reply.reply_id]

    def _is(self, word: str) -> bool:
        return _plain(word).strip(_ENDS) == self._plain.strip(_ENDS)

    def _has(self, word: str) -> bool:
        return _plain(word) in self._plain

    def _found(self, expression: str) -> bool:
        """Whether it matches somewhere, compiling it included; without time left nothing does."""
        if self._left <= 0 or _is_large(expression) or re.search(_VERBOSE, expression):
            return False
        began = self._clock()
        try:
            compiled = _compiled(expression)
            left = self._left - (self._clock() - began)
            return left > 0 and compiled.search(self._text, timeout=left) is not None
        except (_BadExpression, TimeoutError, MemoryError, RecursionError):
            return False
        finally:
            self._left -= self._clock() - began


def said_in(reply: AutoReply, languages: Sequence[str]) -> str:
    """What the rule says, in the first of these languages in which it says anything; empty: in none."""
    return next((text for language in languages if (text := reply.texts.get(language))), "")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_large(expression: str) -> bool:
    """Whether its counts make more of it than may be compiled.

    A count after a bracket may stand around every other one; wherever it stands, it is taken to.
    """
    single, around = 1, 1
    for counts in re.finditer(_COUNTS, expression):
        most = max(1, *(int(number) for number in re.findall("[0-9]{1,9}", counts[2])))
        single, around = (single, around * most) if counts[1] else (max(single, most), around)
    return len(expression) * single * around > MOST_WORK


class _BadExpression(ValueError):
    """It cannot be compiled."""


def _compiled(expression: str) -> Any:
    """The expression as it is matched: capital letters or small, ß or ss (kept by the library). ``_BadExpression``."""
    import regex  # only plans with expressions pay for it

    try:
        return regex.compile(expression, flags=regex.IGNORECASE | regex.FULLCASE)
    except (regex.error, ValueError, MemoryError, RecursionError, OverflowError) as error:
        raise _BadExpression(str(error)) from None
