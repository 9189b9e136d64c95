"""The same table on several engines, and short words for what is asked of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chalicelib.core.database import Database, DatabaseError

TABLE = {
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [
        {"AttributeName": "pk", "AttributeType": "S"},
        {"AttributeName": "sk", "AttributeType": "S"},
        {"AttributeName": "g", "AttributeType": "S"},
        {"AttributeName": "h", "AttributeType": "N"},
    ],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": name,
            "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}, {"AttributeName": "h", "KeyType": "RANGE"}],
            "Projection": projection,
        }
        for name, projection in (
            ("everything", {"ProjectionType": "ALL"}),
            ("keys", {"ProjectionType": "KEYS_ONLY"}),
            ("some", {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["a"]}),
        )
    ],
}

INVALID = "ValidationException"
FAILED = "ConditionalCheckFailedException"
CANCELLED = "TransactionCanceledException"

_partitions = itertools.count(1)


def av(value: Any) -> dict[str, Any]:
    """An attribute value, from Python's."""
    if isinstance(value, bool):
        return {"BOOL": value}
    if value is None:
        return {"NULL": True}
    if isinstance(value, (int, float)):
        return {"N": str(value)}
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, bytes):
        return {"B": value}
    if isinstance(value, list):
        return {"L": [av(each) for each in value]}
    if isinstance(value, dict):
        return {"M": avs(value)}
    kind = {str: "SS", int: "NS", bytes: "BS"}[type(next(iter(value)))]
    return {kind: [str(each) if kind == "NS" else each for each in sorted(value)]}


def avs(values: dict[str, Any]) -> dict[str, Any]:
    """Attribute values by name."""
    return {name: av(value) for name, value in values.items()}


def ordered(value: Any) -> Any:
    """The same with every set sorted: their order means nothing."""
    if isinstance(value, dict):
        return {
            name: sorted(each) if name in ("SS", "NS", "BS") and isinstance(each, list) else ordered(each)
            for name, each in value.items()
        }
    return [ordered(each) for each in value] if isinstance(value, list) else value


def code_of(call: Callable[[], Any]) -> str:
    """The code of the error that a call raises; empty if it raises none."""
    try:
        call()
    except DatabaseError as error:
        return error.code
    return ""


class Words:
    """The operations of a database as methods: ``put_item(TableName=…)``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __getattr__(self, name: str) -> Callable[..., Any]:
        operation = "".join(word.capitalize() for word in name.split("_"))
        return lambda **arguments: self._database.call(operation, arguments)


@dataclass
class Engine:
    """A table on one engine, and a partition of its own for one test."""

    name: str
    database: Any
    table: str = "conformance"
    partition: str = field(default_factory=lambda: f"partition {next(_partitions)}")

    @property
    def client(self) -> Words:
        """Its operations as methods."""
        return Words(self.database)

    def create(self, **changed: Any) -> None:
        self.client.create_table(TableName=self.table, **{**TABLE, **changed})

    def key(self, sk: str = "a") -> dict[str, Any]:
        return {"pk": av(self.partition), "sk": av(sk)}

    def put(self, sk: str = "a", attributes: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.client.put_item(TableName=self.table, Item={**self.key(sk), **avs(attributes or {})}, **more)

    def put_raw(self, attributes: dict[str, Any], sk: str = "a") -> Any:
        return self.client.put_item(TableName=self.table, Item={**self.key(sk), **attributes})

    def get(self, sk: str = "a", **more: Any) -> Any:
        return self.client.get_item(TableName=self.table, Key=self.key(sk), **more).get("Item")

    def attributes(self, sk: str = "a") -> Any:
        """The item without its key, or None."""
        item = self.get(sk)
        return None if item is None else ordered({name: item[name] for name in item if name not in ("pk", "sk")})

    def update(self, expression: str, values: dict[str, Any] | None = None, sk: str = "a", **more: Any) -> Any:
        if values:
            more["ExpressionAttributeValues"] = {f":{name}": av(value) for name, value in values.items()}
        return self.client.update_item(TableName=self.table, Key=self.key(sk), UpdateExpression=expression, **more)

    def query(self, condition: str = "", values: dict[str, Any] | None = None, **more: Any) -> Any:
        """A query of this test's partition, or of its partition of an index."""
        hash_name = "g" if "IndexName" in more else "pk"
        given = {"partition": self.partition, **(values or {})}
        return self.client.query(
            TableName=self.table,
            KeyConditionExpression=f"{hash_name} = :partition{condition}",
            ExpressionAttributeValues={f":{name}": av(value) for name, value in given.items()},
            **more,
        )

    def pages(self, ask: Callable[..., Any], **more: Any) -> list[Any]:
        """All pages of a query or a scan."""
        pages = [ask(**more)]
        while "LastEvaluatedKey" in pages[-1]:
            pages.append(ask(**more, ExclusiveStartKey=pages[-1]["LastEvaluatedKey"]))
        return pages

    def transact(self, *writes: dict[str, Any], **more: Any) -> Any:
        return self.client.transact_write_items(TransactItems=list(writes), **more)

    def write(self, verb: str, sk: str = "a", attributes: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """One write of a transaction."""
        what = {"Item": {**self.key(sk), **avs(attributes or {})}} if verb == "Put" else {"Key": self.key(sk)}
        return {verb: {"TableName": self.table, **what, **more}}
