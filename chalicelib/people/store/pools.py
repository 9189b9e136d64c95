"""What is kept as a copy with each agent: which pools the desk's plans ask for, which groups they are in, which plans
name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent, Membership
from chalicelib.people.model.availability import Candidate, candidate_of
from chalicelib.people.store.rows import (
    POOLS,
    ROSTER,
    AgentRow,
    PoolRow,
    PoolsRow,
    moved,
    place,
    pool_key,
    row_of,
    unmoved,
    update_agent,
)

MOST_BYTES = 16_000  # every request of an agent reads their record; who has more asks the groups when it matters


def add_uses(tx: Transaction, uses: Iterable[str]) -> None:
    """From now on these are asked for as well. Twice is once."""
    tx.update(PoolsRow(ROSTER, POOLS), [PoolsRow.uses.add(set(uses))])


def put_uses(tx: Transaction, agent: Agent, uses: frozenset[str]) -> None:
    """Keep the agent's places for these. Lost: ``AgentMoved``."""
    seen = AgentRow.uses == set(agent.uses) if agent.uses else AgentRow.uses.does_not_exist()
    action = AgentRow.uses.set(set(uses)) if uses else AgentRow.uses.remove()
    update_agent(tx, agent, replace(agent, uses=uses), [action], condition=AgentRow.key.exists() & seen)


def put_named_in(tx: Transaction, agent: Agent, plan_keys: frozenset[str]) -> None:
    """Keep with the agent which plans name them. Lost: ``AgentMoved``."""
    action = AgentRow.named_in.set(set(plan_keys)) if plan_keys else AgentRow.named_in.remove()
    update_agent(tx, agent, replace(agent, named_in=plan_keys), [action], condition=AgentRow.key.exists())


def put_memberships(tx: Transaction, agent: Agent, memberships: Sequence[Membership]) -> None:
    """Keep with the agent which groups they are in. Lost: ``AgentMoved`` (somebody else kept it meanwhile)."""
    seen = AgentRow.grouped == agent.grouped
    if agent.grouped == 0:
        seen = seen | AgentRow.grouped.does_not_exist()
    fits = len(msgspec.json.encode(memberships)) <= MOST_BYTES
    kept = AgentRow.memberships.set(tuple(memberships)) if fits else AgentRow.memberships.remove()
    condition = AgentRow.key.exists() & seen
    groups = frozenset(each.group_id for each in memberships)
    named = AgentRow.groups.set(set(groups)) if groups else AgentRow.groups.remove()
    after = replace(agent, memberships=tuple(memberships) if fits else None, groups=groups)
    update_agent(tx, agent, after, [kept, named, AgentRow.grouped.set(agent.grouped + 1)], condition=condition)


def rows_of(desk: Desk, pool: str, mode: str) -> dict[str, Candidate]:
    """Everybody of a pool by the order they stand in; for rebuilding."""
    items: Iterable[RawItem] = PoolRow.all_pages(desk.database, pool_key(pool, mode))
    return {item["key"]["S"]: PoolRow.candidate.held_in(item) for item in items}


def take_away(tx: Transaction, agent: Agent, wrong: Iterable[tuple[str, str, str]]) -> None:
    """Take these places (pool, allocation, order) away, and put the agent where they belong. Lost: ``AgentMoved``."""
    for pool, mode, order in wrong:
        tx.delete(PoolRow(pool_key(pool, mode), order))
    place(tx, None, candidate_of(agent))
    tx.check(row_of(agent.agent_id), unmoved(agent.placed), losing=moved)
