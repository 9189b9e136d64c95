"""Data of the version before: agents' records lay beside each other, and who was seated in one set."""

from __future__ import annotations

from datetime import datetime

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.transactions import Transaction
from chalicelib.people.service.sessions import WATCH
from chalicelib.people.store import carrying


def carry_over(desk: Desk, uses: frozenset[str]) -> int:
    """Give every agent of the version before a record of their own, with their places in pools and their seat; how many
    had none. ``uses``: what the desk's plans ask of pools.

    One query, and for each such agent a read and a transaction. Twice is once, and it may stop anywhere.
    """
    seated, number = carrying.seated(desk), 0
    for item in carrying.older(desk):
        tx = Transaction(desk)
        agent = carrying.put_record(tx, item, uses, seated)
        if agent.seat_watch_id is not None:
            payload = {"agent_id": agent.agent_id, "watch_id": agent.seat_watch_id}
            work.put(tx, WATCH, payload, at=_soon(desk, agent.seat_until))
        try:
            tx.commit()
            number += 1
        except Lost:
            continue  # somebody else carries over at the same time
    return number


def _soon(desk: Desk, moment: datetime | None) -> datetime:
    return max(moment or desk.now(), desk.now())
