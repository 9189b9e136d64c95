"""How many wait: a number for whoever works through a queue that is longer than what their console lists (A3)."""

from __future__ import annotations

import msgspec

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import WAITING
from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import Agent

COUNTED = 500  # nobody is counted behind so many, so that a count costs no more however long the queue is


class Count(msgspec.Struct, frozen=True):
    """So many wait; ``more``: and others behind those that were counted."""

    count: int
    more: bool


def count_waiting(desk: Desk, agent: Agent, most: int = COUNTED) -> Count:
    """How many wait whom the agent may take, each once in whatever queues they stand; no more than ``most``.

    One query for each pool of the agent, or one in all for whose role reaches everything: at most 50 capacity units
    each for small rows, or 13. No number is kept that every visitor would have to write.
    """
    if agent.reaches_all:
        waiting = len(store.list_in_state(desk, WAITING, most + 1, None)[0])
    else:
        numbers = (store.numbers_in_queue(desk, pool, most + 1) for pool in agent.pools)
        waiting = len(set[int]().union(*numbers))
    return Count(min(waiting, most), waiting > most)
