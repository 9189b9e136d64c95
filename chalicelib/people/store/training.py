"""From when on an agent lacks training that their groups require, kept with their record (F11)."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.training import Training
from chalicelib.people.store.rows import AgentRow, update_agent


def put_training(
    tx: Transaction, agent: Agent, training: Training | None, *, turn: int | None, joined_at: datetime
) -> Agent:
    """Keep it with the agent; the agent as they are by it. ``turn``: where they join the rotation. Lost:
    ``AgentMoved``."""
    held = AgentRow.training
    condition: Condition = AgentRow.key.exists() & (AgentRow.status == agent.status)
    condition &= held == agent.training if agent.training is not None else held.does_not_exist()
    actions: list[Action] = [held.set(training) if training is not None else held.remove()]
    after = replace(agent, training=training)
    if turn is not None:
        actions += [AgentRow.turn.set(turn), AgentRow.joined_at.set(joined_at)]
        after = replace(after, turn=turn, joined_at=joined_at)
    update_agent(tx, agent, after, actions, condition=condition)
    return after
