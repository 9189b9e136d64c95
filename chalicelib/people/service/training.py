"""Who lacks training that their groups require, written by the room that keeps courses; what follows (F11)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from chalicelib.core import audit, events, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import ONLINE, Agent, AgentAvailable, may_be_assigned
from chalicelib.people.model.duty import DutyTurned
from chalicelib.people.model.training import Training, as_of
from chalicelib.people.service.access import Caller
from chalicelib.people.service.pools import tell_who_waits, turn_to_join_at
from chalicelib.people.service.reach import refuse_people_beyond
from chalicelib.people.store import reading
from chalicelib.people.store.rows import AgentMoved
from chalicelib.people.store.training import put_training

Also = Callable[[Transaction, Agent, Training | None], None]
NOTHING = Training()


def turn_training(desk: Desk, agent_id: str, lacking: Callable[[Agent], datetime | None], also: Also) -> None:
    """Have an agent's record say from when on they lack something, as ``lacking`` finds it; nothing is written where it
    says so already.

    Whoever is let in by it joins the rotation at its present level. ``also``: what is written with it. A read and a
    transaction, and where anything was written it is looked at once more: what decides may have changed meanwhile, and
    whoever changed it may have found the record as it was. Twice is once.
    """

    def turn(agent: Agent | None) -> None:
        while agent is not None:
            after = _write(desk, agent, replace(agent.training or NOTHING, lacks_from=lacking(agent)), also)
            agent = reading.agent(desk, agent_id) if after is not agent else None

    races.follow(desk, reading.agent(desk, agent_id), turn, AgentMoved, tries=races.CROWD)


def _write(desk: Desk, agent: Agent, wanted: Training, also: Also) -> Agent:
    now = desk.now()
    training = as_of(wanted, now)
    if training == agent.training:
        return agent
    tx = Transaction(desk)
    was, stands = _is_off(agent.training), _is_off(training)
    joins = was and not stands and may_be_assigned(replace(agent, training=training), now) in (None, "full")
    turn = turn_to_join_at(desk, agent) if joins else None
    after = put_training(tx, agent, training, turn=turn, joined_at=now)
    if joins:
        events.publish(tx, AgentAvailable(agent.agent_id))
    tell_who_waits(tx, agent, after, available=joins)
    if agent.status == ONLINE and stands and not was:
        events.publish(tx, DutyTurned(agent.agent_id, agent.pools))
    also(tx, agent, training)
    tx.commit_and_tell()
    return after


def _is_off(training: Training | None) -> bool:
    return training is not None and training.off is not None


def grant_training(
    desk: Desk, caller: Caller, agent_id: str, until: datetime | None, reason: str, also: Also, request_id: str = ""
) -> Agent:
    """Let somebody be given conversations until then though they lack training, or no longer (None). Audited.
    ``also``: what is written with it. Twice is once.

    Raises ``NotFound``, ``BeyondYourRights``, ``Invalid``: of oneself, or of somebody who lacks nothing.
    """
    refuse_people_beyond(desk, caller.agent, frozenset({agent_id}), "they are not of your group")
    if agent_id == caller.agent.agent_id:
        raise Invalid.field("agent_id", "somebody else has to allow it")

    def grant(agent: Agent | None) -> Agent:
        agent = existing(agent, "no such agent")
        before = agent.training or NOTHING
        if until is not None and before.lacks_from is None:
            raise Invalid.field("agent_id", "they lack nothing")
        name = caller.agent.name if until is not None else None

        def noted(tx: Transaction, held: Agent, after: Training | None) -> None:
            told = {"until": until, "reason": reason}
            audit.note(tx, caller.by(request_id), "grant_training", agent_id, before=before.granted_until, after=told)
            also(tx, held, after)

        return _write(desk, agent, replace(before, granted_until=until, granted_by=name), noted)

    return races.follow(desk, reading.agent(desk, agent_id), grant, AgentMoved)
