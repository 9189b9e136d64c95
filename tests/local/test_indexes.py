"""Indexes that come to a table, and go, while items are in it."""

from __future__ import annotations

from typing import Any

import pytest

from infra.local.store.engine import Store
from tests.local.engines import INVALID, TABLE, Engine, av, avs, code_of

PLAIN = {
    **{name: value for name, value in TABLE.items() if name != "GlobalSecondaryIndexes"},
    "AttributeDefinitions": TABLE["AttributeDefinitions"][:2],  # type: ignore[index]
}
KEYS = TABLE["AttributeDefinitions"][2:]  # type: ignore[index]
EVERYTHING, ONLY_KEYS, SOME = TABLE["GlobalSecondaryIndexes"]  # type: ignore[misc]


@pytest.fixture
def later(engine: Engine) -> Engine:
    """A table of its own without indexes, and items in it: some have the keys of the index that is to come."""
    made = Engine(engine.name, engine.database, table=f"later-{engine.partition.replace(' ', '-')}")
    made.client.create_table(TableName=made.table, **PLAIN)
    for number in range(7):
        made.put(f"{number}", {"g": made.partition, "h": number, "a": f"a{number}", "b": "more"})
    made.put("no hash", {"h": 1})
    made.put("no range", {"g": made.partition})
    return made


def add(engine: Engine, index: dict[str, Any], keys: Any = KEYS) -> None:
    update(engine, {"Create": index}, AttributeDefinitions=keys)


def update(engine: Engine, *updates: dict[str, Any], **more: Any) -> None:
    engine.client.update_table(TableName=engine.table, GlobalSecondaryIndexUpdates=list(updates), **more)
    while any(each["IndexStatus"] != "ACTIVE" for each in indexes(engine)):
        pass  # DynamoDB takes its time


def indexes(engine: Engine) -> list[dict[str, Any]]:
    table = engine.client.describe_table(TableName=engine.table)["Table"]
    return table.get("GlobalSecondaryIndexes") or []


def shown(engine: Engine, name: str) -> list[Any]:
    return [item for page in engine.pages(engine.query, IndexName=name, Limit=3) for item in page["Items"]]


@pytest.mark.parametrize(
    ("index", "attributes"),
    [(EVERYTHING, "pk sk g h a b"), (ONLY_KEYS, "pk sk g h"), (SOME, "pk sk g h a")],
    ids=["everything", "keys", "some"],
)
def test_an_index_that_comes_later_shows_what_was_there_before(
    later: Engine, index: dict[str, Any], attributes: str
) -> None:
    add(later, index)

    items = shown(later, index["IndexName"])

    assert [item["h"] for item in items] == [av(number) for number in range(7)]
    assert {frozenset(item) for item in items} == {frozenset(attributes.split())}


def test_an_index_that_came_later_follows_its_items(later: Engine) -> None:
    add(later, EVERYTHING)

    later.put("no range", {"g": later.partition, "h": -1})
    later.update("SET h = :h", {"h": 99}, sk="0")
    later.update("REMOVE g", sk="1")
    later.client.delete_item(TableName=later.table, Key=later.key("2"))

    assert [item["sk"]["S"] for item in shown(later, "everything")] == ["no range", "3", "4", "5", "6", "0"]


def test_an_item_of_before_whose_key_is_none_for_the_index_is_left_out(later: Engine) -> None:
    later.put("of another type", {"g": later.partition, "h": "not a number"})
    later.put("empty", {"g": "", "h": 3})

    add(later, EVERYTHING)

    assert len(shown(later, "everything")) == 7
    assert later.get("of another type") is not None
    later.client.delete_item(TableName=later.table, Key=later.key("of another type"))
    later.client.delete_item(TableName=later.table, Key=later.key("empty"))
    assert len(shown(later, "everything")) == 7


def test_an_index_that_goes_leaves_the_others_as_they_are(later: Engine) -> None:
    for each in (EVERYTHING, ONLY_KEYS, SOME):
        add(later, each)

    update(later, {"Delete": {"IndexName": "everything"}})
    later.put("7", {"g": later.partition, "h": 7, "a": "a7"})
    later.update("REMOVE g", sk="0")

    assert {each["IndexName"] for each in indexes(later)} == {"keys", "some"}
    assert code_of(lambda: shown(later, "everything")) == INVALID
    for name in ("keys", "some"):
        assert [item["sk"]["S"] for item in shown(later, name)] == ["1", "2", "3", "4", "5", "6", "7"]


def test_an_index_may_come_again_with_other_keys(later: Engine) -> None:
    add(later, EVERYTHING)
    update(later, {"Delete": {"IndexName": "everything"}})
    other = {
        **EVERYTHING,
        "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}, {"AttributeName": "a", "KeyType": "RANGE"}],
    }

    add(later, other, [KEYS[0], {"AttributeName": "a", "AttributeType": "S"}])

    assert [item["a"]["S"] for item in shown(later, "everything")] == [f"a{number}" for number in range(7)]
    table = later.client.describe_table(TableName=later.table)["Table"]
    assert {each["AttributeName"] for each in table["AttributeDefinitions"]} == {"pk", "sk", "g", "a"}


UNKNOWN = {**EVERYTHING, "IndexName": "unknown", "KeySchema": [{"AttributeName": "nobody", "KeyType": "HASH"}]}
REFUSED: dict[str, tuple[list[dict[str, Any]], Any, str]] = {
    "there-already": ([{"Create": EVERYTHING}], KEYS, INVALID),
    "not-there": ([{"Delete": {"IndexName": "nothing"}}], None, "ResourceNotFoundException"),
    "two-at-once": (
        [{"Create": ONLY_KEYS}, {"Create": SOME}],
        KEYS,
        "LimitExceededException",
    ),
    "undefined-key": ([{"Create": UNKNOWN}], KEYS, INVALID),
    "key-of-another-type": (
        [{"Create": ONLY_KEYS}],
        [KEYS[0], {"AttributeName": "h", "AttributeType": "S"}],
        INVALID,
    ),
    "no-projection": (
        [{"Create": {"IndexName": "keys", "KeySchema": EVERYTHING["KeySchema"]}}],
        KEYS,
        INVALID,
    ),
    "nothing-to-do": ([], None, INVALID),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_update_of_a_table_that_cannot_be_is_refused_and_changes_nothing(later: Engine, case: str) -> None:
    updates, keys, code = REFUSED[case]
    add(later, EVERYTHING)
    before = [(each["IndexName"], each["KeySchema"]) for each in indexes(later)]
    more = {} if keys is None else {"AttributeDefinitions": keys}
    more |= {"GlobalSecondaryIndexUpdates": updates} if updates else {}

    refused = code_of(lambda: later.client.update_table(TableName=later.table, **more))

    assert refused == code
    assert [(each["IndexName"], each["KeySchema"]) for each in indexes(later)] == before
    assert len(shown(later, "everything")) == 7


def test_what_the_store_does_not_change_of_a_table_is_refused_by_name(embedded: Engine) -> None:
    store: Store = embedded.database.store
    throughput = {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}

    for more, word in (
        ({"StreamSpecification": {"StreamEnabled": True}}, "StreamSpecification of UpdateTable"),
        ({"GlobalSecondaryIndexUpdates": [{"Update": {"IndexName": "keys"}}]}, "Update of GlobalSecondaryIndexUpdates"),
        (
            {
                "AttributeDefinitions": KEYS,
                "GlobalSecondaryIndexUpdates": [
                    {"Create": {**SOME, "IndexName": "x", "ProvisionedThroughput": throughput}}
                ],
            },
            "ProvisionedThroughput of an index",
        ),
    ):
        with pytest.raises(Exception, match=f"does not support.* {word}"):
            store.call("UpdateTable", {"TableName": embedded.table, **more})


def test_an_index_that_came_later_is_in_the_file_for_every_process(path: Any) -> None:
    first, second = Store(path), Store(path)
    first.call("CreateTable", {"TableName": "things", **PLAIN})
    first.call("PutItem", {"TableName": "things", "Item": avs({"pk": "p", "sk": "s", "g": "x", "h": 1})})
    second.call("Scan", {"TableName": "things"})  # it knows the table as it was

    update = [{"Create": EVERYTHING}]
    first.call(
        "UpdateTable", {"TableName": "things", "AttributeDefinitions": KEYS, "GlobalSecondaryIndexUpdates": update}
    )
    second.call("PutItem", {"TableName": "things", "Item": avs({"pk": "p", "sk": "t", "g": "x", "h": 2})})
    first.close()
    again = Store(path)

    for store in (second, again):
        assert store.call("Scan", {"TableName": "things", "IndexName": "everything"})["Count"] == 2
        store.close()
