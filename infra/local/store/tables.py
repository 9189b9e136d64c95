"""What a table is: its keys, its indexes, what they project; and which items fit into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from infra.local.store import keys
from infra.local.store.errors import Invalid, Misplaced, NotSupported
from infra.local.store.values import Item, Value, kind_of

EXPIRY = -1  # the place of the index of what expires, beside 0, 1, 2 … of the table's own


@dataclass(frozen=True)
class KeySchema:
    """The attributes that make a key, and their types."""

    hash_name: str
    hash_kind: str
    range_name: str | None = None
    range_kind: str = ""
    names: tuple[str, ...] = field(init=False)
    kinds: tuple[tuple[str, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        kinds = [(self.hash_name, self.hash_kind)]
        if self.range_name:
            kinds.append((self.range_name, self.range_kind))
        object.__setattr__(self, "kinds", tuple(kinds))
        object.__setattr__(self, "names", tuple(name for name, _ in kinds))

    def encoded(self, item: Mapping[str, Value]) -> tuple[bytes, bytes]:
        """The hash and the range key of an item that has both."""
        ranged = keys.encoded(item[self.range_name]) if self.range_name else keys.NOTHING
        return keys.spread(item[self.hash_name]), ranged

    def key_of(self, item: Mapping[str, Value]) -> Item:
        """The key alone."""
        return {name: item[name] for name in self.names}


@dataclass(frozen=True)
class Index:
    """A global secondary index, at this place among its table's. Without ``projected`` it has everything."""

    name: str
    place: int
    schema: KeySchema
    projected: frozenset[str] | None

    def has(self, item: Mapping[str, Value] | None) -> bool:
        """Whether the item is in this index: it has all its keys, each of the index's type.

        Only items from before the index was there may have one of another type.
        """
        return item is not None and all(kind in item.get(name, ()) for name, kind in self.schema.kinds)

    def takes(self, item: Mapping[str, Value]) -> bool:
        """Whether an item from before the index was there can be in it: no key is empty or too long either."""
        if not self.has(item):
            return False
        try:
            for name in self.schema.names:
                keys.check_length(name, item[name], is_range=name == self.schema.range_name)
        except Invalid:
            return False
        return True

    def view(self, item: Item) -> Item:
        """What the index has of an item."""
        if self.projected is None:
            return item
        return {name: value for name, value in item.items() if name in self.projected}


@dataclass(frozen=True)
class Table:
    """A table as it is now. ``number`` is never given to another; ``expires`` names the attribute of time to live."""

    number: int
    name: str
    schema: KeySchema
    indexes: Mapping[str, Index]
    description: Mapping[str, Any]
    created: float
    expires: str | None

    def index(self, name: str) -> Index:
        """The index of this name. Raises ``Invalid``."""
        if name not in self.indexes:
            raise Invalid(f"The table does not have the specified index: {name}")
        return self.indexes[name]

    def check_key(self, key: Any) -> None:
        """Raise ``Invalid`` unless these are the table's keys and no more, with values that may be keys."""
        if not isinstance(key, Mapping) or set(key) != set(self.schema.names):
            raise Invalid("The provided key element does not match the schema")
        self._check_types(key, "The provided key element does not match the schema")
        self._check_lengths(key)

    def check_item(self, item: Item) -> None:
        """Raise ``Invalid`` unless the item has the table's keys, and nothing in an index's keys that cannot be one."""
        for name in self.schema.names:
            if name not in item:
                raise Invalid(f"One or more parameter values were invalid: Missing the key {name} in the item")
        self._check_lengths(item)
        for index in self.indexes.values():
            for name, kind in index.schema.kinds:
                if name not in self.schema.names and kind in item.get(name, ()):
                    keys.check_length(name, item[name], is_range=name == index.schema.range_name)
        self._check_types(item, None)
        self.check_index_types(item)

    def check_index_types(self, item: Item) -> None:
        """Raise ``Misplaced`` if a key of an index has another type than the index's."""
        for index in self.indexes.values():
            for name, kind in index.schema.kinds:
                if name in item and kind not in item[name]:
                    raise Misplaced(
                        f"One or more parameter values were invalid: Type mismatch for Index Key {name} "
                        f"Expected: {kind} Actual: {kind_of(item[name])} IndexName: {index.name}"
                    )

    def _check_types(self, item: Mapping[str, Value], message: str | None) -> None:
        for name, kind in self.schema.kinds:
            if kind not in item[name]:
                raise Misplaced(
                    message
                    or f"One or more parameter values were invalid: Type mismatch for key {name} "
                    f"expected: {kind} actual: {kind_of(item[name])}"
                )

    def _check_lengths(self, item: Mapping[str, Value]) -> None:
        for name in self.schema.names:
            if kind_of(item[name]) in ("S", "B"):
                keys.check_length(name, item[name], is_range=name == self.schema.range_name)


def table(number: int, description: Mapping[str, Any], created: float, expires: str | None) -> Table:
    """A table from what CreateTable was given. Raises ``Invalid``, or ``NotSupported``."""
    kinds = {each["AttributeName"]: each["AttributeType"] for each in description["AttributeDefinitions"]}
    if any(kind not in ("S", "N", "B") for kind in kinds.values()):
        raise Invalid("an attribute of a key has the type S, N or B")
    schema = _schema(description["KeySchema"], kinds)
    indexes = {}
    for place, each in enumerate(description.get("GlobalSecondaryIndexes") or ()):
        index = _index(place, each, schema, kinds)
        if index.name in indexes:
            raise Invalid(f"One or more parameter values were invalid: Duplicate index name: {index.name}")
        indexes[index.name] = index
    used = {name for each in (schema, *(index.schema for index in indexes.values())) for name in each.names}
    if set(kinds) != used:
        raise Invalid(
            "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match "
            "number of attributes defined in AttributeDefinitions"
        )
    return Table(number, description["TableName"], schema, indexes, description, created, expires)


def _schema(elements: Any, kinds: Mapping[str, str]) -> KeySchema:
    roles = [each.get("KeyType") for each in elements]
    if len(roles) > 2:
        raise NotSupported("keys of more than two attributes")
    if roles not in (["HASH"], ["HASH", "RANGE"]):
        raise Invalid("Invalid KeySchema: The first KeySchemaElement is a HASH key, the second a RANGE key")
    names = [each["AttributeName"] for each in elements]
    for name in names:
        if name not in kinds:
            raise Invalid(
                "One or more parameter values were invalid: Some index key attributes are not defined in "
                f"AttributeDefinitions. Keys: [{name}]"
            )
    if len(set(names)) < len(names):
        raise Invalid("Both the Hash Key and the Range Key element in the KeySchema have the same name")
    if len(names) == 1:
        return KeySchema(names[0], kinds[names[0]])
    return KeySchema(names[0], kinds[names[0]], names[1], kinds[names[1]])


def _index(place: int, described: Mapping[str, Any], of: KeySchema, kinds: Mapping[str, str]) -> Index:
    for word in described:
        if word not in ("IndexName", "KeySchema", "Projection"):
            raise NotSupported(f"{word} of an index")
    schema = _schema(described["KeySchema"], kinds)
    projection = described.get("Projection") or {}
    kind, more = projection.get("ProjectionType", "ALL"), projection.get("NonKeyAttributes")
    if kind not in ("ALL", "KEYS_ONLY", "INCLUDE"):
        raise Invalid(f"Unknown ProjectionType: {kind}")
    if (kind == "INCLUDE") != bool(more):
        raise Invalid(
            f"One or more parameter values were invalid: ProjectionType is {kind}, NonKeyAttributes is {more}"
        )
    projected = None if kind == "ALL" else frozenset((*of.names, *schema.names, *(more or ())))
    return Index(described["IndexName"], place, schema, projected)
