"""Who may do what with which ticket (F7, law 8), and whoever comes with an older one than there is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.once import note_once_a_day
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group, away, is_present
from chalicelib.people.model.reach import (
    EVERYWHERE,
    NEAR,
    NOBODY,
    RESPONSIBLE,
    SEE,
    STEER,
    TAKE_PART,
    Act,
    Receivers,
    Thing,
)
from chalicelib.routing.model import GroupArchived
from chalicelib.tickets.model.refusals import TicketChanged
from chalicelib.tickets.model.ticket import Entry, Ticket
from chalicelib.tickets.model.turns import may_have
from chalicelib.tickets.store import tickets as store

WRITE = Act("write_in_ticket", TAKE_PART.ties | {RESPONSIBLE})
MOVE = Act("move_ticket", STEER.ties | {RESPONSIBLE})  # who is responsible for it steers it across departments (D7)
MOST_SHOWN = 20  # of what somebody missed


def find(desk: Desk, ticket_id: str) -> Ticket:
    """One ticket, for rooms and for whoever has asked whether they may. Raises ``NotFound``."""
    return existing(store.ticket(desk, ticket_id), "no such ticket")


def thing(ticket: Ticket) -> Thing:
    """A ticket as far as reach goes: its handler's, its owner's, and came for its group."""
    return Thing(
        ticket.handler_id,
        guest_ids=frozenset(str(each.id) for each in ticket.participants),
        responsible_id=ticket.owner_id,
        receivers=Receivers((ticket.group_id,)) if ticket.group_id is not None else NOBODY,
    )


def may(desk: Desk, agent: Agent, act: Act, ticket: Ticket) -> str:
    """By which tie they may do this with the ticket. Raises ``NotYours``."""
    return people.allowed(desk, agent, act, thing(ticket))


def read_ticket(desk: Desk, agent: Agent, ticket_id: str, request_id: str = "") -> Ticket:
    """One ticket. One request, and one where the agent's groups matter; who reads what is another's because their
    rights reach so far is in the audit log, once a day (F7). Raises ``NotFound``, ``NotYours``."""
    ticket = find(desk, ticket_id)
    if may(desk, agent, SEE, ticket) in (NEAR, EVERYWHERE):
        by = By(agent.agent_id, agent.name, request_id)
        note_once_a_day(desk, by, "read_ticket", ticket_id, after={"holder_id": ticket.handler_id})
    return ticket


def read_history(desk: Desk, agent: Agent, ticket_id: str, after: int, limit: int) -> tuple[list[Entry], bool]:
    """The entries behind this number, and whether there are more. Two requests. Raises ``NotFound``, ``NotYours``."""
    may(desk, agent, SEE, find(desk, ticket_id))
    entries, ticket = store.history(desk, ticket_id, after, limit)
    return entries, ticket is None


def refuse_older(desk: Desk, version: int, ticket: Ticket) -> None:
    """Raises ``TicketChanged``, saying what changed and by whom, for who has read another version."""
    if version == ticket.version:
        return
    entries, _ = store.history(desk, ticket.ticket_id, min(version, ticket.version), MOST_SHOWN)
    names = ", ".join(dict.fromkeys(each.author.name or each.author.kind for each in entries))
    extra = {"version": ticket.version, "state": ticket.state, "entries": [_told(each) for each in entries]}
    raise TicketChanged(f"changed since you read it by {names}" if names else "not the version it has", extra=extra)


def _told(entry: Entry) -> dict[str, Any]:
    told = {"seq": entry.seq, "kind": entry.kind, "at": entry.at, "author": entry.author.ref, "changes": entry.changes}
    plain: dict[str, Any] = msgspec.to_builtins(told)
    return plain


def colleague(desk: Desk, agent_id: str, now: datetime, field: str = "agent_id") -> Agent:
    """Whom somebody's hand gives a ticket. Raises ``Invalid`` for who can have none, ``AgentAway`` with the reason for
    who is not there."""
    agent = people.read_agents(desk, [agent_id]).get(agent_id)
    if agent is None:
        raise Invalid.field(field, "no such agent")
    if agent.active and not may_have(agent):
        raise Invalid.field(field, "they do not work on tickets")
    if not agent.active or not is_present(agent, now):
        raise away(agent, now)
    return agent


def group_for(desk: Desk, group_id: str | None) -> Group:
    """A group to which something new may come; one read. Raises ``Invalid``, ``GroupArchived``."""
    group = people.find_group(desk, group_id) if group_id else None
    if group is None:
        raise Invalid.field("group_id", "no such group")
    if group.archived:
        raise GroupArchived(f"{group.name} is archived: nothing new comes to it")
    return group
