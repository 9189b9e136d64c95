"""What due work did is followed in the logs, back to the request that brought it about (G2, G4)."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from tests.core.test_work import Bench, forward
from tests.worlds import logged


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def working(desk: Desk, bench: Bench) -> Desk:
    return replace(desk, handlers={"note": bench, "pass_on": pass_on}, chance=lambda: 1.0)


def pass_on(desk: Desk, payload: dict[str, Any]) -> None:
    """Work that leads to other work."""
    put(desk, "note", payload)


def put(desk: Desk, kind: str, payload: dict[str, Any], **how: Any) -> None:
    tx = Transaction(desk)
    work.put_payload(tx, kind, payload, **how)
    tx.commit_and_tell()


def of_work(lines: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    return [(line["message"], line["kind"], line["request_id"]) for line in lines if "work_id" in line]


@pytest.mark.parametrize("inline", [True, False])
def test_each_try_is_logged_with_its_kind_its_outcome_and_the_request_it_goes_back_to(
    working: Desk, bench: Bench, inline: bool
) -> None:
    bench.failures = 1
    asking = working.on_behalf_of("req-1")

    with logged() as lines:
        put(asking, "note", {"n": 1}, inline=inline)
        for _ in range(2):
            work.run_due(working)
            forward(working, seconds=60)

    told = [line for line in lines if "work_id" in line]
    assert of_work(lines) == [("work_failed", "note", "req-1"), ("work_done", "note", "req-1")]
    assert len({line["work_id"] for line in told}) == 1
    assert all(line["milliseconds"] >= 0 for line in told)
    assert [line["tries"] for line in told] == ([0, 2] if inline else [1, 2])


def test_what_work_leads_to_goes_back_to_the_same_request(working: Desk, bench: Bench) -> None:
    put(working.on_behalf_of("req-1"), "pass_on", {"n": 1})
    put(working, "pass_on", {"n": 2})

    with logged() as lines:
        while work.run_due(working):
            pass

    assert sorted(bench.done) == [1, 2]
    assert {(kind, request_id) for _, kind, request_id in of_work(lines)} == {
        ("pass_on", "req-1"),
        ("note", "req-1"),
        ("pass_on", None),
        ("note", None),
    }


def test_work_that_died_and_is_redriven_still_goes_back_to_its_request(working: Desk, bench: Bench) -> None:
    bench.failures = working.settings.work_tries
    put(working.on_behalf_of("req-1"), "note", {"n": 1})
    for _ in range(working.settings.work_tries):
        work.run_due(working)
        forward(working, hours=2)
    (dead,) = work.dead(working)

    work.redrive(working, dead)
    (waiting,) = work.waiting(working)

    assert (dead.request_id, waiting.request_id) == ("req-1", "req-1")
