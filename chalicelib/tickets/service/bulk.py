"""One thing done with many tickets, each by itself, with one result for each (D4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.core.errors import DeskError, Invalid
from chalicelib.core.once import Once
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.tickets.model.forms import (
    LONGEST_REASON,
    AssignTicket,
    ChangeSeveral,
    checked_ids,
    checked_text,
)
from chalicelib.tickets.model.refusals import AlreadyHandler
from chalicelib.tickets.model.states import Step, changed
from chalicelib.tickets.model.ticket import CLOSED, Ticket
from chalicelib.tickets.service.access import MOVE, may
from chalicelib.tickets.service.changing import moved_by
from chalicelib.tickets.service.creating import alarm_of
from chalicelib.tickets.service.handing import give
from chalicelib.tickets.service.saving import carry_out

Named = Callable[[str], Once | None]


class Outcome(msgspec.Struct, frozen=True):
    """What came of one: the ticket as it is then, or the code and the words of what stood in its way."""

    ticket_id: str
    ticket: Ticket | None = None
    code: str | None = None
    detail: str | None = None


def change_several(
    desk: Desk, caller: people.Caller, form: ChangeSeveral, request_id: str = "", named: Named = lambda _: None
) -> list[Outcome]:
    """Assign, set the priority, or close; in the order asked for. One that cannot be changed keeps no other back.

    A few requests for each. What is so already is done; with ``named``, which names the request for each ticket, what
    comes twice is done once. Raises ``Invalid`` where the request itself does not hold.
    """
    ids = checked_ids("ticket_ids", form.ticket_ids)
    text = checked_text("text", form.text, LONGEST_REASON)
    _refuse_halves(desk, caller, form)
    return [_outcome(desk, caller, each, form, text, request_id, named(each)) for each in ids]


def _refuse_halves(desk: Desk, caller: people.Caller, form: ChangeSeveral) -> None:
    """Raises ``Invalid`` for what would be refused of every ticket alike."""
    if form.act == "assign" and (form.agent_id is None) == (form.group_id is None):
        raise Invalid.field("agent_id", "say either an agent or a group")
    if form.act == "priority":
        if form.priority is None:
            raise Invalid.field("priority", "say which")
        alarm_of(form.priority, form.summary, form.reason, by_agent(caller.agent), desk.now())


def _step(desk: Desk, caller: people.Caller, form: ChangeSeveral, text: str, ticket: Ticket) -> Step | None:
    agent, now = caller.agent, desk.now()
    may(desk, agent, MOVE, ticket)
    if form.act == "close":
        return moved_by(ticket, CLOSED, agent, text, now) if ticket.state != CLOSED else None
    if form.priority == ticket.priority:
        return None
    alarm = alarm_of(str(form.priority), form.summary, form.reason, by_agent(agent), now)
    return changed(ticket, {"priority": form.priority, "alarm": alarm}, by_agent(agent), "", now)


def _outcome(
    desk: Desk,
    caller: people.Caller,
    ticket_id: str,
    form: ChangeSeveral,
    text: str,
    request_id: str,
    once: Once | None,
) -> Outcome:
    try:
        if form.act == "assign":
            to = AssignTicket(0, form.agent_id, form.group_id, text)
            return Outcome(ticket_id, _given(desk, caller, ticket_id, to, request_id, once))
        step = partial(_step, desk, caller, form, text)
        return Outcome(ticket_id, carry_out(desk, ticket_id, step, once=once))
    except DeskError as error:
        return Outcome(ticket_id, code=error.code, detail=error.detail or error.title)


def _given(
    desk: Desk, caller: people.Caller, ticket_id: str, to: AssignTicket, request_id: str, once: Once | None
) -> Ticket:
    try:
        return give(desk, caller, ticket_id, to, _any, request_id, once)
    except AlreadyHandler:  # that is what was asked for
        return carry_out(desk, ticket_id, lambda _: None, once=once)


def _any(_: Ticket) -> None:
    """Whoever changes many has not looked at each."""
