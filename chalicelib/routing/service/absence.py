"""Agents who are not there, and visitors who left and come back: nobody asks a ghost, nobody keeps a slot (B6)."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import (
    OPEN,
    AbsentAsked,
    Header,
    VisitorLeft,
    VisitorReturned,
)
from chalicelib.conversations.model.transitions import FULL
from chalicelib.conversations.model.words import SnoozeEnded
from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import BUSY, ONLINE, Agent, AgentLeft, AgentReturned, away, is_present
from chalicelib.people.model.availability import candidate_of
from chalicelib.routing.service.queue import (
    look_early,
    serve_agent,
    serve_pools,
    watch_acceptance,
    watch_waiting,
)


class WatchAbsence(Due, frozen=True):
    """The agent of an answered conversation is not there, ``since`` then; its visitor has said nothing more."""

    kind = "routing.watch_absence"

    conversation_id: str
    since: datetime


def transfer_all(desk: Desk, left: AgentLeft) -> None:
    """An agent left: what waits for an answer of theirs goes to others, of a disabled one everything (B6).

    What they have answered goes on at its visitor's next word, or after the plan's time. One request more than each
    conversation takes, who the agent is, and one for each of their pools: who waits for them waits no longer.
    """
    agent = people.read_agent(desk, left.agent_id)
    if agent.active and is_present(agent, desk.now()):
        return  # they are back; who waits for them is watched
    for conversation_id in sorted(agent.serving | agent.parked):
        races.again(desk, partial(_leave_behind, desk, conversation_id, left.agent_id), _LOST, tries=races.CROWD)
    _serve_who_waits_for(desk, agent)


def _serve_who_waits_for(desk: Desk, agent: Agent) -> None:
    """Who waits for somebody who went waits for them no longer. A request for each of the agent's pools."""
    candidate = candidate_of(agent)
    rows = conversations.window(desk, candidate.pools).rows
    if any(each.patience and each.preferred_agent_id == agent.agent_id for each in rows):
        serve_pools(desk, candidate.pools, candidate.uses)


_LOST = (conversations.HeaderMoved, people.AgentMoved)


def _leave_behind(desk: Desk, conversation_id: str, agent_id: str) -> None:
    """One conversation whose agent went. The header is read before the agent, and both are as they were read when it is
    written: whoever comes back, or writes, at this very moment is seen. Lost: ``HeaderMoved``, ``AgentMoved``."""
    header = _open(desk, conversation_id, agent_id)
    if header is None:
        return
    agent = people.read_agent(desk, agent_id)
    if agent.active and is_present(agent, desk.now()):
        return
    owes = header.released_at is None and (not header.agent_answered or header.last_author == "visitor")
    if owes or (not agent.active and header.released_at is None):
        _move_on(desk, header, agent)
    elif header.absent_since is None:
        tx = Transaction(desk)
        after = conversations.mark_absent(tx, header)
        people.stays_away(tx, agent, desk.now())
        _watch_absence(tx, after)
        tx.commit()


def _open(desk: Desk, conversation_id: str, agent_id: str | None = None) -> Header | None:
    header = conversations.find(desk, conversation_id)
    return header if header.state == OPEN and agent_id in (None, header.agent_id) else None


def _watch_absence(tx: Transaction, header: Header) -> None:
    if header.absent_seconds is not None and header.absent_since is not None:
        due_at = tx.desk.now() + timedelta(seconds=header.absent_seconds)
        work.put(tx, WatchAbsence(header.conversation_id, header.absent_since), at=due_at)


def _move_on(desk: Desk, header: Header, agent: Agent, reason: str | None = None) -> None:
    """Back to those who wait, where it stood; whoever is free has it at once."""
    why = reason or str(away(agent, desk.now()).extra["reason"])
    conversations.requeue(desk, header.conversation_id, agent.agent_id, reason=why, also=watch_waiting, answered=True)


def look_at_absence(desk: Desk, due: WatchAbsence) -> None:
    """Due when the agent of an answered conversation has been away for long: it goes on, unless its visitor is gone
    too; then it is looked at again, until it ends or one of them is back."""
    header, gone_since = conversations.look_after(desk, due.conversation_id)
    if header is None or header.state != OPEN or header.absent_since != due.since or header.released_at is not None:
        return
    if gone_since is None:
        _see_to(desk, due.conversation_id)
        return
    tx = Transaction(desk)
    _watch_absence(tx, header)
    tx.commit()


def move_on(desk: Desk, asked: AbsentAsked) -> None:
    """A visitor wrote to an agent who is not there: others have it, at once."""
    _see_to(desk, asked.conversation_id)


def attend_again(desk: Desk, returned: AgentReturned) -> None:
    """An agent is there again, and each of their conversations says so; a read for each of them."""
    agent = people.read_agent(desk, returned.agent_id)
    for conversation_id in sorted(agent.serving | agent.parked):
        header = conversations.find(desk, conversation_id)
        if header.absent_since is not None and header.agent_id == agent.agent_id:
            _see_to(desk, conversation_id, agent.agent_id, moves=False)


def _see_to(desk: Desk, conversation_id: str, agent_id: str | None = None, *, moves: bool = True) -> None:
    """A conversation that says that its agent is away says so no longer if they are back; else it ``moves`` on."""

    def once() -> None:
        header = _open(desk, conversation_id, agent_id)
        if header is None or header.absent_since is None:
            return
        agent = people.read_agent(desk, str(header.agent_id))
        if is_present(agent, desk.now()):
            tx = Transaction(desk)
            conversations.mark_present(tx, header)
            people.stays_there(tx, agent, desk.now())
            tx.commit()
        elif moves:
            _move_on(desk, header, agent)

    races.again(desk, once, _LOST, tries=races.CROWD)


# --- visitors -------------------------------------------------------------------------------------------------------


def serve_after_leaving(desk: Desk, left: VisitorLeft) -> None:
    """A slot is free, since the visitor who had it is gone."""
    serve_agent(desk, left.agent_id)


def give_back(desk: Desk, returned: VisitorReturned) -> None:
    """A visitor who had left wants an answer: from their agent, if they are there and have room, else from others, with
    the priority of who came long ago."""

    def once() -> None:
        header = _open(desk, returned.conversation_id)
        if header is None or header.released_at is None or header.asked_at is None:
            return
        agent, now = people.read_agent(desk, str(header.agent_id)), desk.now()
        is_there = agent.active and is_present(agent, now) and agent.status in (ONLINE, BUSY)
        if not is_there or len(agent.serving) >= agent.capacity:
            _move_on(desk, header, agent, FULL if is_there else None)
            return
        tx = Transaction(desk)
        after = conversations.take_back(tx, header)
        people.take_back(tx, agent, header.conversation_id, now)
        watch_acceptance(tx, after)
        tx.commit()

    races.again(desk, once, _LOST, tries=races.CROWD)


def see_to_again(desk: Desk, ended: SnoozeEnded) -> None:
    """What was put aside is back: in a slot of its agent's, where they are there and have one. Else it stays theirs
    without one, and is what they find when they come; of somebody who was disabled it goes to others."""

    def once() -> None:
        header = _open(desk, ended.conversation_id)
        if header is None or header.released_at is None or header.snooze is None or header.snooze.back_at is None:
            return
        agent, now = people.read_agent(desk, str(header.agent_id)), desk.now()
        if not agent.active:
            _move_on(desk, header, agent)
            return
        is_there = is_present(agent, now) and agent.status in (ONLINE, BUSY)
        if not is_there or len(agent.serving) >= agent.capacity:
            return
        tx = Transaction(desk)
        after = conversations.give_slot(tx, header, agent)
        if not after.agent_answered:
            look_early(tx, after)
        tx.commit()

    races.again(desk, once, _LOST, tries=races.CROWD)
