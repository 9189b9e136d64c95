"""Presence: online, busy, on break, offline; the heartbeat and who looks whether it still comes (B6)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.core import audit, events, races, silence, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import existing
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import (
    OFFLINE,
    ONLINE,
    Agent,
    AgentAvailable,
    AgentLeft,
    AgentReturned,
    away,
    is_present,
)
from chalicelib.people.model.agreements import needed
from chalicelib.people.model.duty import is_gone
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.model.sessions import SessionEnded
from chalicelib.people.service.absences import absence_with, checked_reply
from chalicelib.people.service.access import Caller
from chalicelib.people.service.duty import refuse_off_duty
from chalicelib.people.service.pools import tell_who_waits, turn_to_join_at
from chalicelib.people.service.reach import refuse_people_beyond
from chalicelib.people.service.sessions import no_seat, over_at, refuse_serving, watch_seat_of
from chalicelib.people.store import presence, reading
from chalicelib.people.store.rows import AgentMoved, SeatsFull


class WatchPresence(Due, frozen=True):
    """An agent's lease ends about now."""

    kind = "people.watch_presence"

    agent_id: str
    watch_id: str


Also = Callable[[Transaction], None]


def set_presence(
    desk: Desk,
    caller: Caller,
    status: str,
    *,
    reply: str | None = None,
    settled: frozenset[str] | None = None,
    also: Also | None = None,
) -> Agent:
    """Choose a status; what was chosen before, on whatever device, counts no longer (B6).

    ``reply``: what whomever they serve is told once while they are busy or on a break; None: as it was, empty: nothing.
    ``settled``: only while they serve nothing but these, which are others' by now; None: whatever they serve.
    ``also``: what is to be written in the same transaction.
    Raises ``Invalid``, ``SessionEnded``, ``StillServing``, ``OffDuty`` for whom their shifts do not let be there,
    ``NoFreeSeat`` (an administrator who starts to take conversations needs a seat, and who came before their shift).
    """
    reply = checked_reply(status, reply)

    def choose(session_id: str, agent: Agent) -> Agent:
        refuse_serving(agent, settled)
        refuse_off_duty(agent, status, desk.now())
        return _choose(desk, session_id, agent, status=status, reply=reply, also=also)

    try:
        return races.follow(desk, caller.agent, _of_session(caller, choose), AgentMoved)
    except SeatsFull:
        raise no_seat(desk) from None


def beat(desk: Desk, caller: Caller) -> Agent:
    """A console is there (B6). That keeps alive what its agent chose, on whatever device, and chooses nothing itself:
    one write. After a silence, and when they have just come, it brings back what they did not leave by their own word.

    Raises ``SessionEnded``.
    """

    def once(session_id: str, agent: Agent) -> Agent:
        if needed(agent.asks, agent.agreed, desk.now()) is not None:
            return _renew(desk, session_id, agent)  # nobody comes to conversations that they may not open yet
        returns = agent.resumes if agent.status == OFFLINE else agent.status
        back = returns is not None and returns != OFFLINE and not is_present(agent, desk.now())
        if returns is not None and back and not is_gone(agent.duty, desk.now()):
            with suppress(SeatsFull):  # then they stay offline, and sign in to nobody's cost
                return _choose(desk, session_id, agent, status=returns)
        return _renew(desk, session_id, agent)

    return races.follow(desk, caller.agent, _of_session(caller, once), AgentMoved)


def _of_session(caller: Caller, act: Callable[[str, Agent], Agent]) -> Callable[[Agent | None], Agent]:
    """The act for as long as the caller's session lasts. Raises ``SessionEnded``."""

    def once(agent: Agent | None) -> Agent:
        if agent is None or caller.session_id not in agent.session_ids:
            raise SessionEnded("this session has ended")
        return act(caller.session_id, agent)

    return once


def _renew(desk: Desk, session_id: str, agent: Agent) -> Agent:
    lease_until, seat_until = _leases(desk)
    tx = Transaction(desk)
    presence.beat(tx, agent, session_id, lease_until=lease_until, seat_until=seat_until)
    tx.commit()
    return replace(agent, seat_until=seat_until, lease_until=lease_until if agent.status != OFFLINE else None)


def _leases(desk: Desk) -> tuple[datetime, datetime]:
    """Until when a presence that is heard of now holds, and a seat."""
    now, settings = desk.now(), desk.settings
    return now + timedelta(seconds=settings.presence_lease), now + timedelta(seconds=settings.seat_lease)


def _choose(
    desk: Desk, session_id: str, agent: Agent, *, status: str, reply: str | None = None, also: Also | None = None
) -> Agent:
    """One try to have it so. Lost: ``AgentMoved``, ``SeatsFull``."""
    now, (lease_until, seat_until) = desk.now(), _leases(desk)
    appears = status != OFFLINE and not is_present(agent, now)
    joins = status == ONLINE and (appears or agent.status != ONLINE)
    tx = Transaction(desk)
    absence = absence_with(tx, agent, status, reply)
    seated = _seated(agent, status)
    sits_down = seated and not agent.seated and agent.role != ADMINISTRATOR
    chosen = presence.Chosen(
        status,
        seated,
        lease_until,
        seat_until,
        turn=turn_to_join_at(desk, agent) if joins else None,
        watch_id=_watch(tx, agent.agent_id, lease_until) if appears else None,
        absence=absence,
        seat_watch_id=watch_seat_of(tx, agent.agent_id, over_at(desk, seat_until)) if sits_down else None,
    )
    presence.choose(tx, agent, session_id, chosen)
    if joins:
        events.publish(tx, AgentAvailable(agent.agent_id))
    if appears and (agent.serving or agent.parked):
        events.publish(tx, AgentReturned(agent.agent_id))
    after = replace(
        agent,
        status=status,
        seated=chosen.seated,
        lease_until=lease_until,
        seat_until=seat_until,
        resumes=None,
        absence=absence,
    )
    if status == OFFLINE:
        if agent.status != OFFLINE:
            events.publish(tx, AgentLeft(agent.agent_id))
    else:
        tell_who_waits(tx, agent, after, available=joins)
    if also is not None:
        also(tx)
    tx.commit_and_tell()
    return after


def _seated(agent: Agent, status: str) -> bool:
    """Whether they have a seat with this status: an administrator needs it for conversations only, and whoever came
    before their shift from then on, also where nothing of that shift is left (B7, B8)."""
    there = status != OFFLINE
    return there if agent.role == ADMINISTRATOR else agent.seated or there


def _watch(tx: Transaction, agent_id: str, at: datetime) -> str:
    """Have somebody look whether the heartbeat still comes; the name of this watch."""
    watch_id = tx.desk.new_id("wch")
    work.put(tx, WatchPresence(agent_id, watch_id), at=at)
    return watch_id


def watch_presence(desk: Desk, due: WatchPresence) -> None:
    """Due when a lease ends: offline if no heartbeat came, else look again when the present lease ends. Where the desk
    itself could not be reached meanwhile, nobody could beat: they have a lease more from when it could.

    Each appearance starts one watch; an agent's record names the one that counts, so that none is kept twice.
    """

    def look(agent: Agent | None) -> None:
        if agent is None or agent.watch_id != due.watch_id or agent.status == OFFLINE or agent.lease_until is None:
            return
        if agent.lease_until > desk.now():
            tx = Transaction(desk)
            presence.watched_on(tx, agent, _watch(tx, due.agent_id, agent.lease_until))
            tx.commit()
            return
        _end_or_grant(desk, agent)

    races.follow(desk, reading.agent(desk, due.agent_id), look, AgentMoved)


def _end_or_grant(desk: Desk, agent: Agent) -> None:
    until = _granted(desk, agent.lease_until) if agent.lease_until is not None else None
    if until is None:
        _end(desk, agent)
        return
    tx = Transaction(desk)
    presence.granted(tx, agent, until, _watch(tx, agent.agent_id, until))
    tx.commit()


def _granted(desk: Desk, lease_until: datetime) -> datetime | None:
    """Until when somebody counts as there whose lease ended while the desk could not be reached; None: it could be."""
    silent, lease = silence.last(desk), timedelta(seconds=desk.settings.presence_lease)
    if silent is None or lease_until < silent.since or lease_until > silent.until + lease:
        return None
    until = silent.until + lease
    return until if until > max(desk.now(), lease_until) else None


def end_presence(desk: Desk, agent: Agent) -> None:
    """Somebody's console is silent beyond its lease: they are offline, unless it was heard of since they were read."""
    with suppress(AgentMoved):
        _end_or_grant(desk, agent)


def _end(desk: Desk, agent: Agent) -> None:
    tx = Transaction(desk)
    presence.went_silent(tx, agent, seated=_seated(agent, OFFLINE))
    events.publish(tx, AgentLeft(agent.agent_id))
    tx.commit_and_tell()


def set_presence_of(
    desk: Desk,
    caller: Caller,
    agent_id: str,
    status: str,
    request_id: str = "",
    *,
    settled: frozenset[str] | None = None,
    also: Also | None = None,
) -> Agent:
    """A supervisor's hand on somebody else's presence; their consoles hear of it at their next beat.

    ``settled`` and ``also`` as in ``set_presence``. Whoever's console is not there can be put offline only.
    Raises ``NotFound``, ``Forbidden`` beyond one's scope, ``AgentAway`` for somebody whose console is not there,
    ``ChangedMeanwhile`` when somebody else set it to something else, ``StillServing``, ``OffDuty``.
    """
    first = reading.agent(desk, agent_id)
    refuse_people_beyond(desk, caller.agent, frozenset({agent_id}), "they are not of your group")
    seen = first.status if first is not None else status

    def put_on(agent: Agent | None) -> Agent:
        agent = existing(agent, "no such agent")
        if agent.status not in (seen, status):
            raise races.changed_meanwhile("status", present={"status": agent.status})
        refuse_serving(agent, settled)
        refuse_off_duty(agent, status, desk.now())
        if agent.status == status and also is None:
            return agent
        if status != OFFLINE and not is_present(agent, desk.now()):
            raise away(agent, desk.now())
        tx = Transaction(desk)
        turn = turn_to_join_at(desk, agent) if status == ONLINE else None
        absence = absence_with(tx, agent, status)
        presence.set_status(tx, agent, status, seated=_seated(agent, status), turn=turn, absence=absence)
        audit.note(tx, caller.by(request_id), "set_presence_of", agent_id, before=agent.status, after=status)
        if status == ONLINE:
            events.publish(tx, AgentAvailable(agent_id))
        if status == OFFLINE:
            events.publish(tx, AgentLeft(agent.agent_id))
        else:
            tell_who_waits(tx, agent, replace(agent, status=status), available=status == ONLINE)
        if also is not None:
            also(tx)
        tx.commit_and_tell()
        return replace(agent, status=status)

    return races.follow(desk, first, put_on, AgentMoved)
