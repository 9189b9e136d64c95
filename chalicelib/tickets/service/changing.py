"""What people do with a ticket: words, other fields, the next state (D4, D5)."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from msgspec.structs import replace

from chalicelib.core import contacts
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.once import Once, checked_client_id
from chalicelib.core.sensitive import restored
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.rights import SEE_NUMBERS
from chalicelib.tickets.model.forms import (
    LONGEST_REASON,
    LONGEST_TEXT,
    ChangeTicket,
    MoveTicket,
    WriteTicketEntry,
    checked_ids,
    checked_subject,
    checked_text,
)
from chalicelib.tickets.model.states import (
    Again,
    Step,
    awaiting_customer,
    changed,
    moved,
    opened_again,
    said_of,
)
from chalicelib.tickets.model.ticket import (
    CLOSED,
    DESKS_OWN,
    NOTE,
    REOPENED,
    SOLVED,
    STEP,
    WAITING,
    Awaited,
    Ticket,
)
from chalicelib.tickets.service.access import MOVE, WRITE, find, may, refuse_older
from chalicelib.tickets.service.creating import (
    alarm_of,
    check_category,
    checked_contact,
    participants_of,
)
from chalicelib.tickets.service.flowing import again_of, changed_fields, of_other_type
from chalicelib.tickets.service.moving import MoveInFlow, move_in_flow
from chalicelib.tickets.service.rules import Rules
from chalicelib.tickets.service.saving import carry_out, or_first_answer
from chalicelib.tickets.store import beside

REMOVABLE = ("email", "mobile", "category", "tell_by")


def write_entry(desk: Desk, caller: people.Caller, ticket_id: str, form: WriteTicketEntry) -> Ticket:
    """A step that the customer sees too, or a note among colleagues; the same ``client_id`` is written once.

    Raises ``NotFound``, ``NotYours``, ``TicketOver``, ``Invalid``.
    """
    agent, kind = caller.agent, STEP if form.public else NOTE
    text = checked_text("text", form.text, LONGEST_TEXT, needed=True)
    client_id = checked_client_id(form.client_id)
    once = Once.of(f"ticket-entry#{ticket_id}#{agent.agent_id}", client_id, [text, form.public])

    def step(ticket: Ticket) -> Step:
        may(desk, agent, WRITE, ticket)
        return said_of(ticket, kind, by_agent(agent), text, desk.now(), client_id)

    return carry_out(desk, ticket_id, step, once=once)


def change_ticket(
    desk: Desk, caller: people.Caller, ticket_id: str, form: ChangeTicket, once: Once | None = None
) -> Ticket:
    """Other values of its fields; what changed and by whom is in its history. What is so already changes nothing.

    ``once``: the request's own name, if it has one. Raises ``NotFound``, ``NotYours``, ``TicketChanged``,
    ``TicketOver``, ``Invalid`` with the fields.
    """
    agent, rules = caller.agent, Rules(desk)

    def change() -> Ticket:
        participants = None
        if form.participants is not None:
            ids = checked_ids("participants", form.participants)
            participants = participants_of(people.read_agents(desk, ids), ids)
        check_category(desk, form.category or None)

        def step(ticket: Ticket) -> Step | None:
            may(desk, agent, MOVE, ticket)
            refuse_older(desk, form.version, ticket)
            said = form if SEE_NUMBERS in agent.rights.permissions else _restored(form, ticket)
            fields = _fields(rules, ticket, said, participants, agent)
            return changed(ticket, fields, by_agent(agent), "", desk.now())

        return carry_out(desk, ticket_id, step, once=once, rules=rules)

    return or_first_answer(desk, ticket_id, once, change)


def _restored(form: ChangeTicket, ticket: Ticket) -> ChangeTicket:
    """What somebody says of a ticket whose numbers they were shown in part (F8)."""
    names = ("subject", "email", "mobile", "visitor_name")
    given: dict[str, Any]
    given = {name: restored(getattr(form, name), getattr(ticket, name)) for name in names if getattr(form, name)}
    if form.fields is not None:
        given["fields"] = {
            name: restored(each, ticket.fields.get(name)) if isinstance(each, str) else each
            for name, each in form.fields.items()
        }
    return replace(form, **given)


def _fields(
    rules: Rules, ticket: Ticket, form: ChangeTicket, participants: tuple[Author, ...] | None, agent: Agent
) -> dict[str, Any]:
    """What the form says of the ticket's fields, each checked."""
    wrong, held, now = WrongFields(), dict[str, Any](), rules.desk.now()
    if form.level is not None:
        held["level"] = form.level
    if form.subject is not None:
        with wrong:
            held["subject"] = checked_subject(form.subject)
    for name in REMOVABLE:
        if getattr(form, name) is not None:
            with wrong:
                held[name] = _value(name, getattr(form, name), ticket)
    if form.visitor_name:
        with wrong:
            held["visitor_name"] = checked_contact("visitor_name", form.visitor_name, None)
    if participants is not None:
        held["participants"] = tuple(each for each in participants if each.id != ticket.handler_id)
    if form.priority is not None and form.priority != ticket.priority:
        with wrong:
            alarm = alarm_of(form.priority, form.summary, form.reason, by_agent(agent), now)
            held |= {"priority": form.priority, "alarm": alarm}
    if form.type is not None and form.type != ticket.type:
        with wrong:
            held |= _of_type(rules, ticket, form, agent)
    elif form.fields is not None:
        own = beside.settings(rules.desk).of_type(ticket.type)
        with wrong:
            held["fields"] = changed_fields(rules, agent, ticket, own, form.fields)
    wrong.refuse()
    reached = {"email": ticket.email, "mobile": ticket.mobile} | held
    if (
        (form.type or ticket.type) not in DESKS_OWN
        and ticket.visitor_id is None
        and not reached["email"]
        and not reached["mobile"]
    ):
        raise Invalid.field("email", "somebody must be reached, by e-mail or mobile")
    return held


def _of_type(rules: Rules, ticket: Ticket, form: ChangeTicket, agent: Agent) -> dict[str, Any]:
    """A ticket of another type begins in the flow that these follow, if any, with what of its fields they have too."""
    if form.type in DESKS_OWN:
        raise Invalid.field("type", "a customer's ticket becomes none of the desk's own")
    own = beside.settings(rules.desk).of_type(str(form.type))
    return of_other_type(rules, agent, ticket, str(form.type), own, form.fields or {})


def _value(name: str, value: str, ticket: Ticket) -> str | None:
    if not value:
        return None
    return checked_contact(name, value, contacts.region_of(ticket.time_zone)) if name in ("email", "mobile") else value


def move_ticket(
    desk: Desk, caller: people.Caller, ticket_id: str, form: MoveTicket, once: Once | None = None
) -> Ticket:
    """The next state, as the table allows (``model/states``); the customer is told.

    ``once``: the request's own name, if it has one. Raises ``NotFound``, ``NotYours``, ``TicketChanged``,
    ``MoveNotAllowed``, ``ReopenedTooLate``, ``TicketOver``, ``Invalid``.
    """
    text = checked_text("text", form.text, LONGEST_REASON)
    if (form.to is None) == (form.stage is None):
        find(desk, ticket_id)  # what is not there is told first
        raise Invalid.field("to", "say either a state or a stage")
    return or_first_answer(desk, ticket_id, once, partial(_move, desk, caller, ticket_id, form, text, once))


def _move(desk: Desk, caller: people.Caller, ticket_id: str, form: MoveTicket, text: str, once: Once | None) -> Ticket:
    agent, rules, awaited = caller.agent, Rules(desk), _awaited(form, desk.now())
    if form.stage is not None:
        wanted = MoveInFlow(form.stage, form.fields or {}, form.group_id, text, awaited)
        return move_in_flow(desk, caller, ticket_id, wanted, form.version, once)
    to = str(form.to)
    days = beside.settings(desk).reopen_days if to == REOPENED else 0

    def step(ticket: Ticket) -> Step:
        may(desk, agent, MOVE, ticket)
        refuse_older(desk, form.version, ticket)
        again = again_of(rules, ticket, days) if to == REOPENED else None
        return moved_by(ticket, to, agent, text, desk.now(), awaited=awaited, again=again)

    return carry_out(desk, ticket_id, step, once=once, rules=rules)


def _awaited(form: MoveTicket, now: datetime) -> Awaited | None:
    if form.to != WAITING and not form.awaited:
        return None
    what = checked_text("awaited", form.awaited, LONGEST_REASON, needed=True)
    if form.until is not None and (form.until.tzinfo is None or form.until <= now):
        raise Invalid.field("until", "a time to come, with its zone")
    return Awaited(what, form.until)


def moved_by(
    ticket: Ticket,
    to: str,
    agent: Agent,
    text: str,
    now: datetime,
    *,
    awaited: Awaited | None = None,
    again: Again | None = None,
) -> Step:
    """The step of somebody's hand. To close what nobody has solved takes a reason. Raises ``Invalid``, and what the
    table refuses."""
    by = by_agent(agent)
    if to == CLOSED and ticket.state != SOLVED and not text:
        raise Invalid.field("text", "say why it is closed without being solved")
    if awaited is not None:
        return awaiting_customer(ticket, by, awaited, text, now)
    if again is not None:
        return opened_again(ticket, by, text, now, again)
    return moved(ticket, to, by, text, now)
