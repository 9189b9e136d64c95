"""Which plans name an agent, as a copy in the agent's own record."""

from __future__ import annotations

from chalicelib.core.transactions import Transaction
from chalicelib.people.store.rows import AgentRow, row_of


def name_in_plan(tx: Transaction, plan_key: str, before_ids: frozenset[str], after_ids: frozenset[str]) -> None:
    """Add to the transaction: the plan names these agents now, and named those before. Twice is once.

    One write for each who begins or ceases to be named, on condition that there is such an agent.
    """
    for agent_id in sorted(after_ids - before_ids):
        tx.update(row_of(agent_id), [AgentRow.named_in.add({plan_key})], condition=AgentRow.key.exists())
    for agent_id in sorted(before_ids - after_ids):
        tx.update(row_of(agent_id), [AgentRow.named_in.delete({plan_key})], condition=AgentRow.key.exists())
