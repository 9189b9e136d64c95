"""What agents and telephone systems say of a call (A9). Pure."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.conversations.model.filing import LONGEST_PART
from chalicelib.conversations.model.wrapping import Record
from chalicelib.core.text import Id, Line
from chalicelib.phone.model.call import Address, Name, Notes, Number, Seconds

Part = Annotated[str, msgspec.Meta(max_length=LONGEST_PART)]
ExternalId = Annotated[Line, msgspec.Meta(min_length=1, max_length=200)]


class CallRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What it was about, what was done, what came of it, what follows."""

    problem: Part = ""
    steps: Part = ""
    result: Part = ""
    next: Part = ""

    @property
    def as_record(self) -> Record:
        """The record that it says."""
        return Record(self.problem, self.steps, self.result, self.next)


class NewCall(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``number``: the customer's, empty where it was withheld. ``at``: when it began; left out, it has just ended.
    ``visitor_id``: who it was, where that is known; ``conversation_id``: of theirs, which goes on and which the call is
    part of. ``name``: of whoever is not known yet. ``recording_url`` or ``recording_file_id``: what was recorded."""

    plan_key: Id
    direction: Literal["in", "out", "missed"]
    number: Number = ""
    at: datetime | None = None
    seconds: Seconds = 0
    notes: Notes = ""
    name: Name = ""
    visitor_id: Id | None = None
    conversation_id: Id | None = None
    category_id: Id | None = None
    record: CallRecord | None = None
    recording_url: Address = ""
    recording_file_id: Id | None = None


class GivenCall(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A call as a telephone system tells it. ``call_id``: its own name for it; the same is stored once, and may be told
    again otherwise: longer, taken after all, with its recording. What the system knew last counts (``told_at``; left
    out, when it was signed). ``agent``: who took it, by number or e-mail address; left out where nobody did."""

    call_id: ExternalId
    direction: Literal["in", "out", "missed"]
    at: datetime
    number: Number = ""
    seconds: Seconds = 0
    agent: Annotated[Line, msgspec.Meta(max_length=254)] = ""
    name: Name = ""
    notes: Notes = ""
    recording_url: Address = ""
    told_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None

    @property
    def fingerprint(self) -> str:
        """What it says: told again in the same words it is no news."""
        said = [self.direction, self.at, self.number, self.agent, self.seconds, self.notes, self.recording_url]
        return hashlib.sha256(msgspec.json.encode([*said, self.told_at])).hexdigest()[:16]
