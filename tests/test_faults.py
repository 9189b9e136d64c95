"""The store fails at any call of any route: whoever asks is told to ask again, and then it is done, once."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from chalicelib.core import desk as desks
from chalicelib.core import work
from tests.atomic import Atomic
from tests.faults import LEFT, PARTIAL, SILENT, THROTTLED, UNHEARD, WRITES, failing
from tests.in_process import Answered
from tests.reach import TABLE, Line
from tests.stored import every_item
from tests.test_reach import body_of, path_of
from tests.town import STAFF, VISITORS, Town
from tests.worlds import Clock, World, desk_with

# what a second look at the same thing may add to: who did what when, and what is counted and found later
GROWING = {f"deskbell-test-{each}" for each in ("audit", "work", "reports", "search", "touchpoints", "costs")}
# what was done, and is not done again: the second request is told so
DONE_BEFORE = {
    "assign_offline_message": "not_yours",
    "change_password": "invalid_body",
    "delete_bulletin_subscription": "not_found",
    "hold": "already_held",
    "invite": "already_there",
    "reassign": "not_yours",
    "remove_file": "unknown_file",
    "sign_out": "session_ended",
    "sign_visitor_out": "unauthorized",
}


def tried() -> Iterator[tuple[Line, str]]:
    """A line for each route, and somebody who gets what they ask for."""
    known = set[str]()
    for line in TABLE:
        of_desk = line.route.path.startswith(("/v1/desk", "/v1/admin"))
        for name, answer in zip(STAFF if of_desk else VISITORS, line.answers.split(), strict=True):
            if answer.startswith("2") and line.operation not in known:
                known.add(line.operation)
                yield line, name


@pytest.fixture(scope="module")
def town(atomic_store: Atomic) -> Iterator[Town]:
    """One town for all: whatever is changed is put back."""
    desk = desk_with(Clock(), atomic_store.start_over(expiring=False))
    desks.use(desk)
    yield Town(World(desk, desk.now))
    desks.use(None)


@pytest.mark.parametrize(("line", "name"), list(tried()), ids=str)
@pytest.mark.long
def test_whatever_fails_is_worth_asking_again_and_is_done_once(town: Town, line: Line, name: str) -> None:
    asked = line.route.method, path_of(town, line), town.tokens[name], body_of(town, line)
    headers = {"Idempotency-Key": "again"} if line.route.keyed else {}

    def ask() -> Answered:
        return town.ask(*asked, headers=headers)

    with failing() as fault:
        usual = ask()
    usually, wrong = stored(town), list[Any]()
    for at, way in ways_to_fail(line.operation, fault.calls):
        with failing(way, at) as fault:
            answers = [ask()]
        if answers[0].status == 503:
            assert int(answers[0].headers["retry-after"]) > 0
            answers.append(ask())
        now = stored(town)
        if (fault.happened and not is_as_usual(line.operation, usual, answers[-1])) or now != usually:
            wrong.append((at, fault.calls, way, answers, now.items() ^ usually.items()))

    assert wrong == []


def ways_to_fail(operation: str, calls: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each write is done and nobody hears of it; one call is not done; one batch is half done."""
    if calls:
        chance = zlib.crc32(operation.encode())
        yield chance % len(calls), (THROTTLED, SILENT)[chance // 7 % 2]
    yield from ((at, UNHEARD) for at, call in enumerate(calls) if call in WRITES and call != "BatchWriteItem")
    yield from [(at, PARTIAL) for at, call in enumerate(calls) if call in LEFT][:1]


def is_as_usual(operation: str, usual: Answered, answer: Answered) -> bool:
    if answer.status == usual.status or (usual.status, answer.status) == (201, 200):
        return True
    return answer.status < 500 and answer.said["code"] == DONE_BEFORE.get(operation)


def stored(town: Town) -> Mapping[str, int]:
    """How many items each table has that was written to, once what is due is done; then all is as it was."""
    clock = town.world.clock
    kept = clock.at
    touched = town.touched()
    if touched:
        clock.forward(seconds=40)
        while work.run_due(town.desk, limit=100):
            pass
    counted = {table: len(every_item(table)) for table in {*touched, *town.touched()} - GROWING}
    clock.at = kept
    town.put_back()
    return counted
