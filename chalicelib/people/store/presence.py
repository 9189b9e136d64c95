"""Presence and its lease."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import OFFLINE, Agent
from chalicelib.people.store.rows import AgentRow, moved, row_of, update_agent


def set_status(tx: Transaction, agent: Agent, status: str, *, seated: bool, turn: int | None = None) -> None:
    """Somebody else's hand on the presence, kept over the next beat; the lease stays. Lost: ``AgentMoved``.

    ``turn``: where they join the rotation.
    """
    actions: list[Action] = [AgentRow.status.set(status), AgentRow.forced_from.set(agent.forced_from or agent.status)]
    after = _joined(tx, actions, replace(agent, status=status, seated=seated), turn)
    update_agent(tx, agent, after, actions, condition=_as_seen(agent))


def heartbeat(
    tx: Transaction,
    agent: Agent,
    session_id: str,
    *,
    status: str,
    seated: bool,
    lease_until: datetime,
    seat_until: datetime,
    turn: int | None = None,
    watch_id: str | None = None,
) -> None:
    """Set the presence and renew its lease; with a ``turn``, join the rotation there.

    Lost: ``AgentMoved`` (the session was ended, or the presence was changed by somebody else since ``agent`` was read),
    ``SeatsFull``.
    """
    actions: list[Action] = [
        AgentRow.status.set(status),
        AgentRow.lease_until.set(lease_until),
        AgentRow.seat_until.set(seat_until),
        AgentRow.forced_from.remove(),
    ]
    after = _joined(tx, actions, replace(agent, status=status, seated=seated), turn)
    if watch_id is not None:
        actions.append(AgentRow.watch_id.set(watch_id))
    here = AgentRow.session_ids.contains(session_id)
    update_agent(tx, agent, after, actions, condition=here & _as_seen(agent))


def _as_seen(agent: Agent) -> Condition:
    """Nobody has set the presence since it was read."""
    hand = AgentRow.forced_from
    unheard = hand == agent.forced_from if agent.forced_from else hand.does_not_exist()
    unchanged: Condition = (AgentRow.status == agent.status) & unheard
    return unchanged


def _joined(tx: Transaction, actions: list[Action], agent: Agent, turn: int | None) -> Agent:
    """The agent who joins the rotation at this turn, if one is given."""
    if turn is None:
        return agent
    joined_at = tx.desk.now()
    actions += [AgentRow.turn.set(turn), AgentRow.joined_at.set(joined_at)]
    return replace(agent, turn=turn, joined_at=joined_at)


def watched_on(tx: Transaction, agent: Agent, watch_id: str) -> None:
    """The next look at this agent's lease is the piece of work ``watch_id``. Lost: ``AgentMoved``."""
    tx.update(
        row_of(agent.agent_id),
        [AgentRow.watch_id.set(watch_id)],
        condition=AgentRow.watch_id == agent.watch_id,
        losing=moved,
    )


def went_silent(tx: Transaction, agent: Agent, *, seated: bool) -> None:
    """Offline, if no heartbeat came since ``agent`` was read. Lost: ``AgentMoved``."""
    actions = [AgentRow.status.set(OFFLINE), AgentRow.watch_id.remove(), AgentRow.forced_from.remove()]
    silent = (AgentRow.lease_until == agent.lease_until) & (AgentRow.status == agent.status)
    update_agent(tx, agent, replace(agent, status=OFFLINE, seated=seated), actions, condition=silent)
