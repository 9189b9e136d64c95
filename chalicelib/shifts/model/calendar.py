"""An agent's shifts as iCalendar (RFC 5545). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from chalicelib.core import times
from chalicelib.shifts.model.roster import OnDuty

LONGEST_LINE = 75  # octets of a line, its end not counted
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})
BREAK = {"zh-CN": "休息", "en": "Break"}
CALENDAR = {"zh-CN": "我的班次", "en": "My shifts"}


class Feed(msgspec.Struct, frozen=True):
    """The address under which an agent's shifts can be subscribed to: it is signed over ``feed_id``, and another one is
    made in its place, or none (None)."""

    agent_id: str
    feed_id: str | None
    language: str = "zh-CN"
    version: int = 1


def calendar(shifts: Iterable[OnDuty], names: dict[str, str], feed: Feed, now: datetime) -> str:
    """The shifts as a calendar that others subscribe to; times in UTC. ``names``: those of the groups.

    ``now`` is when the first of what changes was: the same shifts are the same text.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Deskbell//Shifts//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_text(CALENDAR[feed.language])}", "X-PUBLISHED-TTL:PT1H"]
    for each in shifts:
        lines += _event(each, names.get(each.group_id, ""), feed, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(each)}\r\n" for each in lines)


def _event(shift: OnDuty, group: str, feed: Feed, now: datetime) -> list[str]:
    breaks = ", ".join(f"{BREAK[feed.language]} {_utc(each.since)}/{_utc(each.until)}" for each in shift.pauses)
    place = f"{shift.group_id}-{times.digits(shift.since)}-{shift.agent_id}"
    lines = ["BEGIN:VEVENT", f"UID:{_text(place)}@deskbell", f"DTSTAMP:{_utc(now)}"]
    lines += [f"DTSTART:{_utc(shift.since)}", f"DTEND:{_utc(shift.until)}"]
    lines += [f"SUMMARY:{_text(f'{shift.name} · {group}' if group else shift.name)}"]
    if breaks:
        lines.append(f"DESCRIPTION:{_text(breaks)}")
    return [*lines, "TRANSP:OPAQUE", "END:VEVENT"]


def _utc(at: datetime) -> str:
    digits = times.digits(at)
    return f"{digits[:8]}T{digits[8:]}Z"


def _text(value: str) -> str:
    """A value of the type TEXT, escaped; nothing in it can begin a line of its own."""
    cleaned = "".join(each for each in value if each == "\n" or each >= " ")
    return cleaned.translate(_ESCAPED)


def folded(line: str) -> str:
    """A content line, broken so that no part is longer than 75 octets, and no character is torn."""
    parts, part, weight = list[str](), "", 0
    for each in line:
        size = len(each.encode())
        if weight + size > LONGEST_LINE:
            parts.append(part)
            part, weight = " ", 1
        part, weight = part + each, weight + size
    return "\r\n".join([*parts, part])
