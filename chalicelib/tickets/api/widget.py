"""A customer's own tickets, in the widget and by number and contact."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec.structs import asdict

from chalicelib.core.authors import AgentRef
from chalicelib.core.errors import LimitReached, NotFound, OriginNotAllowed
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import PageOf, PageQuery, placed, start_of
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.plans.model.plan import UnknownPlan
from chalicelib.tickets.api.desk import HistoryQuery
from chalicelib.tickets.model.flow_refusals import (
    BeyondYourLimit,
    FollowsFlow,
    FollowsNoFlow,
    NoSuchWay,
    NotYourField,
    NotYourMove,
)
from chalicelib.tickets.model.forms import GiveVerdict, WriteWords
from chalicelib.tickets.model.refusals import MoveNotAllowed, ReopenedTooLate, TicketOver, TooManyWords
from chalicelib.tickets.model.states import allowed_to_customer
from chalicelib.tickets.model.ticket import Entry, Ticket
from chalicelib.tickets.service import customers
from chalicelib.tickets.service.customers import Public
from chalicelib.visitors import service as visitors

routes = Routes(__name__)

MINE = "/v1/widget/{plan_key}/tickets"
ONE = MINE + "/{ticket_id}"
SIDES = ("customer", "desk")


class LookUp(msgspec.Struct, forbid_unknown_fields=True):
    """``contact``: the e-mail address or mobile number that the ticket was made with."""

    number: Annotated[str, msgspec.Meta(max_length=40)]
    contact: Annotated[str, msgspec.Meta(max_length=320)]


@showing(Ticket, "ticket_id number type subject state awaited created_at changed_at solved_at closed_at")
class OwnTicket(msgspec.Struct):
    """``owner`` is responsible for it until it is done. ``awaited``: what the customer is to do, and by when.
    ``may_write``, ``may_confirm``, ``may_reopen``: what its customer may do now; reopening ends after some days."""

    owner: AgentRef
    may_write: bool
    may_confirm: bool
    may_reopen: bool


class OwnEntry(msgspec.Struct):
    """``by``: customer or desk, with the name of who wrote it."""

    seq: int
    by: Annotated[str, among(*SIDES)]
    name: str | None
    text: str
    at: datetime
    state: str


class OwnTicketView(OwnTicket):
    """With its public entries behind ``after``; ``more``: ask again with ``last_seq``."""

    entries: list[OwnEntry]
    last_seq: int
    more: bool


class LookedUp(msgspec.Struct):
    """``path``: the page of this ticket, for its customer alone."""

    ticket: OwnTicketView
    path: str


@routes.get(MINE, caller=visitors.recognised, query=PageQuery)
def list_own_tickets(call: Call[visitors.Caller], plan_key: str) -> Answer[PageOf[OwnTicket]]:
    """A visitor's own requests: those that wait for them, the open ones, then what is over."""
    things, more = customers.list_own(call.desk, call.caller, plan_key, start_of(call))
    return Answer(placed(call, things, show_own, more=more))


@routes.get(ONE, caller=visitors.recognised, query=HistoryQuery)
def read_own_ticket(call: Call[visitors.Caller], plan_key: str, ticket_id: str) -> Answer[OwnTicketView]:
    """One of them, with what is public of its history."""
    ticket = customers.own(call.desk, call.caller, plan_key, ticket_id)
    return Answer(show_public(customers.read_public(call.desk, ticket, call.query.after, call.query.limit)))


@routes.post(
    ONE + "/words",
    caller=visitors.recognised,
    body=WriteWords,
    raises=(TicketOver, TooManyWords, LimitReached, KeyReused),
)
def add_words(call: Call[visitors.Caller], plan_key: str, ticket_id: str) -> Answer[OwnTicket]:
    """Add words to one of them; the same ``client_id`` adds them once."""
    ticket = customers.own(call.desk, call.caller, plan_key, ticket_id)
    return Answer(show_own(customers.write_words(call.desk, ticket, call.body)))


@routes.post(
    ONE + "/verdict",
    caller=visitors.recognised,
    body=GiveVerdict,
    raises=(
        *(MoveNotAllowed, ReopenedTooLate, TicketOver, TooManyWords, LimitReached, KeyReused),
        *(FollowsFlow, FollowsNoFlow, NoSuchWay, NotYourMove, NotYourField, BeyondYourLimit),
    ),
)
def judge_own_ticket(call: Call[visitors.Caller], plan_key: str, ticket_id: str) -> Answer[OwnTicket]:
    """Say that it is solved, or that it is not; the same ``client_id`` says so once."""
    ticket = customers.own(call.desk, call.caller, plan_key, ticket_id)
    return Answer(show_own(customers.give_verdict(call.desk, ticket, call.body)))


@routes.post(
    "/v1/widget/{plan_key}/ticket-lookups", body=LookUp, raises=(UnknownPlan, OriginNotAllowed, NotFound, LimitReached)
)
def look_up_ticket(call: Call[None], plan_key: str) -> Answer[LookedUp]:
    """One ticket by its number and its customer's contact; whatever does not fit is told in one way."""
    body = call.body
    came_from = (call.source_ip, call.foreign_origin)
    ticket, token = customers.look_up(call.desk, plan_key, body.number, body.contact, *came_from)
    view = show_public(customers.read_public(call.desk, ticket, 0, 200))
    return Answer(LookedUp(view, f"/t/{token}"))


def show_own(ticket: Ticket) -> OwnTicket:
    """As its customer's list shows it."""
    return shown(OwnTicket, ticket, **_may(ticket))


def show_public(public: Public) -> OwnTicketView:
    """What its customer sees."""
    ticket, entries = public.ticket, public.entries
    return shown(
        OwnTicketView,
        ticket,
        **_may(ticket),
        entries=[_entry(each) for each in entries],
        last_seq=public.last_seq,
        more=public.more,
    )


def _may(ticket: Ticket) -> dict[str, object]:
    return {"owner": ticket.owner.ref, **asdict(allowed_to_customer(ticket))}


def _entry(entry: Entry) -> OwnEntry:
    side = "customer" if entry.author.kind == "visitor" else "desk"
    return OwnEntry(entry.seq, side, entry.author.name, entry.text, entry.at, entry.state)
