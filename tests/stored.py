"""What stands in the tables, read and written directly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.core import tables


def every_item(table: str) -> list[dict[str, Any]]:
    """All of a table, in no order."""
    items: list[dict[str, Any]] = []
    start: dict[str, Any] = {}
    while True:
        page = tables.database().call("Scan", {"TableName": table, "ConsistentRead": True, **start})
        items += page["Items"]
        if not page.get("LastEvaluatedKey"):
            return items
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def put_item(table: str, item: Mapping[str, Any]) -> None:
    """Store this item, whatever was there."""
    tables.database().call("PutItem", {"TableName": table, "Item": item})


def change_item(table: str, key: Mapping[str, Any], expression: str) -> None:
    """Change the item with this key as the expression says."""
    tables.database().call("UpdateItem", {"TableName": table, "Key": key, "UpdateExpression": expression})
