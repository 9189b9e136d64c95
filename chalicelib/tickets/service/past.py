"""Tickets that were made elsewhere: kept as they were, told to nobody, counted nowhere (F10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import SEE
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.service import Surroundings
from chalicelib.tickets.model.numbers import day_of, number_of, read_number
from chalicelib.tickets.model.settings import SIGNATURE, Field
from chalicelib.tickets.model.states import changes_of
from chalicelib.tickets.model.ticket import CHANGE, TYPES, Entry, Ticket
from chalicelib.tickets.service import deadlines
from chalicelib.tickets.service.access import thing
from chalicelib.tickets.service.rules import Rules
from chalicelib.tickets.store import beside, numbers
from chalicelib.tickets.store import tickets as store
from chalicelib.tickets.store.flows import FLOWS


def own_fields(desk: Desk) -> dict[str, tuple[Field, ...]]:
    """Type → the fields that its tickets have besides: the desk's, and those of the flow that new ones follow. What a
    customer signs is none of them: no file signs for anybody. Two requests."""
    settings = beside.settings(desk)
    flows = {each.type: each.published for each in FLOWS.records(desk, TYPES)}

    def of_type(kind: str) -> tuple[Field, ...]:
        flow, held = flows.get(kind), {each.key: each for each in settings.of_type(kind)}
        for each in flow.definition.fields if flow is not None else ():
            held.setdefault(each.key, each)
        return tuple(each for each in held.values() if each.kind != SIGNATURE)

    return {kind: of_type(kind) for kind in TYPES}


def free_number(desk: Desk, ticket: Ticket, zone: str, wish: str = "") -> tuple[str, str, int]:
    """The number it had, if that is one of ours and nobody has it, else the next one of the day on which it was made:
    as text, its day, its place. Up to four requests."""
    said = read_number(wish) if wish else None
    if said is not None and numbers.ticket_id_of(desk, *said) in (None, ticket.ticket_id):
        return number_of(*said), *said
    day = day_of(ticket.created_at, zone)
    place = numbers.next_place(desk, day)
    return number_of(day, place), day, place


def put_past(tx: Transaction, ticket: Ticket, entries: Sequence[Entry], place: tuple[str, int], *, timed: bool) -> None:
    """Add to the transaction: a ticket with its history and its number. ``timed``: it is open, and gets deadlines from
    now on. Lost: ``TicketMoved`` (it is there), ``NumberTaken``."""
    after = deadlines.keep(Rules(tx.desk), None, ticket, entries) if timed else ticket
    store.write(tx, None, after, entries)
    if timed:
        deadlines.watch(tx, None, after)
    numbers.take(tx, *place, ticket.ticket_id)


def sees_ticket(agent: Agent, ticket: Ticket, around: Surroundings) -> bool:
    """Whether the agent may see it; a request for the first where their groups matter."""
    return tie_of(agent, SEE, thing(ticket), around) is not None


def change_past(tx: Transaction, before: Ticket, by: Author, values: Mapping[str, Any]) -> None:
    """Add to the transaction: what a file says of a ticket that is there, with an entry that says so. Nobody is told.
    Lost: ``TicketMoved``."""
    now = tx.desk.now()
    said = {name: value for name, value in values.items() if name != "text"}
    changes = tuple(each for name, value in said.items() for each in changes_of(name, getattr(before, name), value))
    entry = Entry(before.version + 1, CHANGE, by, "", now, before.state, changes=changes, stage=before.stage)
    after = replace(before, **values, version=entry.seq, changed_at=now)
    store.write(tx, before, after, [entry])
