"""Presence and its lease."""

from __future__ import annotations

from datetime import datetime

from pynamodb.expressions.update import Action

from chalicelib.core.transactions import Transaction
from chalicelib.people.model import OFFLINE, Agent
from chalicelib.people.store.rows import AgentRow, moved, row_of


def set_status(tx: Transaction, one: Agent, status: str) -> None:
    """Somebody else's hand on the presence, kept over the next beat; the lease stays. Lost: ``AgentMoved``."""
    tx.update(
        row_of(one.agent_id),
        [AgentRow.status.set(status), AgentRow.forced.set(True)],
        condition=AgentRow.status == one.status,
        losing=moved,
    )


def beat(
    tx: Transaction,
    one: Agent,
    session_id: str,
    *,
    status: str,
    lease_until: datetime,
    seat_until: datetime,
    turn: int | None = None,
    watch_id: str | None = None,
) -> None:
    """Set the presence and renew its lease. Lost: ``AgentMoved`` (the session was ended meanwhile)."""
    actions: list[Action] = [
        AgentRow.status.set(status),
        AgentRow.lease_until.set(lease_until),
        AgentRow.seat_until.set(seat_until),
        AgentRow.forced.set(False),
    ]
    if turn is not None:
        actions.append(AgentRow.turn.set(turn))
    if watch_id is not None:
        actions.append(AgentRow.watch_id.set(watch_id))
    tx.update(row_of(one.agent_id), actions, condition=AgentRow.session_ids.contains(session_id), losing=moved)


def watched_on(tx: Transaction, one: Agent, watch_id: str) -> None:
    """The next look at this agent's lease is the piece of work ``watch_id``. Lost: ``AgentMoved``."""
    tx.update(
        row_of(one.agent_id),
        [AgentRow.watch_id.set(watch_id)],
        condition=AgentRow.watch_id == one.watch_id,
        losing=moved,
    )


def went_silent(tx: Transaction, one: Agent) -> None:
    """Offline, if no heartbeat came since ``one`` was read. Lost: ``AgentMoved``."""
    tx.update(
        row_of(one.agent_id),
        [AgentRow.status.set(OFFLINE), AgentRow.watch_id.remove(), AgentRow.forced.set(False)],
        condition=(AgentRow.lease_until == one.lease_until) & (AgentRow.status == one.status),
        losing=moved,
    )
