"""Transactions and batches."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.database import TransactionCancelled
from tests.local.engines import INVALID, Engine, av, avs, code_of

ABSENT = {"ConditionExpression": "attribute_not_exists(pk)"}
PRESENT = {"ConditionExpression": "attribute_exists(pk)"}


def test_puts_updates_deletes_and_checks_happen_together(engine: Engine) -> None:
    engine.put("checked")
    engine.put("deleted")
    add = {"UpdateExpression": "ADD n :v", "ExpressionAttributeValues": {":v": av(1)}}

    engine.transact(
        engine.write("Put", "put", **ABSENT),
        engine.write("Update", "updated", **add),
        engine.write("Delete", "deleted", **PRESENT),
        engine.write("ConditionCheck", "checked", **PRESENT),
    )

    assert [engine.attributes(sk) for sk in ("put", "updated", "deleted", "checked")] == [{}, avs({"n": 1}), None, {}]


def test_one_condition_that_fails_undoes_all_and_every_reason_is_told_in_order(engine: Engine) -> None:
    engine.put("there", {"v": 1})
    old = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}

    with pytest.raises(TransactionCancelled) as raised:
        engine.transact(
            engine.write("Put", "new"),
            engine.write("Put", "there", **ABSENT, **old),
            engine.write("Delete", "missing", **PRESENT, **old),
            engine.write("ConditionCheck", "checked", **PRESENT),
        )

    reasons = raised.value.reasons
    assert [reason["Code"] for reason in reasons] == ["None", *["ConditionalCheckFailed"] * 3]
    assert [reason.get("Item") for reason in reasons] == [
        None,
        {**engine.key("there"), "v": av(1)},
        None,
        None,
    ]
    assert engine.get("new") is None


@pytest.mark.parametrize(
    "write",
    [
        {"UpdateExpression": "ADD s :v", "ExpressionAttributeValues": {":v": av(1)}},
        {"UpdateExpression": "SET z = q"},
        {"UpdateExpression": "SET g = :v", "ExpressionAttributeValues": {":v": av(1)}},
        {"UpdateExpression": "SET z = :v", "ExpressionAttributeValues": {":v": av("x" * 409_000)}},
    ],
    ids=["type", "nothing", "index", "size"],
)
def test_an_update_that_does_not_fit_its_item_is_a_reason(engine: Engine, write: dict[str, Any]) -> None:
    engine.put("there", {"s": "x" * 1000})

    with pytest.raises(TransactionCancelled) as raised:
        engine.transact(engine.write("Put", "new"), engine.write("Update", "there", **write))

    assert [reason["Code"] for reason in raised.value.reasons] == ["None", "ValidationError"]
    assert engine.get("new") is None


REFUSED = ("same-item-twice", "none", "101", "large-item", "4MB", "reserved-word", "unused-value", "two-verbs")


@pytest.mark.parametrize("case", REFUSED)
def test_a_transaction_that_cannot_be_is_refused(engine: Engine, case: str) -> None:
    value = {"ExpressionAttributeValues": {":v": av(1)}}
    writes = {
        "same-item-twice": [engine.write("Put"), engine.write("Delete")],
        "none": [],
        "101": [engine.write("Put", str(number)) for number in range(101)],
        "large-item": [engine.write("Put", "a", {"x": "x" * 420_000})],
        "4MB": [engine.write("Put", str(number), {"x": "x" * 390_000}) for number in range(12)],
        "reserved-word": [engine.write("Put", "a", ConditionExpression="status = :v", **value)],
        "unused-value": [engine.write("Put", "a", **ABSENT, **value)],
        "two-verbs": [{**engine.write("Put", "a"), **engine.write("Delete", "b")}],
    }

    code = code_of(lambda: engine.transact(*writes[case]))

    assert code == INVALID
    assert engine.query()["Count"] == 0


def test_a_hundred_writes_are_one_transaction(engine: Engine) -> None:
    engine.transact(*(engine.write("Put", f"{number:03d}") for number in range(100)))

    assert engine.query()["Count"] == 100


def test_a_token_does_the_same_writes_once_and_no_others(engine: Engine) -> None:
    token = {"ClientRequestToken": engine.partition}
    add = engine.write("Update", UpdateExpression="ADD n :v", ExpressionAttributeValues={":v": av(1)})

    engine.transact(add, **token)
    engine.transact(add, **token)
    code = code_of(lambda: engine.transact(engine.write("Put", "b"), **token))

    assert engine.attributes() == avs({"n": 1})
    assert code == "IdempotentParameterMismatchException"


def test_a_transaction_costs_twice_what_its_writes_cost(engine: Engine) -> None:
    answer = engine.transact(
        engine.write("Put", "a", {"x": "x" * 1500}),
        engine.write("Delete", "b"),
        ReturnConsumedCapacity="TOTAL",
    )
    read = engine.client.transact_get_items(
        TransactItems=[{"Get": {"TableName": engine.table, "Key": engine.key()}}], ReturnConsumedCapacity="TOTAL"
    )

    assert [each["CapacityUnits"] for each in answer["ConsumedCapacity"]] == [6.0]
    assert [each["CapacityUnits"] for each in read["ConsumedCapacity"]] == [2.0]


def test_a_transaction_reads_in_the_order_asked_for(engine: Engine) -> None:
    engine.put("a", {"v": 1, "w": 1})
    engine.put("c", {"v": 3, "w": 1})

    answer = engine.client.transact_get_items(
        TransactItems=[
            {"Get": {"TableName": engine.table, "Key": engine.key(sk), "ProjectionExpression": "v"}}
            for sk in ("c", "b", "a")
        ]
    )

    assert [each.get("Item") for each in answer["Responses"]] == [avs({"v": 3}), None, avs({"v": 1})]


def test_a_batch_reads_what_is_there(engine: Engine) -> None:
    engine.put("a", {"v": 1})
    engine.put("b", {"v": 2})
    keys = {"Keys": [engine.key(sk) for sk in ("a", "b", "c")], "ConsistentRead": True}

    answer = engine.client.batch_get_item(RequestItems={engine.table: keys})

    assert sorted(item["v"]["N"] for item in answer["Responses"][engine.table]) == ["1", "2"]
    assert not answer.get("UnprocessedKeys")


def test_a_batch_writes_and_deletes(engine: Engine) -> None:
    engine.put("gone")
    requests = [{"DeleteRequest": {"Key": engine.key("gone")}}, {"PutRequest": {"Item": engine.key("made")}}]

    answer = engine.client.batch_write_item(RequestItems={engine.table: requests})

    assert [item["sk"] for item in engine.query()["Items"]] == [av("made")]
    assert not answer.get("UnprocessedItems")


@pytest.mark.parametrize("number", [0, 26])
def test_a_batch_of_writes_has_1_to_25(engine: Engine, number: int) -> None:
    requests = [{"PutRequest": {"Item": engine.key(str(each))}} for each in range(number)]

    code = code_of(lambda: engine.client.batch_write_item(RequestItems={engine.table: requests}))

    assert code == INVALID


@pytest.mark.parametrize("number", [0, 101])
def test_a_batch_of_reads_has_1_to_100(engine: Engine, number: int) -> None:
    keys = {"Keys": [engine.key(str(each)) for each in range(number)]}

    code = code_of(lambda: engine.client.batch_get_item(RequestItems={engine.table: keys}))

    assert code == INVALID


def test_a_batch_names_no_item_twice(engine: Engine) -> None:
    requests = [{"PutRequest": {"Item": engine.key()}}] * 2

    written = code_of(lambda: engine.client.batch_write_item(RequestItems={engine.table: requests}))
    read = code_of(lambda: engine.client.batch_get_item(RequestItems={engine.table: {"Keys": [engine.key()] * 2}}))

    assert (written, read) == (INVALID, INVALID)
