"""Due work: at least once, in order, later again, dead at last."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.database import Unavailable
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from tests.crashes import crash_at
from tests.worlds import Clock, counted, in_use


class Bench:
    """A handler that notes what it was given, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self.failures = 0

    def __call__(self, desk: Desk, payload: dict[str, Any]) -> None:
        if self.failures:
            self.failures -= 1
            raise ValueError("the provider is down")
        self.done.append(payload["n"])


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def working(desk: Desk, bench: Bench) -> Desk:
    return of_shards(replace(desk, handlers={"note": bench}, chance=lambda: 1.0), 4)


def of_shards(desk: Desk, number: int) -> Desk:
    """The same desk, by a version that knows of so many."""
    return replace(desk, settings=replace(desk.settings, work_shards=number))


def put(desk: Desk, n: int, **how: Any) -> None:
    tx = Transaction(desk)
    work.put_payload(tx, "note", {"n": n}, **how)
    tx.commit_and_tell()


def forward(desk: Desk, **how_far: float) -> None:
    assert isinstance(desk.now, Clock)
    desk.now.forward(**how_far)


def test_what_is_due_is_run_once_and_gone(working: Desk, bench: Bench) -> None:
    put(working, 1)

    first, second = work.run_due(working), work.run_due(working)

    assert (first, second, bench.done) == (1, 0, [1])
    assert work.waiting(working) == []


def test_what_is_due_later_waits_for_its_time(working: Desk, bench: Bench) -> None:
    put(working, 1, at=working.now() + timedelta(hours=2))

    early = work.run_due(working)
    forward(working, hours=2, seconds=1)
    late = work.run_due(working)

    assert (early, late, bench.done) == (0, 1, [1])


def test_after_a_day_without_a_runner_everything_runs_once_and_in_order(working: Desk, bench: Bench) -> None:
    one_shard = replace(working, settings=replace(working.settings, work_shards=1))
    for n in range(20):
        put(one_shard, n, at=one_shard.now() + timedelta(minutes=(n * 7) % 20, seconds=n))

    forward(one_shard, days=1)
    work.run_due(one_shard)

    assert bench.done == sorted(range(20), key=lambda n: ((n * 7) % 20, n))


@pytest.mark.also_on_moto
def test_a_failure_comes_again_later_and_later(working: Desk, bench: Bench) -> None:
    bench.failures = 3
    put(working, 1)

    waits = []
    for _ in range(3):
        assert work.run_due(working) == 1
        (put_back,) = work.waiting(working)
        waits.append(round((put_back.due_at - working.now()).total_seconds()))
        assert work.run_due(working) == 0
        forward(working, seconds=waits[-1] + 1)
    work.run_due(working)

    assert waits == [5, 10, 20]
    assert bench.done == [1]


@pytest.mark.also_on_moto
def test_after_the_last_try_it_is_dead_and_can_be_redriven(working: Desk, bench: Bench) -> None:
    bench.failures = working.settings.work_tries
    put(working, 1)

    for _ in range(working.settings.work_tries):
        work.run_due(working)
        forward(working, hours=2)
    (dead,) = work.dead(working)
    work.redrive(working, dead)
    work.run_due(working)

    assert dead.tries == working.settings.work_tries
    assert dead.last_error == "ValueError: the provider is down"
    assert bench.done == [1]
    assert work.dead(working) == []


def test_work_that_nobody_handles_is_not_lost(working: Desk) -> None:
    tx = Transaction(working)
    work.put_payload(tx, "unheard_of", {})
    tx.commit()

    work.run_due(working)

    (kept,) = work.waiting(working)
    assert "unheard_of" in str(kept.last_error)


def test_inline_work_is_done_by_the_request_that_wrote_it(working: Desk, bench: Bench) -> None:
    put(working, 1, inline=True)

    assert bench.done == [1]
    assert work.waiting(working) == []


def test_inline_work_whose_request_died_is_run_when_its_lease_is_over(working: Desk, bench: Bench) -> None:
    with crash_at(0, written=True):
        put(working, 1, inline=True)

    at_once = work.run_due(working)
    forward(working, seconds=16)
    later = work.run_due(working)

    assert (at_once, later, bench.done) == (0, 1, [1])


def test_a_runner_that_dies_before_crossing_off_leaves_it_to_the_next(working: Desk, bench: Bench) -> None:
    put(working, 1)

    with crash_at(1, written=False):
        work.run_due(working)
    meanwhile = work.run_due(working)
    forward(working, seconds=working.settings.work_lease + 1)
    work.run_due(working)

    assert meanwhile == 0
    assert bench.done == [1, 1]  # at least once: handlers must stand it
    assert work.waiting(working) == []


def test_a_failing_inline_try_does_not_fail_its_request(working: Desk, bench: Bench) -> None:
    bench.failures = 1

    put(working, 1, inline=True)
    forward(working, seconds=6)
    work.run_due(working)

    assert bench.done == [1]


# --- more than one runner can do ------------------------------------------------------------------------------------


def busy(desk: Desk, each: int, kinds: tuple[str, ...] = ("note",)) -> Desk:
    """The desk with as many due pieces in each shard, in turn of these kinds; n counts on in the order of time."""
    shards, n = dict.fromkeys(work.shards(desk), 0), 0
    while any(count < each for count in shards.values()):
        tx = Transaction(desk)
        kind = kinds[n % len(kinds)]
        work_id = work.put_payload(tx, kind, {"n": n})
        shard = f"due-{zlib.crc32(work_id.encode()) % len(shards)}"
        if shards[shard] < each:
            shards[shard] += 1
            n += 1
            tx.commit()
    return desk


def left(desk: Desk) -> dict[str, list[int]]:
    """What waits in each shard, oldest first."""
    pieces = sorted(work.waiting(desk), key=lambda each: each.due)
    return {shard: [each.payload["n"] for each in pieces if each.shard == shard] for shard in work.shards(desk)}


def test_a_version_that_knows_of_fewer_shards_does_what_was_gathered_for_it(working: Desk, bench: Bench) -> None:
    newer = busy(of_shards(working, 8), 3)
    put(newer, 99, at=newer.now() + timedelta(hours=1))
    before = {each.payload["n"] for each in work.waiting(newer)}

    moved = [work.gather(newer, 4) for _ in range(2)]
    forward(working, hours=2)
    while work.run_due(working):
        pass

    assert moved[0] >= 12 and moved[1] == 0
    assert (set(bench.done), len(bench.done)) == (before, len(before))


def test_what_is_held_or_done_while_it_is_gathered_is_left_alone(working: Desk, bench: Bench) -> None:
    newer = busy(of_shards(working, 8), 1)

    def somebody_is_quicker(operation: str, _: Mapping[str, Any]) -> None:
        if operation == "TransactWriteItems":
            with in_use().instead(in_use().behind.behind):  # type: ignore[attr-defined]
                work.run_due(newer)

    with in_use().watching(before=somebody_is_quicker):
        moved = work.gather(newer, 4)

    assert (moved, sorted(bench.done), work.waiting(newer)) == (0, list(range(8)), [])


def test_under_overload_all_shards_are_drained_in_turn_and_oldest_first(working: Desk, bench: Bench) -> None:
    before = left(busy(working, 40))

    for _ in work.shards(working):
        assert work.run_due(working, limit=10) == 10
        forward(working, minutes=1)
    after = left(working)

    assert {shard: len(pieces) for shard, pieces in after.items()} == dict.fromkeys(work.shards(working), 30)
    assert all(before[shard][10:] == after[shard] for shard in before)


def test_no_more_is_read_than_can_be_run(working: Desk, bench: Bench) -> None:
    busy(working, 60)

    with counted() as few:
        work.run_due(working, limit=10)
    with counted() as many:
        work.run_due(working, limit=230)

    assert few.names.count("Query") == 4
    assert many.names.count("Query") == 8
    assert len(bench.done) == 240


def test_a_slow_kind_does_not_keep_the_others_waiting(working: Desk, bench: Bench) -> None:
    def slow(desk: Desk, payload: dict[str, Any]) -> None:
        forward(desk, seconds=10)

    desk = busy(replace(working, handlers={"slow": slow, "note": bench}), 6, ("slow", "slow", "slow", "note"))

    ran = work.run_due(desk, within=timedelta(seconds=45))

    assert len(bench.done) == 6
    assert ran == 6 + 5
    assert sum(map(len, left(desk).values())) == 24 - ran


def test_a_failing_kind_does_not_keep_the_others_waiting(working: Desk, bench: Bench) -> None:
    def failing(desk: Desk, payload: dict[str, Any]) -> None:
        raise ValueError("the provider is down")

    desk = busy(replace(working, handlers={"failing": failing, "note": bench}), 5, ("failing", "failing", "note"))

    ran = sum(work.run_due(desk, limit=10) for _ in range(2))

    assert ran == 20
    assert len(bench.done) == 20 // 3


def test_a_shard_that_cannot_be_read_is_left_to_the_next_tick(working: Desk, bench: Bench) -> None:
    desk = busy(working, 2)

    def refuse(operation: str, arguments: Mapping[str, Any]) -> None:
        if operation == "Query" and "due-1" in str(arguments.get("ExpressionAttributeValues")):
            raise Unavailable("ConnectTimeoutError")

    with in_use().watching(before=refuse):
        ran = work.run_due(desk)
    later = work.run_due(desk)

    assert (ran, later) == (6, 2)
