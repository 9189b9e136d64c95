"""What somebody's shifts allow, written by the room that keeps rosters; what follows for their presence (B8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from chalicelib.core import audit, events, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import (
    OFFLINE,
    ONLINE,
    Agent,
    AgentAvailable,
    AgentLeft,
    is_present,
    may_be_assigned,
)
from chalicelib.people.model.duty import (
    ON_LEAVE,
    SHIFT_BREAK,
    Duty,
    DutyTurned,
    OffDuty,
    as_of,
    closed_at,
    is_gone,
    opens_at,
)
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.service.access import Caller
from chalicelib.people.service.pools import tell_who_waits, turn_to_join_at
from chalicelib.people.service.reach import refuse_people_beyond
from chalicelib.people.store import reading
from chalicelib.people.store.duty import put_duty
from chalicelib.people.store.rows import AgentMoved

Decide = Callable[[Agent], Duty | None]
Also = Callable[[Transaction, Agent, Duty | None], None]


def turn_duty(desk: Desk, agent_id: str, decide: Decide, also: Also) -> None:
    """Have an agent's record say what their shifts allow, as ``decide`` finds it; nothing is written where it says so.

    Whoever is off duty by it, and serves nobody, is offline and gives back their seat; whoever is open by it joins the
    rotation at its present level. ``also``: what is to be written with it. A read and a transaction. Twice is once.
    """

    def turn(agent: Agent | None) -> None:
        if agent is None:
            return
        now = desk.now()
        found = decide(agent)
        duty = as_of(found, now) if found is not None else None
        gone = is_gone(duty, now)
        goes = gone and agent.status != OFFLINE and not agent.serving
        leaves_seat = gone and agent.seated and (goes or agent.status == OFFLINE)
        if duty == agent.duty and not goes and not leaves_seat:
            return
        tx = Transaction(desk)
        comes = _is_off(agent.duty) and not _is_off(duty) and agent.status == ONLINE
        joins = comes and may_be_assigned(replace(agent, duty=duty), now) in (None, "full")
        seated = agent.seated and not leaves_seat
        level = turn_to_join_at(desk, agent) if joins else None
        after = put_duty(tx, agent, duty, goes=goes, turn=level, seated=seated, joined_at=now)
        _tell(tx, agent, after, goes=goes, joins=joins)
        also(tx, agent, duty)
        tx.commit_and_tell()

    races.follow(desk, reading.agent(desk, agent_id), turn, AgentMoved, tries=races.CROWD)


def _is_off(duty: Duty | None) -> bool:
    return duty is not None and duty.off is not None


def _tell(tx: Transaction, before: Agent, after: Agent, *, goes: bool, joins: bool) -> None:
    if joins:
        events.publish(tx, AgentAvailable(before.agent_id))
    if goes:
        events.publish(tx, AgentLeft(before.agent_id))
    else:
        tell_who_waits(tx, before, after, available=joins)
    if before.status == ONLINE and not _is_off(before.duty) and _is_off(after.duty):
        events.publish(tx, DutyTurned(before.agent_id, before.pools))


def refuse_off_duty(agent: Agent, status: str, now: datetime) -> None:
    """Raises ``OffDuty`` for whoever is not on duty by binding shifts, and would be there. Whoever is still with
    somebody when their shift ends stays until they are done."""
    if status == OFFLINE or not is_gone(agent.duty, now) or (is_present(agent, now) and agent.serving):
        return
    reason, begins_at = str(closed_at(agent.duty, now)), opens_at(agent.duty, now)
    raise OffDuty("your shift does not run now", extra={"reason": reason, "begins_at": begins_at})


def needs_no_seat(agent: Agent, now: datetime) -> bool:
    """Whether they sign in without a seat: administrators, who take one with conversations, and whoever is off duty."""
    return agent.role == ADMINISTRATOR or is_gone(agent.duty, now)


def grant_duty(
    desk: Desk,
    caller: Caller,
    agent_id: str,
    until: datetime | None,
    reason: str,
    also: Callable[[Transaction], None],
    request_id: str = "",
) -> Agent:
    """Let somebody be there until then though they are off duty, or no longer (None). Audited. ``also``: what is to be
    written with it; whoever decides what their shifts allow takes it into account.

    Raises ``NotFound``, ``Forbidden`` beyond one's reach, ``Invalid``: of oneself, or of somebody on leave.
    """
    refuse_people_beyond(desk, caller.agent, frozenset({agent_id}), "they are not of your group")
    if agent_id == caller.agent.agent_id:
        raise Invalid.field("agent_id", "somebody else has to allow it")

    def grant(agent: Agent | None) -> Agent:
        agent = existing(agent, "no such agent")
        now, duty = desk.now(), agent.duty or Duty()
        if until is not None and closed_at(agent.duty, now) in (ON_LEAVE, SHIFT_BREAK):
            raise Invalid.field("agent_id", "they are on leave, or have their break")
        after = replace(duty, granted_until=until, granted_by=caller.agent.name if until is not None else None)
        tx = Transaction(desk)
        turned = put_duty(tx, agent, after, goes=False, turn=None, seated=agent.seated, joined_at=now)
        told = {"until": until, "reason": reason}
        audit.note(tx, caller.by(request_id), "grant_duty", agent_id, before=duty.granted_until, after=told)
        also(tx)
        tx.commit_and_tell()
        return turned

    return races.follow(desk, reading.agent(desk, agent_id), grant, AgentMoved)
