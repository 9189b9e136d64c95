"""What is announced to somebody, in their own record; and that anything is announced at all."""

from __future__ import annotations

from collections.abc import Sequence

from pynamodb.expressions.condition import Condition

from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.announced import Announced
from chalicelib.people.store.rows import ROSTER, AgentRow, AnnouncingRow, moved, row_of

ANNOUNCING = "announcing"


def tell_announced(tx: Transaction, agent: Agent, announced: Sequence[Announced]) -> None:
    """Add to the transaction: this is what they have to read. Each writing is counted, so that nobody writes what they
    decided before another one. Lost: ``AgentMoved``."""
    number = AgentRow.announcing
    same: Condition = number == agent.announcing
    if not agent.announcing:
        same |= number.does_not_exist()
    actions = [AgentRow.announced.set(tuple(announced)), number.set(agent.announcing + 1)]
    tx.update(row_of(agent.agent_id), actions, condition=same & AgentRow.key.exists(), losing=moved)


def begin_announcing(tx: Transaction) -> None:
    """Add to the transaction: from now on whoever is new hears of what is announced."""
    tx.put(AnnouncingRow(ROSTER, ANNOUNCING, announcing=True))
