"""Pools: agents who receive together, in the order in which they would be given a conversation (B1, B2, B4).

Each agent's places are written with what they depend on. Only what plans ask for is kept: a fact of the desk, with a
copy in each agent's record, which is spread as due work (law 3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress

from msgspec.structs import replace

from chalicelib.core import events, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import (
    NO_DESK,
    Agent,
    AgentAvailable,
    Group,
    PoolsJoined,
    PoolsLeft,
    Roster,
    may_be_assigned,
)
from chalicelib.people.model.availability import (
    FREE,
    FULL,
    MODES,
    ROTATION,
    Candidate,
    Heads,
    at_present,
    attended,
    candidate_of,
    is_anybody_there,
    most_pools,
    places,
    precedence,
    standing,
)
from chalicelib.people.model.pools import EVERYBODY, of_plan
from chalicelib.people.model.turns import joining_turn
from chalicelib.people.store import pools, reading
from chalicelib.people.store.rows import AgentMoved

PAGE = 50
HEAD = 20  # of a pool: some four kilobytes, one unit


class SpreadPools(Due, frozen=True):
    """Plans ask for other pools; everybody stands in these, from ``after`` on."""

    kind = "people.spread_pools"

    after: str | None = None


def candidates(desk: Desk, asked: Sequence[str], mode: str) -> list[Candidate]:
    """The first of these pools in the order of this allocation, each once; one query a pool."""
    return list(heads(desk, asked, (mode,)).candidates.values())


def heads(desk: Desk, asked: Sequence[str], modes: Iterable[str], most: int = HEAD) -> Heads:
    """The first of these pools in the orders of these allocations, at most so many; one query each."""
    known: dict[str, Candidate] = {}
    cut: dict[tuple[str, str], str] = {}
    for mode in modes:
        for pool in asked:
            head, now = reading.candidates(desk, pool, mode, most), desk.now()
            known |= {each.agent_id: at_present(each, now) for each in head}
            if len(head) == most:
                cut[pool, mode] = precedence(head[-1], mode)
    return Heads(known, cut)


def somebody_there(desk: Desk, asked: Iterable[str], mode: str) -> bool:
    """Whether anybody of these pools, which receive a visitor, is online or busy; one query a pool, until somebody is.

    The same is asked for a widget, at a start (of the candidates it has read anyway), and for who waits when the plan
    closes or the last one leaves. A console that fell silent counts until its lease has ended and somebody noticed.
    """
    return any(is_anybody_there(reading.candidates(desk, pool, mode, 1)) for pool in asked)


def somebody_free(desk: Desk, asked: Iterable[str], mode: str) -> bool:
    """Whether anybody of these pools has room now, as far as their place tells; one query each, until somebody has."""
    heads_of = (reading.candidates(desk, pool, mode, 1) for pool in asked)
    return any(standing(at_present(each, desk.now())) == FREE for head in heads_of for each in head)


def tell_who_waits(tx: Transaction, before: Agent, after: Agent, *, available: bool = False) -> None:
    """Add to the transaction: those who wait in pools for which the agent is no longer there hear of it where nobody
    else is, or that they are again; ``available``: of which others are told."""
    left, joined = attended(before) - attended(after), attended(after) - attended(before)
    if left:
        events.publish(tx, PoolsLeft(before.agent_id, tuple(sorted(left))))
    if joined and not available:
        events.publish(tx, PoolsJoined(before.agent_id, tuple(sorted(joined))))


def refuse_more_pools(desk: Desk, agent_ids: Iterable[str], field: str) -> None:
    """Raises ``Invalid`` for agents who are in as many pools as one may be. One request a hundred, and one read."""
    known = reading.read_agents(desk, agent_ids).values()
    most = most_pools(reading.uses(desk)) if known else 0
    full = [each for each in known if _pools(each) >= most]
    wrong = WrongFields()
    for each in full:
        wrong.add(field, f"{each.name} receives for {most - 1} groups and plans already")
    wrong.refuse()


def _pools(agent: Agent) -> int:
    return 1 + len(agent.groups) + len(agent.named_in)


def use_pools(tx: Transaction, uses: Iterable[str]) -> None:
    """Add to the transaction: a plan asks for pools in these orders; one read, and a write where none did before.

    Raises ``Invalid`` where a second order would be one too many for somebody in many groups.
    """
    kept = reading.uses(tx.desk)
    missing = frozenset(uses) - kept
    if missing:
        most = most_pools(kept | missing)
        if any(_pools(each) > most for each in reading.roster(tx.desk).agents.values()):
            raise Invalid.field("allocation", f"somebody receives for more than {most - 1} groups and plans")
        pools.add_uses(tx, missing)
        work.put(tx, SpreadPools(), inline=True)
        work.put(tx, SpreadPools(), at=tx.desk.now() + events.OUTLIVED)  # whoever was being made meanwhile


def spread(desk: Desk, due: SpreadPools) -> None:
    """Due when plans ask for other pools: everybody stands in these, a page of people at a time. Twice is once."""
    uses = reading.uses(desk)
    agents, following = reading.agents_after(desk, due.after, PAGE)
    if following is not None:
        tx = Transaction(desk)
        work.put(tx, SpreadPools(following), inline=True)
        tx.commit_and_tell()
    for agent in agents:
        _keep(desk, agent, uses)


def _keep(desk: Desk, agent: Agent, uses: frozenset[str]) -> None:
    """The agent stands where these are asked for, and may serve who waits there. What is asked for only grows."""

    def keep(now: Agent | None) -> None:
        if now is None or now.uses >= uses:
            return
        tx = Transaction(desk)
        pools.put_uses(tx, now, now.uses | uses)
        if may_be_assigned(now, desk.now()) is None:
            events.publish(tx, AgentAvailable(now.agent_id))
        tx.commit_and_tell()

    races.follow(desk, agent, keep, AgentMoved)


def name_in_plan(tx: Transaction, agent: Agent, plan_key: str, *, named: bool) -> None:
    """Add to the transaction: whether this plan names the agent. Lost: ``AgentMoved``."""
    plans = agent.named_in | {plan_key} if named else agent.named_in - {plan_key}
    if plans == agent.named_in:
        return
    pools.put_named_in(tx, agent, plans)
    if named:
        events.publish(tx, AgentAvailable(agent.agent_id, (of_plan(plan_key),)))
    tell_who_waits(tx, agent, replace(agent, named_in=plans), available=named)


def turn_to_join_at(desk: Desk, agent: Agent) -> int:
    """Where somebody who begins to take conversations joins the rotation (B1). A few of each of their pools are asked:
    one or two queries a pool, one read of the desk, one request for the records."""
    if ROTATION not in agent.uses:
        return agent.turn
    asked = agent.pools
    heads = {pool: _some_of(desk, pool) for pool in asked}
    records = reading.read_agents(desk, (each for head in heads.values() for each in head if each != agent.agent_id))
    record = reading.desk_record(desk) or NO_DESK
    groups = {pool: Group(pool, pool, "", (agent.agent_id, *head), agent.created_at) for pool, head in heads.items()}
    return joining_turn(agent, Roster(record, records, groups), desk.now())


def _some_of(desk: Desk, pool: str) -> list[str]:
    """Whoever is first in a pool; where nobody takes conversations, whoever was the last to."""
    head = reading.candidates(desk, pool, ROTATION, HEAD)
    if len(head) == HEAD and standing(head[0]) > FULL:
        head = reading.last_joined(desk, pool, ROTATION, HEAD)
    return [each.agent_id for each in head]


def recount_pools(desk: Desk) -> int:
    """Compare every pool with the agents' records, and mend what differs; how many agents it was (law 7).

    One query for each pool and allocation, and what reading everybody takes.
    """
    agents = reading.roster(desk).agents
    found: dict[str, dict[tuple[str, str, str], Candidate]] = defaultdict(dict)
    for pool in {EVERYBODY, *(pool for each in agents.values() for pool in each.pools)}:
        for mode in MODES:
            for order, candidate in pools.rows_of(desk, pool, mode).items():
                found[candidate.agent_id][pool, mode, order] = candidate
    wrong = 0
    for agent in agents.values():
        there, right = found[agent.agent_id], places(candidate_of(agent))
        if there != right:
            tx = Transaction(desk)
            pools.take_away(tx, agent, there.keys() - right.keys())
            with suppress(AgentMoved):  # they were given something meanwhile; the next recount looks again
                tx.commit()
                wrong += 1
    return wrong
