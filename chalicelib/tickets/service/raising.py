"""Escalation by hand, and two tickets of one customer that become one (D4, D5)."""

from __future__ import annotations

from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.once import Once, checked_client_id
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.tickets.model.forms import LONGEST_REASON, EscalateTicket, MergeTicket, checked_text
from chalicelib.tickets.model.refusals import NobodyThere
from chalicelib.tickets.model.states import Step, escalated, merged_pair
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service.access import MOVE, WRITE, may, refuse_older
from chalicelib.tickets.service.leading import above
from chalicelib.tickets.service.saving import carry_out, save
from chalicelib.tickets.service.telling import tell_colleagues
from chalicelib.tickets.store import tickets as store


def escalate_ticket(
    desk: Desk, caller: people.Caller, ticket_id: str, form: EscalateTicket, request_id: str = ""
) -> Ticket:
    """Its group's leader, or the supervisors, are told at once, with the reason; once for each ``client_id``.

    Raises ``NotFound``, ``NotYours``, ``TicketOver``, ``NobodyThere``, ``Invalid``.
    """
    agent, reason = caller.agent, checked_text("reason", form.reason, LONGEST_REASON, needed=True)
    client_id = checked_client_id(form.client_id)
    once = Once.of(f"escalate#{ticket_id}#{agent.agent_id}", client_id, [reason, form.to])
    told: list[Agent] = []

    def step(ticket: Ticket) -> Step:
        may(desk, agent, WRITE, ticket)
        told[:] = above(desk, ticket, form.to, agent.agent_id)
        if not told:
            raise NobodyThere("there is nobody else to escalate it to", extra={"candidates": {}})
        return escalated(ticket, by_agent(agent), [by_agent(each) for each in told], reason, desk.now())

    def also(tx: Transaction, _: Ticket, after: Ticket) -> None:
        tell_colleagues(tx, after, "ticket_escalated", told, reason, by=agent.name)
        audit.note(tx, caller.by(request_id), "escalate_ticket", ticket_id, after={"to": [e.agent_id for e in told]})

    return carry_out(desk, ticket_id, step, once=once, also=also)


def merge_tickets(desk: Desk, caller: people.Caller, ticket_id: str, form: MergeTicket, request_id: str = "") -> Ticket:
    """The other becomes part of this one: it is closed, points here, and each says so. Twice is once.

    Raises ``NotFound``, ``NotYours`` of either, ``TicketChanged``, ``TicketOver``, ``NotMergeable``.
    """
    agent, by = caller.agent, by_agent(caller.agent)

    def merge() -> Ticket:
        ticket = existing(store.ticket(desk, ticket_id), "no such ticket")
        other = existing(store.ticket(desk, form.other_id), "no such ticket")
        may(desk, agent, MOVE, ticket)
        may(desk, agent, MOVE, other)
        if other.merged_into == ticket_id:
            return ticket
        refuse_older(desk, form.version, ticket)
        (kept, first), (gone, second) = merged_pair(ticket, other, by, desk.now())
        tx = Transaction(desk)
        save(tx, other, gone, [second])
        kept = save(tx, ticket, kept, [first])
        audit.note(tx, caller.by(request_id), "merge_tickets", ticket_id, after={"other_id": other.ticket_id})
        tx.commit_and_tell()
        return kept

    return races.again(desk, merge, store.TicketMoved, tries=races.CROWD)
