"""A ticket is given to somebody else: to a colleague, or to whoever of a group is next; its owner stays (D4, D7)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec

from chalicelib.core import audit
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group, by_agent
from chalicelib.people.model.availability import BALANCED, MODES, ROTATION
from chalicelib.tickets.model.forms import LONGEST_REASON, AssignTicket, checked_text
from chalicelib.tickets.model.refusals import NobodyThere
from chalicelib.tickets.model.states import Step, handed, refuse_over
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.model.turns import choose, may_have, why_not
from chalicelib.tickets.service.access import MOVE, colleague, find, group_for, may, refuse_older
from chalicelib.tickets.service.rules import Rules
from chalicelib.tickets.service.saving import carry_out
from chalicelib.tickets.service.telling import tell_colleagues
from chalicelib.tickets.store import beside

MOST_COMPARED = 100


class Target(msgspec.Struct, frozen=True):
    """To whom, and of which group it is then; ``turn``: which one of the group's this is for them."""

    agent: Agent
    group_id: str | None = None
    turn: int | None = None


def assign_ticket(
    desk: Desk,
    caller: people.Caller,
    ticket_id: str,
    form: AssignTicket,
    request_id: str = "",
    once: Once | None = None,
) -> Ticket:
    """Give it away, with a note. Whoever gives what is another's is in the audit log.

    ``once``: the request's own name, if it has one. Some eight requests. Raises ``NotFound``, ``NotYours``,
    ``TicketChanged``, ``TicketOver``, ``AlreadyHandler``, ``AgentAway`` with the reason, ``NobodyThere``, ``Invalid``.
    """
    return give(desk, caller, ticket_id, form, partial(refuse_older, desk, form.version), request_id, once)


def give(
    desk: Desk,
    caller: people.Caller,
    ticket_id: str,
    form: AssignTicket,
    seen: Callable[[Ticket], None],
    request_id: str = "",
    once: Once | None = None,
) -> Ticket:
    """The same, where ``seen`` refuses who has not seen the ticket as it is."""
    agent, note = caller.agent, checked_text("note", form.note, LONGEST_REASON)
    if (form.agent_id is None) == (form.group_id is None):
        find(desk, ticket_id)  # what is not there is told first
        raise Invalid.field("agent_id", "say either an agent or a group")
    rules = Rules(desk)
    target: Target | None = None

    def step(ticket: Ticket) -> Step:
        nonlocal target
        may(desk, agent, MOVE, ticket)
        seen(ticket)
        refuse_over(ticket)
        target = _target(rules, ticket, form)
        return handed(ticket, by_agent(target.agent), target.group_id, by_agent(agent), note, desk.now())

    def also(tx: Transaction, before: Ticket, after: Ticket) -> None:
        if target is not None:
            write_given(tx, after, target, note)
        if agent.agent_id not in (before.handler_id, before.owner_id):
            gone, now = {"handler_id": before.handler_id}, {"handler_id": after.handler_id, "group_id": after.group_id}
            audit.note(tx, caller.by(request_id), "assign_ticket", ticket_id, before=gone, after=now)

    return carry_out(desk, ticket_id, step, once=once, also=also, rules=rules)


def write_given(tx: Transaction, ticket: Ticket, target: Target, note: str) -> None:
    """Add to the transaction: whose turn it was in the group, and the letter to whom it was given."""
    if target.turn is not None and target.group_id is not None:
        beside.put_turn(tx, target.group_id, target.agent.agent_id, target.turn)
    tell_colleagues(tx, ticket, "ticket_given", [target.agent], note)


def _target(rules: Rules, ticket: Ticket, form: AssignTicket) -> Target:
    desk = rules.desk
    if form.agent_id is not None:
        return Target(colleague(desk, form.agent_id, desk.now()), ticket.group_id)
    return next_of(rules, group_for(desk, form.group_id), ticket, anyway=form.anyway)


def next_of(rules: Rules, group: Group, ticket: Ticket, *, anyway: bool) -> Target:
    """Whoever of the group is next by the allocation of the ticket's plan, but for who has it; ``anyway``: its leader
    where nobody is there. Three or four requests. Raises ``NobodyThere`` with the reasons."""
    desk, plan = rules.desk, rules.plan(ticket.plan_key)
    mode = BALANCED if plan is not None and plan.allocation == BALANCED else ROTATION
    members = people.read_agents(desk, _some_of(desk, group, mode))
    others = [each for each in members.values() if each.agent_id != ticket.handler_id]
    choice = choose(others, beside.turns(desk, group.group_id), mode, desk.now())
    if choice is not None:
        return Target(choice[0], group.group_id, choice[1])
    leader = members.get(group.leader_id) or people.read_agents(desk, [group.leader_id]).get(group.leader_id)
    if anyway and leader is not None and may_have(leader):
        return Target(leader, group.group_id)
    reasons = {each.agent_id: why_not(each, desk.now()) or "" for each in others}
    raise NobodyThere(f"nobody else of {group.name} is there", extra={"candidates": reasons})


def _some_of(desk: Desk, group: Group, mode: str) -> list[str]:
    """Of whom the next is chosen: the first of the group's pool, or where none is kept its members."""
    for each in (mode, *MODES):
        head = people.candidates(desk, [group.group_id], each)
        if head:
            return [candidate.agent_id for candidate in head]
    return list(group.member_ids[:MOST_COMPARED])
