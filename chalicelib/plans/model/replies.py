"""Keyword answers: what is said by itself when a visitor's message matches (C5)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chalicelib.core.errors import Invalid
from chalicelib.plans.model.texts import IN_REPLIES, LANGUAGES, checked_words

EXACT, CONTAINS, REGEX = "exact", "contains", "regex"
MATCHES = (EXACT, CONTAINS, REGEX)
MOST_REPLIES, MOST_WORDS, LONGEST_WORD = 50, 30, 200
SECONDS_TO_MATCH = 0.05  # an expression that takes longer does not match: a visitor must never wait for it

_ID = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True)
class AutoReply:
    """Said once in a conversation, as long as no agent has answered. ``texts``: language → what is said."""

    reply_id: str
    match: str
    words: tuple[str, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    active: bool = True


def checked_replies(said: Sequence[Mapping[str, Any]]) -> tuple[AutoReply, ...]:
    """The rules of a plan, in the order in which they are tried. Raises ``Invalid`` naming the rule and its field."""
    if len(said) > MOST_REPLIES:
        raise Invalid.field("auto_replies", f"at most {MOST_REPLIES}")
    replies = tuple(_checked(f"auto_replies.{number}", each) for number, each in enumerate(said))
    ids = [each.reply_id for each in replies]
    if len(set(ids)) < len(ids):
        raise Invalid.field("auto_replies", "every reply_id only once")
    return replies


def _checked(where: str, said: Mapping[str, Any]) -> AutoReply:
    if not _ID.fullmatch(said["reply_id"]):
        raise Invalid.field(f"{where}.reply_id", "1 to 40 of a-z, 0-9 and -")
    if said["match"] not in MATCHES:
        raise Invalid.field(f"{where}.match", f"one of {', '.join(MATCHES)}")
    words = tuple(word.strip() for word in said["words"])
    if not 1 <= len(words) <= MOST_WORDS or any(not 1 <= len(word) <= LONGEST_WORD for word in words):
        raise Invalid.field(f"{where}.words", f"1 to {MOST_WORDS} words of 1 to {LONGEST_WORD} characters")
    if said["match"] == REGEX:
        for word in words:
            _refuse_bad(f"{where}.words", word)
    texts = {}
    for language, text in said["texts"].items():
        if language not in LANGUAGES:
            raise Invalid.field(f"{where}.texts", f"one or more of {', '.join(LANGUAGES)}")
        texts[language] = checked_words(f"{where}.texts.{language}", text, IN_REPLIES)
    if not any(texts.values()):
        raise Invalid.field(f"{where}.texts", "say something in one language at least")
    return AutoReply(said["reply_id"], said["match"], words, texts, bool(said.get("active", True)))


def _refuse_bad(field_name: str, expression: str) -> None:
    import regex  # only plans with expressions pay for it

    try:
        regex.compile(expression)
    except regex.error as error:
        raise Invalid.field(field_name, f"not an expression: {error}"[:200]) from None


def matching(
    replies: Sequence[AutoReply], text: str, language: str, said_before: Collection[str] = ()
) -> AutoReply | None:
    """The first rule that answers this message in this language and was not used before."""
    plain = _plain(text)
    for reply in replies:
        if reply.active and reply.reply_id not in said_before and reply.texts.get(language) and _fits(reply, plain):
            return reply
    return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _fits(reply: AutoReply, plain: str) -> bool:
    if reply.match == EXACT:
        bare = plain.strip(" .,!?;:。，！？；：、~～")
        return any(_plain(word).strip(" .,!?;:。，！？；：、~～") == bare for word in reply.words)
    if reply.match == CONTAINS:
        return any(_plain(word) in plain for word in reply.words)
    return any(_found(word, plain) for word in reply.words)


def _found(expression: str, plain: str) -> bool:
    import regex

    try:
        return regex.search(expression, plain, flags=regex.IGNORECASE, timeout=SECONDS_TO_MATCH) is not None
    except (TimeoutError, regex.error):
        return False
