"""Tickets, as agents and those who lead work with them."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Annotated, Literal

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused, Once
from chalicelib.core.pages import Cursor, PageOf, placed, start_of
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentAway
from chalicelib.people.model.reach import NotYours
from chalicelib.routing.model import GroupArchived
from chalicelib.tickets.api.views import (
    TicketEntryView,
    TicketHistory,
    TicketInList,
    TicketOutcomes,
    WholeTicket,
    show_entry,
    show_in_list,
    show_outcome,
    show_ticket,
)
from chalicelib.tickets.model.flow_refusals import (
    BeyondYourLimit,
    FollowsFlow,
    FollowsNoFlow,
    NoSuchWay,
    NotYourField,
    NotYourMove,
)
from chalicelib.tickets.model.forms import (
    AssignTicket,
    ChangeSeveral,
    ChangeTicket,
    CreateTicket,
    EscalateTicket,
    MergeTicket,
    MoveTicket,
    Type,
    WriteTicketEntry,
)
from chalicelib.tickets.model.refusals import (
    AlreadyHandler,
    MoveNotAllowed,
    NobodyThere,
    NotMergeable,
    ReopenedTooLate,
    TicketChanged,
    TicketOver,
    TooManyWords,
)
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service import access, bulk, changing, creating, handing, lists, raising
from chalicelib.tickets.service.lists import Wanted

routes = Routes(__name__)

EVERY = "/v1/desk/tickets"
ONE = EVERY + "/{ticket_id}"
MOST_ENTRIES = 200

worker = people.may("tickets.work")
manager = people.may("tickets.manage")
CHANGING = (NotYours, TicketChanged, TicketOver, TooManyWords, KeyReused)
OF_FLOWS = (NotYourMove, NotYourField, BeyondYourLimit)


class ListQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``view``: mine (I work on them), my groups', late, waiting for the customer, all in reach. ``state``: ``open``
    are all that are not solved or closed, ``done`` those that are. ``due``: late, from now until the day or the week
    ends where the desk is, or without a deadline; ``created_since``, ``created_until``: made from that day to that day
    there, both counted. ``number``: that ticket alone; ``about``: those
    made from this conversation, message left or follow-up; ``visitor_id``: all of this customer's; of these three the
    first that is said, and nothing else counts beside it."""

    view: Literal["mine", "group", "late", "waiting", "all"] = "mine"
    state: Literal[
        "open", "done", "new", "assigned", "in_progress", "waiting_for_customer", "solved", "closed", "reopened"
    ] = "open"
    type: Type | Literal[""] = ""
    priority: Literal["normal", "urgent", "critical", ""] = ""
    owner_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    handler_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    group_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    due_before: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    due: Literal["late", "today", "week", "none", ""] = ""
    created_since: date | None = None
    created_until: date | None = None
    number: Annotated[str, msgspec.Meta(max_length=40)] = ""
    about: Annotated[str, msgspec.Meta(max_length=100)] = ""
    visitor_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    cursor: Cursor = ""


class HistoryQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``after``: the number of the last entry that is known."""

    after: Annotated[int, msgspec.Meta(ge=0, le=10**9)] = 0
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST_ENTRIES)] = MOST_ENTRIES


@routes.get(EVERY, caller=worker, query=ListQuery)
def list_tickets(call: Call[people.Caller]) -> Answer[PageOf[TicketInList]]:
    """Tickets in reach, what is due first in front; a page may be short while others follow."""
    query, now = call.query, call.desk.now()
    if query.number:
        ticket = lists.find_by_number(call.desk, call.caller.agent, query.number)
        return Answer(PageOf([show_in_list(ticket, now)] if ticket is not None else [], None))
    if query.about or query.visitor_id:
        ask = lists.list_about if query.about else lists.list_of_customer
        name = query.about or query.visitor_id
        things, more = ask(call.desk, call.caller.agent, name, start_of(call), lists.PAGE)
        return Answer(placed(call, things, lambda each: show_in_list(each, now), more=more))
    wanted = Wanted(
        query.view,
        query.state,
        query.type or None,
        query.priority or None,
        query.owner_id or None,
        query.handler_id or None,
        query.group_id or None,
        query.due_before,
        query.due or None,
        query.created_since,
        query.created_until,
    )
    tickets, following = lists.list_tickets(call.desk, call.caller.agent, wanted, query.cursor or None)
    return Answer(PageOf([show_in_list(each, now) for each in tickets], following))


@routes.post(
    EVERY,
    caller=worker,
    body=CreateTicket,
    statuses=(200, 201),
    raises=(NotYours, AgentAway, KeyReused, GroupArchived, *OF_FLOWS),
)
def create_ticket(call: Call[people.Caller]) -> Answer[WholeTicket]:
    """Make a ticket, by hand or from something; the same ``client_id`` makes one."""
    ticket, again = creating.create_ticket(call.desk, call.caller, call.body)
    call.notes["ticket_id"] = ticket.ticket_id
    return Answer(show_ticket(ticket, call.desk.now()), status=200 if again else 201)


@routes.get(ONE, caller=worker, raises=(NotYours,))
def read_ticket(call: Call[people.Caller], ticket_id: str) -> Answer[WholeTicket]:
    """One ticket, as it stands."""
    ticket = access.read_ticket(call.desk, call.caller.agent, ticket_id, call.request_id)
    return Answer(show_ticket(ticket, call.desk.now()))


@routes.post(ONE + "/change", caller=worker, body=ChangeTicket, keyed=True, raises=(*CHANGING, *OF_FLOWS))
def change_ticket(call: Call[people.Caller], ticket_id: str) -> Answer[WholeTicket]:
    """Change its fields; what is left out stays."""
    once = _once(call, ticket_id)
    return _shown(call, changing.change_ticket(call.desk, call.caller, ticket_id, call.body, once))


@routes.get(ONE + "/entries", caller=worker, query=HistoryQuery, raises=(NotYours,))
def read_ticket_history(call: Call[people.Caller], ticket_id: str) -> Answer[TicketHistory]:
    """What happened to it, by number."""
    after, limit = call.query.after, call.query.limit
    entries, more = access.read_history(call.desk, call.caller.agent, ticket_id, after, limit)
    shown: list[TicketEntryView] = [show_entry(each) for each in entries]
    return Answer(TicketHistory(shown, more))


@routes.post(
    ONE + "/entries", caller=worker, body=WriteTicketEntry, raises=(NotYours, TicketOver, TooManyWords, KeyReused)
)
def write_ticket_entry(call: Call[people.Caller], ticket_id: str) -> Answer[WholeTicket]:
    """Write a step for the customer, or a note among colleagues; the same ``client_id`` writes one."""
    return _shown(call, changing.write_entry(call.desk, call.caller, ticket_id, call.body))


@routes.post(
    ONE + "/move",
    caller=worker,
    body=MoveTicket,
    keyed=True,
    raises=(
        *(*CHANGING, MoveNotAllowed, ReopenedTooLate),
        *(*OF_FLOWS, FollowsFlow, FollowsNoFlow, NoSuchWay, NobodyThere, GroupArchived),
    ),
)
def move_ticket(call: Call[people.Caller], ticket_id: str) -> Answer[WholeTicket]:
    """Move it to another state, as the table of states allows, or to another stage of its flow."""
    once = _once(call, ticket_id)
    return _shown(call, changing.move_ticket(call.desk, call.caller, ticket_id, call.body, once))


@routes.post(
    ONE + "/assign",
    caller=worker,
    body=AssignTicket,
    keyed=True,
    raises=(*CHANGING, AlreadyHandler, AgentAway, NobodyThere, GroupArchived),
)
def assign_ticket(call: Call[people.Caller], ticket_id: str) -> Answer[WholeTicket]:
    """Give it to a colleague who is there, or to whoever of a group is next; its owner stays responsible."""
    once = _once(call, ticket_id)
    return _shown(call, handing.assign_ticket(call.desk, call.caller, ticket_id, call.body, call.request_id, once))


@routes.post(
    ONE + "/escalate",
    caller=worker,
    body=EscalateTicket,
    raises=(NotYours, TicketOver, TooManyWords, NobodyThere, KeyReused),
)
def escalate_ticket(call: Call[people.Caller], ticket_id: str) -> Answer[WholeTicket]:
    """Tell its group's leader or the supervisors, with the reason; the same ``client_id`` tells them once."""
    return _shown(call, raising.escalate_ticket(call.desk, call.caller, ticket_id, call.body, call.request_id))


@routes.post(
    ONE + "/merge",
    caller=manager,
    body=MergeTicket,
    raises=(NotYours, TicketChanged, TicketOver, TooManyWords, NotMergeable),
)
def merge_tickets(call: Call[people.Caller], ticket_id: str) -> Answer[WholeTicket]:
    """Have another ticket of the same customer become part of this one; twice is once."""
    return _shown(call, raising.merge_tickets(call.desk, call.caller, ticket_id, call.body, call.request_id))


@routes.post(EVERY + "/bulk", caller=manager, body=ChangeSeveral, keyed=True)
def change_tickets(call: Call[people.Caller]) -> Answer[TicketOutcomes]:
    """Assign, set the priority of, or close up to 100 tickets; one result for each."""
    named = partial(_once, call)
    outcomes = bulk.change_several(call.desk, call.caller, call.body, call.request_id, named)
    return Answer(TicketOutcomes([show_outcome(each, call.desk.now()) for each in outcomes]))


def _shown(call: Call[people.Caller], ticket: Ticket) -> Answer[WholeTicket]:
    return Answer(show_ticket(ticket, call.desk.now()))


def _once(call: Call[people.Caller], ticket_id: str) -> Once | None:
    """The request's own name, if it brought one: what comes twice is answered as the first time."""
    return call.once(f"{call.target}#{call.caller.agent.agent_id}#{ticket_id}")
