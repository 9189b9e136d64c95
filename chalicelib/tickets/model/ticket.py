"""A ticket: what it is, whose it is, how it stands; and the entries of its history (D4, D7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.authors import Author
from chalicelib.core.text import among
from chalicelib.people.model.agents import LEVELS
from chalicelib.tickets.model.lateness import Deadline
from chalicelib.tickets.model.repeats import Repeats

PRESALE, AFTERSALE, COMPLAINT, SUGGESTION = "presale", "aftersale", "complaint", "suggestion"
CHANGE_OF_DETAILS, REPAIR, GREEN_CHANNEL, BOOKING = "change_of_details", "repair", "green_channel", "booking"
CORRECTION, FAULT = "correction", "fault"  # the desk's own: what is decided is done; what does not work is repaired
DESKS_OWN = (CORRECTION, FAULT)  # they have no customer
OF_CUSTOMERS = (PRESALE, AFTERSALE, COMPLAINT, SUGGESTION, CHANGE_OF_DETAILS, REPAIR, GREEN_CHANNEL, BOOKING)
TYPES = (*OF_CUSTOMERS, *DESKS_OWN)

NORMAL, URGENT, CRITICAL = "normal", "urgent", "critical"
PRIORITIES = (NORMAL, URGENT, CRITICAL)

NEW, ASSIGNED, IN_PROGRESS, WAITING = "new", "assigned", "in_progress", "waiting_for_customer"
SOLVED, CLOSED, REOPENED = "solved", "closed", "reopened"
STATES = (NEW, ASSIGNED, IN_PROGRESS, WAITING, SOLVED, CLOSED, REOPENED)
OVER = (SOLVED, CLOSED)

BY_HAND, BY_API, CALL = "hand", "api", "call"
CONVERSATION, OFFLINE_MESSAGE, FOLLOW_UP = "conversation", "offline_message", "follow_up"
NEED = "need"
TICKET, DUTY = "ticket", "duty"  # another ticket; the duty log
IMPORTED = "import"  # a file of another desk's: ``id`` is what it was called there
ORIGINS = (BY_HAND, BY_API, CALL, CONVERSATION, OFFLINE_MESSAGE, FOLLOW_UP, TICKET, DUTY, NEED, IMPORTED)

CREATED, QUOTED, STEP, NOTE, CHANGE = "created", "quoted", "step", "note", "change"
MOVE, HANDED, ESCALATED, MERGED = "move", "handed", "escalated", "merged"
WORDS, VERDICT = "words", "verdict"  # the customer's
LATE, REASON, DELAYED = "late", "reason", "delayed"  # a deadline is over; why, and how it is made good; a new time
_BY_PEOPLE = (CREATED, QUOTED, STEP, NOTE, CHANGE, MOVE, HANDED, ESCALATED, MERGED, WORDS, VERDICT)
ENTRY_KINDS = (*_BY_PEOPLE, LATE, REASON, DELAYED)

SHARES = 4  # of a group's and of the desk's list, so that no partition takes all writes

BY_EMAIL, BY_SMS, BY_NOTHING = "email", "sms", "none"
TELL_BY = (BY_EMAIL, BY_SMS, BY_NOTHING)

Value = str | int | float | bool


class Origin(msgspec.Struct, frozen=True):
    """What a ticket was made from: ``id`` names it where it is a thing of the desk; ``seqs``: the messages ticked."""

    kind: Annotated[str, among(*ORIGINS)] = BY_HAND
    id: str | None = None
    seqs: tuple[int, ...] = ()


class Awaited(msgspec.Struct, frozen=True):
    """What the customer is to do, and by when."""

    what: str
    until: datetime | None = None


class Alarm(msgspec.Struct, frozen=True):
    """Why a ticket is urgent or critical: what it is about in short, the reason, by whom and since when."""

    summary: str
    reason: str
    by: Author
    at: datetime


class Ticket(msgspec.Struct, frozen=True):
    """A ticket as it stands after the entry ``version`` of its history.

    ``owner``: who had it first and stays responsible (D7); ``handler``: who works on it now; neither is ever empty.
    ``group_id``: the responsible group. ``due_at``: the next deadline that runs, None while none does. ``stage`` of the
    version ``flow_version`` of the flow ``flow_id``, where it follows one. ``edits``: how often it was changed without
    an entry. ``tell_by``: how the customer wishes to hear of it (``none``: not at all; None: however they can be
    reached). ``merged_into``: the ticket that it became part of; ``merged``: those that became part of it.
    ``deadlines``: at most one of each name, as far as they were counted. ``answered``, ``staged``: the entry with which
    a colleague last told the customer something, and the one that brought it to its stage. ``promised_at``: the new
    time that its customer was told, when it would be late. ``asks``: whether its stage asks its customer for a yes or
    a no (None: a version before wrote it, when every stage that waits for them did). ``repeats``: of a complaint, what
    it is a repetition of, as far as was known when it was made. ``imported``: it was made elsewhere, and is in no
    figure (F10).
    """

    ticket_id: str
    number: str
    type: Annotated[str, among(*TYPES)]
    subject: str
    owner: Author
    handler: Author
    created_at: datetime
    created_by: Author
    time_zone: str
    state: Annotated[str, among(*STATES)] = NEW
    text: str = ""
    category: str | None = None
    priority: Annotated[str, among(*PRIORITIES)] = NORMAL
    level: Annotated[str, among(*LEVELS)] = "normal"
    plan_key: str | None = None
    visitor_id: str | None = None
    visitor_name: str | None = None
    email: str | None = None
    mobile: str | None = None
    locale: str = "zh-CN"
    group_id: str | None = None
    participants: tuple[Author, ...] = ()
    fields: Mapping[str, Value] = {}
    origin: Origin = Origin()
    version: int = 0
    edits: int = 0
    state_at: datetime | None = None
    awaited: Awaited | None = None
    alarm: Alarm | None = None
    due_at: datetime | None = None
    flow_id: str | None = None
    flow_version: int | None = None
    stage: str | None = None
    escalated_at: datetime | None = None
    solved_at: datetime | None = None
    closed_at: datetime | None = None
    reopened: int = 0
    tell_by: Annotated[str, among(*TELL_BY)] | None = None
    merged_into: str | None = None
    merged: tuple[str, ...] = ()
    changed_at: datetime | None = None
    deadlines: tuple[Deadline, ...] = ()
    answered: int = 0
    staged: int = 0
    promised_at: datetime | None = None
    asks: bool | None = None
    repeats: Repeats | None = None
    imported: bool = False

    @property
    def owner_id(self) -> str:
        """Who is responsible."""
        return str(self.owner.id)

    @property
    def handler_id(self) -> str:
        """Who works on it."""
        return str(self.handler.id)

    @property
    def asks_customer(self) -> bool:
        """Whether it stands in a stage of its flow in which its customer is asked for a yes or no."""
        return self.stage is not None and self.state == WAITING and self.asks is not False

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be done about it."""
        return self.state in OVER


class Changed(msgspec.Struct, frozen=True):
    """One field that an entry changed, in words for people."""

    field: str
    before: str | None
    after: str | None


class Entry(msgspec.Struct, frozen=True):
    """One numbered line of a ticket's history; ``public``: the customer sees it too. ``state``, ``stage``: the
    ticket's after it. ``agent``: to whom it went."""

    seq: int
    kind: Annotated[str, among(*ENTRY_KINDS)]
    author: Author
    text: str
    at: datetime
    state: Annotated[str, among(*STATES)]
    public: bool = False
    changes: tuple[Changed, ...] = ()
    agent: Author | None = None
    ref: str | None = None
    stage: str | None = None
    client_id: str | None = None
