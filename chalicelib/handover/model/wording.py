"""What is open, in the words of a letter (F3). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core.times import moment
from chalicelib.handover.model.things import (
    CALLBACK,
    CONVERSATION,
    FOLLOW_UP,
    MESSAGE,
    PROMISE,
    TICKET,
    Thing,
)

MOST_LINES = 20

# kind → what it is called, in Chinese and English
_KINDS = {
    CONVERSATION: ("会话", "Conversation"),
    MESSAGE: ("留言", "Message left"),
    TICKET: ("工单", "Ticket"),
    FOLLOW_UP: ("回访", "Follow-up"),
    CALLBACK: ("低分回访", "Callback"),
    PROMISE: ("承诺", "Promise"),
}
_DUE = {"zh-CN": "应于 {at}", "en": "due {at}"}
_OTHERS = {"zh-CN": "……另有 {count} 项", "en": "… and {count} more"}
_AND_MORE = {"zh-CN": "……还有更多", "en": "… and more"}


def listed(things: Sequence[Thing], zone: str, language: str, *, more: bool = False, most: int = MOST_LINES) -> str:
    """A line for each of the first twenty, or of ``most`` if that is less: what it is, whose, what about, when it is
    due; and how many others."""
    language = language if language in _DUE else "en"
    most = min(most, MOST_LINES)
    lines = [_line(each, zone, language) for each in things[:most]]
    if len(things) > most:
        lines.append(_OTHERS[language].replace("{count}", str(len(things) - most)))
    elif more:
        lines.append(_AND_MORE[language])
    return "\n".join(lines)


def _line(thing: Thing, zone: str, language: str) -> str:
    kind = _KINDS[thing.kind][language != "zh-CN"]
    due = _DUE[language].replace("{at}", moment(thing.due_at, zone, language)) if thing.due_at is not None else ""
    about = " ".join(thing.about.split())
    return " · ".join(each for each in (kind, thing.number, thing.customer, about, due) if each)
