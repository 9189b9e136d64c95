"""An agent's slots: the conversations they have, and those they are a guest in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec.structs import replace
from pynamodb.expressions.condition import Condition, size
from pynamodb.expressions.update import Action

from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import BUSY, OFFLINE, ONLINE, Agent
from chalicelib.people.model.availability import Candidate, at_present, candidate_of, taking
from chalicelib.people.store.rows import AgentMoved, AgentRow, move_candidate, moved, row_of, update_agent

MOST_PARKED = 50  # each is read with every inbox


def claim_slot(
    tx: Transaction,
    agent: Agent | Candidate,
    conversation_id: str,
    now: datetime,
    *,
    statuses: tuple[str, ...],
    over_capacity: bool = False,
) -> Candidate:
    """Take one of the agent's free slots for the conversation; the candidate they then are. Lost: ``AgentMoved``.

    Only while nothing that an allocation asks of them has changed since they were read: as turns only grow, whoever had
    the lowest turn when read and still has it now has the lowest of all, so totals never differ by more than one.
    ``over_capacity``: the explicit override.
    """
    status: Any = AgentRow.status == statuses[0]
    for other in statuses[1:]:
        status = status | (AgentRow.status == other)
    condition: Condition = (AgentRow.active == True) & status & (AgentRow.lease_until > now)  # noqa: E712 - PynamoDB's
    if not over_capacity:
        condition &= AgentRow.serving.does_not_exist() | (size(AgentRow.serving) < AgentRow.capacity)
    actions: list[Action] = [
        AgentRow.serving.add({conversation_id}),
        AgentRow.turn.add(1),
        AgentRow.assigned_total.add(1),
        AgentRow.last_assigned_at.set(now),
        AgentRow.guest_in.delete({conversation_id}),
        AgentRow.parked.delete({conversation_id}),
    ]
    before = candidate_of(agent) if isinstance(agent, Agent) else agent
    if statuses == (ONLINE,) and at_present(before, now).off is not None:  # their shift ended since they were chosen
        raise AgentMoved(agent if isinstance(agent, Agent) else None)
    return move_candidate(tx, before, taking(before, now), actions, condition=condition)


def join(tx: Transaction, agent: Agent, conversation_id: str, now: datetime) -> None:
    """Be a guest in the conversation; takes no slot. Lost: ``AgentMoved`` (not there)."""
    there = (AgentRow.active == True) & (AgentRow.status != OFFLINE) & (AgentRow.lease_until > now)  # noqa: E712
    tx.update(row_of(agent.agent_id), [AgentRow.guest_in.add({conversation_id})], condition=there, losing=moved)


def go(tx: Transaction, agent_id: str, conversation_id: str) -> None:
    """Be a guest no longer. Doing it twice changes nothing."""
    tx.update(row_of(agent_id), [AgentRow.guest_in.delete({conversation_id})], condition=AgentRow.key.exists())


def set_conversations(
    tx: Transaction, agent: Agent, *, serving: frozenset[str] | None = None, parked: frozenset[str] | None = None
) -> None:
    """Mend the record from the facts; None: as it is. Lost: ``AgentMoved`` (it changed meanwhile)."""
    after = replace(
        agent,
        serving=agent.serving if serving is None else serving,
        parked=agent.parked if parked is None else parked,
    )
    sets = ((AgentRow.serving, agent.serving, after.serving), (AgentRow.parked, agent.parked, after.parked))
    seen = [each == set(before) if before else each.does_not_exist() for each, before, _ in sets]
    actions = [each.set(set(now)) if now else each.remove() for each, _, now in sets]
    update_agent(tx, agent, after, actions, condition=seen[0] & seen[1])


def free_slot(tx: Transaction, agent: Agent, conversation_id: str) -> None:
    """Give the slot back; nothing to do for somebody who does not have it. Lost: ``AgentMoved``."""
    if conversation_id in agent.serving:
        after = replace(agent, serving=agent.serving - {conversation_id})
        action = AgentRow.serving.delete({conversation_id})
        update_agent(tx, agent, after, [action], condition=AgentRow.key.exists())
    elif conversation_id in agent.parked:
        tx.update(row_of(agent.agent_id), [AgentRow.parked.delete({conversation_id})], condition=AgentRow.key.exists())


def park(tx: Transaction, agent: Agent, conversation_id: str) -> None:
    """Give the slot back, and keep the conversation without one. Lost: ``AgentMoved`` (also who keeps too many)."""
    after = replace(agent, serving=agent.serving - {conversation_id}, parked=agent.parked | {conversation_id})
    room = AgentRow.parked.does_not_exist() | (size(AgentRow.parked) < MOST_PARKED)
    actions = [AgentRow.serving.delete({conversation_id}), AgentRow.parked.add({conversation_id})]
    update_agent(tx, agent, after, actions, condition=AgentRow.serving.contains(conversation_id) & room)


def take_back(tx: Transaction, agent: Agent, conversation_id: str, now: datetime) -> None:
    """A conversation that was kept without a slot takes one again, which is no new turn. Lost: ``AgentMoved``."""
    there = (AgentRow.status == ONLINE) | (AgentRow.status == BUSY)
    there &= (AgentRow.active == True) & (AgentRow.lease_until > now)  # noqa: E712 - PynamoDB's condition
    there &= AgentRow.serving.does_not_exist() | (size(AgentRow.serving) < AgentRow.capacity)
    after = replace(agent, serving=agent.serving | {conversation_id}, parked=agent.parked - {conversation_id})
    actions = [AgentRow.serving.add({conversation_id}), AgentRow.parked.delete({conversation_id})]
    update_agent(tx, agent, after, actions, condition=there & AgentRow.parked.contains(conversation_id))


def set_total(tx: Transaction, agent: Agent, total: int) -> None:
    """Mend how often the agent was given a conversation. Lost: ``AgentMoved`` (they were given another meanwhile)."""
    seen = AgentRow.assigned_total == agent.assigned_total
    tx.update(row_of(agent.agent_id), [AgentRow.assigned_total.set(total)], condition=seen, losing=moved)


def set_counted(tx: Transaction, agent: Agent, until: datetime, total: int) -> None:
    """Where the next count may begin, so that it need not count everything again. Lost: ``AgentMoved``."""
    before = AgentRow.counted_until
    seen = before == agent.counted_until if agent.counted_until else before.does_not_exist()
    actions = [AgentRow.counted_until.set(until), AgentRow.counted_total.set(total)]
    tx.update(row_of(agent.agent_id), actions, condition=seen, losing=moved)
