"""What the local run needs besides: changes told in order, items that expire, polls that cost the same in any crowd."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from infra.local.store import dynamodb
from infra.local.store.engine import Store
from infra.local.store.errors import NotSupported, UnknownOperation
from tests.local.engines import CANCELLED, Engine, av, avs, code_of
from tests.worlds import at_once

NOW = 1_790_000_000


@pytest.fixture
def store() -> Iterator[Store]:
    """A store whose clock stands still."""
    made = Store(now=lambda: float(NOW))
    yield made
    made.close()


@pytest.fixture
def engine(store: Store) -> Engine:
    made = Engine("embedded", dynamodb.client(store), partition="one")
    made.create()
    return made


def test_changes_are_told_in_order_with_both_images(store: Store, engine: Engine) -> None:
    with store.listen(engine.table) as listener:
        engine.put(attributes={"v": 1})
        engine.update("SET v = :v", {"v": 2})
        engine.client.delete_item(TableName=engine.table, Key=engine.key())
        changes = listener.take()

    assert [change.event_name for change in changes] == ["INSERT", "MODIFY", "REMOVE"]
    assert [change.keys for change in changes] == [engine.key()] * 3
    assert [(c.old_image or {}).get("v") for c in changes] == [None, av(1), av(2)]
    assert [(c.new_image or {}).get("v") for c in changes] == [av(1), av(2), None]
    numbers = [change.sequence_number for change in changes]
    assert numbers == sorted(set(numbers))


def test_what_changes_nothing_or_is_cancelled_is_not_told(store: Store, engine: Engine) -> None:
    engine.put(attributes={"v": 1})

    with store.listen(engine.table) as listener:
        engine.put(attributes={"v": 1})
        engine.client.delete_item(TableName=engine.table, Key=engine.key("missing"))
        code = code_of(
            lambda: engine.transact(
                engine.write("Put", "new"), engine.write("Put", ConditionExpression="attribute_not_exists(pk)")
            )
        )
        changes = listener.take()

    assert (code, changes) == (CANCELLED, [])


def test_a_listener_hears_its_table_only_and_only_until_it_is_closed(store: Store, engine: Engine) -> None:
    other = Engine("embedded", engine.database, table="other")
    other.create()

    listener = store.listen(engine.table)
    other.put()
    engine.put("heard")
    listener.close()
    engine.put("not heard")

    assert [change.keys["sk"] for change in listener.take()] == [av("heard")]


def test_many_writers_are_heard_in_the_order_of_their_commits(store: Store, engine: Engine) -> None:
    def write() -> None:
        for _ in range(20):
            engine.update("ADD n :v", {"v": 1})

    with store.listen(engine.table) as listener:
        at_once([write] * 8)
        changes = [change for _ in range(2) for change in listener.take()]

    assert [change.new_image["n"]["N"] for change in changes if change.new_image] == [str(n) for n in range(1, 161)]


def test_expired_items_are_there_until_they_are_swept(store: Store, engine: Engine) -> None:
    times = {"past": NOW - 1, "now": NOW, "future": NOW + 60, "ages ago": NOW - 6 * 365 * 86_400}
    engine.put("before", {"expires": NOW - 5})
    engine.client.update_time_to_live(
        TableName=engine.table, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"}
    )
    for sk, expires in times.items():
        engine.put(sk, {"expires": expires})
    engine.put("text", {"expires": "yesterday"})
    engine.put("never")

    there = engine.query()["Count"]
    with store.listen(engine.table) as listener:
        swept = store.sweep()
        gone = {change.keys["sk"]["S"]: change.expired for change in listener.take()}
    again = store.sweep()

    assert (there, swept, again) == (7, 2, 0)
    assert gone == {"before": True, "past": True}


def test_an_item_that_was_given_more_time_is_not_swept(store: Store, engine: Engine) -> None:
    ttl = {"TableName": engine.table}
    engine.client.update_time_to_live(**ttl, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"})
    engine.put("longer", {"expires": NOW - 5})
    engine.put("kept", {"expires": NOW - 5})

    engine.update("SET expires = :v", {"v": NOW + 5}, "longer")
    engine.update("REMOVE expires", sk="kept")
    described = engine.client.describe_time_to_live(**ttl)["TimeToLiveDescription"]
    engine.client.update_time_to_live(**ttl, TimeToLiveSpecification={"Enabled": False, "AttributeName": "expires"})

    assert store.sweep() == 0
    assert described == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}


def test_what_the_store_does_not_know_is_refused_by_name(store: Store, engine: Engine) -> None:
    with pytest.raises(UnknownOperation, match="ExecuteStatement"):
        store.call("ExecuteStatement", {"Statement": "SELECT * FROM x"})
    with pytest.raises(NotSupported, match="AttributesToGet of GetItem"):
        store.call("GetItem", {"TableName": engine.table, "Key": engine.key(), "AttributesToGet": ["v"]})
    with pytest.raises(NotSupported, match="LocalSecondaryIndexes of CreateTable"):
        Engine("embedded", engine.database, table="other").database.store.call(
            "CreateTable",
            {"TableName": "other", "KeySchema": [], "AttributeDefinitions": [], "LocalSecondaryIndexes": []},
        )


def test_a_description_says_what_was_created_and_what_is_in_it(engine: Engine) -> None:
    engine.put("a", {"g": "x", "h": 1})
    engine.put("b")

    table = engine.client.describe_table(TableName=engine.table)["Table"]

    assert (table["ItemCount"], table["TableStatus"]) == (2, "ACTIVE")
    assert {each["IndexName"]: each["ItemCount"] for each in table["GlobalSecondaryIndexes"]} == {
        "everything": 1,
        "keys": 1,
        "some": 1,
    }
    assert table["TableSizeBytes"] == sum(len("pkone") + len("sk") + 1 for _ in "ab") + len("gx") + len("h") + 2


def test_a_poll_costs_the_same_in_a_partition_of_ten_and_of_ten_thousand(store: Store, engine: Engine) -> None:
    crowds = (10, 1_000, 10_000)
    for number in crowds:
        for start in range(0, number, 25):
            requests = [
                {"PutRequest": {"Item": {"pk": av(f"{number}"), "sk": av(f"{place:06d}"), **avs({"text": "x" * 200})}}}
                for place in range(start, min(start + 25, number))
            ]
            engine.client.batch_write_item(RequestItems={engine.table: requests})

    def poll(number: int) -> int:
        """How many steps of SQLite's machine a poll takes."""
        steps = 0

        def count() -> None:
            nonlocal steps
            steps += 1

        store._file.read(lambda db: db.set_progress_handler(count, 1))
        answer = engine.client.query(
            TableName=engine.table,
            KeyConditionExpression="pk = :p AND sk > :s",
            ExpressionAttributeValues={":p": av(f"{number}"), ":s": av(f"{number - 3:06d}")},
        )
        store._file.read(lambda db: db.set_progress_handler(None, 1))
        assert answer["Count"] == 2
        return steps

    steps = {number: poll(number) for number in crowds}

    assert 0 < max(steps.values()) <= 1.2 * min(steps.values()), steps
