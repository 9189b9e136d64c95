"""What a supervisor sees of a group or a plan at this moment: who waits, what is open, who is there (A3, A4). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from chalicelib.conversations.model.conversation import OPEN, WAITING, Header
from chalicelib.conversations.model.queue import Waiting, Window
from chalicelib.conversations.model.watching import owed_since
from chalicelib.people.model.agents import Agent, shown_status
from chalicelib.people.model.availability import AWAY, FREE, FULL, OCCUPIED, Candidate, standing

MOST_AGENTS = 50  # of a pool: those who are there stand first
MOST_CONVERSATIONS = 100  # whose headers are read at once
MOST_POOLS = 10  # of a plan
QUEUE_SHOWN = 20


class Waits(msgspec.Struct, frozen=True):
    """How many wait, as far as a window shows, and since when whoever waits longest does; ``more``: others follow."""

    count: int = 0
    more: bool = False
    since: datetime | None = None


class Staff(msgspec.Struct, frozen=True):
    """How many agents are free, full, busy, or not there, among the first of their pools; and how much they have of
    what they could have. ``more``: others follow."""

    free: int = 0
    full: int = 0
    busy: int = 0
    away: int = 0
    serving: int = 0
    capacity: int = 0
    more: bool = False


class Member(msgspec.Struct, frozen=True):
    """An agent, and how they are."""

    agent_id: str
    name: str
    number: str
    status: str
    serving: int
    capacity: int


class Tile(msgspec.Struct, frozen=True):
    """A group's numbers. ``name``: None for everybody together."""

    group_id: str
    name: str | None
    waits: Waits
    staff: Staff


class Wall(msgspec.Struct, frozen=True):
    """A group, or a plan: numbers, and the lists behind them as far as they were read.

    ``open``: conversations of these agents, whoever owes an answer longest first; ``unread``: they have others that
    were not read.
    """

    name: str | None
    waits: Waits
    staff: Staff
    queue: tuple[Header, ...]
    open: tuple[Header, ...]
    unread: bool
    members: tuple[Member, ...]

    @property
    def unanswered(self) -> tuple[datetime, ...]:
        """Since when each question that is open was asked, the oldest first."""
        return tuple(sorted(since for each in self.open if (since := owed_since(each)) is not None))


def waits_in(window: Window, plan_key: str | None = None) -> tuple[Waits, tuple[Waiting, ...]]:
    """Who waits in these queues, or of them a plan's visitors."""
    rows = tuple(each for each in window.rows if plan_key in (None, each.plan_key))
    return Waits(len(rows), bool(window.horizons), min((each.since for each in rows), default=None)), rows


def staff_of(candidates: Iterable[Candidate], most: int = MOST_AGENTS) -> Staff:
    """How those of a pool stand."""
    known = list(candidates)
    stands = [standing(each) for each in known]
    there = [each for each, stand in zip(known, stands, strict=True) if stand != AWAY]
    return Staff(
        stands.count(FREE),
        stands.count(FULL),
        stands.count(OCCUPIED),
        stands.count(AWAY),
        sum(each.serving for each in known),
        sum(each.capacity for each in there),
        len(known) >= most,
    )


def member(agent: Agent, now: datetime) -> Member:
    """An agent as they are now."""
    serving = len(agent.serving)
    return Member(agent.agent_id, agent.name, agent.number, shown_status(agent, now), serving, agent.capacity)


def to_read(rows: Sequence[Waiting], agents: Iterable[Agent]) -> tuple[list[str], list[str], bool]:
    """Whose headers are read: the first who wait, then what the agents have; and whether there is more of that."""
    waiting = [each.conversation_id for each in rows[:QUEUE_SHOWN]]
    held = sorted({each for agent in agents for each in agent.serving})
    room = MOST_CONVERSATIONS - len(waiting)
    return waiting, held[:room], len(held) > room


def shown_open(headers: Iterable[Header], plan_key: str | None) -> tuple[Header, ...]:
    """Those that are open, whoever owes an answer longest first, then those that began last."""
    mine = [each for each in headers if each.state == OPEN and plan_key in (None, each.plan_key)]

    def order(header: Header) -> tuple[bool, float]:
        since = owed_since(header)
        return since is None, since.timestamp() if since is not None else -header.started_at.timestamp()

    return tuple(sorted(mine, key=order))


def shown_waiting(headers: Iterable[Header], rows: Sequence[Waiting]) -> tuple[Header, ...]:
    """Those that wait, in the order of the queue."""
    known = {each.conversation_id: each for each in headers if each.state == WAITING}
    return tuple(known[each.conversation_id] for each in rows if each.conversation_id in known)
