"""Sessions and seats."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace
from pynamodb.expressions.condition import size

from chalicelib.core.races import at_version
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import OFFLINE, Agent
from chalicelib.people.store.rows import (
    DESK,
    ROSTER,
    AgentRow,
    DeskRow,
    SeatsFull,
    moved,
    row_of,
    same_sessions,
    unseat,
    update_agent,
)


def keep_seat(tx: Transaction, agent: Agent, session_id: str, seat_until: datetime) -> None:
    """The session is in use. Lost: ``AgentMoved`` (it has ended)."""
    in_use = AgentRow.session_ids.contains(session_id)
    tx.update(row_of(agent.agent_id), [AgentRow.seat_until.set(seat_until)], condition=in_use, losing=moved)


def open_session(tx: Transaction, agent: Agent, session_ids: frozenset[str], seat_until: datetime) -> None:
    """Give the agent these sessions, while they are as they were read: password, role, whether active. Lost:
    ``AgentMoved``."""
    seen = same_sessions(agent) & at_version(AgentRow.key, AgentRow.version, agent.version)
    tx.update(
        row_of(agent.agent_id),
        [AgentRow.session_ids.set(set(session_ids)), AgentRow.seat_until.set(seat_until)],
        condition=seen & (AgentRow.active == True),  # noqa: E712 - PynamoDB's condition
        losing=moved,
    )


def take_seat(tx: Transaction, agent_id: str) -> None:
    """Seat the agent, unless all seats are taken by others. Lost: ``SeatsFull``."""
    room = DeskRow.seated.does_not_exist() | DeskRow.seated.contains(agent_id) | (size(DeskRow.seated) < DeskRow.seats)
    tx.update(
        DeskRow(ROSTER, DESK),
        [DeskRow.seated.add({agent_id})],
        condition=room,
        losing=lambda _: SeatsFull("no seat is free"),
    )


def leave_seat(tx: Transaction, agent_id: str) -> None:
    """Somebody else may sit there. Doing it twice changes nothing."""
    tx.update(DeskRow(ROSTER, DESK), [DeskRow.seated.delete({agent_id})])


def end_sessions(tx: Transaction, agent: Agent, left: frozenset[str]) -> None:
    """Leave the agent only these sessions; with none they go offline, their seat is free. Lost: ``AgentMoved``."""
    seen = same_sessions(agent)
    if left:
        tx.update(row_of(agent.agent_id), [AgentRow.session_ids.set(set(left))], condition=seen, losing=moved)
        return
    if agent.seat_until is not None:
        seen = seen & (AgentRow.seat_until == agent.seat_until)
    update_agent(tx, agent, replace(agent, status=OFFLINE), unseat(), condition=seen)
    tx.update(DeskRow(ROSTER, DESK), [DeskRow.seated.delete({agent.agent_id})])
