"""What may stand between braces in a phrase, and what stands there when it is said (E1). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.text import BRACES, filled_from

# the visitor's name, the agent's name and number, the plan's name; the day, the time and the greeting of that time
# where the plan is; the holiday's name, if it is one
PLACEHOLDERS = ("name", "agent", "number", "plan", "date", "time", "greeting", "holiday")

_GREETINGS = {
    "zh-CN": ((5, "早上好"), (11, "中午好"), (13, "下午好"), (18, "晚上好")),
    "en": ((5, "Good morning"), (12, "Good afternoon"), (18, "Good evening")),
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


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
    local = occasion.at.astimezone(ZoneInfo(occasion.zone))
    names = occasion.holiday or {}
    words = {
        "name": occasion.name,
        "agent": occasion.agent,
        "number": occasion.number,
        "plan": occasion.plan,
        "date": _date(local, language),
        "time": f"{local:%H:%M}",
        "greeting": _greeting(local.hour, language),
        "holiday": names.get(language) or names.get("en"),
    }
    return filled_from(text, words)


def _date(local: datetime, language: str) -> str:
    if language == "zh-CN":
        return f"{local.month}月{local.day}日"
    return f"{local.day} {_MONTHS[local.month - 1]}"


def _greeting(hour: int, language: str) -> str:
    """At night it is still the evening before."""
    greetings = _GREETINGS.get(language, _GREETINGS["en"])
    begun = [words for begins, words in greetings if hour >= begins]
    return (begun or [greetings[-1][1]])[-1]
