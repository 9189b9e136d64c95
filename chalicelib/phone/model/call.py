"""A call: who telephoned with whom, when, for how long, and what was said (A9). Pure."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.core.text import Id, Line, among, has_half_a_character

IN, OUT, MISSED = "in", "out", "missed"
DIRECTIONS = (IN, OUT, MISSED)
LONGEST_NOTES, LONGEST_NUMBER, LONGEST_ADDRESS = 2_000, 40, 500
LONGEST_CALL = 24 * 3_600  # seconds
BACK_UNTIL, AHEAD = timedelta(days=31), timedelta(minutes=5)
LEAST_DIGITS, TAIL = 4, 4
PLAYED, PLAYED_AT_MOST = 300, 3_600  # seconds: how long an address of a recording counts, at least and at most

Notes = Annotated[str, msgspec.Meta(max_length=LONGEST_NOTES)]
Number = Annotated[Line, msgspec.Meta(max_length=LONGEST_NUMBER)]
Address = Annotated[Line, msgspec.Meta(max_length=LONGEST_ADDRESS)]
Seconds = Annotated[int, msgspec.Meta(ge=0, le=LONGEST_CALL)]
Name = Annotated[Line, msgspec.Meta(max_length=80)]


class Recording(msgspec.Struct, frozen=True):
    """Where a recording is: an ``address`` of the telephone system's, or a file."""

    address: str = ""
    file_id: str | None = None


class PhoneCall(msgspec.Struct, frozen=True):
    """``number``: the customer's, in E.164 where it is one, "": withheld. ``agent``: who talked (None: nobody took it);
    ``by``: who wrote it down. ``external_id``: the telephone system's name for it. ``seconds``: how long they talked.
    ``callback_id``: the callback that was planned since nobody took it. ``by_hand``: what somebody has put right.
    """

    call_id: str
    plan_key: str
    conversation_id: str
    visitor_id: str
    direction: Annotated[str, among(*DIRECTIONS)]
    number: str
    at: datetime
    seconds: int
    by: Author
    registered_at: datetime
    agent: Author | None = None
    notes: str = ""
    recording: Recording | None = None
    channel_id: str | None = None
    external_id: str | None = None
    version: int = 1
    callback_id: str | None = None
    by_hand: tuple[str, ...] = ()

    @property
    def ended_at(self) -> datetime:
        """When they had talked."""
        return self.at + timedelta(seconds=self.seconds)

    @property
    def owner_id(self) -> str | None:
        """Among whose calls it is listed: of whoever talked, or wrote down that nobody did."""
        return (self.agent or self.by).id

    @property
    def has_recording(self) -> bool:
        """Whether there is something to be heard."""
        return self.recording is not None

    @property
    def plays_for(self) -> int:
        """How many seconds an address of its recording counts: as long as it takes to hear it twice."""
        return max(PLAYED, min(2 * self.seconds, PLAYED_AT_MOST))


class CorrectCall(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; an empty ``recording_url`` takes the recording away. ``version``: the one that was read,
    then another one is refused."""

    version: int | None = None
    direction: Literal["in", "out", "missed"] | None = None
    number: Number | None = None
    at: datetime | None = None
    seconds: Seconds | None = None
    notes: Notes | None = None
    recording_url: Address | None = None
    recording_file_id: Id | None = None

    @property
    def said(self) -> list[str]:
        """What is to be otherwise."""
        return [name for name in self.__struct_fields__ if name != "version" and getattr(self, name) is not None]


class UnknownCall(NotFound):
    """There is no such call."""

    code = "unknown_call"
    title = "There is no such call"


class NoRecording(NotFound):
    """Nothing of this call is to be heard."""

    code = "no_recording"
    title = "This call has no recording"


class OtherPlan(Conflict):
    """The conversation is another plan's than the call."""

    code = "other_plan"
    title = "This conversation belongs to another plan"


def checked_number(field: str, number: str, region: str | None) -> str:
    """A telephone number as it is kept: E.164 where it is one of ``region`` or of the world, digits alone for a short
    or inner one, "" where it was withheld. Raises ``Invalid``."""
    import phonenumbers

    plain = number.strip()
    if not plain:
        return ""
    digits = digits_of(plain)
    if (
        not 2 <= len(digits) <= 20
        or plain[1:].strip("0123456789-() ./#*")
        or plain[0] not in "0123456789+(*#"
        or "**" in plain
    ):
        raise Invalid.field(field, "a telephone number, or nothing where it was withheld")
    written = f"+{digits}" if plain.startswith("+") else digits
    try:
        parsed = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return written
    if not phonenumbers.is_valid_number(parsed):
        return written
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def digits_of(number: str) -> str:
    """Its digits alone."""
    return "".join(each for each in number if each.isascii() and each.isdigit())


def tail_of(number: str) -> str | None:
    """By what it is found: its last digits; None of one that was withheld."""
    return digits_of(number)[-TAIL:] or None


def is_found_by(call: PhoneCall, digits: str) -> bool:
    """Whether its number ends with these digits."""
    return digits_of(call.number).endswith(digits)


def checked_notes(notes: str) -> str:
    """What was said, trimmed. Raises ``Invalid``."""
    notes = notes.strip()
    if "\x00" in notes or has_half_a_character(notes):
        raise Invalid.field("notes", "whole characters, and no NUL character")
    return notes


def checked_time(
    at: datetime | None, seconds: int, direction: str, now: datetime, known: datetime | None = None
) -> tuple[datetime, int]:
    """When it was and how long they talked; said nothing, it has just ended. ``known``: when it was as far as that is
    written down already, however long ago. Raises ``Invalid``."""
    if direction == MISSED and seconds:
        raise Invalid.field("seconds", "0 for a call that nobody took")
    if at is None:
        return now - timedelta(seconds=seconds), seconds
    if at.tzinfo is None:
        raise Invalid.field("at", "a moment with its time zone, such as 2026-11-29T10:00:00+08:00")
    if at + timedelta(seconds=seconds) > now + AHEAD:
        raise Invalid.field("at", "when it was, not when it will be")
    if at < now - BACK_UNTIL and at != known:
        raise Invalid.field("at", f"within the last {BACK_UNTIL.days} days")
    return min(at, now - timedelta(seconds=seconds)), seconds


_SAYS = {
    "zh-CN": {IN: "来电 {number}，通话 {lasted}", OUT: "去电 {number}，通话 {lasted}", MISSED: "未接来电 {number}"},
    "en": {IN: "Call from {number}, {lasted}", OUT: "Call to {number}, {lasted}", MISSED: "Missed call from {number}"},
}
_WITHHELD = {"zh-CN": "（未显示号码）", "en": "(number withheld)"}
_CORRECTED = {"zh-CN": "通话记录已更正：", "en": "Corrected: "}


def line_of(call: PhoneCall, locale: str) -> str:
    """What a transcript says of it, in one line."""
    language = locale if locale in _SAYS else "en"
    minutes, seconds = divmod(call.seconds, 60)
    lasted = f"{minutes}:{seconds:02d}"
    return _SAYS[language][call.direction].format(number=call.number or _WITHHELD[language], lasted=lasted)


def note_of(call: PhoneCall, locale: str, *, anew: bool = False) -> str:
    """The same with what was said, for agents; ``anew``: it was corrected."""
    first = (_CORRECTED.get(locale, _CORRECTED["en"]) if anew else "") + line_of(call, locale)
    return "\n".join(each for each in (first, call.notes) if each)


def corrected(
    call: PhoneCall, form: CorrectCall, number: str | None, recording: Recording | None, now: datetime
) -> PhoneCall:
    """The call as this says; ``number``: as it is kept, ``recording``: if one is said. Raises ``Invalid``."""
    direction = form.direction or call.direction
    seconds = form.seconds if form.seconds is not None else 0 if direction == MISSED else call.seconds
    at, seconds = (call.at, call.seconds) if form.at is None else (form.at, seconds)
    if form.at is not None or form.seconds is not None or form.direction is not None:
        at, seconds = checked_time(
            form.at or call.at, form.seconds if form.seconds is not None else seconds, direction, now, call.at
        )
    kept = call.recording if recording is None else recording if recording != Recording() else None
    names = {each.removesuffix("_url").removesuffix("_file_id") for each in form.said}
    return replace(
        call,
        by_hand=tuple(sorted({*call.by_hand, *names})),
        direction=direction,
        number=call.number if number is None else number,
        at=at,
        seconds=seconds,
        notes=call.notes if form.notes is None else checked_notes(form.notes),
        recording=kept,
    )


def audited(call: PhoneCall) -> dict[str, object]:
    """What the audit log has of it: no notes, and of a recording only that there is one."""
    return {
        "direction": call.direction,
        "number": call.number,
        "at": times.stored(call.at),
        "seconds": call.seconds,
        "notes": hashlib.sha256(call.notes.encode()).hexdigest()[:12] if call.notes else "",
        "recording": ""
        if call.recording is None
        else hashlib.sha256(msgspec.json.encode(call.recording)).hexdigest()[:12],
    }
