"""Tables as their models describe them, on both engines."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core import tables
from chalicelib.core.desk import Desk
from chalicelib.everything import TABLES


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


def test_creating_again_creates_nothing(desk: Desk) -> None:
    assert tables.create_tables(TABLES) == []


@pytest.mark.race
def test_tables_and_their_expiry_are_made_on_the_atomic_engine(atomic_desk: Desk) -> None:
    database = tables.database()

    described = database.call("DescribeTable", {"TableName": "deskbell-test-conversations"})["Table"]
    expiry = database.call("DescribeTimeToLive", {"TableName": "deskbell-test-once"})["TimeToLiveDescription"]

    assert {index["IndexName"] for index in described["GlobalSecondaryIndexes"]} == {"by_agent", "by_state"}
    assert expiry["TimeToLiveStatus"] in ("ENABLED", "ENABLING")
