"""Presence and its lease."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core.transactions import Transaction
from chalicelib.people.model.absences import Absence
from chalicelib.people.model.agents import OFFLINE, Agent, is_present
from chalicelib.people.model.attendance import is_told_again
from chalicelib.people.store.rows import AgentRow, count_presence, moved, row_of, update_agent


def set_status(
    tx: Transaction,
    agent: Agent,
    status: str,
    *,
    seated: bool,
    turn: int | None = None,
    absence: Absence | None = None,
) -> None:
    """Somebody else's hand on the presence; the lease stays. Lost: ``AgentMoved``.

    ``turn``: where they join the rotation. ``absence``: while they are away.
    """
    actions: list[Action] = [AgentRow.status.set(status), AgentRow.resumes.remove(), _away(absence)]
    after = _joined(tx, actions, replace(agent, status=status, seated=seated), turn)
    update_agent(tx, agent, after, actions, condition=AgentRow.status == agent.status)


class Chosen(msgspec.Struct, frozen=True):
    """A presence, and until when it and the seat hold. ``turn``: where they join the rotation; ``watch_id``: the piece
    of work that looks at the lease; ``absence``: while they are away; ``seat_watch_id``: the one that looks after the
    seat that they take by it."""

    status: str
    seated: bool
    lease_until: datetime
    seat_until: datetime
    turn: int | None
    watch_id: str | None
    absence: Absence | None
    seat_watch_id: str | None = None


def choose(tx: Transaction, agent: Agent, session_id: str, chosen: Chosen) -> None:
    """Set the presence and renew its lease; with a turn, join the rotation there.

    Lost: ``AgentMoved`` (the session was ended, or the presence was changed by somebody else since ``agent`` was read),
    ``SeatsFull``.
    """
    actions: list[Action] = [
        AgentRow.status.set(chosen.status),
        AgentRow.lease_until.set(chosen.lease_until),
        AgentRow.seat_until.set(chosen.seat_until),
        AgentRow.resumes.remove(),
        _away(chosen.absence),
    ]
    after = _joined(tx, actions, replace(agent, status=chosen.status, seated=chosen.seated), chosen.turn)
    if chosen.watch_id is not None:
        actions.append(AgentRow.watch_id.set(chosen.watch_id))
    if chosen.seat_watch_id is not None:
        actions.append(AgentRow.seat_watch_id.set(chosen.seat_watch_id))
    here = AgentRow.session_ids.contains(session_id) & (AgentRow.status == agent.status)
    if chosen.status == agent.status and not is_present(agent, tx.desk.now()):
        actions, here = count_presence(tx, agent, chosen.status, actions, condition=here, silent=False)
    update_agent(tx, agent, after, actions, condition=here)


def beat(tx: Transaction, agent: Agent, session_id: str, *, lease_until: datetime, seat_until: datetime) -> None:
    """The console is there; whatever its agent chose stays. Lost: ``AgentMoved``."""
    actions: list[Action] = [AgentRow.seat_until.set(seat_until)]
    if agent.status != OFFLINE:
        actions.append(AgentRow.lease_until.set(lease_until))
    here = AgentRow.session_ids.contains(session_id)
    tx.update(row_of(agent.agent_id), actions, condition=here & (AgentRow.status == agent.status), losing=moved)


def _joined(tx: Transaction, actions: list[Action], agent: Agent, turn: int | None) -> Agent:
    """The agent who joins the rotation at this turn, if one is given."""
    if turn is None:
        return agent
    joined_at = tx.desk.now()
    actions += [AgentRow.turn.set(turn), AgentRow.joined_at.set(joined_at)]
    return replace(agent, turn=turn, joined_at=joined_at)


def _away(absence: Absence | None) -> Action:
    return AgentRow.absence.set(absence) if absence is not None else AgentRow.absence.remove()


def set_absence(tx: Transaction, agent: Agent, absence: Absence) -> None:
    """The absence, while it is as it was read. Lost: ``AgentMoved``."""
    same = (AgentRow.absence == agent.absence) & (AgentRow.status == agent.status)
    tx.update(row_of(agent.agent_id), [AgentRow.absence.set(absence)], condition=same, losing=moved)


def watched_on(tx: Transaction, agent: Agent, watch_id: str) -> None:
    """The next look at this agent's lease is the piece of work ``watch_id``; once an hour what they are so far is told.
    Lost: ``AgentMoved``."""
    actions: list[Action] = [AgentRow.watch_id.set(watch_id)]
    same: Condition = AgentRow.watch_id == agent.watch_id
    if is_told_again(agent, tx.desk.now()):
        same &= AgentRow.status == agent.status
        actions, same = count_presence(tx, agent, agent.status, actions, condition=same, silent=False)
    tx.update(row_of(agent.agent_id), actions, condition=same, losing=moved)


def granted(tx: Transaction, agent: Agent, until: datetime, watch_id: str) -> None:
    """They count as there until then, for nobody could hear of them; looked at again by ``watch_id``. Lost:
    ``AgentMoved``."""
    actions: list[Action] = [AgentRow.lease_until.set(until), AgentRow.watch_id.set(watch_id)]
    silent = (AgentRow.lease_until == agent.lease_until) & (AgentRow.status == agent.status)
    tx.update(row_of(agent.agent_id), actions, condition=silent & (AgentRow.watch_id == agent.watch_id), losing=moved)


def stays_away(tx: Transaction, agent: Agent, now: datetime) -> None:
    """The transaction happens only while nobody is there behind this agent. Lost: ``AgentMoved``."""
    away = (AgentRow.status == OFFLINE) | AgentRow.lease_until.does_not_exist() | (AgentRow.lease_until <= now)
    tx.check(row_of(agent.agent_id), away, losing=moved)


def stays_there(tx: Transaction, agent: Agent, now: datetime) -> None:
    """The transaction happens only while the agent is there. Lost: ``AgentMoved``."""
    tx.check(row_of(agent.agent_id), (AgentRow.status != OFFLINE) & (AgentRow.lease_until > now), losing=moved)


def went_silent(tx: Transaction, agent: Agent, *, seated: bool) -> None:
    """Offline, if no heartbeat came since ``agent`` was read; the next one brings back what they chose. Lost:
    ``AgentMoved``."""
    actions = [AgentRow.status.set(OFFLINE), AgentRow.watch_id.remove(), AgentRow.resumes.set(agent.status)]
    silent = (AgentRow.lease_until == agent.lease_until) & (AgentRow.status == agent.status)
    update_agent(tx, agent, replace(agent, status=OFFLINE, seated=seated), actions, condition=silent, silent=True)
