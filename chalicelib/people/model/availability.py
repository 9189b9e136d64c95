"""Who could be given a conversation, in the order in which they would be: what pools are made of (B1, B2). Pure.

A pool is a set of agents who receive together: a group, the agents that a plan names, or everybody. For each allocation
that is in use it has its members in order, so that whoever looks for somebody reads the first few and nobody else. In
front are those who are free, then the full, the busy, and those who are away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.core.shapes import shown
from chalicelib.people.model.agents import BUSY, ONLINE, Agent
from chalicelib.people.model.duty import OFF_DUTY, SHIFT_ENDING
from chalicelib.people.model.training import UNTRAINED

ROTATION, BALANCED = "rotation", "balanced"
MODES = (ROTATION, BALANCED)

FREE, FULL, OCCUPIED, AWAY = range(4)
_GONE = str(AWAY)  # what comes before of all who are away
_WHOLE = 10**9
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Candidate(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an allocation must know of an agent. ``serving``: how many conversations they have.

    ``pools``: those they are in; ``uses``: the allocations for which these are kept. ``placed`` counts the changes of
    all this. ``off``: why their shift, or training that lacks, keeps them from it, until ``off_until``; None: nothing
    does, and then it does, for the reason that ``following`` says.
    """

    agent_id: str
    name: str
    number: str
    capacity: int
    status: str
    serving: int = 0
    turn: int = 0
    last_assigned_at: datetime | None = None
    joined_at: datetime | None = None
    hidden: bool = False
    active: bool = True
    pools: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    placed: int = 0
    picture: str | None = None
    off: str | None = None
    off_until: datetime | None = None
    following: str | None = None


class Heads(msgspec.Struct, frozen=True):
    """The first of some pools, by their ids. ``cut``: by pool and allocation the ``precedence`` of the last who was
    read, where others may follow, who stood no higher then."""

    candidates: dict[str, Candidate]
    cut: Mapping[tuple[str, str], str] = {}


def candidate_of(agent: Agent) -> Candidate:
    """The agent, as far as an allocation asks."""
    uses = tuple(mode for mode in MODES if mode in agent.uses)
    off, until, following = _kept_from(agent)
    serving = len(agent.serving)
    return shown(Candidate, agent, serving=serving, uses=uses, off=off, off_until=until, following=following)


def _kept_from(agent: Agent) -> tuple[str | None, datetime | None, str | None]:
    """What keeps the agent from it as it was written, until when, and what does then: shifts and training together."""
    duty, training = agent.duty, agent.training
    off, until, following = (duty.off, duty.until, duty.following) if duty is not None else (None, None, None)
    if training is None:
        return off, until, following
    if training.off is not None and off in (None, SHIFT_ENDING):
        return training.off, None, None
    if off is None and training.until is not None and (until is None or training.until < until):
        return None, training.until, UNTRAINED
    return off, until, following


def at_present(candidate: Candidate, now: datetime) -> Candidate:
    """The candidate as their shift and their training have it at this moment. Whoever is about to be open stays closed
    until that is written; whoever is about to be closed is so on the moment, however late that is written."""
    if candidate.off is not None or candidate.off_until is None or now < candidate.off_until:
        return candidate
    return replace(candidate, off=candidate.following or OFF_DUTY)


def taking(candidate: Candidate, now: datetime) -> Candidate:
    """The candidate with one conversation more."""
    return replace(candidate, serving=candidate.serving + 1, turn=candidate.turn + 1, last_assigned_at=now)


def changed(before: Agent, after: Agent) -> Agent:
    """``after`` as it is kept, when it follows ``before``: a change of what an allocation asks is counted."""
    same = candidate_of(before) == candidate_of(after)
    return after if same else replace(after, placed=before.placed + 1)


def standing(candidate: Candidate) -> int:
    """Where among those of a pool: free, full, busy, away. Whether their console still lives is not known here."""
    if not candidate.active or candidate.hidden or candidate.status not in (ONLINE, BUSY):
        return AWAY
    if candidate.off not in (None, SHIFT_ENDING):
        return AWAY
    if candidate.status == BUSY or candidate.off is not None:
        return OCCUPIED
    return FREE if candidate.serving < candidate.capacity else FULL


def is_anybody_there(candidates: Iterable[Candidate]) -> bool:
    """Whether any of these is online or busy, with room or without: the one place that knows who counts as there."""
    return any(standing(each) < AWAY for each in candidates)


def attended(agent: Agent) -> frozenset[str]:
    """The pools in which the agent counts as there for those who wait."""
    return frozenset(agent.pools if is_anybody_there([candidate_of(agent)]) else ())


def order(candidate: Candidate, mode: str) -> str:
    """The range by which a pool is ordered.

    ``rotation``: the lowest turn first. ``balanced``: the most free capacity by ratio, then the fewest conversations.
    Then whoever was idle longest. Those who are away come by when they joined the rotation last.
    """
    front = precedence(candidate, mode)
    since = candidate.joined_at if front == _GONE else candidate.last_assigned_at
    idle_since = max((since - _EPOCH) // _MICROSECOND, 0) if since is not None else 0
    return f"{front}#{idle_since:017d}#{candidate.agent_id}"


def precedence(candidate: Candidate, mode: str) -> str:
    """What comes before how long somebody was idle: those for whom it is the same may be chosen as well as each other,
    and lower ones stand before others."""
    place = standing(candidate)
    if place == AWAY:
        return _GONE
    if mode == ROTATION:
        return f"{place}#{candidate.turn:012d}"
    ratio = candidate.serving * _WHOLE // max(candidate.capacity, 1)
    return f"{place}#{ratio:012d}#{candidate.serving:06d}"


def places(candidate: Candidate) -> Mapping[tuple[str, str, str], Candidate]:
    """Where the candidate stands in each of their pools: pool, allocation, order."""
    return {(pool, mode, order(candidate, mode)): candidate for pool in candidate.pools for mode in candidate.uses}


def most_pools(uses: Iterable[str]) -> int:
    """In how many pools an agent may be, everybody's included: a transfer writes two agents' places, out of the old and
    into the new, and 80 of a transaction's 100 writes are for them. The others are the conversation's, with what it
    says, who hears of it and what is due, the agents', the audit's, and what follows for who is away."""
    return 20 // max(len([mode for mode in MODES if mode in set(uses)]), 1)
