"""Tables as PynamoDB models describe them, and how their items are read.

A model says what a table and its items look like; whom to ask is said with each question (``desk.database``). A table
is described once, by its models: ``create_tables`` makes it from that description, and so does the deployment's
template.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import compress
from operator import ne
from typing import Any, Generic, Self, TypeVar, Unpack

import msgspec
from msgspec.structs import astuple
from pynamodb.attributes import Attribute
from pynamodb.connection.table import TableConnection
from pynamodb.constants import NULL, STRING
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, IncludeProjection, Index, KeysOnlyProjection
from pynamodb.models import MetaModel, Model

from chalicelib.core import batches, items
from chalicelib.core.database import TABLE_EXISTS, Answer, Database, DatabaseError

STAGE = os.environ.get("DESKBELL_STAGE", "local")

RawItem = items.RawItem

MOST_KEYS = 100  # of one request
MOST_WRITTEN = 25  # by one BatchWriteItem

S = TypeVar("S", bound=msgspec.Struct)
U = TypeVar("U", bound=msgspec.Struct)
E = TypeVar("E", bound=Exception)


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

    @cached_property
    def deserialize(self) -> Callable[[str], Any]:
        """Made for the first value that is read: to look at its shape takes longer than to read one."""
        return msgspec.json.Decoder(self.shape).decode

    def held_in(self, item: RawItem) -> Any:
        """The value in an item as it is stored."""
        return self.deserialize(item[self.attr_name]["S"])

    def losing(self, lost: Callable[[Any], Exception]) -> Callable[[RawItem | None], Exception]:
        """For a write that may lose: ``lost`` by the value that stood in the way, None where nothing did."""
        return lambda item: lost(self.held_in(item) if item else None)


class Packed(Json):
    """A struct as JSON without what has its default: every message writes it, and a kilobyte more costs a unit."""

    def serialize(self, value: msgspec.Struct) -> str:
        names, held = value.__struct_fields__, astuple(value)
        unusual = compress(zip(names, held, strict=True), map(ne, held, _defaults(type(value))))
        return msgspec.json.encode(dict(unusual)).decode()


@cache
def _defaults(shape: type[msgspec.Struct]) -> Sequence[Any]:
    """The defaults of a struct's fields, in order; for one without, or with one made each time, what nothing equals."""
    defaults = shape.__struct_defaults__
    return (*[object()] * (len(shape.__struct_fields__) - len(defaults)), *defaults)


def index(shows: Sequence[str] | None = (), **keys: type[Attribute[Any]]) -> Any:
    """A global secondary index of a row: hash and range key by their names, as the row has them.

    ``shows``: what an item of it has besides all keys; None: everything.
    """
    (hashed, kind), (ranged, other) = keys.items()
    projection = AllProjection() if shows is None else IncludeProjection([*shows]) if shows else KeysOnlyProjection()
    meta = type("Meta", (), {"projection": projection})
    parts = {"Meta": meta, hashed: kind(hash_key=True), ranged: other(range_key=True)}
    return type("Index", (GlobalSecondaryIndex,), parts)()


class Listed(MetaModel):
    """What a kind of row lists of itself is its attributes and indexes, not PynamoDB's hundred methods as well.

    PynamoDB looks through that list, twice for each kind, for what of it is an attribute or an index.
    """

    def __dir__(self) -> list[str]:
        """The names that ``inspect.getmembers`` finds."""
        ours = [vars(kind) for kind in self.__mro__ if isinstance(kind, Listed)]
        return [name for each in ours for name, part in each.items() if isinstance(part, Attribute | Index)]


class Row(Model, metaclass=Listed):
    """What all our PynamoDB models derive from. Whatever reads says first which database it asks."""

    def __init__(
        self, hash_key: Any = None, range_key: Any = None, _user_instantiated: bool = True, **attributes: Any
    ) -> None:
        """Raises ``ValueError`` for a name that is none."""
        model = type(self)
        self.attribute_values = {**items.defaults_of(model), **attributes}
        for field, key in zip(items.keys_of(model), (hash_key, range_key), strict=False):
            if key is not None:
                self.attribute_values[field.name] = key
        known = model.get_attributes()
        if not attributes.keys() <= known.keys():
            raise ValueError(f"{model.__name__} has no attribute {min(attributes.keys() - known.keys())}")

    @classmethod
    def of(cls, value: Any, **others: Any) -> Self:
        """A row with what this value has by the names of attributes, and the ``others``."""
        held = {name: getattr(value, name) for name in _names_in_both(cls, value.__class__)}
        return cls(**(held | others))

    def into(self, shape: type[S], **others: Any) -> S:
        """The value of this shape that the row holds by the same names; what is not there has the shape's default.

        ``others``: what it holds by other names.
        """
        values = self.attribute_values
        names = _names_in_both(type(self), shape)
        held = {name: value for name in names if (value := values.get(name)) is not None}
        return msgspec.convert(held | others, shape)

    @classmethod
    def losing(cls, shape: type[S], lost: Callable[[S | None], E]) -> Callable[[RawItem | None], E]:
        """For a write that may lose: ``lost`` by the value of this shape that stood in the way; None: nothing did."""
        return lambda item: lost(cls.from_raw_data(item).into(shape) if item else None)

    @classmethod
    def changes(cls, before: Any | None, after: Any, names: Iterable[str]) -> list[Action]:
        """What sets these attributes where they are other than ``before``, or all of them where nothing was."""
        changed = [each for each in names if before is None or getattr(before, each) != getattr(after, each)]
        return [getattr(cls, each).set(getattr(after, each)) for each in changed]

    @classmethod
    def _get_connection(cls) -> TableConnection:
        connection = super()._get_connection()
        inner: Any = connection.connection
        inner._client = _Nobody()
        return connection

    @classmethod
    def find(cls, database: Database, hash_key: Any, range_key: Any = None, *, consistent: bool = True) -> Any | None:
        """The item as a model of this class, or None; one GetItem."""
        item = cls.find_item(database, hash_key, range_key, consistent=consistent)
        return cls.from_raw_data(item) if item else None

    @classmethod
    def find_item(
        cls, database: Database, hash_key: Any, range_key: Any = None, *, consistent: bool = True
    ) -> RawItem | None:
        """The item as it is stored, or None; one GetItem."""
        keys = (hash_key,) if range_key is None else (hash_key, range_key)
        asked = {"TableName": cls.Meta.table_name, "Key": items.key(cls, *keys), "ConsistentRead": consistent}
        item: RawItem | None = database.call("GetItem", asked).get("Item")
        return item

    @classmethod
    def find_items(
        cls, database: Database, keys: Sequence[Sequence[Any]], *, consistent: bool = True
    ) -> Iterator[RawItem]:
        """Those of the items with these keys that are there, in no order; one request for each hundred."""
        table = cls.Meta.table_name
        for start in range(0, len(keys), MOST_KEYS):
            wanted = [items.key(cls, *key) for key in keys[start : start + MOST_KEYS]]
            asked = {table: {"Keys": wanted, "ConsistentRead": consistent}}
            yield from (item for _, item in batches.read(database, asked))

    @classmethod
    def wanted(cls, meaning: Callable[[Any], S], *keys: Any) -> Wanted[S]:
        """The item with this key, to be asked for together with another room's; ``meaning`` is what its row says."""
        return Wanted(cls.Meta.table_name, items.key(cls, *keys), lambda item: meaning(cls.from_raw_data(item)))

    @classmethod
    def from_raw_data(cls, data: RawItem) -> Any:
        """The row that is stored as this item; what is not there has its default."""
        row = cls.__new__(cls)
        row.attribute_values = values = dict(items.defaults_of(cls))
        for field in items.fields_of(cls):
            held = data.get(field.stored)
            if held and NULL not in held:
                # what is of another kind is refused as PynamoDB does
                stored = held[field.kind] if field.kind in held else field.attribute.get_value(dict(held))
                values[field.name] = field.read(stored)
        return row

    @classmethod
    def read_page(
        cls,
        database: Database,
        hash_key: Any,
        *,
        limit: int | None = None,
        forward: bool = True,
        start: Mapping[str, Any] | None = None,
        only: str | None = None,
        **wanted: Unpack[items.Wanted],
    ) -> tuple[Sequence[RawItem], dict[str, Any] | None]:
        """One Query: raw items (a partition may hold several kinds) and where the next page starts.

        Strongly consistent, except on an index, where DynamoDB offers no such thing. ``only``: the one attribute of
        each that is brought.
        """
        more: dict[str, Any] = {"ScanIndexForward": forward}
        if limit is not None:
            more["Limit"] = limit
        if only is not None:
            more["ProjectionExpression"] = only
        answer = database.call("Query", items.query(cls, hash_key, start, more, **wanted))
        return answer["Items"], answer.get("LastEvaluatedKey")

    @classmethod
    def some_of_all(
        cls, database: Database, limit: int, start: Mapping[str, Any] | None = None
    ) -> tuple[Sequence[RawItem], dict[str, Any] | None]:
        """One Scan: so many items of the table, of every kind and in no order, and where the next ones begin.

        Not strongly consistent. For what goes through everything, part by part, and asks no more of a request.
        """
        asked: dict[str, Any] = {"TableName": cls.Meta.table_name, "Limit": limit}
        if start is not None:
            asked["ExclusiveStartKey"] = start
        answer = database.call("Scan", asked)
        return answer["Items"], answer.get("LastEvaluatedKey")

    @classmethod
    def how_many(cls, database: Database, hash_key: Any, **wanted: Unpack[items.Wanted]) -> int:
        """How many items there are, without reading them out; one request for each megabyte of them."""
        total, start = 0, None
        while True:
            answer = database.call("Query", items.query(cls, hash_key, start, {"Select": "COUNT"}, **wanted))
            total, start = total + int(answer["Count"]), answer.get("LastEvaluatedKey")
            if not start:
                return total

    @classmethod
    def all_pages(cls, database: Database, hash_key: Any, **options: Any) -> Iterator[RawItem]:
        """The items of every page of a query, one request for each megabyte."""
        start: Mapping[str, Any] | None = None
        while True:
            page, start = cls.read_page(database, hash_key, start=start, **options)
            yield from page
            if not start:
                return


class Wanted(msgspec.Struct, Generic[S], frozen=True):
    """An item of some table, and the value that it means."""

    table: str
    key: dict[str, Any]
    meaning: Callable[[RawItem], S]


def read_both(database: Database, first: Wanted[S], second: Wanted[U]) -> tuple[S | None, U | None]:
    """Two items of different tables, or None for what is not there; one strongly consistent request."""
    one_of_each: Any = read_all(database, (first, second))
    return one_of_each[0], one_of_each[1]


def read_all(database: Database, wanted: Sequence[Wanted[Any]], *, consistent: bool = True) -> list[Any | None]:
    """At most a hundred items of any tables, in the order asked for, None for what is not there; one request."""
    asked: dict[str, Any] = {}
    for each in wanted:
        asked.setdefault(each.table, {"Keys": [], "ConsistentRead": consistent})["Keys"].append(each.key)
    there = batches.read(database, asked)
    names = {each.table: tuple(each.key) for each in wanted}
    known = {_place(table, names[table], item): item for table, item in there}
    items_of = (known.get(_place(each.table, names[each.table], each.key)) for each in wanted)
    return [each.meaning(item) if item else None for each, item in zip(wanted, items_of, strict=True)]


def _place(table: str, names: Sequence[str], item: RawItem) -> tuple[Any, ...]:
    return (table, *(tuple(item[name].items()) for name in names))


def write_all(database: Database, rows: Sequence[Row], gone: Sequence[Row] = ()) -> None:
    """Store these items of one table and remove those of ``gone``, each by itself, whatever was there; 25 a request."""
    writes = [{"PutRequest": {"Item": items.item_of(row)}} for row in rows]
    writes += [{"DeleteRequest": {"Key": items.key_of(row)}} for row in gone]
    table = (*rows, *gone)[0].Meta.table_name if writes else ""
    for start in range(0, len(writes), MOST_WRITTEN):
        batches.write(database, {table: writes[start : start + MOST_WRITTEN]})


@cache
def _names_in_both(model: type[Row], shape: type) -> Sequence[str]:
    return [name for name in model.get_attributes() if hasattr(shape, name)]


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
        {"IndexName": each["index_name"], "KeySchema": _keys(each), "Projection": dict(each["projection"])}
        for each in schema["global_secondary_indexes"]
    ]
    return description | ({"GlobalSecondaryIndexes": indexes} if indexes else {})


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
        if attribute := time_to_live(model):
            expiry = {"Enabled": True, "AttributeName": attribute}
            database.call("UpdateTimeToLive", {"TableName": name, "TimeToLiveSpecification": expiry})
        made.append(name)
    return made
