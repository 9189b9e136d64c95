"""What a telephone system tells of a call again: later, otherwise, out of order (A9). Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.phone.model.call import LONGEST_CALL, MISSED, OUT, PhoneCall, Recording

NEWER, AT_ONCE, OLDER = "newer", "at_once", "older"


class Telling(msgspec.Struct, frozen=True):
    """What was told, as it would be kept. ``agent``: who took it."""

    direction: str
    number: str
    at: datetime
    seconds: int
    agent: Author | None = None
    notes: str = ""
    recording: Recording | None = None


def age_of(told_at: datetime, last: datetime | None) -> str:
    """How old it is beside what was told last."""
    if last is None or told_at > last:
        return NEWER
    return AT_ONCE if told_at == last else OLDER


def is_another(call: PhoneCall, told: Telling) -> bool:
    """Whether this can be no telling of the same call: another number, the other way, or another day."""
    other_number = bool(call.number and told.number) and call.number != told.number and "number" not in call.by_hand
    other_way = (call.direction == OUT) != (told.direction == OUT) and "direction" not in call.by_hand
    return other_number or other_way or abs(told.at - call.at) > timedelta(seconds=LONGEST_CALL)


def retold(call: PhoneCall, told: Telling, age: str) -> PhoneCall:
    """The call as it is known by now. What was told last counts; what was told before it only brings what is missing;
    of what was told at one moment the call that somebody took counts, and the longer one. What somebody has put right
    by hand stays."""
    fields: dict[str, Any] = {}
    if age == NEWER or (age == AT_ONCE and _knows_more(call, told)):
        fields |= {"direction": told.direction, "at": told.at, "seconds": told.seconds, "agent": told.agent}
    if age == NEWER:
        fields |= {"notes": told.notes or call.notes, "recording": told.recording or call.recording}
    fields.setdefault("notes", call.notes or told.notes)
    fields.setdefault("recording", call.recording or told.recording)
    fields["number"] = call.number or told.number
    by_hand = set(call.by_hand)
    if by_hand & {"direction", "at", "seconds"}:  # these are said together
        by_hand |= {"direction", "at", "seconds", "agent"}
    after = replace(call, **{name: value for name, value in fields.items() if name not in by_hand})
    return after if after == call else replace(after, version=call.version + 1)


def _knows_more(call: PhoneCall, told: Telling) -> bool:
    return (told.direction != MISSED, told.seconds) > (call.direction != MISSED, call.seconds)
