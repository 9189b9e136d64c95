"""A desk for tickets: how they are made, changed and read, and who was told what."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.tickets.model.forms import AssignTicket, CreateTicket, MoveTicket, WriteTicketEntry
from chalicelib.tickets.model.ticket import Entry, Ticket
from chalicelib.tickets.service import access, changing, creating, handing
from chalicelib.tickets.store import tickets as store
from tests.worlds import World

MADE = itertools.count()


def caller(agent: Agent) -> people.Caller:
    """The agent, as a request brings them."""
    return people.Caller(agent, "ses_1")


def form(**fields: Any) -> CreateTicket:
    """A request for a ticket, with a name of its own unless one is given."""
    said: dict[str, Any] = {"client_id": f"made-{next(MADE)}", "type": "aftersale", "subject": "The kettle leaks"}
    if "visitor_id" not in fields and "origin" not in fields:
        said["email"] = "mei@example.com"
    return msgspec.convert(said | fields, CreateTicket)


def made(world: World, agent: Agent, **fields: Any) -> Ticket:
    """A ticket of this agent's."""
    ticket, again = creating.create_ticket(world.desk, caller(world.now(agent)), form(**fields))
    assert not again
    return ticket


def moved(world: World, agent: Agent, ticket: Ticket, to: str, **more: Any) -> Ticket:
    """The ticket as the agent moved it, having read it as it is."""
    there = access.find(world.desk, ticket.ticket_id)
    said = msgspec.convert({"version": there.version, "to": to, **more}, MoveTicket)
    return changing.move_ticket(world.desk, caller(world.now(agent)), ticket.ticket_id, said)


def solved(world: World, agent: Agent, **fields: Any) -> Ticket:
    """A ticket that its agent worked on and solved."""
    ticket = moved(world, agent, made(world, agent, **fields), "in_progress")
    return moved(world, agent, ticket, "solved", text="A new seal was fitted")


def written(world: World, agent: Agent, ticket: Ticket, text: str, *, public: bool = False, name: str = "") -> Ticket:
    """The ticket after words of the agent's."""
    said = WriteTicketEntry(name or f"said-{next(MADE)}", text, public)
    return changing.write_entry(world.desk, caller(world.now(agent)), ticket.ticket_id, said)


def given(world: World, agent: Agent, ticket: Ticket, **to: Any) -> Ticket:
    """The ticket after it was given away."""
    there = access.find(world.desk, ticket.ticket_id)
    said = AssignTicket(there.version, **to)
    return handing.assign_ticket(world.desk, caller(world.now(agent)), ticket.ticket_id, said)


def history(world: World, ticket: Ticket) -> list[Entry]:
    """All of its history; its numbers are 1, 2, 3 … up to the ticket's version."""
    entries, there = store.history(world.desk, ticket.ticket_id, 0, 1000)
    assert there is not None
    assert [each.seq for each in entries] == list(range(1, there.version + 1))
    return entries


def now(world: World, ticket: Ticket) -> Ticket:
    """As it stands."""
    return access.find(world.desk, ticket.ticket_id)


def talked(world: World, agent: Agent, *, close: bool = False) -> str:
    """A conversation with three messages, which this agent answered; its id."""
    world.online(agent)
    visitor = world.visitor()
    begun = conversations.start_conversation(
        world.desk, visitor, "demo", StartConversation(text="My kettle leaks", client_id="c1")
    )
    conversations.reply(world.desk, world.now(agent), begun.conversation_id, "Since when?", "r1")
    conversations.post_message(world.desk, visitor, "demo", begun.conversation_id, "Since Monday", "c2")
    if close:
        conversations.close_by_visitor(world.desk, visitor, "demo", begun.conversation_id)
    return str(begun.conversation_id)


def settle(world: World, **later: float) -> None:
    """So much later, everything that is due by then is done."""
    world.clock.forward(**later)
    while work.run_due(world.desk):
        pass


def told(world: World) -> list[tuple[str, str]]:
    """Every letter that was written: what it says, and to whom, oldest first."""
    notices, _ = notifications.list_notices(world.desk, "", None)
    return [(each.what, each.to) for each in notices][::-1]
