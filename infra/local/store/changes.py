"""What was written, in the order of the commits, for whoever listens: as DynamoDB's streams, within this process.

Nothing is kept for later: a listener hears what is committed, by this process, while it listens. What must not be
missed has its net elsewhere (due work is found by its time).
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from infra.local.store.tables import Table
from infra.local.store.values import Item

INSERT, MODIFY, REMOVE = "INSERT", "MODIFY", "REMOVE"


@dataclass(frozen=True)
class Change:
    """An item that came, changed or went; named like Chalice's records. ``expired``: the sweep took it."""

    table_name: str
    event_name: str
    keys: Item
    old_image: Item | None
    new_image: Item | None
    expired: bool = False
    sequence_number: str = ""


def change(table: Table, before: Item | None, after: Item | None, *, expired: bool = False) -> Change:
    """What happened to an item."""
    event = INSERT if before is None else REMOVE if after is None else MODIFY
    return Change(table.name, event, table.schema.key_of(after or before or {}), before, after, expired)


class Listener:
    """Hears the changes of one table until it is closed."""

    def __init__(self, listeners: Listeners, table_name: str) -> None:
        self._listeners = listeners
        self._table_name = table_name
        self._queue: queue.SimpleQueue[Change] = queue.SimpleQueue()

    def take(self, *, wait: float = 0.0, most: int = 100) -> list[Change]:
        """What was committed since, at most that many; waits so many seconds for the first of them."""
        taken: list[Change] = []
        try:
            taken.append(self._queue.get(block=wait > 0, timeout=wait or None))
            while len(taken) < most:
                taken.append(self._queue.get_nowait())
        except queue.Empty:
            pass
        return taken

    def close(self) -> None:
        """Hear no more."""
        self._listeners.remove(self._table_name, self)

    def __enter__(self) -> Listener:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def hear(self, each: Change) -> None:
        """Called at each commit, in order."""
        self._queue.put(each)


class Listeners:
    """Everybody who listens, by table."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_table: dict[str, tuple[Listener, ...]] = {}
        self._sequence = 0

    def __bool__(self) -> bool:
        return bool(self._by_table)

    def add(self, table_name: str) -> Listener:
        """A new listener."""
        listener = Listener(self, table_name)
        with self._lock:
            self._by_table[table_name] = (*self._by_table.get(table_name, ()), listener)
        return listener

    def remove(self, table_name: str, listener: Listener) -> None:
        """Forget a listener."""
        with self._lock:
            left = tuple(each for each in self._by_table.get(table_name, ()) if each is not listener)
            if left:
                self._by_table[table_name] = left
            else:
                self._by_table.pop(table_name, None)

    def tell(self, changes: Sequence[Change]) -> None:
        """Hand over what was committed; called by one thread at a time, in the order of the commits."""
        for each in changes:
            self._sequence += 1
            for listener in self._by_table.get(each.table_name, ()):
                listener.hear(replace(each, sequence_number=f"{self._sequence:021d}"))
