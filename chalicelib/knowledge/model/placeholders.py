"""What may stand between braces in a phrase, and what stands there when it is said (E1). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.text import BRACES, filled_from
from chalicelib.core.times import clock_there, day_there

# the visitor's name, the agent's name and number, the plan's name; the day, the time and the greeting of that time
# where the plan is; the holiday's name, if it is one
PLACEHOLDERS = ("name", "agent", "number", "plan", "date", "time", "greeting", "holiday")

_GREETINGS = {
    "zh-CN": ((5, "早上好"), (11, "中午好"), (13, "下午好"), (18, "晚上好")),
    "en": ((5, "Good morning"), (12, "Good afternoon"), (18, "Good evening")),
}


class Occasion(msgspec.Struct, frozen=True):
    """Who says something to whom, when. ``holiday``: the name of the day by language, if it is one."""

    name: str | None
    agent: str
    number: str
    plan: str
    zone: str
    at: datetime
    holiday: Mapping[str, str] | None = None


def checked_placeholders(field: str, text: str) -> str:
    """A text with no placeholder that nobody fills. Raises ``Invalid`` naming ``field``."""
    strangers = [name for name in BRACES.findall(text) if name not in PLACEHOLDERS]
    if strangers:
        allowed = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise Invalid.field(field, f"no such placeholder: {{{strangers[0][:40]}}}; allowed here: {allowed}")
    return text


def as_said(text: str, language: str, occasion: Occasion) -> str:
    """The phrase as it is said on this occasion; what is not known leaves no gap."""
    hour = occasion.at.astimezone(ZoneInfo(occasion.zone)).hour
    names = occasion.holiday or {}
    words = {
        "name": occasion.name,
        "agent": occasion.agent,
        "number": occasion.number,
        "plan": occasion.plan,
        "date": day_there(occasion.at, occasion.zone, language),
        "time": clock_there(occasion.at, occasion.zone),
        "greeting": _greeting(hour, language),
        "holiday": names.get(language) or names.get("en"),
    }
    return filled_from(text, words)


def _greeting(hour: int, language: str) -> str:
    """At night it is still the evening before."""
    greetings = _GREETINGS.get(language, _GREETINGS["en"])
    begun = [words for begins, words in greetings if hour >= begins]
    return (begun or [greetings[-1][1]])[-1]
