"""Tables as PynamoDB models describe them, and how their items are read.

A model says what a table and its items look like; whom to ask is said with each question (``desk.database``). A table
is described once, by its models: ``create_tables`` makes it from that description, and so does the deployment's
template.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from pynamodb.attributes import Attribute
from pynamodb.connection.table import TableConnection
from pynamodb.constants import STRING
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.models import Model

from chalicelib.core.database import TABLE_EXISTS, Answer, Database, DatabaseError

STAGE = os.environ.get("DESKBELL_STAGE", "local")

RawItem = Mapping[str, Mapping[str, Any]]

MOST_KEYS = 100  # of one BatchGetItem


def table_name(room: str) -> str:
    """The name of a room's table in this stage: ``deskbell-<stage>-<room>``."""
    return f"deskbell-{STAGE}-{room}"


class _Nobody:
    """Stands where PynamoDB keeps botocore's client: what a model would send by itself goes nowhere."""

    _request_signer = None

    def _make_api_call(self, operation: str, _: dict[str, Any]) -> Answer:
        raise RuntimeError(f"{operation} was asked of nobody: a model describes, a database is asked")


class Json(Attribute[Any]):
    """Any value msgspec can encode, as JSON in UTF-8 (PynamoDB's own makes six bytes of a Chinese character)."""

    attr_type = STRING

    def __init__(self, shape: Any = Any, **options: Any) -> None:
        super().__init__(**options)
        self.shape = shape

    def serialize(self, value: Any) -> str:
        return msgspec.json.encode(value).decode()

    def deserialize(self, value: str) -> Any:
        return msgspec.json.decode(value, type=self.shape)


class Packed(Json):
    """A struct as JSON without what has its default: every message writes it, and a kilobyte more costs a unit."""

    def serialize(self, value: msgspec.Struct) -> str:
        said = {name: held for name, default in _defaults(type(value)) if (held := getattr(value, name)) != default}
        return super().serialize(said)


@cache
def _defaults(shape: type[msgspec.Struct]) -> Sequence[tuple[str, Any]]:
    """A struct's fields with their defaults; what has none, or one of its own each time, with what nothing equals."""
    names, defaults = shape.__struct_fields__, shape.__struct_defaults__
    return tuple(zip(names, [*[object()] * (len(names) - len(defaults)), *defaults], strict=True))


class Row(Model):
    """What all our PynamoDB models derive from. Whatever reads says first which database it asks."""

    @classmethod
    def _get_connection(cls) -> TableConnection:
        connection = super()._get_connection()
        inner: Any = connection.connection
        inner._client = _Nobody()
        return connection

    @classmethod
    def find(cls, database: Database, hash_key: Any, range_key: Any = None) -> Any | None:
        """The item as a model of this class, or None; one strongly consistent GetItem."""
        item = cls.find_item(database, hash_key, range_key)
        return cls.from_raw_data(dict(item)) if item else None

    @classmethod
    def find_item(cls, database: Database, hash_key: Any, range_key: Any = None) -> RawItem | None:
        """The item as it is stored, or None; one strongly consistent GetItem."""
        key = cls._key_of(hash_key, range_key)
        asked = {"TableName": cls.Meta.table_name, "Key": key, "ConsistentRead": True}
        item: RawItem | None = database.call("GetItem", asked).get("Item")
        return item

    @classmethod
    def find_items(
        cls, database: Database, keys: Sequence[Sequence[Any]], *, consistent: bool = True
    ) -> Iterator[RawItem]:
        """Those of the items with these keys that are there, in no order; one request for each hundred."""
        table = cls.Meta.table_name
        for start in range(0, len(keys), MOST_KEYS):
            left = [cls._key_of(*key) for key in keys[start : start + MOST_KEYS]]
            while left:
                asked = {"RequestItems": {table: {"Keys": left, "ConsistentRead": consistent}}}
                answer = database.call("BatchGetItem", asked)
                yield from answer["Responses"].get(table, ())
                left = answer.get("UnprocessedKeys", {}).get(table, {}).get("Keys", [])

    @classmethod
    def read_page(
        cls,
        database: Database,
        hash_key: Any,
        *,
        range_condition: Condition | None = None,
        filter_condition: Condition | None = None,
        limit: int | None = None,
        forward: bool = True,
        start: Mapping[str, Any] | None = None,
        index: str | None = None,
    ) -> tuple[Sequence[RawItem], dict[str, Any] | None]:
        """One Query: raw items (a partition may hold several kinds) and where the next page starts.

        Strongly consistent, except on an index, where DynamoDB offers no such thing.
        """
        asked = cls._query(hash_key, range_condition, filter_condition, index)
        asked["ScanIndexForward"] = forward
        if limit is not None:
            asked["Limit"] = limit
        if start:
            asked["ExclusiveStartKey"] = start
        answer = database.call("Query", asked)
        return answer["Items"], answer.get("LastEvaluatedKey")

    @classmethod
    def how_many(
        cls,
        database: Database,
        hash_key: Any,
        *,
        range_condition: Condition | None = None,
        filter_condition: Condition | None = None,
        index: str | None = None,
    ) -> int:
        """How many items there are, without reading them out; one request for each megabyte of them."""
        asked = {**cls._query(hash_key, range_condition, filter_condition, index), "Select": "COUNT"}
        total = 0
        while True:
            answer = database.call("Query", asked)
            total += int(answer["Count"])
            if not answer.get("LastEvaluatedKey"):
                return total
            asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    @classmethod
    def all_pages(cls, database: Database, hash_key: Any, **options: Any) -> Iterator[RawItem]:
        """The items of every page of a query, one request for each megabyte."""
        start: Mapping[str, Any] | None = None
        while True:
            items, start = cls.read_page(database, hash_key, start=start, **options)
            yield from items
            if not start:
                return

    @classmethod
    def _key_of(cls, hash_key: Any, range_key: Any = None) -> dict[str, dict[str, Any]]:
        model: Any = cls
        named = _typed(model._hash_key_attribute(), hash_key)
        attribute = model._range_key_attribute()
        return named if attribute is None else {**named, **_typed(attribute, range_key)}

    @classmethod
    def _query(
        cls, hash_key: Any, range_condition: Condition | None, filter_condition: Condition | None, index: str | None
    ) -> dict[str, Any]:
        place: Any = cls if index is None else cls._index(index)
        ((name, value),) = _typed(place._hash_key_attribute(), hash_key).items()
        wanted = Path([name]) == value
        if range_condition is not None:
            wanted &= range_condition
        names: dict[str, str] = {}
        values: dict[str, Any] = {}
        asked: dict[str, Any] = {
            "TableName": cls.Meta.table_name,
            "KeyConditionExpression": wanted.serialize(names, values),
        }
        if filter_condition is not None:
            asked["FilterExpression"] = filter_condition.serialize(names, values)
        asked["ExpressionAttributeNames"] = {placeholder: name for name, placeholder in names.items()}
        asked["ExpressionAttributeValues"] = values
        if index is None:
            asked["ConsistentRead"] = True
        else:
            asked["IndexName"] = index
        return asked

    @classmethod
    def _index(cls, name: str) -> Any:
        """The index of this name, which a model may have from the one it derives from."""
        known = (vars(each).get("_indexes", {}) for each in cls.__mro__)
        return next(indexes[name] for indexes in known if name in indexes)


def _typed(attribute: Any, value: Any) -> dict[str, dict[str, Any]]:
    return {attribute.attr_name: {attribute.attr_type: attribute.serialize(value)}}


def describe(model: type[Row]) -> dict[str, Any]:
    """A table as CreateTable takes it (and CloudFormation's properties resemble it), read from its model."""
    schema: Any = model._get_schema()
    attributes = {each["AttributeName"]: dict(each) for each in schema["attribute_definitions"]}
    description: dict[str, Any] = {
        "TableName": model.Meta.table_name,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": list(attributes.values()),
        "KeySchema": _keys(schema),
    }
    indexes = [
        {
            "IndexName": index["index_name"],
            "KeySchema": _keys(index),
            "Projection": dict(index["projection"]),
        }
        for index in schema["global_secondary_indexes"]
    ]
    if indexes:
        description["GlobalSecondaryIndexes"] = indexes
    return description


def _keys(schema: Any) -> list[dict[str, str]]:
    """Hash before range: DynamoDB insists, and PynamoDB lists them by name."""
    return sorted((dict(each) for each in schema["key_schema"]), key=lambda each: each["KeyType"])


def time_to_live(model: type[Row]) -> str | None:
    """The attribute DynamoDB expires items by, if the model has one."""
    return getattr(model.Meta, "expires", None)


def create_tables(
    database: Database, models: Sequence[type[Row]], sleep: Callable[[float], None] = time.sleep
) -> list[str]:
    """Create the tables that are not there yet, and wait until they are; their names."""
    made = []
    for model in models:
        try:
            database.call("CreateTable", describe(model))
        except DatabaseError as error:
            if error.code != TABLE_EXISTS:
                raise
            continue
        name = model.Meta.table_name
        while database.call("DescribeTable", {"TableName": name})["Table"]["TableStatus"] != "ACTIVE":
            sleep(1)
        attribute = time_to_live(model)
        if attribute:
            expiry = {"Enabled": True, "AttributeName": attribute}
            database.call("UpdateTimeToLive", {"TableName": name, "TimeToLiveSpecification": expiry})
        made.append(name)
    return made
