"""A service plan."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.core.errors import Forbidden, Invalid

ROTATION, BALANCED = "rotation", "balanced"
ALLOCATIONS = (ROTATION, BALANCED)
LANGUAGES = ("zh-CN", "en")

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[1-9]\d{0,4})?")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
PLACEHOLDERS = {"place", "ahead"}
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")

GREETING: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "title": "在线客服",
        "greeting": "您好，很高兴为您服务！请问有什么可以帮您？",
        "waiting": "让您久等了，您前面还有 {ahead} 位；您也可以留言，我们会尽快联系您",
    },
    "en": {
        "title": "Customer service",
        "greeting": "Hello! How can we help you?",
        "waiting": "Thank you for waiting; {ahead} ahead of you. You can also leave us a message",
    },
}


@dataclass(frozen=True)
class Look:
    """The icon: ``position`` left or right, ``color`` #rrggbb, offsets in CSS pixels."""

    position: str = "right"
    color: str = "#1f6feb"
    offset_x: int = 24
    offset_y: int = 24


@dataclass(frozen=True)
class Plan:
    """One website's plan. ``group_ids`` and ``agent_ids``: who receives (none: everybody).

    ``allowed_origins``: where it may appear (none: anywhere). ``accept_seconds``: how long an agent may take to answer
    before the conversation goes to the next.
    """

    plan_id: str
    key: str
    name: str
    created_at: datetime
    group_ids: tuple[str, ...] = ()
    agent_ids: tuple[str, ...] = ()
    allocation: str = ROTATION
    prefer_last_agent: bool = False
    accept_seconds: int = 90
    time_zone: str = "Asia/Shanghai"
    allowed_origins: tuple[str, ...] = ()
    languages: tuple[str, ...] = LANGUAGES
    look: Look = field(default_factory=Look)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: GREETING)
    open: bool = True
    version: int = 1


class OriginNotAllowed(Forbidden):
    """The page that asks is not one of the plan's websites."""

    code = "origin_not_allowed"
    title = "This website may not use the plan"


def check_origin(plan: Plan, origin: str | None) -> None:
    """Raises ``OriginNotAllowed``. Without an Origin header it is no browser on a foreign page: nothing to refuse."""
    if origin and plan.allowed_origins and origin.lower() not in plan.allowed_origins:
        raise OriginNotAllowed(f"the plan does not list {origin[:200]}")


def checked_key(key: str) -> str:
    """The key that stands in URLs and embed codes."""
    if not _KEY.fullmatch(key):
        raise Invalid.field("key", "1 to 40 of a-z, 0-9 and -, beginning with a letter or digit")
    return key


def checked_origins(origins: Sequence[str]) -> tuple[str, ...]:
    """Origins as browsers send them: scheme, host, perhaps a port."""
    for origin in origins:
        if not _ORIGIN.fullmatch(origin.lower()):
            raise Invalid.field("allowed_origins", f"not an origin like https://www.example.com: {origin[:100]}")
    return tuple(dict.fromkeys(origin.lower() for origin in origins))


def checked_languages(languages: Sequence[str]) -> tuple[str, ...]:
    """Languages that the pages speak."""
    if not languages or any(language not in LANGUAGES for language in languages):
        raise Invalid.field("languages", f"one or more of {', '.join(LANGUAGES)}")
    return tuple(dict.fromkeys(languages))


def checked_look(look: Look) -> Look:
    """A look that can be shown."""
    if look.position not in ("left", "right"):
        raise Invalid.field("look.position", "left or right")
    if not _COLOR.fullmatch(look.color):
        raise Invalid.field("look.color", "a colour like #1f6feb")
    if not (0 <= look.offset_x <= 500 and 0 <= look.offset_y <= 500):
        raise Invalid.field("look.offset", "0 to 500 pixels")
    return look


def checked_texts(texts: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Title, greeting and what is said in the line, for each language; what is left out keeps its default."""
    result = {language: dict(words) for language, words in GREETING.items()}
    for language, words in texts.items():
        if language not in LANGUAGES:
            raise Invalid.field("texts", f"one or more of {', '.join(LANGUAGES)}")
        for word, text in words.items():
            if word not in GREETING["en"]:
                raise Invalid.field(f"texts.{language}", f"no such text: {word[:40]}")
            if len(text) > 500:
                raise Invalid.field(f"texts.{language}.{word}", "at most 500 characters")
            if word == "waiting" and not set(_PLACEHOLDER.findall(text)) <= PLACEHOLDERS:
                raise Invalid.field(f"texts.{language}.{word}", "only {place} and {ahead} are filled in")
            result[language][word] = text
    return result


def waiting_text(plan: Plan, locale: str, place: int) -> str:
    """What somebody who waits at this place (1 is next) is told after a minute; empty: nothing.

    Filled in word by word: an administrator's text is never a format.
    """
    words = {**GREETING.get(locale, GREETING["en"]), **plan.texts.get(locale, {})}
    known = {"place": str(place), "ahead": str(place - 1)}
    return _PLACEHOLDER.sub(lambda found: known.get(found[1], found[0]), words["waiting"].strip())
