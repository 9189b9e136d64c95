"""What is late, nearly late, or runs: one list of deadlines, in reach (D5, law 9)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NOBODY, SEE, Receivers, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.rights import ALL, GROUP
from chalicelib.tickets.model.lateness import Deadline
from chalicelib.tickets.model.owed import ANSWERING, Owed
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.model.turns import WORK
from chalicelib.tickets.service.access import thing as as_thing
from chalicelib.tickets.service.lists import EVERYTHING, GROUPS, MINE, MOST_GROUPS
from chalicelib.tickets.store import lists
from chalicelib.tickets.store.deadlines import DueListing, name_at, things_at

PAGE = 50


class Line(msgspec.Struct, frozen=True):
    """A deadline, and what it is of: a ticket, or a conversation or message in which a first answer is owed."""

    deadline: Deadline
    thing: Ticket | Owed


def list_deadlines(
    desk: Desk, agent: Agent, state: str | None, scope: str, cursor: str | None, group_id: str | None = None
) -> tuple[Sequence[Line], str | None]:
    """A page of the deadlines in this state (None: what is late, what is warned of, what runs), in each what is due
    first in front; it may be short, or empty, while others follow. ``scope``: mine, group, all, as far as one reaches;
    tickets, conversations and messages, as far as one may work on them. ``group_id``: only what this group has.

    Two requests for one's own, five for the whole desk's, however many there are; for groups' four for each, and one.
    Raises ``Invalid`` for another's cursor.
    """
    name = f"deadlines#{agent.agent_id}#{state}#{scope}" + (f"#{group_id}" if group_id is not None else "")
    after: str | None = unseal(desk, name, cursor) if cursor else None
    around = people.Surroundings(desk, agent)
    by, whose = _whose(agent, scope, around) if group_id is None else (lists.GROUP, (group_id,))
    if by == lists.GROUP and not whose:
        return [], None
    part = lists.places(desk, DueListing(by, whose, state), lambda _: True, after=after, most=PAGE)
    things = things_at(desk, part.places)
    lines = [
        Line(deadline, thing)
        for place in part.places
        if (thing := things.get(place.ticket_id)) is not None and _sees(agent, thing, around)
        for deadline in _deadlines(thing)
        if deadline.name == name_at(place.place) and deadline.state is not None
    ]
    return lines, seal(desk, name, part.until) if part.until is not None else None


def _deadlines(thing: Ticket | Owed) -> Sequence[Deadline]:
    return thing.deadlines if isinstance(thing, Ticket) else (thing.deadline,)


def _sees(agent: Agent, thing: Ticket | Owed, around: people.Surroundings) -> bool:
    permissions = agent.rights.permissions
    if isinstance(thing, Ticket):
        return WORK in permissions and tie_of(agent, SEE, as_thing(thing), around) is not None
    receivers = Receivers((thing.group_id,)) if thing.group_id is not None else NOBODY
    reached = Thing(thing.handler_id, receivers=receivers, free=thing.handler_id is None)
    return ANSWERING[thing.kind] in permissions and tie_of(agent, SEE, reached, around) is not None


def _whose(agent: Agent, scope: str, around: people.Surroundings) -> tuple[str, tuple[str, ...]]:
    """The one index that holds it, which is never more than the agent's role reaches."""
    if scope == EVERYTHING and agent.rights.scope == ALL:
        return lists.DESK, ()
    if scope == GROUPS or (scope != MINE and agent.rights.scope == GROUP):
        return lists.GROUP, tuple(each.group_id for each in around.memberships[:MOST_GROUPS])
    return lists.HANDLER, (agent.agent_id,)
