"""What stands in the tables of the desk in use, read and written directly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.core import desk as desks
from chalicelib.core.tables import Row, describe

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


class Kept:
    """What stood in these tables at one moment, to be put back: for tests that share a desk that was dear to make."""

    def __init__(self, models: Iterable[type[Row]]) -> None:
        self._keys = {model.Meta.table_name: [key["AttributeName"] for key in _keys_of(model)] for model in models}
        self._items = {table: self._by_key(table) for table in self._keys}

    def put_back(self, tables: Iterable[str]) -> None:
        """Let these tables be as they were."""
        database = desks.current().database
        for table in tables:
            before, now = self._items[table], self._by_key(table)
            for key in now.keys() - before.keys():
                names = {name: now[key][name] for name in self._keys[table]}
                database.call("DeleteItem", {"TableName": table, "Key": names})
            for key, item in before.items():
                if now.get(key) != item:
                    put_item(table, item)

    def _by_key(self, table: str) -> dict[str, Mapping[str, Any]]:
        return {repr([item[name] for name in self._keys[table]]): item for item in every_item(table)}


def _keys_of(model: type[Row]) -> list[dict[str, str]]:
    keys: list[dict[str, str]] = describe(model)["KeySchema"]
    return keys
