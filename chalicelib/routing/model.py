"""Whom to give a conversation to, as pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.queue import WINDOW, Waiting
from chalicelib.core.authors import AgentRef
from chalicelib.core.errors import Conflict, members
from chalicelib.core.shapes import shown
from chalicelib.core.text import Id
from chalicelib.people.model.agents import ABSENCE, OFFLINE, ONLINE, Agent, AgentAway, may_be_assigned
from chalicelib.people.model.attributes import Value
from chalicelib.people.model.availability import BALANCED, ROTATION, Candidate, order, precedence, taking
from chalicelib.people.model.duty import GONE
from chalicelib.people.model.training import UNTRAINED

LAST_AGENT, INVITED = "last_agent", "invited"
Note = Annotated[str, msgspec.Meta(max_length=1000)]

# Whoever began to wait this recently has a request of their own looking for an agent; helping it would only race it.
# In a crowd where each helps all others everybody is slow; and a request that died is made good by its due work.
OWN_REQUEST = timedelta(seconds=8)
NOTHING: Mapping[str, int] = {}
Chance = Callable[[], float]
Cut = Mapping[tuple[str, str], str]
UNCUT: Cut = {}
_NOT_THERE = (*GONE, UNTRAINED)  # whoever is so is waited for by nobody
UNBROKEN: Mapping[str, Chance] = {}


class StillAlone(msgspec.Struct, frozen=True):
    """Told to whoever calls others: it waits, and nobody is there for it; looked at every minute."""

    header: Header


class Considered(msgspec.Struct, frozen=True):
    """One candidate of a decision. ``passed_over``: why not them, or None for the one who was chosen."""

    agent_id: str
    name: str
    serving: int
    capacity: int
    turn: int
    passed_over: str | None
    number: str = ""


class Decision(msgspec.Struct, frozen=True):
    """Who was given a conversation, ``how`` (an allocation mode, or ``taken``), and who else was considered.
    ``proved``: what is proved of its visitor of what groups ask for, where that was read."""

    conversation_id: str
    seq: int
    agent_id: str
    how: str
    at: datetime
    considered: tuple[Considered, ...]
    proved: Mapping[str, Value] | None = None


class Choice(msgspec.Struct, frozen=True):
    """The agent for a conversation (None: nobody is free), ``how``, and what was thought of those looked at."""

    agent: Candidate | None
    how: str
    considered: tuple[Considered, ...]


class Pair(msgspec.Struct, frozen=True):
    """A conversation and the agent it would go to, as they were read.

    ``rounds``: how many others before it in the queue get this agent first. With none, and nobody else who is free
    having a lower turn as of the read, it is ``in_turn``: it can be claimed fairly now.
    """

    waiting: Waiting
    agent: Candidate
    how: str
    considered: tuple[Considered, ...]
    rounds: int
    in_turn: bool


class AgentFull(Conflict):
    """The agent has as many conversations as they may; ``free``: colleagues of theirs who have room."""

    code = "agent_full"
    title = "The agent has no place free"
    beside = members(serving=int, free=list[AgentRef])


class NobodyFree(Conflict):
    """Nobody of the group is online or busy, so what is transferred there waits until somebody comes: say ``anyway``.

    ``candidates``: why each of them cannot take it now.
    """

    code = "nobody_free"
    title = "Nobody is free"
    beside = members(candidates=dict[str, str])


class NobodyElse(Conflict):
    """The group has no other members than whose conversation it is."""

    code = "nobody_else"
    title = "Nobody else is in the group"


class GroupArchived(Conflict):
    """Nothing new comes to this group."""

    code = "group_archived"
    title = "The group is archived"


def choose(
    candidates: Iterable[Candidate],
    *,
    allocation: str = ROTATION,
    preferred_id: str | None = None,
    excluded: Iterable[str] = (),
    chance: Chance | None = None,
) -> Choice:
    """Who gets the next conversation (B1, B2, B3).

    ``rotation``: the lowest turn, so that totals grow equal. ``balanced``: the most free capacity by ratio, then the
    fewest conversations, then whoever was idle longest. The preferred agent, if they may be assigned, comes first.
    ``excluded`` ones (who did not answer it in time) only if there is nobody else. ``chance``, where many choose at
    once: of those whose claim is as good, any may be chosen, so that not everybody asks for the same one.
    """
    everybody = sorted(candidates, key=lambda each: order(each, allocation))
    out = set(excluded)
    free = [each for each in everybody if reason_against(each) is None]
    fresh = [each for each in free if each.agent_id not in out]
    chosen, how = _first_or_equal(fresh or free, allocation, chance), allocation
    preferred = next((each for each in fresh if each.agent_id == preferred_id), None)
    if preferred is not None:
        chosen, how = preferred, LAST_AGENT
    later = "not_preferred" if how == LAST_AGENT else "busier" if allocation == BALANCED else "later_turn"

    def passed_over(candidate: Candidate) -> str | None:
        if candidate is chosen:
            return None
        return reason_against(candidate) or ("did_not_answer" if candidate.agent_id in out else later)

    return Choice(chosen, how, tuple(considered(each, passed_over(each)) for each in everybody))


def _first_or_equal(free: Sequence[Candidate], mode: str, chance: Chance | None) -> Candidate | None:
    if not free or chance is None:
        return next(iter(free), None)
    best = precedence(free[0], mode)
    equals = [each for each in free if precedence(each, mode) == best]
    return equals[int(chance() * len(equals))]


def considered(candidate: Candidate, passed_over: str | None = None) -> Considered:
    """What is kept of a candidate with the decision."""
    return shown(Considered, candidate, passed_over=passed_over)


def reason_against(candidate: Candidate) -> str | None:
    """Why nothing may be given to this candidate now, as far as their place tells, or None."""
    if not candidate.active:
        return "disabled"
    if candidate.hidden:
        return "hidden"
    if candidate.off in GONE:
        return candidate.off
    if candidate.status != ONLINE:
        return candidate.status
    if candidate.off is not None:
        return candidate.off
    return "full" if candidate.serving >= candidate.capacity else None


def waits_for(row: Waiting, candidates: Mapping[str, Candidate], now: datetime) -> Candidate | None:
    """Whom it waits for and nobody else, while its plan's time for that lasts: somebody of its pools whom it prefers,
    who is there, free or not. Whoever is known to be gone is waited for no longer."""
    preferred = candidates.get(row.preferred_agent_id or "")
    if preferred is None or not row.patience or now >= patient_until(row.since, row.patience):
        return None
    there = (
        preferred.active and not preferred.hidden and preferred.status != OFFLINE and preferred.off not in _NOT_THERE
    )
    fits = not set(row.pools).isdisjoint(preferred.pools) and preferred.agent_id not in row.passed_on
    return preferred if there and fits else None


def patient_until(since: datetime, patience: int) -> datetime:
    """Until when somebody who began to wait then waits for whom they prefer."""
    return since + timedelta(seconds=patience)


def match(
    rows: Sequence[Waiting],
    candidates: Iterable[Candidate],
    now: datetime,
    horizons: Mapping[str, int] = NOTHING,
    cut: Cut = UNCUT,
    tie_breakers: Mapping[str, Chance] = UNBROKEN,
) -> list[Pair]:
    """Who would get whom if the queue were served in order, first come first served, until nobody has room.

    Somebody whose pools have nobody free does not hold up those behind them. ``horizons``: behind these numbers others
    wait for the pool who are not in ``rows``; its members are theirs first, and whoever would be given one of them must
    look again: their pair is not in turn. Whoever waits for somebody they prefer is passed over while these are not
    free; but not where more wait than can be seen, so that nobody is kept from an agent by those who want another.
    ``cut``: behind this others of a pool may stand who were not read, as good as this: who is worse is not in turn.
    ``tie_breakers``: of these conversations, chance between equals.
    """
    as_read = {each.agent_id: each for each in candidates}
    agents = dict(as_read)
    free = {each.agent_id for each in agents.values() if reason_against(each) is None}
    pairs: list[Pair] = []
    for row in rows:
        if not free:
            break
        preferred = waits_for(row, agents, now) if horizons.keys().isdisjoint(row.pools) else None
        if preferred is not None and preferred.agent_id not in free:
            continue
        everybody = served_by(row, agents.values())
        of_others = {pool for pool, number in horizons.items() if number < row.number}
        members = [each for each in everybody if of_others.isdisjoint(each.pools)]
        hidden = not any(each.agent_id in free for each in members)
        if hidden:
            members = everybody  # nobody but such whom others look for as well
        if not any(each.agent_id in free for each in members):
            continue
        choice = choose(
            members,
            allocation=row.allocation,
            preferred_id=row.preferred_agent_id,
            excluded=row.passed_on,
            chance=tie_breakers.get(row.conversation_id),
        )
        chosen = choice.agent
        if chosen is None:
            continue
        before = as_read[chosen.agent_id]
        rounds = chosen.serving - before.serving
        if hidden:
            pairs.append(Pair(row, before, choice.how, choice.considered, max(rounds, WINDOW), in_turn=False))
            continue
        fair = bool(row.passed_on) or choice.how == LAST_AGENT
        if rounds == 0 and not fair:
            ends = {pool: cut.get((pool, row.allocation)) for pool in row.pools if pool not in of_others}
            unread = [each for each in ends.values() if each is not None]
            fair = _is_next(before, row.allocation, [as_read[each.agent_id] for each in members], unread)
        in_turn = rounds == 0 and fair
        pairs.append(Pair(row, before, choice.how, choice.considered, rounds, in_turn))
        after = taking(chosen, now)
        agents[chosen.agent_id] = after
        if reason_against(after) is not None:
            free.discard(chosen.agent_id)
    return pairs


def _is_next(chosen: Candidate, mode: str, members: Iterable[Candidate], unread: Iterable[str]) -> bool:
    """Whether nobody who is free comes before this one, as they were read, nor anybody who was not."""
    own = precedence(chosen, mode)
    if any(last < own for last in unread):
        return False  # by what lost races told of those who were read, it is another's turn
    return mode != ROTATION or chosen.turn == min(each.turn for each in members if reason_against(each) is None)


def served_by(row: Waiting, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those of the candidates who may be given what waits: members of its pools, but not who handed it to these."""
    return [each for each in members_of(candidates, row.pools) if each.agent_id != row.handed_from]


def members_of(candidates: Iterable[Candidate], pools: Iterable[str]) -> list[Candidate]:
    """Those of the candidates who are in one of these pools."""
    wanted = set(pools)
    return [each for each in candidates if not wanted.isdisjoint(each.pools)]


def worth_trying(pairs: Sequence[Pair], own: str | None, now: datetime) -> list[Pair]:
    """The pairs a request should see to: its own conversation, and those whose own request must have died."""
    return [
        pair
        for pair in pairs
        if own is None or pair.waiting.conversation_id == own or now - pair.waiting.since >= OWN_REQUEST
    ]


def next_to_claim(pairs: Sequence[Pair], own: str | None, chance: Chance) -> Pair | None:
    """Of these, which to claim now: the own one, if it is in turn. Else any of those that are, where somebody's own
    request helps others, so that not everybody helps the same one; or the first."""
    ready = [pair for pair in pairs if pair.in_turn]
    if own is None or not ready:
        return next(iter(ready), None)
    theirs = next((pair for pair in ready if pair.waiting.conversation_id == own), None)
    return theirs or ready[int(chance() * len(ready))]


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
    INVITED: ("{name} 邀请了这位访客", "{name} invited this visitor"),
    "taken": ("{name} 从排队中接入", "{name} took it from the line"),
    "transferred": ("转接给 {name}", "Transferred to {name}"),
    "reassigned": ("改派给 {name}", "Reassigned to {name}"),
    "reopened": ("{name} 重新打开会话", "{name} reopened it"),
    "not_accepted": ("未及时应答，改由 {name} 接待", "Not answered in time, given on to {name}"),
    "not_answered": ("顾客的问题久未回复，改由 {name} 接待", "A question stood for too long, given on to {name}"),
}


def may_yet_be_served(waiting: Waiting, pairs: Sequence[Pair], awaited: Candidate | None = None) -> bool:
    """Whether somebody who would get nobody now must look again, since those before them need not get whom they would.

    Those who wait in the very same pools can be served by the very same agents: each takes a place away, or leaves and
    says so. Whoever waits in other pools may be given somebody else, and so may whoever was handed on by another; then
    there is a place, and nobody who looks.
    Whoever waits for somebody whom they prefer (``awaited``) looks again while that one is free.
    """
    if awaited is not None:
        return reason_against(awaited) is None
    wanted, own = set(waiting.pools), waiting.handed_from
    rivals = (each for each in pairs if not wanted.isdisjoint(each.agent.pools))
    return any(set(each.waiting.pools) != wanted or each.waiting.handed_from != own for each in rivals)


class AssignedByHand(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody took, transferred or reassigned. ``pools``: where it waited until then, so that others are nearer there;
    ``freed_id``: who has a place free by it."""

    conversation_id: str
    agent_id: str
    pools: tuple[str, ...] = ()
    freed_id: str | None = None


class HandedToGroup(msgspec.Struct, frozen=True):
    """Somebody transferred a conversation to a group that had no room: it waits there, and ``freed_id`` has a place."""

    conversation_id: str
    freed_id: str


class Transfer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who shall have a conversation, with a note for them: the body of a request, as the service takes it.

    ``anyway``: also where nobody of the group is there.
    """

    agent_id: Id | None = None
    group_id: Id | None = None
    note: Note | None = None
    anyway: bool = False
