"""Many threads at once: no update is lost, and nobody sees half of a transaction. In memory and on disk."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.local.store import dynamodb
from infra.local.store.engine import Store
from infra.local.store.errors import ConditionFailed
from tests.local.engines import Engine, av
from tests.worlds import at_once


@pytest.fixture(params=["memory", "disk"])
def shared(request: pytest.FixtureRequest, path: Path) -> Iterator[Engine]:
    """A table that many threads use."""
    store = Store(path if request.param == "disk" else None)
    engine = Engine("embedded", dynamodb.client(store))
    engine.create()
    yield engine
    store.close()


def repeated(times: int, act: Callable[[], Any]) -> Callable[[], None]:
    def run() -> None:
        for _ in range(times):
            act()

    return run


def test_16_threads_lose_no_update(shared: Engine) -> None:
    answers = at_once([repeated(25, lambda: shared.update("ADD n :v", {"v": 1}))] * 16)

    assert answers == [None] * 16
    assert shared.attributes() == {"n": av(16 * 25)}


def test_of_16_threads_one_makes_each_item(shared: Engine) -> None:
    def make_all() -> int:
        made = 0
        for number in range(10):
            try:
                shared.database.store.call(
                    "PutItem",
                    {
                        "TableName": shared.table,
                        "Item": shared.key(str(number)),
                        "ConditionExpression": "attribute_not_exists(pk)",
                    },
                )
                made += 1
            except ConditionFailed:
                continue
        return made

    answers = at_once([make_all] * 16)

    assert sum(answers) == 10


def test_transfers_keep_the_sum(shared: Engine) -> None:
    shared.put("from", {"n": 100})
    shared.put("to", {"n": 0})

    def transfer() -> None:
        value = {"ExpressionAttributeValues": {":v": av(1)}}
        shared.transact(
            shared.write("Update", "from", UpdateExpression="SET n = n - :v", ConditionExpression="n >= :v", **value),
            shared.write("Update", "to", UpdateExpression="SET n = n + :v", **value),
        )

    at_once([repeated(10, transfer)] * 12)

    assert [shared.attributes(sk)["n"] for sk in ("from", "to")] == [av(0), av(100)]


def test_a_reader_sees_all_of_a_transaction_or_nothing(shared: Engine) -> None:
    for sk in ("a", "b"):
        shared.put(sk, {"n": 0})
    written = threading.Event()

    def write() -> None:
        for number in range(1, 16):
            shared.transact(*(shared.write("Put", sk, {"n": number}) for sk in ("a", "b")))
        written.set()

    def read() -> set[tuple[Any, ...]]:
        seen = set()
        while not written.is_set():
            seen.add(tuple(item["n"]["N"] for item in shared.query()["Items"]))
            get = [{"Get": {"TableName": shared.table, "Key": shared.key(sk)}} for sk in ("a", "b")]
            together = shared.client.transact_get_items(TransactItems=get)["Responses"]
            seen.add(tuple(each["Item"]["n"]["N"] for each in together))
        return seen

    _, *readings = at_once([write, read, read, read])

    pairs = {pair for reading in readings for pair in reading}
    assert len(pairs) > 1
    assert {left for left, right in pairs if left != right} == set()


def test_a_reader_on_disk_does_not_wait_for_a_writer(path: Path) -> None:
    store = Store(path)
    engine = Engine("embedded", dynamodb.client(store))
    engine.create()
    engine.put(attributes={"n": 1})
    writing, read = threading.Event(), threading.Event()

    def now() -> float:  # the writer asks for the time in the middle of its transaction
        writing.set()
        assert read.wait(20)
        return 0.0

    slow = Store(path, now)
    write = threading.Thread(
        target=lambda: slow.call(
            "TransactWriteItems",
            {"TransactItems": [engine.write("Put", attributes={"n": 2})], "ClientRequestToken": "t"},
        )
    )
    write.start()
    assert writing.wait(20)
    during = engine.attributes()
    read.set()
    write.join()

    assert (during, engine.attributes()) == ({"n": av(1)}, {"n": av(2)})
    slow.close()
    store.close()


def test_several_stores_on_one_file_lose_no_update(path: Path) -> None:
    stores = at_once([lambda: Store(path)] * 3)
    engines = [Engine("embedded", dynamodb.client(store), partition="one") for store in stores]
    engines[0].create()

    at_once([repeated(20, lambda engine=engine: engine.update("ADD n :v", {"v": 1})) for engine in engines])

    assert [engine.attributes() for engine in engines] == [{"n": av(60)}] * 3
    for store in stores:
        store.close()


def test_a_table_that_another_process_made_or_deleted_is_noticed(path: Path) -> None:
    ours, theirs = Store(path), Store(path)
    engine = Engine("embedded", dynamodb.client(theirs))
    engine.create()

    before = ours.call("ListTables", {})["TableNames"]
    ours.call("PutItem", {"TableName": engine.table, "Item": engine.key()})
    theirs.call("DeleteTable", {"TableName": engine.table})
    engine.create()

    assert before == [engine.table]
    assert ours.call("Scan", {"TableName": engine.table})["Count"] == 0
    ours.close()
    theirs.close()


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_a_child_that_was_forked_writes_to_the_same_file(path: Path) -> None:
    store = Store(path)
    engine = Engine("embedded", dynamodb.client(store), partition="one")
    engine.create()
    engine.update("ADD n :v", {"v": 1})

    child = os.fork()
    if child == 0:
        try:
            for _ in range(10):
                engine.update("ADD n :v", {"v": 1})
        finally:
            os._exit(0)
    for _ in range(10):
        engine.update("ADD n :v", {"v": 1})
    os.waitpid(child, 0)

    assert engine.attributes() == {"n": av(21)}
    store.close()
