"""What is late, nearly late, or runs; why it is late; and the new time that a customer is told."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf
from chalicelib.core.text import among
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.tickets.api.views import TicketInList, WholeTicket, show_in_list, show_ticket
from chalicelib.tickets.model.lateness import NAMES, STATES
from chalicelib.tickets.model.refusals import TicketOver, TooManyWords
from chalicelib.tickets.service import due, explaining
from chalicelib.tickets.service.due import Owed
from chalicelib.tickets.service.explaining import GiveReason, NoReasonOwed, TellDelay

routes = Routes(__name__)

ONE = "/v1/desk/tickets/{ticket_id}"
worker = people.may("tickets.work")


class DeadlinesQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``state``: running, warned of (four fifths are over) or breached; unsaid: all, what is late first. ``scope``:
    mine, my groups', all in reach."""

    state: Literal["running", "warned", "breached", ""] = ""
    scope: Literal["mine", "group", "all"] = "mine"
    cursor: Cursor = ""


class DeadlineView(msgspec.Struct):
    """One deadline of a ticket. ``due_at``: null while it is late and paused."""

    name: Annotated[str, among(*NAMES)]
    state: Annotated[str, among(*STATES)]
    due_at: datetime | None
    warned_at: datetime | None
    breached_at: datetime | None
    ticket: TicketInList


def show_owed(owed: Owed, now: datetime) -> DeadlineView:
    deadline = owed.deadline
    return DeadlineView(
        deadline.name,
        str(deadline.state),
        deadline.due_at,
        deadline.warned_at,
        deadline.breached_at,
        show_in_list(owed.ticket, now),
    )


@routes.get("/v1/desk/deadlines", caller=worker, query=DeadlinesQuery)
def list_deadlines(call: Call[people.Caller]) -> Answer[PageOf[DeadlineView]]:
    """What is owed by when, in reach; a page may be short while others follow."""
    query, now = call.query, call.desk.now()
    owed, following = due.list_deadlines(
        call.desk, call.caller.agent, query.state or None, query.scope, query.cursor or None
    )
    return Answer(PageOf([show_owed(each, now) for each in owed], following))


@routes.post(ONE + "/reason", caller=worker, body=GiveReason, raises=(NotYours, NoReasonOwed, TooManyWords, KeyReused))
def give_ticket_reason(call: Call[people.Caller], ticket_id: str) -> Answer[WholeTicket]:
    """Say why a ticket is late, and how it is made good."""
    ticket = explaining.give_reason(call.desk, call.caller, ticket_id, call.body)
    return Answer(show_ticket(ticket, call.desk.now()))


@routes.post(ONE + "/delay", caller=worker, body=TellDelay, raises=(NotYours, TicketOver, TooManyWords, KeyReused))
def tell_ticket_delay(call: Call[people.Caller], ticket_id: str) -> Answer[WholeTicket]:
    """Tell the customer, with an apology, until when it takes."""
    ticket = explaining.tell_delay(call.desk, call.caller, ticket_id, call.body)
    return Answer(show_ticket(ticket, call.desk.now()))
