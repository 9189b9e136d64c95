"""What is open with somebody at the moment, asked of the rooms that have it (F3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import OPEN
from chalicelib.core import events
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.followups import service as followups
from chalicelib.followups.model.days import end_of, local_date
from chalicelib.followups.model.followup import OPEN as TO_DO
from chalicelib.handover.model.days import Day
from chalicelib.handover.model.shifts import HandedWithShift, Handing, with_shift
from chalicelib.handover.model.things import (
    CONVERSATION,
    MESSAGE,
    TICKET,
    Thing,
    of_conversation,
    of_follow_up,
    of_message,
    of_ticket,
)
from chalicelib.offline import service as offline
from chalicelib.people.model.agents import Agent
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.model.receiving import all_pools
from chalicelib.tickets import service as tickets

MOST = 50  # of each kind that a list shows


def open_with(desk: Desk, agent: Agent, until: datetime) -> tuple[list[Thing], bool]:
    """What is open with an agent: conversations in their hands, messages given to them, tickets, and follow-ups,
    callbacks and promises that are due until then. At most fifty of each kind but conversations; whether there are
    more.

    Nine requests at most, however much there is.
    """
    ids = sorted(agent.serving | agent.parked)
    headers = conversations.headers(desk, ids) if ids else []
    mine = [each for each in headers if each.state == OPEN and each.agent_id == agent.agent_id]
    messages, more_messages = offline.held_by(desk, agent.agent_id, MOST)
    held, more_tickets = tickets.unfinished_of(desk, agent.agent_id, until, MOST)
    due, more_due = followups.due_of(desk, agent.agent_id, until, MOST)
    things = [
        *map(of_conversation, mine),
        *map(of_message, messages),
        *(of_ticket(each, agent.agent_id) for each in held),
        *map(of_follow_up, due),
    ]
    return things, more_messages or more_tickets or more_due


def handed_over(desk: Desk, agent: Agent, day: Day, things: Sequence[Thing]) -> Day:
    """The agent's day, where what they hand over with their shift counts as noted. Nothing is asked unless something is
    open; then a query, and three requests more for whoever has shifts."""
    if not things:
        return day
    has_shifts = agent.duty is not None
    handing: Handing | None = events.ask(desk, HandedWithShift(agent.agent_id, agent.groups, has_shifts))
    return with_shift(day, things, handing, desk.now()) if handing is not None else day


def find_open(desk: Desk, agent: Agent, kind: str, thing_id: str) -> Thing | None:
    """One thing, if it is open with the agent; one request."""
    try:
        return _find(desk, agent, kind, thing_id)
    except NotFound:
        return None


def _find(desk: Desk, agent: Agent, kind: str, thing_id: str) -> Thing | None:
    name = agent.agent_id
    if kind == CONVERSATION:
        headers = conversations.headers(desk, [thing_id])
        return next((of_conversation(each) for each in headers if each.state == OPEN and each.agent_id == name), None)
    if kind == MESSAGE:
        message = offline.find(desk, thing_id)
        return of_message(message) if message.waits and message.agent_id == name else None
    if kind == TICKET:
        ticket = tickets.find(desk, thing_id)
        theirs = not ticket.is_over and name in (ticket.handler_id, ticket.owner_id)
        return of_ticket(ticket, name) if theirs else None
    follow_up = followups.find(desk, thing_id)
    thing = of_follow_up(follow_up)
    return thing if follow_up.state == TO_DO and follow_up.owner_id == name and thing.kind == kind else None


def of_nobody(desk: Desk, plan: Plan) -> tuple[Sequence[Thing], bool]:
    """What is nobody's in a plan: who waits in the queue, as far as others do not wait before, and messages that were
    given to nobody. A query for each pool and three requests."""
    window = conversations.window(desk, all_pools(plan))
    ids = [each.conversation_id for each in window.rows if each.plan_key == plan.key]
    waiting = conversations.headers(desk, ids[:MOST]) if ids else []
    messages, more = offline.of_nobody(desk, plan.key, MOST)
    more = more or len(ids) > MOST or bool(window.horizons)
    return [*map(of_conversation, waiting), *map(of_message, messages)], more


def end_of_day(zone: str, at: datetime) -> datetime:
    """The end of the day there: what is due until then is of this day."""
    return end_of(local_date(at, zone), zone)
