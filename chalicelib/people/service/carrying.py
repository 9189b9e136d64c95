"""Data of the version before: agents' records lay beside each other, and who was seated in one set."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.people.store import carrying, reading

SEAT = "people.watch_seat"
BRINGING_UP = "people.bring_up"
TOGETHER = 25


def bring_up_later(tx: Transaction, at: datetime) -> None:
    """Add to the transaction: agents that a version before wrote are brought up, page by page."""
    work.put(tx, BRINGING_UP, {}, at=at)


def bring_up(desk: Desk, after: str | None = None) -> None:
    """Agents that a version before wrote have a record of their own, with their places in pools and their seat.

    A page of everybody, and a piece of work for the next one: a query, a request for their records, and for each who
    has none two reads and a transaction. Twice is once.
    """
    items, following = carrying.older(desk, after, TOGETHER)
    if following is not None:
        tx = Transaction(desk)
        work.put(tx, BRINGING_UP, {"after": following})
        tx.commit()
    for item in items:
        _bring(desk, item)


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


def _bring(desk: Desk, item: RawItem) -> None:
    """Write the record that the item stands for, unless somebody else did at the same time."""
    tx = Transaction(desk)
    agent = carrying.put_record(tx, item, reading.uses(desk), carrying.seated(desk))
    if agent.seat_watch_id is not None:
        payload = {"agent_id": agent.agent_id, "watch_id": agent.seat_watch_id}
        work.put(tx, SEAT, payload, at=max(agent.seat_until or desk.now(), desk.now()))
    with suppress(Lost):
        tx.commit()
