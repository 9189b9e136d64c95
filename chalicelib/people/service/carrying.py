"""Data of the version before: agents' records lay beside each other, and who was seated in one set."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Lost
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.people.service.memberships import SpreadMemberships
from chalicelib.people.store import carrying, reading

TOGETHER = 25


class WatchSeat(Due, frozen=True):
    """An agent's seat may be given on about now."""

    kind = "people.watch_seat"

    agent_id: str
    watch_id: str


class BringUp(Due, frozen=True):
    """The next of the agents that a version before wrote."""

    kind = "people.bring_up"

    after: str | None = None


def bring_up_later(tx: Transaction, at: datetime) -> None:
    """Add to the transaction: agents that a version before wrote are brought up, page by page."""
    work.put(tx, BringUp(), at=at)


def bring_up(desk: Desk, due: BringUp | None = None) -> None:
    """Agents that a version before wrote have a record of their own, with their places in pools and their seat.

    A page of everybody, and a piece of work for the next one: a query, a request for their records, and for each who
    has none two reads and a transaction. Twice is once.
    """
    items, following = carrying.older(desk, due.after if due is not None else None, TOGETHER)
    if following is not None:
        work.put_alone(desk, BringUp(following))
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
        at = desk.now() + timedelta(seconds=desk.settings.session_idle)
        work.put(tx, WatchSeat(agent.agent_id, agent.seat_watch_id), at=at)
    if agent.memberships is None:  # there were too many to keep with the agent, and so nothing says their pools
        work.put(tx, SpreadMemberships((agent.agent_id,)))
    with suppress(Lost):
        tx.commit()
