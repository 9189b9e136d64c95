"""Tables as their models describe them, on both engines."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from chalicelib.conversations.store import SIGN, SignRow
from chalicelib.core import tables
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.everything import TABLES
from chalicelib.plans.model.limits import Limits


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.Meta.table_name)
def test_every_description_is_one_that_dynamodb_takes(model: Any) -> None:
    described = tables.describe(model)

    schemas = [described, *described.get("GlobalSecondaryIndexes", ())]
    keys = {key["AttributeName"] for schema in schemas for key in schema["KeySchema"]}
    for schema in schemas:
        kinds = [key["KeyType"] for key in schema["KeySchema"]]
        assert kinds in (["HASH"], ["HASH", "RANGE"])
    assert {each["AttributeName"] for each in described["AttributeDefinitions"]} == keys
    assert described["BillingMode"] == "PAY_PER_REQUEST"
    assert described["TableName"].startswith("deskbell-test-")


def test_what_is_kept_without_its_defaults_is_whole_when_it_is_read() -> None:
    kept = tables.Packed(Limits)
    limits = Limits(left_by_plan=7, sms_countries=("CN",))

    written = kept.serialize(limits)

    assert json.loads(written) == {"left_by_plan": 7, "sms_countries": ["CN"]}
    assert msgspec.json.encode(kept.deserialize(written)) == msgspec.json.encode(limits)


def test_creating_again_creates_nothing(desk: Desk) -> None:
    assert tables.create_tables(desk.database, TABLES) == []


@pytest.mark.also_on_moto
def test_an_item_is_found_by_a_key_that_is_a_number(desk: Desk) -> None:
    tx = Transaction(desk)
    tx.put(SignRow("cnv_1", SIGN, seen_at=desk.now()))
    tx.commit()

    found = SignRow.find(desk.database, "cnv_1", SIGN)

    assert found is not None
    assert (found.conversation_id, found.seq) == ("cnv_1", SIGN)


@pytest.mark.race
def test_tables_and_their_expiry_are_made_on_the_atomic_engine(atomic_desk: Desk) -> None:
    database = atomic_desk.database

    described = database.call("DescribeTable", {"TableName": "deskbell-test-conversations"})["Table"]
    expiry = database.call("DescribeTimeToLive", {"TableName": "deskbell-test-once"})["TimeToLiveDescription"]

    assert {index["IndexName"] for index in described["GlobalSecondaryIndexes"]} == {"by_agent", "by_state"}
    assert expiry["TimeToLiveStatus"] in ("ENABLED", "ENABLING")
