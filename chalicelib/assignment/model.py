"""Whom to give a conversation to, as pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.queue import WINDOW, Waiting
from chalicelib.core.errors import Conflict, members
from chalicelib.people.model.agents import ABSENCE, Agent, AgentAway, Roster, may_be_assigned
from chalicelib.people.model.pools import EVERYBODY, plan_of

ROTATION, BALANCED = "rotation", "balanced"
LAST_AGENT = "last_agent"

# Whoever began to wait this recently has a request of their own looking for an agent; helping it would only race it.
OWN_REQUEST = timedelta(seconds=2)
NOTHING: Mapping[str, int] = {}


class Considered(msgspec.Struct, frozen=True):
    """One candidate of a decision. ``passed_over``: why not them, or None for the one who was chosen."""

    agent_id: str
    name: str
    serving: int
    capacity: int
    turn: int
    passed_over: str | None
    number: str = ""


class Choice(msgspec.Struct, frozen=True):
    """The agent for a conversation (None: nobody is free), ``how``, and what was thought of everybody."""

    agent: Agent | None
    how: str
    considered: tuple[Considered, ...]


class Pair(msgspec.Struct, frozen=True):
    """A conversation and the agent it would go to, as they were read.

    ``rounds``: how many others before it in the queue get this agent first. With none, and nobody else who is free
    having a lower turn as of the read, it is ``in_turn``: it can be claimed fairly now.
    """

    waiting: Waiting
    agent: Agent
    how: str
    considered: tuple[Considered, ...]
    rounds: int
    in_turn: bool


class AgentFull(Conflict):
    """The agent has as many conversations as they may."""

    code = "agent_full"
    title = "The agent has no place free"
    beside = members(serving=int)


class NobodyFree(Conflict):
    """Nobody of the group can take it now."""

    code = "nobody_free"
    title = "Nobody is free"
    beside = members(candidates=dict[str, str])


class NobodyElse(Conflict):
    """The group has no other members than whose conversation it is."""

    code = "nobody_else"
    title = "Nobody else is in the group"


def choose(
    candidates: Iterable[Agent],
    now: datetime,
    *,
    allocation: str = ROTATION,
    preferred_id: str | None = None,
    excluded: Iterable[str] = (),
) -> Choice:
    """Who gets the next conversation (B1, B2, B3).

    ``rotation``: the lowest turn, so that totals grow equal. ``balanced``: the most free capacity by ratio, then the
    fewest conversations, then whoever was idle longest. The preferred agent, if they may be assigned, comes first.
    ``excluded`` ones (who did not answer it in time) only if there is nobody else.
    """
    everybody = list(candidates)
    out = set(excluded)
    reasons = {agent.agent_id: may_be_assigned(agent, now) for agent in everybody}
    free = [agent for agent in everybody if reasons[agent.agent_id] is None]
    fresh = [agent for agent in free if agent.agent_id not in out]
    order = _by_load if allocation == BALANCED else _by_turn
    chosen = min(fresh or free, key=order, default=None)
    how = allocation
    preferred = next((agent for agent in fresh if agent.agent_id == preferred_id), None)
    if preferred is not None:
        chosen, how = preferred, LAST_AGENT
    later = "not_preferred" if how == LAST_AGENT else "busier" if allocation == BALANCED else "later_turn"

    def passed_over(agent: Agent) -> str | None:
        if agent is chosen:
            return None
        if reasons[agent.agent_id]:
            return reasons[agent.agent_id]
        return "did_not_answer" if agent.agent_id in out else later

    considered = tuple(
        Considered(
            agent.agent_id,
            agent.name,
            len(agent.serving),
            agent.capacity,
            agent.turn,
            passed_over(agent),
            agent.number,
        )
        for agent in everybody
    )
    return Choice(chosen, how, considered)


def _idle_since(agent: Agent) -> float:
    return agent.last_assigned_at.timestamp() if agent.last_assigned_at else 0.0


def _by_turn(agent: Agent) -> tuple[float, ...]:
    return (agent.turn, _idle_since(agent), _number(agent))


def _by_load(agent: Agent) -> tuple[float, ...]:
    return (len(agent.serving) / agent.capacity, len(agent.serving), _idle_since(agent), _number(agent))


def _number(agent: Agent) -> float:
    """A last word that is the same for everybody who asks."""
    return float(int.from_bytes(agent.agent_id.encode()[-6:], "big"))


def members_of(roster: Roster, pools: Iterable[str]) -> list[Agent]:
    """Everybody in these pools, each once."""
    found: dict[str, None] = {}
    for pool in pools:
        key = plan_of(pool)
        if pool == EVERYBODY:
            found.update(dict.fromkeys(roster.agents))
        elif key is not None:
            found.update(dict.fromkeys(each.agent_id for each in roster.agents.values() if key in each.named_in))
        elif pool in roster.groups:
            found.update(dict.fromkeys(roster.groups[pool].member_ids))
    return [roster.agents[agent_id] for agent_id in found if agent_id in roster.agents]


def unserved(rows: Sequence[Waiting], roster: Roster) -> list[Waiting]:
    """Those who wait without who was given an agent between the two reads.

    They are in the roster's counts already; counted again as waiting they would make later ones give up too early.
    """
    served = {conversation_id for agent in roster.agents.values() for conversation_id in agent.serving}
    return [row for row in rows if row.conversation_id not in served]


def match(rows: Sequence[Waiting], roster: Roster, now: datetime, horizons: Mapping[str, int] = NOTHING) -> list[Pair]:
    """Who would get whom if the queue were served in order, first come first served, until nobody has room.

    Somebody whose pools have nobody free does not hold up those behind them. ``horizons``: behind these numbers others
    wait for the pool who are not in ``rows``; its members are theirs first, and whoever would be given one of them must
    look again: their pair is not in turn.
    """
    agents: dict[str, Agent] = dict(roster.agents)
    free = {each for each, agent in agents.items() if may_be_assigned(agent, now) is None}
    pools: dict[str, list[str]] = {}
    pairs: list[Pair] = []

    def ids(pool: str) -> list[str]:
        if pool not in pools:
            pools[pool] = [each.agent_id for each in members_of(roster, [pool])]
        return pools[pool]

    for row in rows:
        if not free:
            break
        everybody = list(dict.fromkeys(each for pool in row.pools for each in ids(pool)))
        of_others = {each for pool, number in horizons.items() if number < row.number for each in ids(pool)}
        members = [each for each in everybody if each not in of_others]
        hidden = not any(each in free for each in members)
        if hidden:
            members = everybody  # nobody but such whom others look for as well
        if not any(each in free for each in members):
            continue
        choice = choose(
            [agents[each] for each in members],
            now,
            allocation=row.allocation,
            preferred_id=row.preferred_agent_id,
            excluded=row.passed_on,
        )
        chosen = choice.agent
        if chosen is None:
            continue
        as_read = roster.agents[chosen.agent_id]
        rounds = len(chosen.serving) - len(as_read.serving)
        if hidden:
            pairs.append(Pair(row, as_read, choice.how, choice.considered, max(rounds, WINDOW), False))
            continue
        there = [roster.agents[each] for each in members]
        lowest = min(each.turn for each in there if may_be_assigned(each, now) is None)
        in_turn = rounds == 0 and (choice.how != ROTATION or as_read.turn == lowest or bool(row.passed_on))
        pairs.append(Pair(row, as_read, choice.how, choice.considered, rounds, in_turn))
        after = replace(
            chosen,
            turn=chosen.turn + 1,
            serving=chosen.serving | {row.conversation_id},
            last_assigned_at=now,
        )
        agents[chosen.agent_id] = after
        if may_be_assigned(after, now) is not None:
            free.discard(chosen.agent_id)
    return pairs


def worth_trying(pairs: Sequence[Pair], own: str | None, now: datetime) -> list[Pair]:
    """The pairs a request should see to: its own conversation, and those whose own request must have died."""
    return [
        pair
        for pair in pairs
        if own is None or pair.waiting.conversation_id == own or now - pair.waiting.since >= OWN_REQUEST
    ]


def why_not(agent: Agent, now: datetime) -> Conflict | None:
    """Why this agent cannot be given a conversation by hand, in words, or None if they can."""
    reason = may_be_assigned(agent, now)
    if reason in (None, "hidden"):
        return None
    if reason == "full":
        taken = len(agent.serving)
        return AgentFull(f"{agent.name} has {taken} of {agent.capacity} places taken", extra={"serving": taken})
    return AgentAway(f"{agent.name}: {WORDS[str(reason)][1]}", extra={"reason": reason})


# reason or mode → what it is called, in Chinese and English
WORDS: dict[str, tuple[str, str]] = {
    **ABSENCE,
    "full": ("接待已满", "has no place free"),
    "later_turn": ("本轮已接待更多", "had more turns already"),
    "busier": ("当前负载更高", "has less free capacity"),
    "not_preferred": ("不是上次接待的客服", "did not serve this visitor last"),
    "did_not_answer": ("此前未及时应答", "did not answer it in time"),
}

HOW: dict[str, tuple[str, str]] = {
    ROTATION: ("轮流分配：轮到 {name}", "By rotation: it was {name}'s turn"),
    BALANCED: ("均衡分配：{name} 最空闲", "By free capacity: {name} had the most"),
    LAST_AGENT: ("优先上次接待：{name}", "The last agent first: {name} served this visitor before"),
    "taken": ("{name} 从排队中接入", "{name} took it from the line"),
    "transferred": ("转接给 {name}", "Transferred to {name}"),
    "reassigned": ("改派给 {name}", "Reassigned to {name}"),
    "not_accepted": ("未及时应答，改由 {name} 接待", "Not answered in time, given on to {name}"),
}


def may_yet_be_served(waiting: Waiting, pairs: Sequence[Pair], roster: Roster) -> bool:
    """Whether somebody who would get nobody now must look again, since those before them need not get whom they would.

    Those who wait in the very same pools can be served by the very same agents: each takes a place away, or leaves and
    says so. Whoever waits in other pools may be given somebody else; then there is a place, and nobody who looks.
    """
    theirs = {each.agent_id for each in members_of(roster, waiting.pools)}
    rivals = (each for each in pairs if each.agent.agent_id in theirs)
    return any(set(each.waiting.pools) != set(waiting.pools) for each in rivals)


class AssignedByHand(msgspec.Struct, frozen=True):
    """Somebody took, transferred or reassigned. ``pools``: where it waited until then, so that others are nearer there;
    ``freed_id``: who has a place free by it."""

    conversation_id: str
    agent_id: str
    pools: tuple[str, ...] = ()
    freed_id: str | None = None
