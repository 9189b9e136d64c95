"""On the local run due work is run as soon as it is written, and what has expired goes (requirement G2)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.limits import CounterRow
from chalicelib.core.transactions import Transaction
from infra.local.store.changes import Listener
from infra.local.store.engine import Store
from infra.local.timers import Timers, run_written
from tests.worlds import World


@pytest.fixture
def store(atomic_desk: Desk) -> Store:
    """The store that the desk is on."""
    database: Any = atomic_desk.database
    return database.behind.store


@pytest.fixture
def changes(store: Store) -> Iterator[Listener]:
    with store.listen(work.WorkRow.Meta.table_name) as listener:
        yield listener


def put(desk: Desk, kind: str, **how: Any) -> None:
    tx = Transaction(desk)
    work.put_payload(tx, kind, {"n": 1}, **how)
    tx.commit_and_tell()


def test_what_is_due_when_it_is_written_is_run_and_what_is_due_later_is_left(
    atomic_world: World, changes: Listener
) -> None:
    ran: list[str] = []
    handlers = {name: lambda desk, payload, name=name: ran.append(name) for name in ("now", "later", "inline")}
    desk = replace(atomic_world.desk, handlers=handlers)
    put(desk, "now")
    put(desk, "later", at=desk.now() + timedelta(hours=1))
    put(desk, "inline", inline=True)

    taken = run_written(desk, changes)

    assert (taken, ran) == (1, ["inline", "now"])
    assert [each.kind for each in work.waiting(desk)] == ["later"]


def test_the_timers_run_due_work_and_end_when_they_are_told(atomic_world: World, store: Store) -> None:
    done = threading.Event()
    desk = replace(atomic_world.desk, handlers={"something": lambda desk, payload: done.set()})
    atomic_world.found()
    timers = Timers(desk, store)

    put(desk, "something")
    ran = done.wait(timeout=20)
    timers.stop()

    assert ran
    assert not any(thread.is_alive() for thread in timers.threads)


def test_what_was_put_off_is_run_when_its_time_comes_and_what_is_over_goes(atomic_world: World, store: Store) -> None:
    done = threading.Event()
    desk = replace(atomic_world.desk, handlers={"something": lambda desk, payload: done.set()})
    atomic_world.found()
    put(desk, "something", at=desk.now() + timedelta(minutes=5))
    tx = Transaction(desk)
    tx.put(CounterRow("over", expires_at=1_700_000_000))
    tx.commit()
    later = replace(desk, now=lambda: desk.now() + timedelta(minutes=6))

    with store.listen(CounterRow.Meta.table_name) as counters:
        timers = Timers(later, store)
        ran = done.wait(timeout=20)
        gone = counters.take(wait=20)
        timers.stop()

    assert ran
    assert [(each.keys, each.expired) for each in gone] == [({"key": {"S": "over"}}, True)]
