"""Items and keys: what may be stored, what it costs, what a write gives back."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.database import ConditionFailed
from tests.local.engines import FAILED, INVALID, Engine, av, avs, code_of, ordered


def named(value: Any) -> str:
    """A test's name: the same in every process, in whatever order a set stands there."""
    return repr(sorted(value)) if isinstance(value, set) else repr(value)


MOST_DIGITS = "12345678901234567890123456789012345678"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1", "1"),
        ("-0", "0"),
        ("0010", "10"),
        ("1.50", "1.5"),
        ("1E2", "100"),
        ("-2.5e-3", "-0.0025"),
        (MOST_DIGITS, MOST_DIGITS),
        (MOST_DIGITS + "00", MOST_DIGITS + "00"),
        ("0." + MOST_DIGITS, "0." + MOST_DIGITS),
        ("1E-130", "0." + "0" * 129 + "1"),
        ("9E125", "9" + "0" * 125),
    ],
)
def test_a_number_comes_back_in_its_normal_form(engine: Engine, written: str, kept: str) -> None:
    engine.put_raw({"n": {"N": written}})

    item = engine.get()

    assert item["n"] == {"N": kept}


@pytest.mark.parametrize(
    "written", ["", "one", "1_000", "0x10", " 1", "NaN", "Infinity", "1E126", "1E-131", "9" * 39, "--1"]
)
def test_what_is_no_number_or_too_much_of_one_is_refused(engine: Engine, written: str) -> None:
    code = code_of(lambda: engine.put_raw({"n": {"N": written}}))

    assert code == INVALID


@pytest.mark.parametrize(
    "value",
    [
        "",
        "你好 🎉",
        b"",
        b"\x00\xff",
        True,
        None,
        [],
        {},
        [1, ["a", {"b": None}]],
        {"x": {"y": {"z": {1, 2}}}},
        {b"a", b"b"},
    ],
    ids=named,
)
def test_every_type_comes_back_as_it_was(engine: Engine, value: Any) -> None:
    engine.put(attributes={"v": value})

    assert engine.attributes() == ordered(avs({"v": value}))


@pytest.mark.parametrize(
    "value",
    [{"SS": []}, {"NS": []}, {"SS": ["a", "a"]}, {"NS": ["1", "1.0"]}, {}, {"S": "a", "N": "1"}, {"NULL": False}],
    ids=repr,
)
def test_a_value_that_cannot_be_is_refused(engine: Engine, value: Any) -> None:
    code = code_of(lambda: engine.put_raw({"v": value}))

    assert code == INVALID


def test_an_item_has_at_most_400_kilobytes_with_its_names(engine: Engine) -> None:
    taken = len(engine.partition) + len("pk") + len("sk") + len("a") + len("text")
    room = 400 * 1024 - taken

    engine.put(attributes={"text": "x" * room})
    code = code_of(lambda: engine.put(attributes={"text": "x" * (room + 1)}))
    grown = code_of(lambda: engine.update("SET more = :v", {"v": "y"}))

    assert (code, grown) == (INVALID, INVALID)


def test_values_are_nested_32_levels_deep_at_most(engine: Engine) -> None:
    def nested(levels: int) -> dict[str, Any]:
        value: dict[str, Any] = {"S": "x"}
        for _ in range(levels - 1):
            value = {"L": [value]}
        return {"v": value}

    engine.put_raw(nested(32))
    code = code_of(lambda: engine.put_raw(nested(33)))

    assert code == INVALID


@pytest.mark.parametrize(
    "key",
    [
        {"pk": av(""), "sk": av("a")},
        {"pk": av("a"), "sk": av("")},
        {"pk": av("k" * 2049), "sk": av("a")},
        {"pk": av("a"), "sk": av("k" * 1025)},
        {"pk": av("a")},
        {"pk": av("a"), "sk": av(1)},
    ],
    ids=["empty-hash", "empty-range", "long-hash", "long-range", "half", "type"],
)
def test_a_key_that_cannot_be_is_refused_by_writes_and_reads(engine: Engine, key: dict[str, Any]) -> None:
    calls = [
        code_of(lambda: engine.client.put_item(TableName=engine.table, Item=key)),
        code_of(lambda: engine.client.get_item(TableName=engine.table, Key=key)),
        code_of(lambda: engine.client.delete_item(TableName=engine.table, Key=key)),
    ]

    assert calls == [INVALID] * 3


def test_a_key_with_something_beside_it_is_refused(engine: Engine) -> None:
    code = code_of(lambda: engine.client.get_item(TableName=engine.table, Key={**engine.key(), "x": av("a")}))

    assert code == INVALID


@pytest.mark.parametrize("value", [av(""), av(1), av("k" * 2049)], ids=["empty", "type", "long"])
def test_a_key_of_an_index_that_cannot_be_is_refused(engine: Engine, value: dict[str, Any]) -> None:
    put = code_of(lambda: engine.put_raw({"g": value}))
    update = code_of(
        lambda: engine.client.update_item(
            TableName=engine.table,
            Key=engine.key(),
            UpdateExpression="SET g = :v",
            ExpressionAttributeValues={":v": value},
        )
    )

    assert (put, update) == (INVALID, INVALID)
    assert engine.get() is None


def test_what_stood_in_the_way_is_told_if_asked(engine: Engine) -> None:
    engine.put(attributes={"v": 1})
    condition = {"ConditionExpression": "attribute_not_exists(pk)"}

    items = []
    for more in ({}, {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}):
        with pytest.raises(ConditionFailed) as raised:
            engine.put(attributes={"v": 2}, **condition, **more)
        items.append(raised.value.item)

    assert items == [None, {**engine.key(), "v": av(1)}]
    assert engine.attributes() == avs({"v": 1})


def test_puts_and_deletes_return_what_was_there_if_asked(engine: Engine) -> None:
    first = engine.put(attributes={"v": 1}, ReturnValues="ALL_OLD")
    second = engine.put(attributes={"v": 2}, ReturnValues="ALL_OLD")
    gone = engine.client.delete_item(TableName=engine.table, Key=engine.key(), ReturnValues="ALL_OLD")
    again = engine.client.delete_item(TableName=engine.table, Key=engine.key(), ReturnValues="ALL_OLD")
    wrong = code_of(lambda: engine.put(attributes={"v": 3}, ReturnValues="ALL_NEW"))

    assert [answer.get("Attributes", {}).get("v") for answer in (first, second, gone, again)] == [
        None,
        av(1),
        av(2),
        None,
    ]
    assert wrong == INVALID


def test_a_condition_on_nothing_meets_an_empty_item(engine: Engine) -> None:
    more = {"ConditionExpression": "attribute_exists(pk)"}

    codes = [
        code_of(lambda: engine.client.delete_item(TableName=engine.table, Key=engine.key(), **more)),
        code_of(lambda: engine.update("SET v = :v", {"v": 1}, **more)),
    ]

    assert codes == [FAILED, FAILED]


@pytest.mark.parametrize("operation", ["get_item", "query", "scan", "put_item", "describe_table"])
def test_a_table_that_is_not_there_is_told(engine: Engine, operation: str) -> None:
    arguments: dict[str, dict[str, Any]] = {
        "get_item": {"Key": engine.key()},
        "query": {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": av("a")}},
        "put_item": {"Item": engine.key()},
    }

    code = code_of(lambda: getattr(engine.client, operation)(TableName="nowhere", **arguments.get(operation, {})))

    assert code == "ResourceNotFoundException"


def test_reads_cost_by_four_kilobytes_and_half_if_they_may_be_stale(engine: Engine) -> None:
    engine.put(attributes={"x": "x" * 5000})
    total = {"ReturnConsumedCapacity": "TOTAL"}

    answers = [
        engine.client.get_item(TableName=engine.table, Key=engine.key(sk), ConsistentRead=consistent, **total)
        for sk in ("a", "not there")
        for consistent in (True, False)
    ]

    assert [answer["ConsumedCapacity"]["CapacityUnits"] for answer in answers] == [2.0, 1.0, 1.0, 0.5]


def test_writes_cost_by_kilobyte_of_the_larger_image(engine: Engine) -> None:
    total = {"ReturnConsumedCapacity": "TOTAL"}

    answers = [
        engine.put(attributes={"x": "x" * 2500}, **total),
        engine.update("SET x = :v", {"v": "short"}, **total),
        engine.update("SET x = :v", {"v": "other"}, **total),
        engine.client.delete_item(TableName=engine.table, Key=engine.key(), **total),
        engine.client.delete_item(TableName=engine.table, Key=engine.key(), **total),
    ]

    assert [answer["ConsumedCapacity"]["CapacityUnits"] for answer in answers] == [3.0, 3.0, 1.0, 1.0, 1.0]


def test_an_index_costs_a_write_where_what_it_shows_has_changed(engine: Engine) -> None:
    indexes = {"ReturnConsumedCapacity": "INDEXES"}

    answers = [
        engine.put(attributes={"g": engine.partition, "h": 1, "b": 1}, **indexes),  # it comes into all three
        engine.update("SET b = :v", {"v": 2}, **indexes),  # only one of them shows it
        engine.update("SET a = :v", {"v": 2}, **indexes),
        engine.update("SET h = :v", {"v": 2}, **indexes),  # it moves
        engine.update("REMOVE g", **indexes),
        engine.update("SET b = :v", {"v": 3}, **indexes),
    ]

    units = [
        {
            name: each["CapacityUnits"]
            for name, each in answer["ConsumedCapacity"].get("GlobalSecondaryIndexes", {}).items()
        }
        for answer in answers
    ]
    assert units == [
        {"everything": 1.0, "keys": 1.0, "some": 1.0},
        {"everything": 1.0},
        {"everything": 1.0, "some": 1.0},
        {"everything": 2.0, "keys": 2.0, "some": 2.0},
        {"everything": 1.0, "keys": 1.0, "some": 1.0},
        {},
    ]
    assert [answer["ConsumedCapacity"]["CapacityUnits"] for answer in answers] == [4.0, 2.0, 3.0, 7.0, 4.0, 1.0]
