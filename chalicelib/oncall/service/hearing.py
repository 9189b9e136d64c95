"""What happens while nobody is there: a visitor waits, a message is left, an urgent ticket comes (B8).

It is heard where it is looked at anyway, by due work; while no rota calls for it nothing more is read.
"""

from __future__ import annotations

from datetime import timedelta

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import WAITING, Header
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.offline import service as offline
from chalicelib.offline.model.message import NEW as NEW_MESSAGE
from chalicelib.offline.model.message import MessageWritten
from chalicelib.oncall.model.call import MESSAGE, TICKET, VISITOR, About
from chalicelib.oncall.model.rota import rotas_for
from chalicelib.oncall.service.known import known_rotas
from chalicelib.oncall.service.raising import raise_call
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster, is_present
from chalicelib.plans import service as plans
from chalicelib.plans.model.receiving import all_pools
from chalicelib.routing.model import StillAlone
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.origins import TicketWritten
from chalicelib.tickets.model.ticket import NEW as NEW_TICKET
from chalicelib.tickets.model.ticket import NORMAL, Ticket

LATE = timedelta(hours=12)  # what is older by the time it is heard calls nobody


def hear_waiting(desk: Desk, alone: StillAlone) -> None:
    """The minute's look at somebody who waits while nobody is there: whoever is on call is called, once for each time
    they wait. Nothing is read unless a rota calls for visitors; then one request, and what calling takes."""
    header = alone.header
    if not any(each.calls_for(VISITOR) for each in known_rotas(desk)):
        return
    since = header.state_at or header.started_at  # as its watch names it: who waits again keeps the place in the queue
    name = f"{header.conversation_id}#{times.stored(since)}"
    about = About(name, VISITOR, header.conversation_id, header.plan_key, header.group_ids)
    raise_call(desk, about, rotas_for(known_rotas(desk), VISITOR, header.group_ids))


def hear_message(desk: Desk, written: MessageWritten) -> None:
    """A message was left, or somebody has seen to it: while it is new and nobody of its plan is there, it calls."""
    able = known_rotas(desk)
    if not any(each.calls_for(MESSAGE) for each in able):
        return
    about = _message(desk, written.message_id)
    if about is not None:
        raise_call(desk, about, rotas_for(able, MESSAGE, about.group_ids))


def hear_ticket(desk: Desk, written: TicketWritten) -> None:
    """A ticket was written: while it is new and urgent and nobody is there who could see to it, it calls."""
    able = known_rotas(desk)
    if not any(each.calls_for(TICKET) for each in able):
        return
    about = _ticket(desk, written.ticket_id)
    if about is not None:
        raise_call(desk, about, rotas_for(able, TICKET, about.group_ids))


def is_needed(desk: Desk, about: About) -> bool:
    """Whether somebody is needed for it still: it waits, and nobody is there. Two or three requests."""
    if about.kind == VISITOR:
        try:
            header = conversations.find(desk, about.thing_id)
        except NotFound:
            return False
        return header.state == WAITING and not _is_staffed(desk, header)
    fresh = _message(desk, about.thing_id) if about.kind == MESSAGE else _ticket(desk, about.thing_id)
    return fresh is not None


def _is_staffed(desk: Desk, header: Header) -> bool:
    return people.somebody_there(desk, header.pools or (), header.allocation)


def _message(desk: Desk, message_id: str) -> About | None:
    """What a new message calls for; None where somebody has it, or is there."""
    try:
        message = offline.find(desk, message_id)
        plan = plans.read_plan(desk, message.plan_key)
    except NotFound:
        return None
    if message.state != NEW_MESSAGE or desk.now() - message.created_at > LATE:
        return None
    if people.somebody_there(desk, all_pools(plan), plan.allocation):
        return None
    return About(message_id, MESSAGE, message_id, message.plan_key, plan.group_ids)


def _ticket(desk: Desk, ticket_id: str) -> About | None:
    """What a new urgent ticket calls for; None where somebody works on it, or could."""
    try:
        ticket = tickets.find(desk, ticket_id)
    except NotFound:
        return None
    if ticket.priority == NORMAL or ticket.state != NEW_TICKET:
        return None
    roster = people.directory(desk)
    if any(is_present(each, desk.now()) for each in _able(desk, ticket, roster)):
        return None
    groups = (ticket.group_id,) if ticket.group_id else ()
    return About(ticket_id, TICKET, ticket_id, ticket.plan_key, groups)


def _able(desk: Desk, ticket: Ticket, roster: Roster) -> list[Agent]:
    """Who could see to a ticket: its group, or whoever works on tickets; as they are themselves, not as lists have
    them."""
    group = roster.groups.get(ticket.group_id) if ticket.group_id else None
    ids = group.member_ids if group is not None else tuple(roster.agents)
    able = [each for each in ids if each in roster.agents and "tickets.work" in roster.agents[each].rights.permissions]
    return list(people.read_agents(desk, able).values())
