"""Sessions and seats."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace
from pynamodb.expressions.update import Action

from chalicelib.core.races import at_version
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import OFFLINE, Agent, DeskRecord
from chalicelib.people.model.agreements import Asked
from chalicelib.people.store.rows import (
    DESK,
    ROSTER,
    AgentRow,
    DeskRow,
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


class Opened(msgspec.Struct, frozen=True):
    """What signing in makes of an agent: all their sessions, and until when their seat is theirs at least.

    ``seat_watch_id``: they take a seat by it, and that piece of work looks after it. ``resumes``: what their first
    heartbeat makes of them. ``asks``: what they must accept.
    """

    session_ids: frozenset[str]
    seat_until: datetime
    seat_watch_id: str | None
    resumes: str | None
    asks: tuple[Asked, ...]


def open_session(tx: Transaction, agent: Agent, opened: Opened) -> None:
    """Give the agent these sessions, while they are as they were read: password, role, whether active.

    Lost: ``AgentMoved``, ``SeatsFull``.
    """
    seat_watch_id = opened.seat_watch_id
    seen = same_sessions(agent) & at_version(AgentRow.key, AgentRow.version, agent.version)
    actions: list[Action] = [
        AgentRow.session_ids.set(set(opened.session_ids)),
        AgentRow.seat_until.set(opened.seat_until),
    ]
    if agent.asks != opened.asks:
        actions.append(AgentRow.asks.set(opened.asks))
    after = agent
    if opened.resumes is not None:
        actions.append(AgentRow.resumes.set(opened.resumes))
    if seat_watch_id is not None:
        actions.append(AgentRow.seat_watch_id.set(seat_watch_id))
        after = replace(agent, seated=True)
    update_agent(tx, agent, after, actions, condition=seen & (AgentRow.active == True))  # noqa: E712 - PynamoDB's


def end_sessions(tx: Transaction, agent: Agent, left: frozenset[str]) -> None:
    """Leave the agent only these sessions; with none they go offline, their seat is free. Lost: ``AgentMoved``."""
    seen = same_sessions(agent)
    if left:
        tx.update(row_of(agent.agent_id), [AgentRow.session_ids.set(set(left))], condition=seen, losing=moved)
        return
    if agent.seat_until is not None:
        seen = seen & (AgentRow.seat_until == agent.seat_until)
    actions = unseat()
    if agent.status == OFFLINE:
        actions.append(AgentRow.status_since.remove())  # they were silent; now they are gone
    update_agent(tx, agent, replace(agent, status=OFFLINE, seated=False), actions, condition=seen)


def watched_on(tx: Transaction, agent: Agent, seat_watch_id: str) -> None:
    """The next look at this agent's seat is the piece of work ``seat_watch_id``. Lost: ``AgentMoved``."""
    mine = AgentRow.seat_watch_id == agent.seat_watch_id
    tx.update(row_of(agent.agent_id), [AgentRow.seat_watch_id.set(seat_watch_id)], condition=mine, losing=moved)


def set_taken(tx: Transaction, record: DeskRecord, taken: int) -> None:
    """Mend how many seats are taken. Lost: ``Lost`` (somebody came or went meanwhile)."""
    tx.update(DeskRow(ROSTER, DESK), [DeskRow.taken.set(taken)], condition=DeskRow.taken == record.taken)
