"""What a supervisor sees of a group or a plan at this moment: who waits, what is open, who is there (A3, A4). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import OPEN, WAITING, Header
from chalicelib.conversations.model.queue import Waiting, Window
from chalicelib.conversations.model.watching import late_at, owed_since
from chalicelib.people.model.agents import Agent, shown_status
from chalicelib.people.model.availability import AWAY, FREE, FULL, OCCUPIED, Candidate, standing

MOST_AGENTS = 50  # of a pool: those who are there stand first
MOST_SERVING = 100  # agents of some groups, whose conversations are looked at
MOST_CONVERSATIONS = 100  # whose headers are read at once
MOST_POOLS = 10  # of a plan
QUEUE_SHOWN = 20


class Waits(msgspec.Struct, frozen=True):
    """How many wait, as far as a window shows, and since when whoever waits longest does; ``more``: others follow."""

    count: int = 0
    more: bool = False
    since: datetime | None = None


class Staff(msgspec.Struct, frozen=True):
    """How many agents are free, full, busy, or not there, among the first of their pools; and how much those who are
    there have of what they could have. ``more``: others follow."""

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


class Answers(msgspec.Struct, frozen=True):
    """How many questions are open, since when the oldest is, and how many are late. ``more``: there are conversations
    that were not looked at."""

    unanswered: int = 0
    since: datetime | None = None
    late: int = 0
    more: bool = False


class Tile(msgspec.Struct, frozen=True):
    """A group's numbers. ``name``: None for everybody together."""

    group_id: str
    name: str | None
    waits: Waits
    staff: Staff
    answers: Answers


class Board(msgspec.Struct, frozen=True):
    """Some groups' numbers, and those of all of them together, each conversation and each agent once; ``more``: other
    groups follow, which are in neither."""

    tiles: tuple[Tile, ...]
    waits: Waits
    staff: Staff
    answers: Answers
    more: bool


class Pool(msgspec.Struct, frozen=True):
    """What was read of a group: who waits, and the first of its agents."""

    group_id: str
    name: str | None
    window: Window
    candidates: tuple[Candidate, ...]


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
        sum(each.serving for each in there),
        sum(each.capacity for each in there),
        len(known) >= most,
    )


def serving_in(pools: Iterable[Pool]) -> list[str]:
    """The agents of these groups who have conversations, as many as are read at once, those who have most first."""
    known = {each.agent_id: each for pool in pools for each in pool.candidates if each.serving}
    return sorted(known, key=lambda key: (-known[key].serving, key))[:MOST_SERVING]


def board_of(
    pools: Sequence[Pool], agents: Mapping[str, Agent], headers: Iterable[Header], now: datetime, *, more: bool
) -> Board:
    """The numbers of these groups; ``agents``, ``headers``: those who have conversations, and these, as far as read."""
    known = {each.conversation_id: each for each in headers if each.state == OPEN}

    def answers(candidates: Iterable[Candidate]) -> Answers:
        ids = [each.agent_id for each in candidates if each.serving]
        held = {one for each in ids if each in agents for one in agents[each].serving}
        owed = [known[each] for each in held if each in known and owed_since(known[each]) is not None]
        late = [each for each in owed if (at := late_at(each)) is not None and at <= now]
        since = min((each for header in owed if (each := owed_since(header)) is not None), default=None)
        return Answers(len(owed), since, len(late), not held <= known.keys() or any(each not in agents for each in ids))

    tiles = tuple(
        Tile(each.group_id, each.name, waits_in(each.window)[0], staff_of(each.candidates), answers(each.candidates))
        for each in pools
    )
    everybody = {each.agent_id: each for pool in pools for each in pool.candidates}
    waiting = {row.conversation_id: row.since for pool in pools for row in pool.window.rows}
    waits = Waits(len(waiting), any(each.waits.more for each in tiles), min(waiting.values(), default=None))
    staff = replace(staff_of(everybody.values()), more=any(each.staff.more for each in tiles))
    return Board(tiles, waits, staff, answers(everybody.values()), more)


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
