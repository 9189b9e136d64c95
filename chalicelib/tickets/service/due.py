"""What is late, nearly late, or runs: one list of deadlines, in reach (D5, law 9)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import SEE
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.rights import ALL, GROUP
from chalicelib.tickets.model.lateness import Deadline
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service.access import thing
from chalicelib.tickets.service.lists import EVERYTHING, GROUPS, MINE, MOST_GROUPS
from chalicelib.tickets.store import lists
from chalicelib.tickets.store import tickets as store
from chalicelib.tickets.store.deadlines import DueListing, name_at

PAGE = 50


class Owed(msgspec.Struct, frozen=True):
    """A deadline, and the ticket it is of."""

    deadline: Deadline
    ticket: Ticket


def list_deadlines(
    desk: Desk, agent: Agent, state: str | None, scope: str, cursor: str | None
) -> tuple[Sequence[Owed], str | None]:
    """A page of the deadlines in this state (None: what is late, what is warned of, what runs), in each what is due
    first in front; it may be short, or empty, while others follow. ``scope``: mine, group, all, as far as one reaches.

    Two requests for one's own, five for the whole desk's, however many there are; for groups' four for each, and one.
    Raises ``Invalid`` for another's cursor.
    """
    name = f"deadlines#{agent.agent_id}#{state}#{scope}"
    after: str | None = unseal(desk, name, cursor) if cursor else None
    around = people.Surroundings(desk, agent)
    by, whose = _whose(agent, scope, around)
    if by == lists.GROUP and not whose:
        return [], None
    part = lists.places(desk, DueListing(by, whose, state), lambda _: True, after=after, most=PAGE)
    tickets = store.tickets(desk, list(dict.fromkeys(each.ticket_id for each in part.places)))
    seen = {each.ticket_id: each for each in tickets if tie_of(agent, SEE, thing(each), around) is not None}
    owed = [
        Owed(deadline, seen[place.ticket_id])
        for place in part.places
        if place.ticket_id in seen
        for deadline in seen[place.ticket_id].deadlines
        if deadline.name == name_at(place.place) and deadline.state is not None
    ]
    return owed, seal(desk, name, part.until) if part.until is not None else None


def _whose(agent: Agent, scope: str, around: people.Surroundings) -> tuple[str, tuple[str, ...]]:
    """The one index that holds it, which is never more than the agent's role reaches."""
    if scope == EVERYTHING and agent.rights.scope == ALL:
        return lists.DESK, ()
    if scope == GROUPS or (scope != MINE and agent.rights.scope == GROUP):
        return lists.GROUP, tuple(each.group_id for each in around.memberships[:MOST_GROUPS])
    return lists.HANDLER, (agent.agent_id,)
