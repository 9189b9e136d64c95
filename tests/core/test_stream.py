"""The work table's stream: what is due when it is written is run at once, and what cannot be tried comes again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from chalice.app import DynamoDBEvent
from msgspec.structs import replace

from chalicelib.core import backlog, stream, work
from chalicelib.core.database import Unavailable
from chalicelib.core.desk import Desk
from chalicelib.core.work import WorkRow
from tests.core.test_work import Bench, forward, put
from tests.stored import every_item
from tests.worlds import counted, gauged, in_use


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def working(desk: Desk, bench: Bench) -> Desk:
    return replace(desk, handlers={"note": bench}, chance=lambda: 1.0)


def items() -> list[dict[str, Any]]:
    return every_item(WorkRow.Meta.table_name)


def records(images: Sequence[dict[str, Any]], event_name: str = "INSERT") -> DynamoDBEvent:
    """What Lambda is given: the images, numbered from 1."""
    table = f"arn:aws:dynamodb:eu-central-1:123456789012:table/{WorkRow.Meta.table_name}"
    said = [
        {
            "eventID": f"event-{number}",
            "eventName": event_name,
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": "eu-central-1",
            "eventSourceARN": f"{table}/stream/2026-11-23T09:00:00.000",
            "dynamodb": {
                "ApproximateCreationDateTime": 1_795_424_400,
                "Keys": {key: image[key] for key in ("shard", "due")},
                "NewImage": image,
                "SequenceNumber": str(number),
                "SizeBytes": 300,
                "StreamViewType": "NEW_IMAGE",
            },
        }
        for number, image in enumerate(images, 1)
    ]
    return DynamoDBEvent({"Records": said}, None)


def test_what_is_due_when_written_is_run_at_once_with_two_requests(working: Desk, bench: Bench) -> None:
    put(working, 1)
    images = items()

    with counted() as requests:
        answer = stream.run_batch(working, records(images))

    assert answer == {"batchItemFailures": []}
    assert bench.done == [1]
    assert requests.names == ["UpdateItem", "DeleteItem"]
    assert items() == []


def test_what_is_due_later_is_left_to_the_schedule_without_a_request(working: Desk, bench: Bench) -> None:
    put(working, 1, at=working.now() + timedelta(minutes=5))
    images = items()

    with counted() as requests:
        stream.run_batch(working, records(images))
    forward(working, minutes=6)
    work.run_due(working)

    assert requests.names == []
    assert bench.done == [1]


def test_what_its_own_request_is_trying_is_left_to_it(working: Desk, bench: Bench) -> None:
    seen: list[Any] = []
    watching = replace(working, handlers={"note": lambda desk, payload: seen.extend(items())})
    put(watching, 1, inline=True)

    stream.run_batch(working, records(seen))

    assert seen
    assert bench.done == []


def test_only_new_work_that_is_due_is_marked_to_wake_the_function(working: Desk, bench: Bench) -> None:
    seen: list[Any] = []
    watching = replace(working, handlers={"note": lambda desk, payload: seen.extend(items())})
    put(watching, 1, inline=True)
    put(working, 2, at=working.now() + timedelta(minutes=5))
    put(working, 3)

    marked = {image["payload"]["S"]: image.get("runs", {}).get("S") for image in (*seen, *items())}
    bench.failures = 1
    work.run_due(working)

    assert marked == {'{"n":1}': None, '{"n":2}': None, '{"n":3}': "at once"}
    assert [image.get("runs") for image in items()] == [None, None]  # put back, it waits like any other


def test_a_record_that_comes_twice_is_run_once(working: Desk, bench: Bench) -> None:
    put(working, 1)
    images = items()

    stream.run_batch(working, records(images))
    stream.run_batch(working, records(images))
    work.run_due(working)

    assert bench.done == [1]


def test_changes_and_removals_and_dead_work_start_nothing(working: Desk, bench: Bench) -> None:
    put(working, 1)
    images = items()

    stream.run_batch(working, records(images, "MODIFY"))
    stream.run_batch(working, records(images, "REMOVE"))
    stream.run_batch(working, records([{**images[0], "shard": {"S": work.DEAD}}]))

    assert bench.done == []


def test_a_failing_handler_fails_no_record_and_its_piece_comes_again(working: Desk, bench: Bench) -> None:
    bench.failures = 1
    put(working, 1)
    put(working, 2)

    answer = stream.run_batch(working, records(items()))
    left = [piece.tries for piece in work.waiting(working)]
    forward(working, seconds=6)
    work.run_due(working)

    assert answer == {"batchItemFailures": []}
    assert left == [1]
    assert sorted(bench.done) == [1, 2]


def test_only_the_record_that_could_not_be_tried_comes_again(working: Desk, bench: Bench) -> None:
    put(working, 1)
    put(working, 2)
    images = sorted(items(), key=lambda image: image["work_id"]["S"])

    def refuse_the_first(operation: str, arguments: Mapping[str, Any]) -> None:
        if operation == "UpdateItem" and arguments["Key"]["due"] == images[0]["due"]:
            raise Unavailable("InternalServerError")

    with in_use().watching(before=refuse_the_first):
        answer = stream.run_batch(working, records(images))
    done_first = list(bench.done)
    stream.run_batch(working, records(images[:1]))

    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert (done_first, bench.done) == ([2], [2, 1])


def test_a_tick_runs_all_that_is_due_but_begins_nothing_when_the_next_one_is_near(working: Desk) -> None:
    done: list[int] = []

    def slowly(desk: Desk, payload: dict[str, Any]) -> None:
        done.append(payload["n"])
        forward(desk, seconds=20 if payload["n"] > 150 else 0)

    slow = replace(working, handlers={"note": slowly}, settings=replace(working.settings, work_shards=1))
    for n in range(160):
        put(slow, n, at=slow.now() + timedelta(seconds=n / 1000))
    forward(slow, seconds=1)

    first = backlog.tick(slow)
    rest = backlog.tick(slow)

    assert done == list(range(done[-1] + 1))
    assert (first, rest) == (154, 3)


def test_a_tick_waits_for_what_is_due_soon_so_that_nothing_written_before_it_waits_for_the_next(
    working: Desk, bench: Bench
) -> None:
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        forward(working, seconds=seconds)

    desk = replace(working, sleep=sleep)
    put(desk, 3, at=desk.now() + timedelta(seconds=60))
    put(desk, 2, at=desk.now() + work.SOON)
    put(desk, 1)

    ran = [backlog.tick(desk) for _ in range(2)]

    assert (bench.done, ran) == ([1, 2], [2, 0])
    assert slept == [pytest.approx(work.SOON.total_seconds(), abs=0.1)]


def test_the_tick_tells_how_late_and_how_dead_the_work_is(working: Desk, bench: Bench) -> None:
    bench.failures = working.settings.work_tries
    put(working, 1)
    for _ in range(working.settings.work_tries):
        work.run_due(working)
        forward(working, hours=2)
    put(working, 2, at=working.now() - timedelta(seconds=90))
    held = replace(working, handlers={"note": lambda desk, payload: None})

    before = backlog.measure(held)
    with gauged() as lines:
        backlog.tick(held)

    (line,) = lines
    assert 90 <= before.oldest < 91
    assert before.dead == 1
    assert (line["WorkRun"], line["WorkOldestDue"], line["WorkDead"], line["Stage"]) == (1, 0.0, 1, "test")
    names = [metric["Name"] for metric in line["_aws"]["CloudWatchMetrics"][0]["Metrics"]]
    assert names == ["WorkRun", "WorkOldestDue", "WorkDead"]
    assert json.dumps(line["_aws"])
