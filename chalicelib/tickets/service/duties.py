"""What the duty log asks of a department becomes a ticket of the desk's own (B8): a fault, what a meeting decided."""

from __future__ import annotations

from chalicelib.core.desk import Desk
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.availability import ROTATION
from chalicelib.tickets.model.forms import CreateTicket
from chalicelib.tickets.model.refusals import NobodyThere
from chalicelib.tickets.model.ticket import DUTY, Origin, Ticket
from chalicelib.tickets.model.turns import choose, heirs, may_have
from chalicelib.tickets.service.access import group_for
from chalicelib.tickets.service.creating import create_for
from chalicelib.tickets.store import beside
from chalicelib.tickets.store import tickets as store


def make_for_duty(desk: Desk, about: str, form: CreateTicket, agent_id: str | None = None) -> Ticket:
    """The ticket that this entry of the duty log leads to, made once, however often it is asked for.

    It is given to ``agent_id`` while they may have tickets, else to whoever of its group is next, or leads it. Some
    twelve requests, one where it is made already. Raises ``Invalid`` for a group that is none, ``GroupArchived``,
    ``NobodyThere``.
    """
    made = beside.linked(desk, about, None, 1)
    ticket = store.ticket(desk, made[0]) if made else None
    if ticket is not None:
        return ticket
    return create_for(desk, next_of(desk, form.group_id, agent_id), form, Origin(DUTY, about))


def next_of(desk: Desk, group_id: str | None, agent_id: str | None) -> Agent:
    """``agent_id`` while they may have tickets, else whoever of the group is next, or leads it. Raises as
    ``make_for_duty`` does."""
    agents = people.directory(desk).agents
    named = agents.get(agent_id) if agent_id is not None else None
    if named is not None and may_have(named):
        return named
    group = group_for(desk, group_id) if group_id is not None else None
    members = [agents[each] for each in (group.member_ids if group is not None else ()) if each in agents]
    turns = beside.turns(desk, group.group_id) if group is not None else {}
    choice = choose(members, turns, ROTATION, desk.now())
    if choice is not None:
        return choice[0]
    leader_id, near = (group.leader_id, group.member_ids) if group is not None else (None, ())
    able = heirs(agents.values(), "", leader_id, near)
    if not able:
        raise NobodyThere("nobody at the desk works on tickets")
    return able[0]
