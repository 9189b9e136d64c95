"""Why a ticket is late and how it is made good, and the new time that its customer is told (D5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.once import Once, checked_client_id
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.tickets.model.forms import LONGEST_REASON, checked_text
from chalicelib.tickets.model.lateness import REASON, answered
from chalicelib.tickets.model.states import Step, refuse_over, with_entry
from chalicelib.tickets.model.ticket import DELAYED, Ticket
from chalicelib.tickets.model.ticket import REASON as REASON_ENTRY
from chalicelib.tickets.service.access import MOVE, may
from chalicelib.tickets.service.deadlines import timed
from chalicelib.tickets.service.saving import carry_out

FURTHEST = timedelta(days=366)
COMING = f"a time to come, with its zone, within {FURTHEST.days} days"
Words = Annotated[str, msgspec.Meta(max_length=LONGEST_REASON)]


class GiveReason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why it is late (``reason``), and how it is made good (``plan``)."""

    client_id: Id
    reason: Words
    plan: Words


class TellDelay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The new time, and what is said to the customer beside the apology."""

    client_id: Id
    until: datetime
    text: Words = ""


class NoReasonOwed(Conflict):
    """It is not late, or why was said before."""

    code = "no_reason_owed"
    title = "No reason is owed for this ticket"


def give_reason(desk: Desk, caller: people.Caller, ticket_id: str, form: GiveReason) -> Ticket:
    """Say why it is late, with the plan to catch up; the same ``client_id`` is written once. Three requests.

    Raises ``NotFound``, ``NotYours``, ``NoReasonOwed``, ``Invalid``.
    """
    agent = caller.agent
    reason = checked_text("reason", form.reason, LONGEST_REASON, needed=True)
    plan = checked_text("plan", form.plan, LONGEST_REASON, needed=True)
    client_id = checked_client_id(form.client_id)
    once = Once.of(f"ticket-reason#{ticket_id}#{agent.agent_id}", client_id, [reason, plan])

    def step(ticket: Ticket) -> Step:
        may(desk, agent, MOVE, ticket)
        owed = next((each for each in ticket.deadlines if each.name == REASON and each.met_at is None), None)
        if owed is None:
            raise NoReasonOwed("it is not late, or the reason was given before")
        now = desk.now()
        after = timed(ticket, answered(ticket.deadlines, REASON, now))
        return with_entry(after, REASON_ENTRY, by_agent(agent), f"{reason}\n\n{plan}", now, ref=owed.about)

    return carry_out(desk, ticket_id, step, once=once)


def tell_delay(desk: Desk, caller: people.Caller, ticket_id: str, form: TellDelay) -> Ticket:
    """Tell the customer, with an apology, that it takes until then; once for each ``client_id``. Three requests.

    No deadline is moved: what was promised first is what counts. Raises ``NotFound``, ``NotYours``, ``TicketOver``,
    ``Invalid``.
    """
    agent, text = caller.agent, checked_text("text", form.text, LONGEST_REASON)
    client_id = checked_client_id(form.client_id)
    if form.until.tzinfo is None:
        raise Invalid.field("until", COMING)
    once = Once.of(f"ticket-delay#{ticket_id}#{agent.agent_id}", client_id, [times.stored(form.until), text])

    def step(ticket: Ticket) -> Step:
        may(desk, agent, MOVE, ticket)
        refuse_over(ticket)
        now = desk.now()
        if not now < form.until <= now + FURTHEST:
            raise Invalid.field("until", COMING)
        after = replace(ticket, promised_at=form.until)
        return with_entry(after, DELAYED, by_agent(agent), text, now, public=True)

    return carry_out(desk, ticket_id, step, once=once)
