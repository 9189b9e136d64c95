"""What the routes show of tickets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.tickets.model.lateness import NAMES, STATES
from chalicelib.tickets.model.settings import TicketSettings
from chalicelib.tickets.model.ticket import ENTRY_KINDS, Changed, Entry, Ticket, Value
from chalicelib.tickets.service.bulk import Outcome


class AlarmView(msgspec.Struct):
    """Why it is urgent or critical, who said so, and when."""

    summary: str
    reason: str
    by: AgentRef
    at: datetime


class CustomerView(msgspec.Struct):
    visitor_id: str | None
    name: str | None
    email: str | None
    mobile: str | None
    locale: str


@showing(
    Ticket,
    "ticket_id number type subject state category priority level plan_key group_id origin version state_at awaited "
    "due_at flow_id flow_version stage escalated_at solved_at closed_at repeats reopened tell_by merged_into merged "
    "created_at changed_at",
)
class TicketInList(msgspec.Struct):
    """``owner`` had it first and stays responsible, ``handler`` works on it now. ``late``: its deadline is over.
    ``repeats``: of a complaint that is not the first."""

    owner: AgentRef
    handler: AgentRef
    customer: CustomerView
    late: bool


class DeadlineLineView(msgspec.Struct):
    """A deadline that it has; ``state``: null while it is paused. ``due_at``: null then too."""

    name: Annotated[str, among(*NAMES)]
    state: Annotated[str, among(*STATES)] | None
    due_at: datetime | None
    warned_at: datetime | None
    breached_at: datetime | None


class WholeTicket(TicketInList):
    """A whole ticket. ``version``: the number of its last entry; what changes it brings it along. ``deadlines``: what
    is owed. ``promised_at``: the new time that its customer was told."""

    text: str
    created_by: AgentRef
    participants: list[AgentRef]
    fields: Mapping[str, Value]
    alarm: AlarmView | None
    deadlines: list[DeadlineLineView]
    promised_at: datetime | None


class TicketEntryView(msgspec.Struct):
    """``author_kind``: agent, visitor or system. ``public``: the customer sees it too. ``ref``: of a quoted message its
    conversation and number, of a merger the other's number. ``agent``: to whom it went."""

    seq: int
    kind: Annotated[str, among(*ENTRY_KINDS)]
    author_kind: str
    author: AgentRef
    text: str
    at: datetime
    state: str
    stage: str | None
    public: bool
    changes: list[Changed]
    agent: AgentRef | None
    ref: str | None


class TicketHistory(msgspec.Struct):
    """Entries behind ``after``, in order; ``more``: ask again with the last one's number."""

    entries: list[TicketEntryView]
    more: bool


@showing(TicketSettings)
class TicketSettingsView(msgspec.Struct):
    pass


class TicketOutcome(msgspec.Struct):
    """What came of one: the ticket as it is then, or the code and the words of what stood in its way."""

    ticket_id: str
    ticket: TicketInList | None
    code: str | None
    detail: str | None


class TicketOutcomes(msgspec.Struct):
    """One for each ticket, in the order asked for."""

    results: list[TicketOutcome]


def show_in_list(ticket: Ticket, now: datetime) -> TicketInList:
    """As lists show it."""
    return shown(TicketInList, ticket, **_people(ticket, now))


def show_ticket(ticket: Ticket, now: datetime) -> WholeTicket:
    """All of it."""
    alarm = ticket.alarm
    return shown(
        WholeTicket,
        ticket,
        **_people(ticket, now),
        created_by=ticket.created_by.ref,
        participants=[each.ref for each in ticket.participants],
        deadlines=[shown(DeadlineLineView, each) for each in ticket.deadlines if each.met_at is None],
        alarm=AlarmView(alarm.summary, alarm.reason, alarm.by.ref, alarm.at) if alarm is not None else None,
    )


def _people(ticket: Ticket, now: datetime) -> dict[str, object]:
    reached = CustomerView(ticket.visitor_id, ticket.visitor_name, ticket.email, ticket.mobile, ticket.locale)
    late = not ticket.is_over and ticket.due_at is not None and ticket.due_at < now
    return {"owner": ticket.owner.ref, "handler": ticket.handler.ref, "customer": reached, "late": late}


def show_entry(entry: Entry) -> TicketEntryView:
    """One line of the history."""
    return shown(
        TicketEntryView,
        entry,
        author_kind=entry.author.kind,
        author=entry.author.ref,
        changes=list(entry.changes),
        agent=entry.agent.ref if entry.agent is not None else None,
    )


def show_outcome(outcome: Outcome, now: datetime) -> TicketOutcome:
    """What came of one of several."""
    ticket = show_in_list(outcome.ticket, now) if outcome.ticket is not None else None
    return TicketOutcome(outcome.ticket_id, ticket, outcome.code, outcome.detail)
