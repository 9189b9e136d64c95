"""What an agent's shifts allow, kept with their record (B8)."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import OFFLINE, Agent
from chalicelib.people.model.duty import Duty
from chalicelib.people.store.rows import AgentRow, update_agent


def put_duty(
    tx: Transaction, agent: Agent, duty: Duty | None, *, goes: bool, turn: int | None, seated: bool, joined_at: datetime
) -> Agent:
    """Keep with the agent what their shifts allow from now on; the agent as they are by it. Lost: ``AgentMoved``,
    ``SeatsFull``.

    ``goes``: they are offline by it, which holds only while they serve nobody. ``turn``: where they join the rotation.
    """
    held, status = AgentRow.duty, AgentRow.status
    condition: Condition = AgentRow.key.exists() & (status == agent.status)
    condition &= held == agent.duty if agent.duty is not None else held.does_not_exist()
    actions: list[Action] = [held.set(duty) if duty is not None else held.remove()]
    after = replace(agent, duty=duty, seated=seated)
    if goes:
        condition &= AgentRow.serving.does_not_exist()
        actions += [status.set(OFFLINE), AgentRow.resumes.remove(), AgentRow.absence.remove()]
        after = replace(after, status=OFFLINE, resumes=None, absence=None)
    if turn is not None:
        actions += [AgentRow.turn.set(turn), AgentRow.joined_at.set(joined_at)]
        after = replace(after, turn=turn, joined_at=joined_at)
    update_agent(tx, agent, after, actions, condition=condition)
    return after
