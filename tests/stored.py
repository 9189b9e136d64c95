"""What stands in the tables of the desk in use, read and written directly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.core import desk as desks
from chalicelib.core.tables import Row

TOGETHER = 25  # BatchWriteItem takes no more


def every_item(table: str) -> list[dict[str, Any]]:
    """All of a table, in no order."""
    items: list[dict[str, Any]] = []
    start: dict[str, Any] = {}
    while True:
        page = desks.current().database.call("Scan", {"TableName": table, "ConsistentRead": True, **start})
        items += page["Items"]
        if not page.get("LastEvaluatedKey"):
            return items
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def put_item(table: str, item: Mapping[str, Any]) -> None:
    """Store this item, whatever was there."""
    desks.current().database.call("PutItem", {"TableName": table, "Item": item})


def put_rows(rows: Iterable[Row]) -> None:
    """Store these rows of one table, whatever was there."""
    left = list(rows)
    while left:
        together, left = left[:TOGETHER], left[TOGETHER:]
        requests = [{"PutRequest": {"Item": row.serialize()}} for row in together]
        answer = desks.current().database.call(
            "BatchWriteItem", {"RequestItems": {together[0].Meta.table_name: requests}}
        )
        assert not answer.get("UnprocessedItems")


def change_item(table: str, key: Mapping[str, Any], expression: str) -> None:
    """Change the item with this key as the expression says."""
    desks.current().database.call("UpdateItem", {"TableName": table, "Key": key, "UpdateExpression": expression})
