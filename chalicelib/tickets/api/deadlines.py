"""What is late, nearly late, or runs; why it is late; and the new time that a customer is told."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf
from chalicelib.core.text import among
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.tickets.api.views import TicketInList, WholeTicket, show_in_list, show_ticket
from chalicelib.tickets.model.lateness import NAMES, REASON, STATES
from chalicelib.tickets.model.owed import ANSWERING
from chalicelib.tickets.model.refusals import TicketOver, TooManyWords
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service import due, explaining
from chalicelib.tickets.service.due import Line
from chalicelib.tickets.service.explaining import GiveReason, NoReasonOwed, TellDelay

routes = Routes(__name__)

ONE = "/v1/desk/tickets/{ticket_id}"
SHOWN = ("name", "state", "due_at", "warned_at", "breached_at")
worker = people.may("tickets.work")
owing = people.may("tickets.work", *ANSWERING.values())  # each sees what their permission is for


class DeadlinesQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``state``: running, warned of (four fifths are over) or breached; unsaid: all, what is late first. ``scope``:
    mine, my groups', all in reach."""

    state: Literal["running", "warned", "breached", ""] = ""
    scope: Literal["mine", "group", "all"] = "mine"
    cursor: Cursor = ""


class DeadlineView(msgspec.Struct):
    """One deadline: of a ticket, or of the first answer in a conversation or to a message that was left (``kind``).

    ``due_at``: null while it is late and paused. ``handler``: whose it is; null: nobody's at the moment. ``customer``:
    their name, if it is known. ``ticket``: null where it is of something else.
    """

    kind: Literal["ticket", "conversation", "offline_message"]
    id: str
    name: Annotated[str, among(*NAMES)]
    state: Annotated[str, among(*STATES)]
    due_at: datetime | None
    warned_at: datetime | None
    breached_at: datetime | None
    handler: AgentRef | None
    customer: str | None
    level: str
    plan_key: str | None
    group_id: str | None
    ticket: TicketInList | None


def show_line(line: Line, now: datetime) -> DeadlineView:
    thing = line.thing
    if isinstance(thing, Ticket):
        own: dict[str, Any] = {
            "kind": "ticket",
            "id": thing.ticket_id,
            "handler": (thing.owner if line.deadline.name == REASON else thing.handler).ref,
            "customer": thing.visitor_name,
            "ticket": show_in_list(thing, now),
        }
    else:
        handler = thing.handler.ref if thing.handler is not None else None
        own = {"kind": thing.kind, "id": thing.thing_id, "handler": handler, "customer": thing.customer, "ticket": None}
    said: dict[str, Any] = {name: getattr(line.deadline, name) for name in SHOWN}
    around: dict[str, Any] = {name: getattr(thing, name) for name in ("level", "plan_key", "group_id")}
    return DeadlineView(**own, **said, **around)


@routes.get("/v1/desk/deadlines", caller=owing, query=DeadlinesQuery)
def list_deadlines(call: Call[people.Caller]) -> Answer[PageOf[DeadlineView]]:
    """What is owed by when, of tickets, conversations and messages left, in reach; a page may be short while others
    follow."""
    query, now = call.query, call.desk.now()
    lines, following = due.list_deadlines(
        call.desk, call.caller.agent, query.state or None, query.scope, query.cursor or None
    )
    return Answer(PageOf([show_line(each, now) for each in lines], following))


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
