"""How many wait: a number for whoever works through a queue that is longer than what their console lists (A3)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import WAITING
from chalicelib.core import kept
from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import Agent

COUNTED = 10_000  # nobody is counted behind so many, so that a count costs no more however long the queue is
AT_ONCE = 500  # so far counts whoever cannot wait for somebody else's count
FRESH = timedelta(seconds=15)


class Count(msgspec.Struct, frozen=True):
    """So many wait; ``more``: and others behind those that were counted."""

    count: int
    more: bool


def count_waiting(desk: Desk, agent: Agent, most: int = COUNTED) -> Count:
    """How many wait whom the agent may take, each once in whatever queues they stand, or did a few seconds ago.

    Those with the same pools share one count, and those whose role reaches everything another: however many ask, it is
    taken once in ``FRESH``, by one of them; the others read what that one found, one small item. It takes a query for
    each megabyte of those who wait (some 3,000), behind ``most`` none: 900 capacity units at most, or 200 in the list
    of all. No number is kept that every visitor would have to write.
    """
    found = kept.for_all(desk, _shelf(agent), FRESH, lambda: _count(desk, agent, most), Count)
    return found or _count(desk, agent, min(most, AT_ONCE))  # the first who ask at the same moment


def _shelf(agent: Agent) -> str:
    """Where the count is kept for all who may take the same ones."""
    pools = "all" if agent.reaches_all else hashlib.sha256(" ".join(sorted(agent.pools)).encode()).hexdigest()
    return f"waiting#{pools}"


def _count(desk: Desk, agent: Agent, most: int) -> Count:
    if agent.reaches_all:
        waiting = _count_all(desk, most + 1)
    else:
        numbers = (store.numbers_in_queue(desk, pool, most + 1) for pool in agent.pools)
        waiting = len(set[int]().union(*numbers))
    return Count(min(waiting, most), waiting > most)


def _count_all(desk: Desk, limit: int) -> int:
    """All who wait, as far as the limit."""
    counted = 0
    start: Mapping[str, Any] | None = None
    while counted < limit:
        ids, start = store.list_in_state(desk, WAITING, limit - counted, start)
        counted += len(ids)
        if not start:
            break
    return counted
