"""Lists of tickets, in reach: mine, my groups', late, waiting for the customer, all (D4, law 9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

import msgspec

from chalicelib.core import times
from chalicelib.core.cursors import fitting, seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import SEE
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.rights import ALL, GROUP
from chalicelib.tickets.model.numbers import read_number
from chalicelib.tickets.model.spans import (
    ALWAYS,
    BY_THE_CLOCK,
    LATE,
    Span,
    days_span,
    due_span,
    narrowed,
    refuse_days,
)
from chalicelib.tickets.model.ticket import OVER, WAITING, Ticket
from chalicelib.tickets.service.access import thing
from chalicelib.tickets.store import beside, numbers
from chalicelib.tickets.store import lists as store
from chalicelib.tickets.store import tickets as kept
from chalicelib.tickets.store.lists import Listing, Place
from chalicelib.visitors import service as visitors

PAGE = 50
MOST_GROUPS = 10  # of one's own that a list shows together

MINE, GROUPS, AWAITED, EVERYTHING = "mine", "group", "waiting", "all"
OPEN, DONE = "open", "done"


class Wanted(msgspec.Struct, frozen=True):
    """Which list (``view``), and of that which tickets: in this state (``open``: all that are not over), of this type,
    priority, owner, handler, group, due then (``model/spans``) and before then, and made from one day to another."""

    view: str = MINE
    state: str = OPEN
    type: str | None = None
    priority: str | None = None
    owner_id: str | None = None
    handler_id: str | None = None
    group_id: str | None = None
    due_before: datetime | None = None
    due: str | None = None
    created_since: date | None = None
    created_until: date | None = None


def list_tickets(desk: Desk, agent: Agent, wanted: Wanted, cursor: str | None) -> tuple[Sequence[Ticket], str | None]:
    """A page of a list, what is due first in front (what is over, the newest first); it may be short, or empty, while
    others follow.

    Two requests for one's own; five where it is a group's or the whole desk's, and four more for every further group,
    however many tickets there are; one more where the agent's groups matter, and one where days are asked for. What an
    index does not tell by its order is looked for in five hundred of each share at most. Raises ``Invalid`` for
    another's cursor, and for days that there are not.
    """
    name = f"tickets#{agent.agent_id}#{msgspec.json.encode(wanted).decode()}"
    after: str | None = unseal(desk, name, cursor) if cursor else None
    around = people.Surroundings(desk, agent)
    due, made = _spans(desk, wanted)
    listing = _listing(agent, wanted, around, due)
    if listing is None or made.is_empty:
        return [], None
    part = store.places(desk, listing, _fits(wanted, made), after=after, most=PAGE)
    tickets = fitting(kept.tickets(desk, [each.ticket_id for each in part.places]))
    until = part.until
    if tickets and len(tickets) < len(part.places):
        places = {each.ticket_id: each.place for each in part.places}
        until = until if tickets[-1].ticket_id == part.places[-1].ticket_id else places[tickets[-1].ticket_id]
    seen = [each for each in tickets if made.holds(each.created_at)]
    seen = [each for each in seen if tie_of(agent, SEE, thing(each), around) is not None]
    return seen, seal(desk, name, until) if until is not None else None


def _spans(desk: Desk, wanted: Wanted) -> tuple[Span, Span]:
    """When they are due, and when they were made; a read where the desk's clock says."""
    before, days = wanted.due_before, (wanted.created_since, wanted.created_until)
    refuse_days(due_before=before.date() if before else None, created_since=days[0], created_until=days[1])
    asked = [LATE] if wanted.view == LATE else []
    asked += [wanted.due] if wanted.due is not None else []
    by_clock = days != (None, None) or wanted.due in BY_THE_CLOCK
    zone = people.read_desk(desk).time_zone if by_clock else "UTC"
    due = narrowed([Span(until=before), *(due_span(each, desk.now(), zone) for each in asked)])
    return due, days_span(*days, zone)


def _listing(agent: Agent, wanted: Wanted, around: people.Surroundings, due: Span) -> Listing | None:
    """The one index that holds it, which is never more than the agent's role reaches, if it must be all; None: nothing
    can be in it."""
    kind, dated = _kind(wanted), due != ALWAYS
    by, whose = _whose(agent, wanted, around)
    if (by != store.DESK and not whose) or due.is_empty or (dated and kind == store.DONE):
        return None
    kind = kind or store.OPEN if dated else kind  # what waits for its customer is due when they are
    return Listing(by, whose, kind, due.until, due.since, due.undated)


def _kind(wanted: Wanted) -> str | None:
    if wanted.state in (DONE, *OVER):
        return store.DONE
    if wanted.view == AWAITED or wanted.state == WAITING:
        return store.WAITING
    return None if wanted.state == OPEN and wanted.view != LATE else store.OPEN


def _whose(agent: Agent, wanted: Wanted, around: people.Surroundings) -> tuple[str, tuple[str, ...]]:
    named = (
        (store.HANDLER, agent.agent_id if wanted.view == MINE else wanted.handler_id),
        (store.OWNER, wanted.owner_id),
        (store.GROUP, wanted.group_id),
    )
    for by, whose in named:
        if whose is not None:
            return by, (whose,)
    if wanted.view != GROUPS and agent.rights.scope == ALL:
        return store.DESK, ()
    if wanted.view == GROUPS or agent.rights.scope == GROUP:
        return store.GROUP, tuple(each.group_id for each in around.memberships[:MOST_GROUPS])
    return store.HANDLER, (agent.agent_id,)


def _fits(wanted: Wanted, made: Span) -> Callable[[Place], bool]:
    """What an index cannot tell by its order, but knows."""
    since, until = (times.sortable(at) if at is not None else None for at in (made.since, made.until))
    asked = {
        name: value
        for name in ("type", "priority", "owner_id", "handler_id", "group_id")
        if (value := getattr(wanted, name)) is not None
    }
    if wanted.state not in (OPEN, DONE):
        asked["state"] = wanted.state

    def fits(place: Place) -> bool:
        began = place.created
        if began is not None and ((since is not None and began < since) or (until is not None and began > until)):
            return False
        return all(getattr(place, name) == value for name, value in asked.items())

    return fits


def list_about(
    desk: Desk, agent: Agent, about: str, after: str | None, limit: int
) -> tuple[list[tuple[str, Ticket | None]], bool]:
    """The tickets made from a thing (a conversation, a message left, a follow-up), each with its place, the newest
    first, None for one that the agent may not see; and whether others follow. Two requests, three where the agent's
    groups matter."""
    ids = beside.linked(desk, about, after, limit + 1)
    known = {each.ticket_id: each for each in kept.tickets(desk, ids[:limit])}
    return _seen(desk, agent, [(each, known.get(each)) for each in ids[:limit]]), len(ids) > limit


def list_of_customer(
    desk: Desk, agent: Agent, visitor_id: str, before: str | None, limit: int
) -> tuple[list[tuple[str, Ticket | None]], bool]:
    """A customer's tickets, each with its place: those that wait for them first, then the open ones, then what is over.
    As ``list_about``, and a read, and a query for every visitor whose past is theirs."""
    try:
        ids = visitors.card(desk, visitor_id).all_ids
    except NotFound:  # they were erased, their tickets were not
        ids = (visitor_id,)
    places = store.newest_of_customer(desk, ids, before, limit + 1)
    known = {each.ticket_id: each for each in kept.tickets(desk, [each.ticket_id for each in places[:limit]])}
    pairs = [(each.place, known.get(each.ticket_id)) for each in places[:limit]]
    return _seen(desk, agent, pairs), len(places) > limit


def find_by_number(desk: Desk, agent: Agent, number: str) -> Ticket | None:
    """The ticket of this number, if the agent may see it; None for any other. Two requests."""
    written = read_number(number)
    ticket_id = numbers.ticket_id_of(desk, *written) if written is not None else None
    ticket = kept.ticket(desk, ticket_id) if ticket_id is not None else None
    if ticket is None or tie_of(agent, SEE, thing(ticket), people.Surroundings(desk, agent)) is None:
        return None
    return ticket


def _seen(desk: Desk, agent: Agent, pairs: Sequence[tuple[str, Ticket | None]]) -> list[tuple[str, Ticket | None]]:
    around = people.Surroundings(desk, agent)

    def shown(ticket: Ticket | None) -> Ticket | None:
        return ticket if ticket is not None and tie_of(agent, SEE, thing(ticket), around) is not None else None

    return [(place, shown(ticket)) for place, ticket in pairs]
