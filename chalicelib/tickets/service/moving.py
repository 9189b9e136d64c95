"""A ticket goes on to the next stage of its flow: by a colleague, or by its customer (D6, D8, D9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.reach import NAMED, SEE, Act
from chalicelib.people.model.reach import may as tie_of
from chalicelib.tickets.model.flow_refusals import FollowsNoFlow
from chalicelib.tickets.model.flows import NO, YES, Definition, Mover, Passage, Way, move, said_by_customer, ways_for
from chalicelib.tickets.model.forms import LONGEST_REASON, checked_text
from chalicelib.tickets.model.signing import field_changes, unsigned
from chalicelib.tickets.model.states import Step, besides, staged, with_entry
from chalicelib.tickets.model.ticket import CLOSED, MOVE, OVER, WAITING, Awaited, Changed, Ticket, Value
from chalicelib.tickets.service.access import MOVE as MOVE_TICKET
from chalicelib.tickets.service.access import find, group_for, may, refuse_older, thing
from chalicelib.tickets.service.flowing import mover_of, outside, standing_of
from chalicelib.tickets.service.handing import Target, next_of, write_given
from chalicelib.tickets.service.rules import Rules
from chalicelib.tickets.service.saving import carry_out

IN_FLOW = Act("move_in_flow", MOVE_TICKET.ties | {NAMED})  # the responsible group's, where the flow says so

Values = Mapping[str, Value | None]


class MoveInFlow(msgspec.Struct, frozen=True):
    """Where somebody moves a ticket, with which values of its fields, to which group, and what they say."""

    to: str
    values: Values = {}
    group_id: str | None = None
    text: str = ""
    awaited: Awaited | None = None


def move_in_flow(
    desk: Desk, caller: people.Caller, ticket_id: str, form: MoveInFlow, version: int, once: Once | None = None
) -> Ticket:
    """The next stage, as the flow allows that the ticket began with; where another group is responsible from then on,
    whoever of it is next has it (its leader, where nobody is there). The customer is told.

    Four requests, and four where it is given to a group. Raises ``NotFound``, ``NotYours``, ``TicketChanged``,
    ``FollowsNoFlow``, ``NoSuchWay``, ``NotYourMove``, ``NotYourField``, ``BeyondYourLimit``, ``NobodyThere``,
    ``Invalid``.
    """
    agent, rules = caller.agent, Rules(desk)
    target: Target | None = None

    def step(ticket: Ticket) -> Step:
        nonlocal target
        flow = _flow(rules, ticket)
        may(desk, agent, _act(flow, ticket, form.to, agent), ticket)
        refuse_older(desk, version, ticket)
        passage = move(flow, standing_of(flow, ticket), form.to, mover_of(agent), form.values, form.group_id)
        target = _target(rules, ticket, passage.group_id) if passage.group_id != ticket.group_id else None
        return moved_to(flow, ticket, passage, by_agent(agent), form, desk.now(), target)

    def also(tx: Transaction, before: Ticket, after: Ticket) -> None:
        if target is not None and after.handler_id != before.handler_id:
            write_given(tx, after, target, form.text)

    return carry_out(desk, ticket_id, step, once=once, also=also, rules=rules)


def ways_of(desk: Desk, agent: Agent, ticket_id: str) -> tuple[Ticket, list[str]]:
    """A ticket, and where this agent may move it in its flow. Two requests, and one where their groups matter.

    Raises ``NotFound``, ``NotYours``.
    """
    ticket = find(desk, ticket_id)
    may(desk, agent, SEE, ticket)
    flow = Rules(desk).flow_of(ticket)
    if flow is None:
        return ticket, []
    around = people.Surroundings(desk, agent)
    ways = ways_for(flow, standing_of(flow, ticket), mover_of(agent))
    return ticket, [to for to in ways if tie_of(agent, _act(flow, ticket, to, agent), thing(ticket), around)]


def _flow(rules: Rules, ticket: Ticket) -> Definition:
    flow = rules.flow_of(ticket)
    if flow is None:
        raise FollowsNoFlow("it goes the usual way")
    return flow


def _act(flow: Definition, ticket: Ticket, to: str, agent: Agent) -> Act:
    stage = flow.stage(ticket.stage or "")
    way: Way | None = next((each for each in stage.ways if each.to == to), None) if stage is not None else None
    return IN_FLOW if way is not None and way.who.its_group and ticket.group_id in agent.groups else MOVE_TICKET


def _target(rules: Rules, ticket: Ticket, group_id: str | None) -> Target:
    return next_of(rules, group_for(rules.desk, group_id), ticket, anyway=True)


def moved_to(
    flow: Definition,
    ticket: Ticket,
    passage: Passage,
    by: Author,
    form: MoveInFlow,
    now: datetime,
    target: Target | None = None,
) -> Step:
    """The ticket in its next stage, with the entry that says so. Raises ``Invalid`` where it waits for the customer and
    nobody says for what."""
    stage = passage.stage
    if stage.state == WAITING and form.awaited is None:
        raise Invalid.field("awaited", "say what the customer is to do")
    fields = {**outside(flow, ticket), **passage.fields}
    fields = unsigned(flow, fields, stage) if stage.asks else fields
    handler = by_agent(target.agent) if target is not None else ticket.handler
    after = replace(
        ticket,
        **staged(ticket, stage),
        state=stage.state,
        state_at=now if stage.state != ticket.state else ticket.state_at,
        awaited=form.awaited if stage.state == WAITING else None,
        escalated_at=now if stage.escalates else ticket.escalated_at,
        solved_at=(ticket.solved_at or now) if stage.state in OVER else None,
        closed_at=now if stage.state == CLOSED else None,
        fields=fields,
        group_id=passage.group_id,
        handler=handler,
        participants=besides(ticket, handler),
    )
    changes = _changes(flow, ticket, after)
    agent = after.handler if after.handler != ticket.handler else None
    return with_entry(after, MOVE, by, form.text, now, public=True, changes=changes, agent=agent)


def _changes(flow: Definition, before: Ticket, after: Ticket) -> tuple[Changed, ...]:
    pairs: list[tuple[str, Any, Any]] = [
        ("stage", before.stage, after.stage),
        ("state", before.state, after.state),
        ("group", before.group_id, after.group_id),
        ("handler", before.handler.name, after.handler.name),
    ]
    stands = [Changed(name, _word(was), _word(now)) for name, was, now in pairs if was != now]
    return (*stands, *field_changes(flow, before.fields, after.fields))


def _word(value: Any) -> str | None:
    return None if value is None else str(value)


def judged_in_flow(
    rules: Rules, ticket: Ticket, customer: Author, text: str, now: datetime, *, solved: bool
) -> Step | None:
    """The customer says yes or no in a stage that asks them: it goes where that answer leads. None where the stage
    asks them nothing. Raises as ``move_in_flow`` does."""
    flow, signed = _flow(rules, ticket), ticket
    ticket = ticket if solved else replace(ticket, fields=unsigned(flow, ticket.fields))
    standing = standing_of(flow, ticket)
    stage = flow.stage(standing.stage)
    way = stage.answer(YES if solved else NO) if stage is not None and stage.asks else None
    if way is None or ticket.state != WAITING:
        return None
    name = customer.name or "客户 · the customer"
    values = said_by_customer(flow, standing, way.to, (text, name), solved=solved)
    after, entry = moved_by_customer(rules, ticket, way.to, values, customer, text, now)
    return after, replace(entry, changes=_changes(flow, signed, after))


def moved_by_customer(
    rules: Rules, ticket: Ticket, to: str, values: Values, customer: Author, text: str, now: datetime
) -> Step:
    """The step of its customer's hand, for whoever has seen that it is theirs. Raises as ``move_in_flow`` does."""
    flow, text = _flow(rules, ticket), checked_text("text", text, LONGEST_REASON)
    passage = move(flow, standing_of(flow, ticket), to, Mover(customer=True), values)
    return moved_to(flow, ticket, passage, customer, MoveInFlow(to, values, text=text), now)
