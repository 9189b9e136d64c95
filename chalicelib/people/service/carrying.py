"""Data of the version before: agents' records lay beside each other, and who was seated in one set."""

from __future__ import annotations

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.people.store import carrying, reading

SEAT = "people.watch_seat"


def carry_over(desk: Desk) -> int:
    """Give every agent of the version before a record of their own, with their places in pools and their seat; how many
    had none.

    One query, and for each such agent two reads and a transaction. Twice is once, and it may stop anywhere.
    """
    return sum(_bring(desk, item) for item in carrying.older(desk))


def agent_of(desk: Desk, agent_id: str) -> Agent | None:
    """The agent, also where nobody has carried them over yet. One read; who is not there, or not yet, costs more."""
    agent = reading.agent(desk, agent_id)
    if agent is not None:
        return agent
    item = carrying.item_of(desk, agent_id)
    if item is None:
        return None
    _bring(desk, item)
    return reading.agent(desk, agent_id)


def _bring(desk: Desk, item: RawItem) -> bool:
    """Whether this brought the agent, and nobody else at the same time."""
    tx = Transaction(desk)
    agent = carrying.put_record(tx, item, reading.uses(desk), carrying.seated(desk))
    if agent.seat_watch_id is not None:
        payload = {"agent_id": agent.agent_id, "watch_id": agent.seat_watch_id}
        work.put(tx, SEAT, payload, at=max(agent.seat_until or desk.now(), desk.now()))
    try:
        tx.commit()
    except Lost:
        return False
    return True
