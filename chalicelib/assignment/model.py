"""Whom to give a conversation to, as pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.conversations.model import Header
from chalicelib.core.errors import Conflict
from chalicelib.people.model import Agent, Roster, may_be_assigned

# Whoever began to wait this recently has a request of their own looking for an agent; helping it would only race it.
OWN_REQUEST = timedelta(seconds=2)


@dataclass(frozen=True)
class Considered:
    """One candidate of a decision. ``passed_over``: why not them, or None for the one who was chosen."""

    agent_id: str
    name: str
    serving: int
    capacity: int
    turn: int
    passed_over: str | None


@dataclass(frozen=True)
class Pair:
    """A conversation and the agent it would go to, as they were read.

    ``rounds``: how many others before it in the line get this agent first. With none, and nobody else who is free
    having a lower turn as of the read, it is ``in_turn``: it can be claimed fairly now.
    """

    header: Header
    agent: Agent
    considered: tuple[Considered, ...]
    rounds: int
    in_turn: bool


class AgentFull(Conflict):
    """The agent has as many conversations as they may."""

    code = "agent_full"
    title = "The agent has no place free"


class AgentAway(Conflict):
    """The agent is not there to take conversations."""

    code = "agent_away"
    title = "The agent is not online"


def choose(agents: Iterable[Agent], now: datetime) -> tuple[Agent | None, tuple[Considered, ...]]:
    """The agent whose turn it is among those who may be assigned, and what was thought of everybody."""
    everybody = list(agents)
    reasons = {agent.agent_id: may_be_assigned(agent, now) for agent in everybody}
    free = [agent for agent in everybody if reasons[agent.agent_id] is None]
    epoch = datetime.fromtimestamp(0, tz=now.tzinfo)
    chosen = min(free, key=lambda agent: (agent.turn, agent.last_assigned_at or epoch, agent.agent_id), default=None)
    considered = tuple(
        Considered(
            agent.agent_id,
            agent.name,
            len(agent.serving),
            agent.capacity,
            agent.turn,
            None if agent is chosen else reasons[agent.agent_id] or "later_turn",
        )
        for agent in everybody
    )
    return chosen, considered


def unserved(line: Sequence[Header], roster: Roster) -> list[Header]:
    """The line without those who were given an agent between the two reads.

    They are in the roster's counts already; counted again as waiting they would make later ones give up too early.
    """
    served = {conversation_id for agent in roster.agents.values() for conversation_id in agent.serving}
    return [header for header in line if header.conversation_id not in served]


def match(line: Sequence[Header], roster: Roster, now: datetime) -> list[Pair]:
    """Who would get whom if the line were served in order, first come first served, until nobody has room.

    Somebody whose groups have nobody free does not hold up those behind them.
    """
    agents: dict[str, Agent] = dict(roster.agents)
    pairs: list[Pair] = []
    for header in line:
        members = [agents[one.agent_id] for one in roster.members(header.group_ids)]
        chosen, considered = choose(members, now)
        if chosen is None:
            continue
        as_read = roster.agents[chosen.agent_id]
        first, _ = choose((roster.agents[one.agent_id] for one in members), now)
        rounds = chosen.turn - as_read.turn
        in_turn = rounds == 0 and first is not None and as_read.turn == first.turn
        pairs.append(Pair(header, as_read, considered, rounds, in_turn))
        agents[chosen.agent_id] = replace(
            chosen,
            turn=chosen.turn + 1,
            serving=chosen.serving | {header.conversation_id},
            last_assigned_at=now,
        )
    return pairs


def worth_trying(pairs: Sequence[Pair], own: str | None, now: datetime) -> list[Pair]:
    """The pairs a request should see to: its own conversation, and those whose own request must have died."""
    return [
        pair
        for pair in pairs
        if own is None
        or pair.header.conversation_id == own
        or now - (pair.header.state_at or pair.header.started_at) >= OWN_REQUEST
    ]


@dataclass(frozen=True)
class TakenByHand:
    """Somebody took a conversation out of turn; the place kept for it may now be somebody else's."""

    conversation_id: str
    agent_id: str
