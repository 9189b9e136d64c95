"""What is written is looked through before it is stored, and what agents do about it is counted (E5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.masks import Spans
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.tables import Wanted, read_all
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.said import IGNORED, REPLACED, STOPPED, month_of
from chalicelib.knowledge.model.unsaid import NOTHING_NOTICED, Guard, Noticed, UnsaidWords
from chalicelib.knowledge.store import unsaid as store

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


def abuse_in(desk: Desk, plan_key: str, text: str) -> Spans:
    """Where a visitor's text is abusive by the words of this plan; one request unless they were read lately."""
    guards = known_guards(desk) or read_guards(desk)[0]
    return guards(plan_key).abuse_in(text)


def forget_guards(desk: Desk) -> None:
    """They were changed here: the next reply is looked through with what is stored."""
    desk.kept.pop(PLACE, None)


def count_noticed(tx: Transaction, agent_id: str | None, noticed: Noticed, at: datetime) -> None:
    """Count with the transaction a reply with such words, or before which there were some: once for each kind that was
    said all the same and for each way in which others were heeded, and once for each entry."""
    if noticed == NOTHING_NOTICED:
        return
    ways = {IGNORED: noticed.ignored, REPLACED: noticed.replaced, STOPPED: noticed.stopped}
    counted = [(way, entry.word_id) for way, entries in ways.items() for entry in entries]
    names = {each.kind for each in noticed.ignored} | {way for way, _ in counted if way != IGNORED}
    _count(tx, agent_id, names, counted, at)


def count_stopped(desk: Desk, agent_id: str, word_id: str, once: Once) -> None:
    """Count a reply that was refused, once however often it is tried; one write."""
    tx = Transaction(desk)
    mark(tx, once, {})
    _count(tx, agent_id, {STOPPED}, [(STOPPED, word_id)], desk.now())
    with suppress(AlreadyDone):
        tx.commit()


def _count(
    tx: Transaction, agent_id: str | None, names: Iterable[str], words: Sequence[tuple[str, str]], at: datetime
) -> None:
    if agent_id is not None and words:
        day = at.astimezone(UTC).date()
        store.count_said(tx, agent_id, month_of(day), [f"{name}-{day.day:02}" for name in sorted(names)])
        store.count_words(tx, agent_id, day, words)
