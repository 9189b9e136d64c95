"""Which groups an agent is in, as a copy in the agent's own record."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent, Membership
from chalicelib.people.store.rows import AgentRow, update_agent

MOST_BYTES = 16_000  # every request of an agent reads their record; who has more asks the groups when it matters


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
