"""What people send about tickets: bodies of requests, as services take them; and the checks of their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.text import Id, checked_line, has_half_a_character, is_visible
from chalicelib.tickets.model.states import MOST_PARTICIPANTS
from chalicelib.tickets.model.ticket import Value

LONGEST_SUBJECT, LONGEST_TEXT, LONGEST_REASON, LONGEST_SUMMARY = 120, 8_000, 1_000, 500
MOST_QUOTED, MOST_IN_BULK = 50, 100

Type = Literal[
    "presale",
    "aftersale",
    "complaint",
    "suggestion",
    "change_of_details",
    "repair",
    "green_channel",
    "booking",
    "correction",
    "fault",
]
Priority = Literal["normal", "urgent", "critical"]
Level = Literal["vip", "gold", "silver", "normal"]
TellBy = Literal["email", "sms", "none"]
Text = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
Short = Annotated[str, msgspec.Meta(max_length=400)]
Reason = Annotated[str, msgspec.Meta(max_length=LONGEST_REASON)]
Summary = Annotated[str, msgspec.Meta(max_length=LONGEST_SUMMARY)]
Participants = Annotated[tuple[Id, ...], msgspec.Meta(max_length=MOST_PARTICIPANTS)]
Values = Annotated[Mapping[str, Value | None], msgspec.Meta(max_length=50)]
Seq = Annotated[int, msgspec.Meta(ge=1, le=10**9)]
Version = Annotated[int, msgspec.Meta(ge=0, le=10**9)]


class OriginForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a ticket is made from; ``seqs``: the messages of a conversation that are ticked, by their numbers."""

    kind: Literal["hand", "api", "call", "conversation", "offline_message", "follow_up"] = "hand"
    id: Id | None = None
    seqs: Annotated[tuple[Seq, ...], msgspec.Meta(max_length=MOST_QUOTED)] | None = None


class CreateTicket(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ticket is its maker's own, unless ``handler_id`` names a colleague who is there. ``summary`` and ``reason`` are
    asked for where it is urgent or critical. What is left out of the customer is taken from what it is made from."""

    client_id: Id
    type: Type
    subject: Short
    text: Text = ""
    category: Id | None = None
    priority: Priority = "normal"
    summary: Summary = ""
    reason: Reason = ""
    level: Level | None = None
    plan_key: Id | None = None
    visitor_id: Id | None = None
    visitor_name: Short | None = None
    email: Short | None = None
    mobile: Short | None = None
    locale: Literal["zh-CN", "en"] | None = None
    tell_by: TellBy | None = None
    group_id: Id | None = None
    handler_id: Id | None = None
    participants: Participants | None = None
    fields: Values | None = None
    origin: OriginForm | None = None


class ChangeTicket(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is left out stays. ``version``: the one that was read. A priority that rises asks for ``summary`` and
    ``reason``; an empty address, category or ``tell_by`` is taken away; of ``fields`` those named change."""

    version: Version
    type: Type | None = None
    subject: Short | None = None
    category: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    priority: Priority | None = None
    summary: Summary = ""
    reason: Reason = ""
    level: Level | None = None
    visitor_name: Short | None = None
    email: Short | None = None
    mobile: Short | None = None
    tell_by: Literal["email", "sms", "none", ""] | None = None
    participants: Participants | None = None
    fields: Values | None = None


class WriteTicketEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step that the customer sees too (``public``), or a note among colleagues."""

    client_id: Id
    text: Text
    public: bool = False


class MoveTicket(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where it goes: ``to`` a state, or to a ``stage`` of its flow, with ``fields`` over those it has, and the group
    that is responsible from then on. ``text`` is said to the customer; to close what is not solved it is needed.
    ``awaited``: what the customer is to do, ``until`` when."""

    version: Version
    to: Literal["in_progress", "waiting_for_customer", "solved", "closed", "reopened"] | None = None
    text: Reason = ""
    awaited: Reason = ""
    until: datetime | None = None
    stage: Id | None = None
    fields: Values | None = None
    group_id: Id | None = None


class AssignTicket(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """To a colleague who is there, or to whoever of a group is next. ``anyway``: to the group's leader, where nobody of
    it is there."""

    version: Version
    agent_id: Id | None = None
    group_id: Id | None = None
    note: Reason = ""
    anyway: bool = False


class EscalateTicket(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``to``: the leader of its group, or the supervisors."""

    client_id: Id
    reason: Reason
    to: Literal["leader", "supervisor"] = "leader"


class MergeTicket(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``other_id``: the ticket that becomes part of this one."""

    version: Version
    other_id: Id


class ChangeSeveral(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing done with up to 100 tickets: ``assign`` (``agent_id`` or ``group_id``), ``priority`` or ``close``;
    ``text`` is the note, or what is said at the end; ``summary`` and ``reason`` go with an urgent one."""

    act: Literal["assign", "priority", "close"]
    ticket_ids: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=MOST_IN_BULK)]
    agent_id: Id | None = None
    group_id: Id | None = None
    priority: Priority | None = None
    summary: Summary = ""
    reason: Reason = ""
    text: Reason = ""


class WriteWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that a customer adds to their ticket."""

    client_id: Id
    text: Text


class GiveVerdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a customer says of theirs: it is solved, and is closed; or it is not, and is opened again."""

    client_id: Id
    solved: bool
    text: Reason = ""


def checked_subject(subject: str) -> str:
    """One line of what it is about. Raises ``Invalid``."""
    return checked_line("subject", subject, longest=LONGEST_SUBJECT)


def checked_text(field: str, text: str, longest: int, *, needed: bool = False) -> str:
    """Words of several lines, trimmed; ``needed``: something must be seen of them. Raises ``Invalid``."""
    text = text.strip()
    if len(text) > longest:
        raise Invalid.field(field, f"at most {longest:,} characters")
    if "\x00" in text or has_half_a_character(text):
        raise Invalid.field(field, "no NUL character and no half of one")
    if needed and not is_visible(text):
        raise Invalid.field(field, "something that can be seen")
    return text


def checked_ids(field: str, ids: Sequence[str]) -> Sequence[str]:
    """Names of things, each once. Raises ``Invalid`` for one that was named twice."""
    if len(set(ids)) < len(ids):
        raise Invalid.field(field, "each once")
    return ids
