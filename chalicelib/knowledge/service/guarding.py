"""Replies are looked through before they are stored, and what is said all the same is counted (E5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.tables import Wanted, read_all
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge import store
from chalicelib.knowledge.model.unsaid import Guard, UnsaidWords

KEPT = timedelta(seconds=10)
PLACE = "unsaid"  # among what the desk keeps

Guards = Callable[[str], Guard]


class _Known:
    """The words as this container read them, and what was made ready of them for each plan."""

    def __init__(self, words: UnsaidWords, at: datetime) -> None:
        self.at = at
        self._words = words
        self._guards: dict[str, Guard] = {}

    def guard(self, plan_key: str) -> Guard:
        """What agents of the plan with this key must not say."""
        if plan_key not in self._guards:
            self._guards[plan_key] = Guard(self._words.holding_for(plan_key))
        return self._guards[plan_key]


def known_guards(desk: Desk) -> Guards | None:
    """What agents of the plan with a key must not say, as it was ten seconds ago at most; None: it must be read."""
    known: _Known | None = desk.kept.get(PLACE)
    return known.guard if known is not None and known.at <= desk.now() < known.at + KEPT else None


def read_guards(desk: Desk, *wanted: Wanted[Any]) -> tuple[Guards, list[Any]]:
    """The same as it is now, and with it what else is wanted; one request, which whoever wants that makes anyway."""
    *others, words = read_all(desk.database, (*wanted, store.wanted_unsaid()))
    known = desk.kept[PLACE] = _Known(words or UnsaidWords(), desk.now())
    return known.guard, others


def forget_guards(desk: Desk) -> None:
    """They were changed here: the next reply is looked through with what is stored."""
    desk.kept.pop(PLACE, None)


def count_said(tx: Transaction, agent_id: str | None, kinds: frozenset[str], at: datetime) -> None:
    """Count with the transaction a reply of which its agent was warned, once for each kind."""
    if agent_id is not None and kinds:
        day = at.astimezone(UTC).day
        store.count_said(tx, agent_id, times.month(at), [f"{kind}-{day:02}" for kind in sorted(kinds)])
