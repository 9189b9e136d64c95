"""Presence: online, busy, on break, offline; the heartbeat and who looks whether it still comes (B6)."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.core import audit, events, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import (
    OFFLINE,
    ONLINE,
    Agent,
    AgentAvailable,
    AgentLeft,
    away,
    is_present,
    joining_turn,
)
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.model.sessions import SessionEnded
from chalicelib.people.service.access import Caller
from chalicelib.people.service.reach import refuse_people_beyond
from chalicelib.people.service.sessions import no_seat
from chalicelib.people.store import presence, reading, sessions
from chalicelib.people.store.rows import AgentMoved, SeatsFull


class WatchPresence(Due, frozen=True):
    """An agent's lease ends about now."""

    kind = "people.watch_presence"

    agent_id: str
    watch_id: str


def set_presence(desk: Desk, caller: Caller, status: str) -> Agent:
    """Set the status, or repeat it as the heartbeat (B6). A beat that changes nothing costs one write.

    Raises ``SessionEnded``, ``NoFreeSeat`` (an administrator who starts to take conversations needs a seat).
    """

    def beat(agent: Agent | None) -> Agent:
        if agent is None or caller.session_id not in agent.session_ids:
            raise SessionEnded("this session has ended")
        return _heartbeat(desk, agent, caller.session_id, status)

    try:
        return races.follow(desk, caller.agent, beat, AgentMoved)
    except SeatsFull:
        raise no_seat(desk) from None


def _heartbeat(desk: Desk, agent: Agent, session_id: str, text: str) -> Agent:
    """One try to have it as the console said. A console that only repeats itself has not heard of a supervisor's hand.

    Lost: ``AgentMoved``, ``SeatsFull``.
    """
    status, now = agent.status if text == agent.forced_from else text, desk.now()
    lease_until = now + timedelta(seconds=desk.settings.presence_lease)
    seat_until = now + timedelta(seconds=desk.settings.seat_lease)
    appears = status != OFFLINE and not is_present(agent, now)
    joins = status == ONLINE and (appears or agent.status != ONLINE)
    tx = Transaction(desk)
    presence.heartbeat(
        tx,
        agent,
        session_id,
        status=status,
        lease_until=lease_until,
        seat_until=seat_until,
        turn=joining_turn(agent, reading.roster(desk), now) if joins else None,
        watch_id=_watch(tx, agent.agent_id, lease_until) if appears else None,
    )
    if appears and agent.role == ADMINISTRATOR:
        sessions.take_seat(tx, agent.agent_id)
    if joins:
        events.publish(tx, AgentAvailable(agent.agent_id))
    if status == OFFLINE and agent.status != OFFLINE:
        _left(tx, agent)
    tx.commit_and_tell()
    return replace(agent, status=status, lease_until=lease_until, seat_until=seat_until, forced_from=None)


def _left(tx: Transaction, agent: Agent) -> None:
    """They are there no longer; an administrator gives back the seat, which they need for conversations only (B7)."""
    events.publish(tx, AgentLeft(agent.agent_id))
    if agent.role == ADMINISTRATOR:
        sessions.leave_seat(tx, agent.agent_id)


def _watch(tx: Transaction, agent_id: str, at: datetime) -> str:
    """Have somebody look whether the heartbeat still comes; the name of this watch."""
    watch_id = tx.desk.new_id("wch")
    work.put(tx, WatchPresence(agent_id, watch_id), at=at)
    return watch_id


def watch_presence(desk: Desk, due: WatchPresence) -> None:
    """Due when a lease ends: offline if no heartbeat came, else look again when the present lease ends.

    Each appearance starts one watch; an agent's record names the one that counts, so that none is kept twice.
    """

    def look(agent: Agent | None) -> None:
        if agent is None or agent.watch_id != due.watch_id or agent.status == OFFLINE or agent.lease_until is None:
            return
        tx = Transaction(desk)
        if agent.lease_until > desk.now():
            presence.watched_on(tx, agent, _watch(tx, due.agent_id, agent.lease_until))
        else:
            presence.went_silent(tx, agent)
            _left(tx, agent)
        tx.commit_and_tell()

    races.follow(desk, reading.agent(desk, due.agent_id), look, AgentMoved)


def set_presence_of(desk: Desk, caller: Caller, agent_id: str, status: str, request_id: str = "") -> Agent:
    """A supervisor's hand on somebody else's presence; their console follows at its next beat.

    Raises ``NotFound``, ``Forbidden`` beyond one's scope, ``AgentAway`` for somebody whose console is not there,
    ``ChangedMeanwhile`` when somebody else set it to something else.
    """
    first = reading.agent(desk, agent_id)
    refuse_people_beyond(desk, caller.agent, frozenset({agent_id}), "they are not of your group")
    seen = first.status if first is not None else status

    def put_on(agent: Agent | None) -> Agent:
        if agent is None:
            raise NotFound("no such agent")
        if agent.status not in (seen, status):
            raise races.changed_meanwhile("status", present={"status": agent.status})
        if agent.status == status:
            return agent
        if not is_present(agent, desk.now()):
            raise away(agent, desk.now())
        tx = Transaction(desk)
        turn = joining_turn(agent, reading.roster(desk), desk.now()) if status == ONLINE else None
        presence.set_status(tx, agent, status, turn=turn)
        audit.note(tx, caller.by(request_id), "set_presence_of", agent_id, before=agent.status, after=status)
        if status == ONLINE:
            events.publish(tx, AgentAvailable(agent_id))
        if status == OFFLINE:
            _left(tx, agent)
        tx.commit_and_tell()
        return replace(agent, status=status)

    return races.follow(desk, first, put_on, AgentMoved)
