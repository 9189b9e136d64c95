"""A ticket's history as facts (F1): each entry is told once; of another kind than it was, it is told anew. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from chalicelib.reports.model import facts as kinds
from chalicelib.reports.model.facts import Fact
from chalicelib.tickets.model.lateness import REASON
from chalicelib.tickets.model.settled import DeadlinesSettled
from chalicelib.tickets.model.ticket import CLOSED, CREATED, REOPENED, SOLVED, Entry, Ticket

_TELLS: Mapping[str, str] = {
    SOLVED: kinds.TICKET_SOLVED,
    CLOSED: kinds.TICKET_CLOSED,
    REOPENED: kinds.TICKET_REOPENED,
}


class TicketStory(msgspec.Struct, frozen=True):
    """How far a history was told: up to entry ``upto``, after which it was in ``state``; and of what kind it was."""

    upto: int = 0
    state: str = ""
    type: str = ""
    priority: str = ""
    level: str = ""
    plan_key: str | None = None
    owner_id: str = ""


class ToldOfTicket(msgspec.Struct, frozen=True):
    """A story as it is kept, and how often it was told further (0: it was not told yet)."""

    story: TicketStory = TicketStory()
    number: int = 0


def begun_anew(story: TicketStory, ticket: Ticket) -> TicketStory:
    """The story to go on with: from its beginning, if the ticket is of another kind, or another's, than was told."""
    kind = {"type": ticket.type, "priority": ticket.priority, "level": ticket.level, "plan_key": ticket.plan_key}
    same = replace(story, **kind, owner_id=ticket.owner_id)
    return same if same == story else replace(same, upto=0, state="")


def tell_ticket(story: TicketStory, ticket: Ticket, entries: Iterable[Entry]) -> tuple[TicketStory, list[Fact]]:
    """The facts of the entries that follow, and the story as it stands then."""
    facts = list[Fact]()
    for entry in entries:
        facts += _facts_of(story, ticket, entry)
        story = replace(story, upto=entry.seq, state=entry.state)
    return story, facts


def _facts_of(story: TicketStory, ticket: Ticket, entry: Entry) -> Iterator[Fact]:
    if entry.kind == CREATED:
        yield _fact(kinds.TICKET_CREATED, ticket, entry, agent_id=ticket.owner_id)
    if entry.state != story.state and entry.state in _TELLS:
        by = entry.author.id if entry.author.kind == "agent" else ticket.owner_id
        seconds = max(0.0, (entry.at - ticket.created_at).total_seconds()) if entry.state == SOLVED else None
        yield _fact(_TELLS[entry.state], ticket, entry, agent_id=by, seconds=seconds)


def _fact(kind: str, ticket: Ticket, entry: Entry, **more: object) -> Fact:
    fact = Fact(kind, ticket.ticket_id, entry.seq, entry.at, ticket.plan_key, None, ticket.level)
    return replace(fact, type=ticket.type, priority=ticket.priority, **more)


def facts_of_deadlines(told: DeadlinesSettled) -> Iterator[Fact]:
    """The facts of deadlines that were kept or missed; what was missed and has time again is no fact any more."""
    of = told.of
    for each in told.settled:
        fact = Fact(kinds.DEADLINE, told.ticket_id, 0, each.at, of.plan_key, None, of.level)
        whose = of.owner_id if each.name == REASON else of.handler_id
        kept = {"in_time": each.kept, "void": each.kept is None, "part": f"{each.name}#{each.about}"}
        yield replace(fact, type=of.type, priority=of.priority, agent_id=whose, why=each.name, **kept)
